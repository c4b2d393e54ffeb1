// Package captions reads timed text of videos, whatever format it comes in, and keeps it as
// WebVTT.
//
// [Read] understands WebVTT, SubRip, TTML and the JSON of YouTube by their content, and
// gives [Cue]s of plain text, harmless and in order; lines that roll up a screen, as
// machines write them, come once. [Encode] writes cues as WebVTT that every player takes,
// and [Transcript] makes paragraphs of them that a person can read:
//
//	cues, err := captions.Read(src)
//	file := captions.Encode(cues)
//	for _, p := range captions.Transcript(cues) { … }
//
// [Fetcher] finds out which tracks a talk has and gets what they hold, and a [Folder] keeps
// them: <folder>/<event>/<name of the talk's file>.<language>[…].vtt.
package captions
