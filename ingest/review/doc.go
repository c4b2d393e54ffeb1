// Package review gathers what a person should know about each draft before settling
// it: how sure stevie is as a whole and why not surer, the other ways to read the
// host's title, which speakers are known, and what check says, with the fix where
// there is exactly one.
//
// A [Reviewer] is made once for a data tree and then asked about events as often as
// they change: it is for front ends, which all show the same. What was inferred from a
// video stands in the draft's base; what depends on the tree, on the other drafts and
// on what people have written since is found here, anew each time, and kept nowhere.
//
// [Pieces] shows what of a host's title went where, and [Alike] carries a person's
// reading of one title over to those of the same shape.
package review
