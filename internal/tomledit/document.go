package tomledit

import (
	"bytes"
	"errors"
	"slices"
)

// ErrNotInPlace is returned for an edit that the document's form does not allow
// without rewriting more than it should.
var ErrNotInPlace = errors.New("cannot be changed in place")

// Layout says where keys go that a document lacks.
type Layout struct {
	// Order lists the document's keys as they follow each other in a new
	// document; those of a table as "table.key". Keys that are not in it go last.
	Order []string
	// Comments are put behind a key, or behind the header of a table or of the
	// first element of an array of tables, when it is inserted: the text from
	// "#" on.
	Comments map[string]string
}

// Document is a TOML document to be edited.
type Document struct {
	layout  Layout
	bom     bool
	eol     string
	outline *outline
}

var byteOrderMark = []byte("\xEF\xBB\xBF")

// Parse reads a document. What is not TOML gives a [*SyntaxError].
func Parse(src []byte, layout Layout) (*Document, error) {
	d := &Document{layout: layout, eol: "\n"}
	src, d.bom = bytes.CutPrefix(src, byteOrderMark)
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		d.eol = "\r\n"
	}
	var err error
	if d.outline, err = readOutline(bytes.Clone(src)); err != nil {
		return nil, err
	}
	return d, nil
}

// Bytes returns the document as it is now.
func (d *Document) Bytes() []byte {
	if d.bom {
		return slices.Concat(byteOrderMark, d.outline.src)
	}
	return slices.Clone(d.outline.src)
}

// places finds where new keys and tables go.
func (d *Document) places() placement { return placement{d.outline, d.layout} }
