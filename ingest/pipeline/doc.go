// Package pipeline is the front door: a workspace with the data tree that it feeds, and
// one call for each thing that can be done with them.
//
//   - [Pipeline.Import] and [Pipeline.Remap] turn videos into drafts and keep
//     what people wrote there, and [Pipeline.Sync] does so for all that has
//     changed on the hosts,
//   - [Pipeline.Status] says what is left for people to look at,
//   - [Pipeline.Publish] writes drafts that are ready into the data tree,
//   - [Pipeline.Commit] does so on a branch of its git repository instead, and
//     leaves the checkout alone,
//   - [Pipeline.Audit] compares what is published with the hosts.
//
// Use it to build another front end than the command line: nothing here prints,
// asks or reads settings. Each step can be run again after any interruption and
// carries on where the files say that it was. The steps themselves are packages gather,
// intake, publish, sync and audit.
package pipeline
