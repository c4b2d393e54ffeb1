// Package check tells what is wrong with records of pyvideo/data: what the
// repository's own tests refuse (level error, where the verdicts agree file by
// file) and what a reviewer would ask to be mended (level warning). It also mends
// what can be mended with certainty.
//
// [Tree] checks a whole data tree, [Paths] any parts of one: events, files, or
// files that lie in no tree. [Drafts] checks what shall become records and names
// the lines of the drafts. [Batch] checks records that are not on the disk yet,
// against each other and against what a tree holds already, [Proposals] what an
// import is about to propose, and [Record] and [Source] a single one on its own.
// All give [Finding]s; whatever a file holds or however broken a folder is, the
// rest is checked too.
//
// [Format] brings files into canonical form, [Fix] makes all certain mends, and
// [FixDraft] makes them in a draft. They say what they change, replace files whole
// and touch nothing twice.
package check
