// Package pyjson reads and writes JSON exactly as Python's json module does.
//
// pyvideo/data is kept, tested and reformatted by Python programs, so a record
// is valid when Python reads it and canonical when it holds the bytes that
// Python writes. That differs from encoding/json in what is accepted (NaN and
// Infinity, integers of any size, escaped halves of surrogate pairs, the last of
// duplicate keys counts) and in what is written (ASCII escapes, floats as
// Python's repr prints them, no HTML escaping).
//
// [Parse] checks a whole text and keeps the places of its values in one flat
// slice, so reading a few keys of many files costs few allocations. [Value]
// reads single values, [Value.Canonical] and [Marshal] write.
package pyjson
