package tomledit

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// outline is a document as it was read: where its keys, headers and comments stand.
type outline struct {
	src   []byte // without the byte order mark
	tree  map[string]any
	exprs []expr
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

// readOutline reads a document. What is not TOML gives a [*SyntaxError].
func readOutline(src []byte) (*outline, error) {
	if !utf8.Valid(src) {
		return nil, notUTF8(src)
	}
	o := &outline{src: src, tree: map[string]any{}}
	if err := toml.Unmarshal(src, &o.tree); err != nil {
		return nil, syntaxError(err)
	}
	var p unstable.Parser
	p.Reset(src)
	table, head := []string(nil), -1
	for p.NextExpression() {
		e := o.expr(p.Expression(), table)
		if e.kind != unstable.KeyValue {
			table, head = e.path, len(o.exprs)
		}
		e.head = head
		o.exprs = append(o.exprs, e)
	}
	if err := p.Error(); err != nil {
		return nil, fmt.Errorf("read TOML: %w", err)
	}
	return o, nil
}

// expr takes down a node of the parser, which keeps none of them.
func (o *outline) expr(n *unstable.Node, table []string) expr {
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
		equals := last + bytes.IndexByte(o.src[last:], '=')
		e.value = span{skipBlanks(o.src, equals+1), spanOf(n.Raw).end}
		e.of = n.Value().Kind
		last = e.value.end
		if e.of == unstable.InlineTable {
			e.fields = o.fields(n.Value(), e.path)
		}
	}
	e.line = bytes.LastIndexByte(o.src[:e.own[0].start], '\n') + 1
	e.end = lineEnd(o.src, last)
	return e
}

// fields takes down the keys of an inline table.
func (o *outline) fields(table *unstable.Node, path []string) []expr {
	var list []expr
	for it := table.Children(); it.Next(); {
		if it.Node().Kind == unstable.KeyValue {
			list = append(list, o.expr(it.Node(), path))
		}
	}
	return list
}

func spanOf(r unstable.Range) span {
	return span{int(r.Offset), int(r.Offset + r.Length)}
}

// find returns the key at path, nil unless it stands there by itself.
func (o *outline) find(path []string) *expr {
	for i := range o.exprs {
		if h := o.exprs[i].head; h >= 0 && o.exprs[h].kind == unstable.ArrayTable {
			continue
		}
		if e := findIn(&o.exprs[i], path); e != nil {
			return e
		}
	}
	return nil
}

// findLine is find for a key on a line of its own, which is in no inline table.
func (o *outline) findLine(path []string) *expr {
	e := o.find(path)
	for i := range o.exprs {
		if e == &o.exprs[i] {
			return e
		}
	}
	return nil
}

func findIn(e *expr, path []string) *expr {
	if e.kind != unstable.KeyValue || !hasPrefix(path, e.path) {
		return nil
	}
	if len(path) == len(e.path) {
		return e
	}
	for i := range e.fields {
		if f := findIn(&e.fields[i], path); f != nil {
			return f
		}
	}
	return nil
}

func hasPrefix(path, prefix []string) bool {
	return len(path) >= len(prefix) && slices.Equal(path[:len(prefix)], prefix)
}

// element is one [[name]] of the document.
type element struct {
	head, last int // expressions
	tree       map[string]any
}

func (o *outline) elements(name string) []element {
	var list []element
	for i, e := range o.exprs {
		if e.kind == unstable.ArrayTable && len(e.path) == 1 && e.path[0] == name {
			list = append(list, element{head: i, last: o.lastOf(i)})
		}
	}
	return list
}
