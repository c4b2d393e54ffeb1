// Package tomledit changes a TOML document key by key in its own bytes, so that
// the comments, order, quoting and layout that a person gave it stay as they are,
// and reads TOML strictly.
//
// Use it for files that people and the program both write. [Parse] a document,
// change it with [Document.Set] and [Document.SetTables], take [Document.Bytes].
// Only the bytes of a changed value are touched. Of an array, written as tables or
// inline, only the elements that come or go are: those that stay keep their text,
// and the comments of one that goes stay in its place.
//
// Every form that TOML allows is understood: keys in any order, quoted and dotted
// keys, inline tables and arrays of them, literal and multi-line strings, CRLF line
// ends, a byte order mark, a missing final newline. Each edit is checked: the
// document is read again and must hold the wanted value and nothing else that is
// new. An edit that cannot be done in place returns [ErrNotInPlace] and leaves the
// document as it was.
//
// [Decode] is the strict reader to go with it: an unknown key is an error with
// line and column that names the nearest key.
package tomledit
