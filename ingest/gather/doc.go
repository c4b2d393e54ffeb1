// Package gather asks hosts for the collections of one event, and understands what
// they are called.
//
//   - [Gather] lists collections into [Listings]: distinct videos, and which listings
//     came to their end. [Resume] goes on where a host has ended an earlier import.
//   - [NewEvent] makes an event of what the collections are called, with the help of
//     [EventTitle] and [EventDates] and of earlier editions in the data tree.
//   - [AddSources] makes collections sources of an event.
//
// Use it to read hosts without drafts, as fetch does; package intake turns the listings
// into drafts.
package gather
