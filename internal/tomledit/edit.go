package tomledit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Set gives the key at path a value: in place where the key stands, else on a
// line of its own where the layout wants it. A key that has the value already is
// not touched.
func (d *Document) Set(v Value, path ...string) error {
	if got, ok := at(d.tree, path); ok && v.matches(got) {
		return nil
	}
	what := "set " + strings.Join(path, ".")
	list, err := d.setting(v, path)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return d.apply(what, list, func(before, after map[string]any) bool {
		got, ok := at(after, path)
		return ok && v.matches(got) && changesOnly(before, after, path)
	})
}

func (d *Document) setting(v Value, path []string) ([]splice, error) {
	if e := d.find(path); e != nil {
		return []splice{{e.value, v.replacing(*e)}}, nil
	}
	if _, ok := at(d.tree, path); ok {
		return nil, fmt.Errorf("%w: it is a table", ErrNotInPlace)
	}
	return d.insertion(v, path)
}

// replacing is the text of v where e's value stood.
func (v Value) replacing(e expr) string {
	if v.bare == "" {
		return v.text
	}
	switch e.of {
	case unstable.LocalDate, unstable.LocalDateTime, unstable.DateTime, unstable.LocalTime:
		return v.bare
	}
	return v.text
}

// Delete takes the key at path out, with its line. A missing key is no error.
func (d *Document) Delete(path ...string) error {
	if _, ok := at(d.tree, path); !ok {
		return nil
	}
	what := "delete " + strings.Join(path, ".")
	s, ok := d.deletion(path)
	if !ok {
		return fmt.Errorf("%s: %w: it is a table", what, ErrNotInPlace)
	}
	return d.apply(what, []splice{s}, func(before, after map[string]any) bool {
		_, there := at(after, path)
		return !there && changesOnly(before, after, path)
	})
}

func (d *Document) deletion(path []string) (splice, bool) {
	e := d.find(path)
	if e == nil {
		return splice{}, false
	}
	for n := len(path) - 1; n > 0; n-- {
		if table := d.find(path[:n]); table != nil {
			return fieldDeletion(table.fields, e)
		}
	}
	return splice{span: span{e.line, e.end}}, true
}

// fieldDeletion takes a key out of an inline table, with one of its commas.
func fieldDeletion(fields []expr, e *expr) (splice, bool) {
	i := slices.IndexFunc(fields, func(f expr) bool { return f.own[0] == e.own[0] })
	switch {
	case i < 0:
		return splice{}, false
	case i+1 < len(fields):
		return splice{span: span{e.own[0].start, fields[i+1].own[0].start}}, true
	case i > 0:
		return splice{span: span{fields[i-1].value.end, e.value.end}}, true
	}
	return splice{span: span{e.own[0].start, e.value.end}}, true
}

// find returns the key at path, nil unless it stands there by itself.
func (d *Document) find(path []string) *expr {
	for i := range d.exprs {
		if h := d.exprs[i].head; h >= 0 && d.exprs[h].kind == unstable.ArrayTable {
			continue
		}
		if e := findIn(&d.exprs[i], path); e != nil {
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
