// Package record reads and writes the files of pyvideo/data: one JSON file per
// talk, one category.json per event, each in the canonical bytes that the
// repository's own tools write.
//
// Use [Encode], [Update] and [EncodeCategory] to make files, [FileName] and
// [Slug] to name them, and [KeyOf] to recognize a video whatever its URL looks
// like. [OpenTree] and [Tree.Index] read a whole data tree, in a fraction of a
// second, and the [Index] answers what is already there: which record holds a
// video, which names speakers have, which folder the next edition of a
// conference belongs into.
//
// Nothing in this package writes to the disk.
package record
