// Package rst deals with reStructuredText as it stands in the description and
// summary of a pyvideo record. [FromPlain] makes it from the plain text that a
// video host shows.
//
// Use it where text crosses from a host into a record, and wherever a person
// has edited a record. The rules are those of docutils, whose parser decides
// what pyvideo/data accepts and whose transforms decide what its site shows.
// Nothing here reads files, follows links or runs code.
package rst
