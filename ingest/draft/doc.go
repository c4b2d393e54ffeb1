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
//   - [Change] is what somebody wants changed, with a form, a sheet or a flag,
//   - [ParseEvent], [EncodeEvent], [EditEvent] and [CarryEvent] do the same for the
//     event.toml of an event.
//
// What happens to a draft is an [Incident], of a kind and with its data, that the base
// keeps: its video is gone, was uploaded again, is in the data tree already, or a person's
// value and a proposal went different ways. Notes are how that is worded for people.
// Nothing is recognised by its wording, which may change from version to version.
//
// A draft that a person has marked as ready, or that is published, is [Settled]: nothing
// of it moves any more, and only what becomes of its own video is told.
//
// Text in drafts comes from hosts and people. It is written as TOML strings with
// control characters escaped.
package draft
