// Package pipeline puts the steps of stevie together, from a host's videos to
// records in the data tree:
//
//   - [Gather] asks providers for collections,
//   - [Pipeline.ProposeEvent] makes an event of what they are called,
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
// carries on where the files say that it was.
package pipeline
