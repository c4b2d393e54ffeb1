package tomledit

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// SetTables gives the array of tables with a name its elements. Elements that are
// there already are not touched; one that is the same by the pairs that are its
// identity is changed key by key, and so is one without a comment that another one
// takes the place of; the rest are inserted or taken out, but for their comments.
func (d *Document) SetTables(name string, tables []Table) error {
	if got, ok := d.outline.tree[name]; tablesMatch(tables, got, ok) {
		return nil
	}
	what := "set " + name
	list, err := d.setTables(name, tables)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return d.apply(what, list, func(before, after map[string]any) bool {
		got, ok := after[name]
		return tablesMatch(tables, got, ok) && changesOnly(before, after, []string{name})
	})
}

func tablesMatch(tables []Table, got any, there bool) bool {
	if !there {
		return len(tables) == 0
	}
	list, ok := got.([]any)
	if !ok || len(list) != len(tables) {
		return false
	}
	for i, t := range tables {
		if !t.matches(list[i]) {
			return false
		}
	}
	return true
}

func (d *Document) setTables(name string, tables []Table) ([]splice, error) {
	o := d.outline
	if e := o.find([]string{name}); e != nil {
		list := make([]wanted, len(tables))
		for i, t := range tables {
			list[i] = t
		}
		return []splice{{e.value, o.editArray(*e, list)}}, nil
	}
	got, there := o.tree[name]
	if !there {
		return []splice{d.places().newSection(name, blocks(name, d.layout.Comments[name], tables))}, nil
	}
	elements := o.elements(name)
	list, ok := got.([]any)
	if !ok || len(list) != len(elements) {
		return nil, fmt.Errorf("%w: it is no array of tables", ErrNotInPlace)
	}
	for i := range elements {
		elements[i].tree, _ = list[i].(map[string]any)
	}
	edit := tablesEdit{places: d.places(), name: name, comment: d.layout.Comments[name], old: elements, last: -1}
	return edit.become(tables)
}

func blocks(name, comment string, tables []Table) string {
	text := ""
	for i, t := range tables {
		if i > 0 {
			text += "\n"
			comment = ""
		}
		text += t.TOML(name, comment)
	}
	return text
}

// tablesEdit turns the elements of an array of tables into others.
type tablesEdit struct {
	places  placement
	name    string
	comment string // that the layout puts behind the first header
	old     []element
	last    int // the element that was kept last, -1: none
	splices []splice
	err     error
}

func (edit *tablesEdit) become(tables []Table) ([]splice, error) {
	like := func(old, new int) int { return tables[new].like(edit.old[old].tree) }
	follow(len(edit.old), len(tables), like, steps{
		keep:   func(old, new int) { edit.keep(old, tables[new]) },
		remove: func(old int) { edit.splices = append(edit.splices, edit.removal(edit.old[old])) },
		insert: func(new []int) { edit.insert(tables[new[0] : new[len(new)-1]+1]) },
		reuse:  func(old, _ int) bool { return !edit.isCommented(edit.old[old]) },
	})
	return edit.splices, edit.err
}

func (edit *tablesEdit) insert(tables []Table) {
	o := edit.places.outline
	pos := o.attached(o.exprs[edit.old[0].head])
	if edit.last >= 0 {
		pos = o.sectionEnd(edit.old[edit.last].last)
	}
	edit.splices = append(edit.splices, edit.places.block(pos, blocks(edit.name, "", tables)))
}

// comments are those that stand inside an element. The layout's own is none.
func (edit *tablesEdit) comments(e element) []string {
	o := edit.places.outline
	var list []string
	pos := o.exprs[e.head].line
	for _, x := range o.exprs[e.head : e.last+1] {
		for ; pos < x.line; pos = lineEnd(o.src, pos) {
			if o.isComment(pos) {
				list = append(list, strings.TrimSpace(string(o.src[pos:lineEnd(o.src, pos)])))
			}
		}
		if c := o.comment(x); c != "" && c != edit.comment {
			list = append(list, c)
		}
		pos = x.end
	}
	return list
}

// isCommented reports whether a person has said something about an element: it is
// not to become another one then.
func (edit *tablesEdit) isCommented(e element) bool {
	o := edit.places.outline
	return len(edit.comments(e)) > 0 || o.attached(o.exprs[e.head]) < o.exprs[e.head].line ||
		o.sectionEnd(e.last) > o.exprs[e.last].end
}

// removal takes out an element with the blank lines behind it, or before it at the
// document's end. Comments around it stay, and those in it stay in its place.
func (edit *tablesEdit) removal(e element) splice {
	o := edit.places.outline
	start, end := o.exprs[e.head].line, o.exprs[e.last].end
	if comments := edit.comments(e); len(comments) > 0 {
		return splice{span{start, end}, strings.Join(comments, "\n") + "\n"}
	}
	for end < len(o.src) && o.isBlank(end) {
		end = lineEnd(o.src, end)
	}
	for end == len(o.src) && start > 0 && o.isBlank(lineStart(o.src, start-1)) {
		start = lineStart(o.src, start-1)
	}
	return splice{span: span{start, end}}
}

// keep turns an element into t key by key.
func (edit *tablesEdit) keep(old int, t Table) {
	o, e := edit.places.outline, edit.old[old]
	edit.last = old
	keys := map[string]expr{}
	for _, k := range o.exprs[e.head+1 : e.last+1] {
		if k.kind == unstable.KeyValue && k.head == e.head && len(k.path) == 2 {
			keys[k.path[1]] = k
		}
	}
	for key, v := range e.tree {
		if !t.has(key) && isEmpty(v) {
			continue
		}
		k, ok := keys[key]
		if !ok {
			edit.err = fmt.Errorf("%w: %s.%s is a table", ErrNotInPlace, edit.name, key)
			return
		}
		if !t.has(key) {
			edit.splices = append(edit.splices, o.withoutLine(k))
		}
	}
	behind := o.exprs[e.head]
	for _, p := range t {
		k, ok := keys[p.Key]
		switch {
		case !ok && isEmpty(p.Value.want):
		case !ok:
			edit.splices = append(edit.splices, edit.places.after(behind, o.indent(behind)+Line(p.Key, p.Value, "")))
		case !p.Value.matches(e.tree[p.Key]):
			edit.splices = append(edit.splices, splice{k.value, p.Value.replacing(k)})
		}
		if ok {
			behind = k
		}
	}
}
