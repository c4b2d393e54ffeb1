package tomledit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// placement finds the places in a document where the layout wants what it lacks.
type placement struct {
	outline *outline
	layout  Layout
}

// insertion puts a missing key beside those that its table has.
func (p placement) insertion(v Value, path []string) ([]splice, error) {
	parent, key := path[:len(path)-1], path[len(path)-1]
	if len(parent) > 0 {
		if e := p.outline.find(parent); e != nil {
			return p.fieldInsertion(v, path, e)
		}
	}
	head := p.container(parent)
	siblings := p.siblings(parent, head)
	comment := p.layout.Comments[strings.Join(path, ".")]
	if len(siblings) == 0 {
		switch {
		case len(parent) == 0:
			return []splice{p.topInsertion(Line(key, v, comment))}, nil
		case head >= 0:
			return []splice{p.after(p.outline.exprs[head], Line(key, v, comment))}, nil
		case len(parent) > 1:
			return nil, fmt.Errorf("%w: there is no table %s", ErrNotInPlace, strings.Join(parent, "."))
		}
		block := Header(parent[0], false, p.layout.Comments[parent[0]]) + Line(key, v, comment)
		return []splice{p.newSection(parent[0], block)}, nil
	}
	i, before := p.neighbour(siblings, path)
	e := siblings[i]
	line := p.outline.indent(e) + p.prefix(e, len(parent)) + Line(key, v, comment)
	if before {
		return []splice{{span{p.outline.attached(e), p.outline.attached(e)}, line}}, nil
	}
	return []splice{p.after(e, line)}, nil
}

// container returns the header under which keys of a table stand, -1 for the
// document's top. Keys of a table without a header are dotted keys elsewhere.
func (p placement) container(table []string) int {
	for i, e := range p.outline.exprs {
		if len(table) > 0 && e.kind == unstable.Table && slices.Equal(e.path, table) {
			return i
		}
	}
	for _, e := range p.outline.exprs {
		if e.kind == unstable.KeyValue && len(table) > 0 && hasPrefix(e.path, table) {
			return e.head
		}
	}
	return -1
}

// siblings returns the keys of a table that stand under one header.
func (p placement) siblings(table []string, head int) []expr {
	var list []expr
	for _, e := range p.outline.exprs {
		if e.kind == unstable.KeyValue && e.head == head && hasPrefix(e.path, table) {
			list = append(list, e)
		}
	}
	return list
}

// neighbour picks the sibling beside which a new key belongs, and whether it
// goes before it: behind the nearest one that the layout has before it, else
// before the nearest after it.
func (p placement) neighbour(siblings []expr, path []string) (i int, before bool) {
	mine := p.rank(path)
	best, next := -1, 0
	bestRank, nextRank := -1, len(p.layout.Order)+1
	for i, e := range siblings {
		r := p.rank(e.path[:len(path)])
		switch {
		case r <= mine && r >= bestRank:
			best, bestRank = i, r
		case r > mine && r < nextRank:
			next, nextRank = i, r
		}
	}
	if best >= 0 {
		return best, false
	}
	return next, true
}

// rank is a key's place in the layout.
func (p placement) rank(path []string) int {
	if i := slices.Index(p.layout.Order, strings.Join(path, ".")); i >= 0 {
		return i
	}
	return len(p.layout.Order)
}

func (p placement) fieldInsertion(v Value, path []string, table *expr) ([]splice, error) {
	if table.of != unstable.InlineTable || len(path) != len(table.path)+1 {
		return nil, fmt.Errorf("%w: %s is no table", ErrNotInPlace, strings.Join(table.path, "."))
	}
	text := keyText(path[len(path)-1]) + " = " + v.text
	if len(table.fields) == 0 {
		return []splice{{table.value, "{ " + text + " }"}}, nil
	}
	i, before := p.neighbour(table.fields, path)
	f := table.fields[i]
	if before {
		return []splice{{span{f.own[0].start, f.own[0].start}, text + ", "}}, nil
	}
	return []splice{{span{f.value.end, f.value.end}, ", " + text}}, nil
}

// prefix is what stands of a dotted key before the part at depth.
func (p placement) prefix(e expr, depth int) string {
	parts := depth - (len(e.path) - len(e.own))
	if parts <= 0 || parts >= len(e.own) {
		return ""
	}
	return string(p.outline.src[e.own[0].start:e.own[parts].start])
}

// after inserts a line behind an expression.
func (p placement) after(e expr, line string) splice {
	if e.end == len(p.outline.src) && !strings.HasSuffix(string(p.outline.src[e.line:]), "\n") {
		line = "\n" + strings.TrimSuffix(line, "\n")
	}
	return splice{span{e.end, e.end}, line}
}

// topInsertion puts the first key before the first header.
func (p placement) topInsertion(line string) splice {
	if len(p.outline.exprs) == 0 {
		return p.block(len(p.outline.src), line)
	}
	return p.block(p.outline.attached(p.outline.exprs[0]), line)
}

// newSection puts a new table where the layout wants it among the headers.
func (p placement) newSection(name, block string) splice {
	mine, best, bestRank := p.rank([]string{name}), -1, -1
	first := -1
	for i, e := range p.outline.exprs {
		if e.kind == unstable.KeyValue {
			continue
		}
		if first < 0 {
			first = i
		}
		if r := p.rank(e.path[:1]); r <= mine && r >= bestRank {
			best, bestRank = i, r
		}
	}
	switch {
	case best >= 0:
		return p.block(p.outline.sectionEnd(p.outline.lastOf(best)), block)
	case first >= 0:
		return p.block(p.outline.attached(p.outline.exprs[first]), block)
	}
	return p.block(len(p.outline.src), block)
}

// block inserts lines between blank ones.
func (p placement) block(pos int, text string) splice {
	before, after := string(p.outline.src[:pos]), string(p.outline.src[pos:])
	switch {
	case strings.TrimSpace(before) == "":
	case !strings.HasSuffix(before, "\n"):
		text = "\n\n" + strings.TrimSuffix(text, "\n")
	case !strings.HasSuffix(before, "\n\n") && !strings.HasSuffix(before, "\n\r\n"):
		text = "\n" + text
	}
	if after != "" && after[0] != '\n' && !strings.HasPrefix(after, "\r\n") {
		text += "\n"
	}
	return splice{span{pos, pos}, text}
}
