package tomledit

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Set gives the key at path a value: in place where the key stands, else on a
// line of its own where the layout wants it. A key that has the value already is
// not touched, and of an array only the elements that come or go.
func (d *Document) Set(v Value, path ...string) error {
	if got, ok := at(d.outline.tree, path); ok && v.matches(got) {
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

// Remove takes the key at path out, with its line but for the comment behind it. One
// that is not there is no error.
func (d *Document) Remove(path ...string) error {
	if _, ok := at(d.outline.tree, path); !ok {
		return nil
	}
	what := "remove " + strings.Join(path, ".")
	e := d.outline.findLine(path)
	if e == nil {
		return fmt.Errorf("%s: %w: it stands on no line of its own", what, ErrNotInPlace)
	}
	return d.apply(what, []splice{d.outline.withoutLine(*e)}, func(before, after map[string]any) bool {
		_, ok := at(after, path)
		return !ok && changesOnly(before, after, path)
	})
}

func (d *Document) setting(v Value, path []string) ([]splice, error) {
	if e := d.outline.find(path); e != nil {
		return []splice{{e.value, d.outline.replacing(*e, v)}}, nil
	}
	if _, ok := at(d.outline.tree, path); ok {
		return nil, fmt.Errorf("%w: it is a table", ErrNotInPlace)
	}
	return d.places().insertion(v, path)
}

// replacing is the text of v where e's value stands now.
func (o *outline) replacing(e expr, v Value) string {
	if e.of != unstable.Array || v.list == nil {
		return v.replacing(e)
	}
	list := make([]wanted, len(v.list))
	for i, e := range v.list {
		list[i] = e
	}
	return o.editArray(e, list)
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
