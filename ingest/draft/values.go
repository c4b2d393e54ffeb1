package draft

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Fields lists the fields that a person sets, in the draft's order: all that a [Change]
// can have but for the notes and the session, which is decided on by matching.
func Fields() []string {
	var names []string
	for _, f := range fields() {
		if f.name != FieldNotes && f.name != FieldSession {
			names = append(names, f.name)
		}
	}
	return names
}

// IsField reports whether a person sets a field of that name.
func IsField(name string) bool { return slices.Contains(Fields(), name) }

// Get returns what a field holds. A list shares nothing with the draft's; one without
// elements may be nil, but is of the list's type.
func (d *Draft) Get(field string) (Value, error) {
	f, ok := fieldNamed(field)
	if !ok {
		return nil, unknownField(field)
	}
	return f.get(d), nil
}

// With is a list with the elements of another one that it lacks, at its end. What is no
// list stays as it is.
func With(list, more Value) Value {
	switch l := list.(type) {
	case []string:
		return with(l, more)
	case []ingest.Link:
		return with(l, more)
	case []ingest.Location:
		return with(l, more)
	}
	return list
}

func with[T comparable](list []T, more Value) []T {
	elements, _ := more.([]T)
	for _, e := range elements {
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return list
}

// Without is a list without the elements of another one. An address that is given alone
// there stands for it whatever its label or type.
func Without(list, less Value) Value {
	switch l := list.(type) {
	case []string:
		return without(l, less, func(e, gone string) bool { return e == gone })
	case []ingest.Link:
		return without(l, less, func(e, gone ingest.Link) bool {
			return e == gone || gone == ingest.Link{URL: e.URL}
		})
	case []ingest.Location:
		return without(l, less, func(e, gone ingest.Location) bool {
			return e == gone || gone == ingest.Location{URL: e.URL}
		})
	}
	return list
}

func without[T any](list []T, less Value, is func(e, gone T) bool) []T {
	elements, _ := less.([]T)
	return slices.DeleteFunc(list, func(e T) bool {
		return slices.ContainsFunc(elements, func(gone T) bool { return is(e, gone) })
	})
}

// Try is what [Change.Apply] and writing the draft's file would come to.
func (c Change) Try(now *Draft) Outcome {
	next, out := c.Apply(now)
	if out.Err != nil || len(out.Changed) == 0 {
		return out
	}
	if _, err := c.Text(now, next); err != nil {
		return Outcome{Path: c.Path, Err: err}
	}
	return out
}
