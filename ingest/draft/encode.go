package draft

import (
	"strings"
	"time"

	"github.com/pyvideo/stevie/internal/tomledit"
)

// draftLayout is the order of a draft's keys, and the comments that explain them.
func draftLayout() tomledit.Layout { return layoutOfDrafts }

// layoutOfDrafts is made once: it is looked at for every draft that is written.
var layoutOfDrafts = newDraftLayout()

func newDraftLayout() tomledit.Layout {
	order := []string{FieldStatus}
	for _, f := range recordFields() {
		order = append(order, f.name)
	}
	return tomledit.Layout{
		Order: append(order, "notes", "source",
			"source.provider", "source.id", "source.hash", "source.title", "source.published", "source.session"),
		Comments: map[string]string{
			FieldStatus: "# review | ready | skip | published",
			"notes":     "# what stevie is unsure of, or found out; remove once settled",
			"source":    "# what the host said; never written to the record",
		},
	}
}

// setting is one key outside the arrays of tables, and its value.
type setting struct {
	path   []string
	value  tomledit.Value
	absent bool // the key is not to be there
}

// settings lists the keys of a draft in the order of the layout.
func (d *Draft) settings() []setting {
	s := &d.Source
	list := []setting{d.formed(FieldStatus, tomledit.String(string(d.Status)))}
	for _, f := range recordFields() {
		if f.value != nil {
			list = append(list, d.formed(f.name, f.value(&d.Record)))
		}
	}
	return append(list,
		optional(s.Provider, "source", "provider"),
		optional(s.ID, "source", "id"),
		optional(s.Hash, "source", "hash"),
		setting{[]string{"source", "availability"}, tomledit.String(availabilityPrivate), !s.Private},
		optional(s.Title, "source", "title"),
		setting{[]string{"source", "published"}, tomledit.Date(timeText(s.Published)), s.Published.IsZero()},
		setting{[]string{"source", "session"}, tomledit.String(s.Session.ID), !s.Session.Given},
	)
}

// formed is the key of a field, in the form that the draft demands.
func (d *Draft) formed(field string, v tomledit.Value) setting {
	form, ok := d.form[field]
	if !ok {
		return setting{path: []string{field}, value: v}
	}
	return setting{[]string{field}, v.As(string(form)), form == ""}
}

// line is a key of text on one line.
func line(s string, path ...string) setting {
	return setting{path: path, value: tomledit.String(s)}
}

// optional is such a key that is not there without a text.
func optional(s string, path ...string) setting {
	return setting{path, tomledit.String(s), s == ""}
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// arrays lists the arrays of tables of a draft in the order of the layout.
func (d *Draft) arrays() []array {
	var list []array
	for _, f := range recordFields() {
		if f.tables != nil {
			list = append(list, array{f.name, f.tables(&d.Record)})
		}
	}
	return append(list, array{"notes", tablesOf(d.Notes, noteTable)})
}

type array struct {
	name   string
	tables []tomledit.Table
}

func noteTable(n Note) tomledit.Table {
	t := tomledit.Table{{Key: "field", Value: tomledit.String(n.Field), Same: tomledit.Is(n.Field)}}
	if n.Confidence != 0 {
		t = append(t, tomledit.Pair{Key: "confidence", Value: tomledit.Float(n.Confidence)})
	}
	return append(t, tomledit.Pair{Key: "note", Value: tomledit.String(n.Text), Same: tomledit.Is(n.Text)})
}

// Encode returns the text of a new draft, made to be read top to bottom in an
// editor. The record's keys are all there, also those without a value, so that
// nobody has to look up their names. A draft that exists is changed with [Edit]
// instead.
func Encode(d *Draft) []byte {
	layout, settings := draftLayout(), d.settings()
	var b strings.Builder
	writeSettings(&b, settings, layout)
	for _, a := range d.arrays() {
		comment := layout.Comments[a.name]
		for _, t := range a.tables {
			b.WriteString("\n" + t.TOML(a.name, comment))
			comment = ""
		}
	}
	if !d.Source.IsZero() {
		writeTable(&b, "source", settings, layout)
	}
	return []byte(b.String())
}

// writeSettings writes the keys that stand in no table.
func writeSettings(b *strings.Builder, list []setting, layout tomledit.Layout) {
	var lines []tomledit.Commented
	for _, s := range list {
		if len(s.path) == 1 && !s.absent {
			lines = append(lines, tomledit.Commented{Key: s.path[0], Value: s.value, Comment: layout.Comments[s.path[0]]})
		}
	}
	b.WriteString(tomledit.Lines(lines))
}

// writeTable writes the keys of a table, if there are any.
func writeTable(b *strings.Builder, name string, list []setting, layout tomledit.Layout) {
	header := "\n" + tomledit.Header(name, false, layout.Comments[name])
	for _, s := range list {
		if len(s.path) == 2 && s.path[0] == name && !s.absent {
			b.WriteString(header + tomledit.Line(s.path[1], s.value, ""))
			header = ""
		}
	}
}
