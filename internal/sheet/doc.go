// Package sheet shows the drafts of an event as a table for a spreadsheet, and reads
// what became of it there. It touches no file.
//
// [Of] makes the cells of drafts, [Cells.CSV] writes them, and [Read] reads the table in
// whatever form a spreadsheet has saved it. [Sheet.Plan] compares it with the cells as
// they were exported and gives the changes to the drafts. [Kept] are the exports that are
// remembered for that: which one a sheet came from is told by the cells that they share,
// so that an old sheet brings back nothing that was changed between two exports.
//
// The columns are the fields of drafts, with the draft's place as the first and the
// host's title, which is there to be read, as the last. A cell is the text that package
// fieldtext makes of a field; one that a spreadsheet would calculate has a "'" before it.
package sheet
