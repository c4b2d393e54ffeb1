package tomledit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// insertion puts a missing key beside those that its table has.
func (d *Document) insertion(v Value, path []string) ([]splice, error) {
	parent, key := path[:len(path)-1], path[len(path)-1]
	if len(parent) > 0 {
		if e := d.find(parent); e != nil {
			return d.fieldInsertion(v, path, e)
		}
	}
	head := d.container(parent)
	siblings := d.siblings(parent, head)
	comment := d.layout.Comments[strings.Join(path, ".")]
	if len(siblings) == 0 {
		switch {
		case len(parent) == 0:
			return []splice{d.topInsertion(Line(key, v, comment))}, nil
		case head >= 0:
			return []splice{d.after(d.exprs[head], Line(key, v, comment))}, nil
		case len(parent) > 1:
			return nil, fmt.Errorf("%w: there is no table %s", ErrNotInPlace, strings.Join(parent, "."))
		}
		block := Header(parent[0], false, d.layout.Comments[parent[0]]) + Line(key, v, comment)
		return []splice{d.newSection(parent[0], block)}, nil
	}
	i, before := d.neighbour(siblings, path)
	e := siblings[i]
	line := d.indent(e) + d.prefix(e, len(parent)) + Line(key, v, comment)
	if before {
		return []splice{{span{d.attached(e), d.attached(e)}, line}}, nil
	}
	return []splice{d.after(e, line)}, nil
}

// container returns the header under which keys of a table stand, -1 for the
// document's top. Keys of a table without a header are dotted keys elsewhere.
func (d *Document) container(table []string) int {
	for i, e := range d.exprs {
		if len(table) > 0 && e.kind == unstable.Table && slices.Equal(e.path, table) {
			return i
		}
	}
	for _, e := range d.exprs {
		if e.kind == unstable.KeyValue && len(table) > 0 && hasPrefix(e.path, table) {
			return e.head
		}
	}
	return -1
}

// siblings returns the keys of a table that stand under one header.
func (d *Document) siblings(table []string, head int) []expr {
	var list []expr
	for _, e := range d.exprs {
		if e.kind == unstable.KeyValue && e.head == head && hasPrefix(e.path, table) {
			list = append(list, e)
		}
	}
	return list
}

// neighbour picks the sibling beside which a new key belongs, and whether it
// goes before it: behind the nearest one that the layout has before it, else
// before the nearest after it.
func (d *Document) neighbour(siblings []expr, path []string) (i int, before bool) {
	mine := d.rank(path)
	best, next := -1, 0
	bestRank, nextRank := -1, len(d.layout.Order)+1
	for i, e := range siblings {
		r := d.rank(e.path[:len(path)])
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
func (d *Document) rank(path []string) int {
	if i := slices.Index(d.layout.Order, strings.Join(path, ".")); i >= 0 {
		return i
	}
	return len(d.layout.Order)
}

func (d *Document) fieldInsertion(v Value, path []string, table *expr) ([]splice, error) {
	if table.of != unstable.InlineTable || len(path) != len(table.path)+1 {
		return nil, fmt.Errorf("%w: %s is no table", ErrNotInPlace, strings.Join(table.path, "."))
	}
	text := keyText(path[len(path)-1]) + " = " + v.text
	if len(table.fields) == 0 {
		return []splice{{table.value, "{ " + text + " }"}}, nil
	}
	i, before := d.neighbour(table.fields, path)
	f := table.fields[i]
	if before {
		return []splice{{span{f.own[0].start, f.own[0].start}, text + ", "}}, nil
	}
	return []splice{{span{f.value.end, f.value.end}, ", " + text}}, nil
}

// indent is the white space before an expression.
func (d *Document) indent(e expr) string { return string(d.src[e.line:e.own[0].start]) }

// prefix is what stands of a dotted key before the part at depth.
func (d *Document) prefix(e expr, depth int) string {
	parts := depth - (len(e.path) - len(e.own))
	if parts <= 0 || parts >= len(e.own) {
		return ""
	}
	return string(d.src[e.own[0].start:e.own[parts].start])
}

// after inserts a line behind an expression.
func (d *Document) after(e expr, line string) splice {
	if e.end == len(d.src) && !strings.HasSuffix(string(d.src[e.line:]), "\n") {
		line = "\n" + strings.TrimSuffix(line, "\n")
	}
	return splice{span{e.end, e.end}, line}
}

// topInsertion puts the first key before the first header.
func (d *Document) topInsertion(line string) splice {
	if len(d.exprs) == 0 {
		return d.block(len(d.src), line)
	}
	return d.block(d.attached(d.exprs[0]), line)
}

// newSection puts a new table where the layout wants it among the headers.
func (d *Document) newSection(name, block string) splice {
	mine, best, bestRank := d.rank([]string{name}), -1, -1
	first := -1
	for i, e := range d.exprs {
		if e.kind == unstable.KeyValue {
			continue
		}
		if first < 0 {
			first = i
		}
		if r := d.rank(e.path[:1]); r <= mine && r >= bestRank {
			best, bestRank = i, r
		}
	}
	switch {
	case best >= 0:
		return d.block(d.sectionEnd(d.lastOf(best)), block)
	case first >= 0:
		return d.block(d.attached(d.exprs[first]), block)
	}
	return d.block(len(d.src), block)
}

// block inserts lines between blank ones.
func (d *Document) block(pos int, text string) splice {
	before, after := string(d.src[:pos]), string(d.src[pos:])
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

// attached returns where the comment lines directly above an expression begin.
func (d *Document) attached(e expr) int {
	pos := e.line
	for pos > 0 {
		line := lineStart(d.src, pos-1)
		if !d.isComment(line) {
			break
		}
		pos = line
	}
	return pos
}

// sectionEnd returns the end of an expression and of the comment lines directly
// below it, unless they belong to what follows them.
func (d *Document) sectionEnd(i int) int {
	end := d.exprs[i].end
	pos := end
	for pos < len(d.src) && d.isComment(pos) {
		pos = lineEnd(d.src, pos)
	}
	if pos == len(d.src) || strings.TrimSpace(string(d.src[pos:lineEnd(d.src, pos)])) == "" {
		return pos
	}
	return end
}

// lastOf returns the last expression below a header, its subtables included.
func (d *Document) lastOf(head int) int {
	last := head
	for i := head + 1; i < len(d.exprs); i++ {
		e := d.exprs[i]
		sub := len(e.path) > len(d.exprs[head].path) && hasPrefix(e.path, d.exprs[head].path)
		if e.kind != unstable.KeyValue && !sub {
			break
		}
		last = i
	}
	return last
}

// isComment reports whether the line at pos holds a comment and nothing else.
// It must not be asked of a line inside a multi-line value.
func (d *Document) isComment(pos int) bool {
	i := skipBlanks(d.src, pos)
	return i < len(d.src) && d.src[i] == '#' && !d.inValue(pos)
}

// inValue reports whether pos lies inside an expression.
func (d *Document) inValue(pos int) bool {
	for _, e := range d.exprs {
		if e.line <= pos && pos < e.end {
			return true
		}
	}
	return false
}

func lineStart(src []byte, i int) int {
	for i > 0 && src[i-1] != '\n' {
		i--
	}
	return i
}
