// Package mapper turns what a host says about the videos of one event into
// proposals: records of pyvideo/data with a confidence for each field that had
// to be inferred, and notes on what a person should look at.
//
// Use [Map] with all videos of an event at once. A channel names the videos of
// one event in one way, and that consistency is the best evidence there is: the
// same "A - B" is title and speaker at one conference and speaker and title at
// the next. For every title the mapper lists the ways to read it, describes each
// by facts (how the names look, whether somebody of that name is known, what the
// description says, what would be left for a title), and estimates, in turns, how
// often each template occurs in the event and how likely each reading is, given
// the templates. The weights of the facts and the probabilities were fitted on
// talks that curators had worked on; "go run ./internal/evalmap" fits and
// measures them again.
//
// What a channel writes beside title and speakers, it writes again and again: that is
// how it is told and left out, not by lists of words. What is left out nevertheless is
// said in a note.
//
// [Explain] tells how a proposal came about. Everything here is a pure function
// of its arguments: no clock, no network, no files.
package mapper
