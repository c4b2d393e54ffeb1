// Package library is the full-text search over the records of a data tree, the drafts of a
// workspace and the transcripts in its captions folder. Use it to find talks as people look
// for them: in any spelling of case and accents, in the middle of a Japanese sentence, with a
// typing error.
//
// [Open] names the folders and the file in which the index is kept. [Library.Refresh] brings
// it up to date: it looks at the time and size of every file and reads anew the events of
// which one has changed. [Library.Search] then takes a [Query], for which [Parse] has the
// language; it looks at nothing but memory.
//
// # What is found
//
// A talk must meet all terms. A term is a word, "words one after the other" or the beg* of
// one, anywhere in title, speakers, tags, event, description or transcript, or only where
// speaker:, event:, tag:, lang: or year: says; one behind a - must not be met. A talk whose
// title is the query comes first, then titles with the words, speakers, tags, events,
// descriptions, transcripts, whole words before parts; of equals the newest.
//
// A draft that is published is not found where the data tree has its record, and one that is
// skipped is not found at all.
//
// # Why an index of its own
//
// On 21,715 records it takes 3 s of processor time to make and 19 MB to keep, where SQLite's
// full text takes 3 s and 34 MB and bleve 26 s and 87 MB; it adds nothing to build, where they
// add a minute and more, and has what people expect of either only on top.
package library
