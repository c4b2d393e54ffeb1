// Package spelling finds what a data tree spells in several ways: tags that differ in a
// hyphen or a letter, one person under several names, tags that are a speaker's name. Use
// [Read] and [Survey.Tags] or [Survey.Speakers] to get the merges proposed, [Write] to make
// them a list for a person to review, [Parse] to read the list again, and
// [check.Respell] to carry it out.
//
// Nothing here judges for the reviewer. A merge is sure where the two spellings have the
// same letters; whatever else looks alike is in the list as a comment.
package spelling
