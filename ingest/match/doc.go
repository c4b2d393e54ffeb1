// Package match says which session of a conference's programme each video of the
// event is, how surely, and which videos and sessions are alone.
//
// Use [Match] with all videos and all sessions of one event at once: a session is
// filmed once, so what one video takes no other has. Links that the programme or
// the descriptions give are taken as they are. Every other pair that has anything
// in common is described by facts with names (how much of the title is there, who
// is named, day, kind, length, description, room), a fitted model makes one score
// of them, and the pairs are chosen for the event as a whole. A video may be none
// of the sessions, and it rather is none than a wrong one: openings, sponsors'
// sessions and late additions by somebody who has a talk in the programme.
//
// The score of a pair is the probability that it is right, from its own score and
// from how much worse the event would be off without it; two videos that cannot be
// told apart have a low one. "go run ./internal/evalmatch" measures and fits it.
//
// [Contribute] tells what a pair gives to the record, [Pair.Apply] puts it into a
// proposal. Everything here is a pure function of its arguments: no clock, no network, no
// files.
package match
