// Package pipeline is the front door: a workspace with the data tree that it feeds, and
// one call for each thing that can be done with them. [Open] builds it.
//
//   - [Pipeline.Import] and [Pipeline.Remap] turn videos into drafts and keep
//     what people wrote there, and [Pipeline.Sync] does so for all that has
//     changed on the hosts,
//   - [Pipeline.Match] pairs videos with the sessions of the event's programme,
//   - [Pipeline.Status] says what is left for people to look at, [Pipeline.Drafts]
//     shows it, [Pipeline.Check] says what is wrong with it, and
//     [Pipeline.SaveDrafts] makes their changes; [Pipeline.History] remembers them,
//     and [Pipeline.Undo] takes them back. A [View] knows the changes that editors have
//     a key for, and [Pipeline.Desk] what has changed while one is open,
//   - [Pipeline.Library] finds talks, published and on their way, and [OpenLibrary] does so
//     without a workspace,
//   - [Pipeline.ExportSheet] and [Pipeline.ApplySheet] lead through a spreadsheet,
//   - [Pipeline.Publish] writes drafts that are ready into the data tree,
//     [Pipeline.Commit] puts them on a branch of its git repository instead, and
//     [Pipeline.OpenPullRequest] proposes that branch,
//   - [Pipeline.Audit] compares what is published with the hosts, and
//     [Pipeline.TreeEvent] reads it,
//   - [Fetch] and [Map] do a step of an import alone, without a workspace.
//
// Use it to build another front end than the command line: nothing here prints,
// asks or reads settings. Each step can be run again after any interruption and
// carries on where the files say that it was. The steps themselves are packages gather,
// match, intake, publish, sync and audit, and what is seen of a draft is package review's.
package pipeline
