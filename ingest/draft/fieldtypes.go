package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// scalar is a field of one value; what concerns its form is left to be set.
func scalar[T comparable](name string, of func(*ingest.Record) *T) recordField {
	return recordField{
		name: name,
		same: func(a, b *ingest.Record) bool { return *of(a) == *of(b) },
		take: func(to, from *ingest.Record) { *of(to) = *of(from) },
		get:  func(r *ingest.Record) Value { return *of(r) },
		set: func(r *ingest.Record, v Value) error {
			t, ok := v.(T)
			if !ok {
				return wrongValue(name, v, *of(r))
			}
			*of(r) = t
			return nil
		},
	}
}

// text is a field of text on one line.
func text(name string, of func(*ingest.Record) *string, encode func(string) tomledit.Value) recordField {
	f := scalar(name, of)
	f.clean = func(r *ingest.Record) { *of(r) = cleanText(*of(r)) }
	f.show = func(r *ingest.Record) string { return *of(r) }
	f.value = func(r *ingest.Record) tomledit.Value { return encode(*of(r)) }
	return f
}

// prose is a field of text on lines of its own, whose last line end is the file's.
func prose(name string, of func(*ingest.Record) *string) recordField {
	f := text(name, of, tomledit.Text)
	f.read = func(r *ingest.Record) error {
		*of(r) = strings.TrimSuffix(*of(r), "\n")
		return nil
	}
	return f
}

// number counts something; 0 is unknown.
func number(name string, of func(*ingest.Record) *int, unit string) recordField {
	f := scalar(name, of)
	f.clean = func(*ingest.Record) {}
	f.read = func(r *ingest.Record) error {
		if *of(r) < 0 {
			return fmt.Errorf("%d %s is less than nothing", *of(r), unit)
		}
		return nil
	}
	f.show = func(r *ingest.Record) string { return fmt.Sprintf("%d %s", *of(r), unit) }
	f.value = func(r *ingest.Record) tomledit.Value { return tomledit.Int(int64(*of(r))) }
	return f
}

// list is a list whose elements are joined as how says.
func list[T comparable](name string, of func(*ingest.Record) *[]T, how lists[T]) recordField {
	return recordField{
		name: name,
		same: func(a, b *ingest.Record) bool { return slices.Equal(*of(a), *of(b)) },
		take: func(to, from *ingest.Record) { *of(to) = slices.Clone(*of(from)) },
		get:  func(r *ingest.Record) Value { return slices.Clone(*of(r)) },
		set: func(r *ingest.Record, v Value) error {
			elements, ok := v.([]T)
			if !ok {
				return wrongValue(name, v, *of(r))
			}
			*of(r) = slices.Clone(elements)
			return nil
		},
		join: func(to, base, next *ingest.Record) (all bool) {
			l := lists[T]{*of(base), *of(to), *of(next), how.key, how.unknown}
			*of(to), all = l.join()
			return all
		},
	}
}

// texts is a list of texts.
func texts(name string, of func(*ingest.Record) *[]string, how lists[string]) recordField {
	f := list(name, of, how)
	f.clean = func(r *ingest.Record) {
		for i, s := range *of(r) {
			(*of(r))[i] = cleanText(s)
		}
	}
	f.show = func(r *ingest.Record) string { return strings.Join(*of(r), ", ") }
	f.value = func(r *ingest.Record) tomledit.Value { return tomledit.Strings(*of(r)) }
	return f
}

// form is how one element of an array of tables is written.
type form[T any] struct {
	clean func(T) T
	show  func(T) string
	table func(T) tomledit.Table
}

// objects is a list that is written as an array of tables.
func objects[T comparable](name string, of func(*ingest.Record) *[]T, how lists[T], as form[T]) recordField {
	f := list(name, of, how)
	f.clean = func(r *ingest.Record) {
		for i, e := range *of(r) {
			(*of(r))[i] = as.clean(e)
		}
	}
	f.show = func(r *ingest.Record) string {
		var shown []string
		for _, e := range *of(r) {
			shown = append(shown, as.show(e))
		}
		return strings.Join(shown, " ")
	}
	f.tables = func(r *ingest.Record) []tomledit.Table { return tablesOf(*of(r), as.table) }
	return f
}

func tablesOf[T any](list []T, table func(T) tomledit.Table) []tomledit.Table {
	var tables []tomledit.Table
	for _, e := range list {
		tables = append(tables, table(e))
	}
	return tables
}

func linkForm() form[ingest.Link] {
	return form[ingest.Link]{
		clean: func(l ingest.Link) ingest.Link {
			return ingest.Link{Label: cleanText(l.Label), URL: cleanText(l.URL)}
		},
		show:  func(l ingest.Link) string { return l.URL },
		table: linkTable,
	}
}

func linkTable(l ingest.Link) tomledit.Table {
	return tomledit.Table{
		{Key: "label", Value: tomledit.String(l.Label)},
		{Key: "url", Value: tomledit.String(l.URL), Same: sameAddress(l.URL)},
	}
}

// sameAddress tells of another address whether it is the same but for its form.
func sameAddress(url string) func(string) bool {
	form := func(url string) string {
		_, rest, found := strings.Cut(strings.TrimSpace(url), "://")
		if !found {
			rest = url
		}
		return strings.TrimSuffix(strings.ToLower(rest), "/")
	}
	return func(other string) bool { return form(other) == form(url) }
}

func locationForm() form[ingest.Location] {
	return form[ingest.Location]{
		clean: func(l ingest.Location) ingest.Location {
			l.Type, l.URL = cleanText(l.Type), cleanText(l.URL)
			return l
		},
		show:  func(l ingest.Location) string { return l.URL },
		table: locationTable,
	}
}

func locationTable(l ingest.Location) tomledit.Table {
	t := tomledit.Table{
		{Key: "type", Value: tomledit.String(l.Type)},
		{Key: "url", Value: tomledit.String(l.URL), Same: func(url string) bool {
			return locationKey(ingest.Location{Type: l.Type, URL: url}) == locationKey(l)
		}},
	}
	if l.Size != 0 {
		t = append(t, tomledit.Pair{Key: "size", Value: tomledit.Int(l.Size)})
	}
	return t
}
