package tomledit

import (
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"
)

// SetTables gives the array of tables with a name its elements. Elements that are
// there already are not touched; one that differs is changed key by key; the rest
// are inserted or taken out. An array that the document writes inline is replaced
// as a value.
func (d *Document) SetTables(name string, tables []Table) error {
	if got, ok := d.tree[name]; tablesMatch(tables, got, ok) {
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
	if e := d.find([]string{name}); e != nil {
		texts := make([]string, len(tables))
		for i, t := range tables {
			texts[i] = t.inline()
		}
		return []splice{{e.value, array(texts)}}, nil
	}
	got, there := d.tree[name]
	if !there {
		return []splice{d.newSection(name, blocks(name, d.layout.Comments[name], tables))}, nil
	}
	elements := d.elements(name)
	list, ok := got.([]any)
	if !ok || len(list) != len(elements) {
		return nil, fmt.Errorf("%w: it is no array of tables", ErrNotInPlace)
	}
	for i := range elements {
		elements[i].tree, _ = list[i].(map[string]any)
	}
	return d.alignTables(name, elements, tables)
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

// element is one [[name]] of the document.
type element struct {
	head, last int // expressions
	tree       map[string]any
}

func (d *Document) elements(name string) []element {
	var list []element
	for i, e := range d.exprs {
		if e.kind == unstable.ArrayTable && len(e.path) == 1 && e.path[0] == name {
			list = append(list, element{head: i, last: d.lastOf(i)})
		}
	}
	return list
}

// alignTables keeps the elements that stay, and between them changes the old
// ones into the new ones in order.
func (d *Document) alignTables(name string, old []element, tables []Table) ([]splice, error) {
	var list []splice
	i, j := 0, 0
	for _, keep := range append(common(old, tables), [2]int{len(old), len(tables)}) {
		for ; i < keep[0] && j < keep[1]; i, j = i+1, j+1 {
			s, err := d.changeElement(name, old[i], tables[j])
			if err != nil {
				return nil, err
			}
			list = append(list, s...)
		}
		for ; i < keep[0]; i++ {
			list = append(list, d.removeElement(old[i]))
		}
		if j < keep[1] {
			pos := d.attached(d.exprs[old[0].head])
			if i > 0 {
				pos = d.sectionEnd(old[i-1].last)
			}
			list = append(list, d.block(pos, blocks(name, "", tables[j:keep[1]])))
		}
		i, j = keep[0]+1, keep[1]+1
	}
	return list, nil
}

// common returns a longest common subsequence of the elements and the tables, as
// pairs of indexes.
func common(old []element, tables []Table) [][2]int {
	length := make([][]int, len(old)+1)
	for i := range length {
		length[i] = make([]int, len(tables)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(tables) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if tables[j].matches(old[i].tree) {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < len(old) && j < len(tables); {
		switch {
		case tables[j].matches(old[i].tree):
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// removeElement takes out an element with the blank lines behind it, or before
// it at the document's end. Comments around it stay.
func (d *Document) removeElement(e element) splice {
	start, end := d.exprs[e.head].line, d.exprs[e.last].end
	for end < len(d.src) && d.isBlank(end) {
		end = lineEnd(d.src, end)
	}
	for end == len(d.src) && start > 0 && d.isBlank(lineStart(d.src, start-1)) {
		start = lineStart(d.src, start-1)
	}
	return splice{span: span{start, end}}
}

func (d *Document) isBlank(pos int) bool {
	i := skipBlanks(d.src, pos)
	return i == len(d.src) || d.src[i] == '\n' || d.src[i] == '\r'
}

// changeElement turns an element into t key by key.
func (d *Document) changeElement(name string, e element, t Table) ([]splice, error) {
	var list []splice
	keys := map[string]expr{}
	for _, k := range d.exprs[e.head+1 : e.last+1] {
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
			return nil, fmt.Errorf("%w: %s.%s is a table", ErrNotInPlace, name, key)
		}
		if !t.has(key) {
			list = append(list, splice{span: span{k.line, k.end}})
		}
	}
	behind := d.exprs[e.head]
	for _, p := range t {
		k, ok := keys[p.Key]
		switch {
		case !ok && isEmpty(p.Value.want):
		case !ok:
			list = append(list, d.after(behind, d.indent(behind)+Line(p.Key, p.Value, "")))
		case !p.Value.matches(e.tree[p.Key]):
			list = append(list, splice{k.value, p.Value.replacing(k)})
		}
		if ok {
			behind = k
		}
	}
	return list, nil
}
