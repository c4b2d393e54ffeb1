package tomledit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
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
	layout Layout
	bom    bool
	eol    string
	src    []byte // without the byte order mark
	tree   map[string]any
	exprs  []expr
}

// expr is a line of the document with something on it: a header or a key with
// its value, which may take further lines.
type expr struct {
	kind unstable.Kind // KeyValue, Table or ArrayTable
	path []string      // from the document's root
	own  []span        // the parts of the key as they stand on the line
	line int           // where its line begins
	end  int           // behind its line end
	head int           // index of the header that it stands under, itself for headers; -1: none
	// Of keys: where the value stands, what it is, and the keys inside it if it
	// is an inline table.
	value  span
	of     unstable.Kind
	fields []expr
}

type span struct{ start, end int }

var byteOrderMark = []byte("\xEF\xBB\xBF")

// Parse reads a document. What is not TOML gives a [*SyntaxError].
func Parse(src []byte, layout Layout) (*Document, error) {
	d := &Document{layout: layout}
	d.src, d.bom = bytes.CutPrefix(src, byteOrderMark)
	d.eol = "\n"
	if i := bytes.IndexByte(d.src, '\n'); i > 0 && d.src[i-1] == '\r' {
		d.eol = "\r\n"
	}
	if err := d.read(); err != nil {
		return nil, err
	}
	return d, nil
}

// Bytes returns the document as it is now.
func (d *Document) Bytes() []byte {
	if d.bom {
		return slices.Concat(byteOrderMark, d.src)
	}
	return slices.Clone(d.src)
}

// read fills tree and exprs from src.
func (d *Document) read() error {
	if !utf8.Valid(d.src) {
		return notUTF8(d.src)
	}
	d.tree = map[string]any{}
	if err := toml.Unmarshal(d.src, &d.tree); err != nil {
		return syntaxError(err)
	}
	d.exprs = nil
	var p unstable.Parser
	p.Reset(d.src)
	table, head := []string(nil), -1
	for p.NextExpression() {
		e := d.expr(p.Expression(), table)
		if e.kind != unstable.KeyValue {
			table, head = e.path, len(d.exprs)
		}
		e.head = head
		d.exprs = append(d.exprs, e)
	}
	if err := p.Error(); err != nil {
		return fmt.Errorf("read TOML: %w", err)
	}
	return nil
}

// expr takes down a node of the parser, which keeps none of them.
func (d *Document) expr(n *unstable.Node, table []string) expr {
	e := expr{kind: n.Kind}
	if n.Kind == unstable.KeyValue {
		e.path = slices.Clone(table)
	}
	for it := n.Key(); it.Next(); {
		k := it.Node()
		e.path = append(e.path, string(k.Data))
		e.own = append(e.own, spanOf(k.Raw))
	}
	last := e.own[len(e.own)-1].end
	if n.Kind == unstable.KeyValue {
		equals := last + bytes.IndexByte(d.src[last:], '=')
		e.value = span{skipBlanks(d.src, equals+1), spanOf(n.Raw).end}
		e.of = n.Value().Kind
		last = e.value.end
		if e.of == unstable.InlineTable {
			e.fields = d.fields(n.Value(), e.path)
		}
	}
	e.line = bytes.LastIndexByte(d.src[:e.own[0].start], '\n') + 1
	e.end = lineEnd(d.src, last)
	return e
}

// fields takes down the keys of an inline table.
func (d *Document) fields(table *unstable.Node, path []string) []expr {
	var list []expr
	for it := table.Children(); it.Next(); {
		if it.Node().Kind == unstable.KeyValue {
			list = append(list, d.expr(it.Node(), path))
		}
	}
	return list
}

func spanOf(r unstable.Range) span {
	return span{int(r.Offset), int(r.Offset + r.Length)}
}

func skipBlanks(src []byte, i int) int {
	for i < len(src) && (src[i] == ' ' || src[i] == '\t') {
		i++
	}
	return i
}

// lineEnd returns the index behind the line end that follows i.
func lineEnd(src []byte, i int) int {
	if n := bytes.IndexByte(src[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(src)
}
