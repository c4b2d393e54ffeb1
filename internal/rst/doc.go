// Package rst reads and writes reStructuredText as it stands in the description
// and summary of a pyvideo record, without Python.
//
// [FromPlain] makes it from the plain text that a video host shows. [Check] tells
// what docutils would say about a text: first what its parser says, by which
// pyvideo/data's tests accept or refuse a record, then what a full publish says,
// which is what breaks or defaces the site. [Parse] gives a [Document] that can be shown as HTML too.
//
// Use it where text crosses from a host into a record, and wherever a person has
// edited a record.
//
// The rules are those of docutils 0.19, messages in their order included: one
// parser for blocks ([Parse] walks lines as docutils' state machine does), one
// for inline markup, tables of directives and roles, and the transforms that
// complain of anything. Known differences: directives that read files or ask
// the network are always refused, as docutils does when told to; blocks more
// than a hundred deep and tables of more than fifty thousand cells are errors;
// where docutils crashes, there is an error too. Nothing here reads files,
// follows links or runs code, and no text makes it slow.
package rst
