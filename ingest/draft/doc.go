// Package draft is the draft as a value: a proposed record that a person edits.
// Nothing here touches a file; package workspace keeps drafts as files.
//
//   - [New] makes the draft of a video, [Parse] reads one and [Encode] writes it,
//   - [Edit] changes a draft's text key by key, so that comments, order and layout
//     stay as a person left them,
//   - [Merge] brings a draft up to a new proposal and keeps what a person changed,
//     which it tells from a proposal by comparing with the [Base],
//   - [Carry] takes changes over to a version that somebody has saved meanwhile,
//   - [Republish] and [Reopen] are for drafts whose record stands in the data tree,
//   - [Doubts] lists what a person should look at,
//   - [ParseEvent], [EncodeEvent], [EditEvent] and [CarryEvent] do the same for the
//     event.toml of an event.
//
// Text in drafts comes from hosts and people. It is written as TOML strings with
// control characters escaped.
package draft
