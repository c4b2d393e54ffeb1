// Package check tells what is wrong with records of pyvideo/data: what the
// repository's own tests refuse (level error, where the verdicts agree file by
// file) and what a reviewer would ask to be mended (level warning).
//
// [Tree] checks a whole data tree, [Paths] any parts of one: events, files, or
// files that lie in no tree. [Batch] checks records that are not on the disk yet,
// against each other and against what a tree holds already, and [Record] a single
// one on its own. All give [Finding]s; whatever a file holds or however broken a
// folder is, the rest is checked too.
package check
