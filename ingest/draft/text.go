package draft

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// Text is the value of a field as it stands in a draft's file: TOML, of an array of
// tables all of its tables. "" is the text of a key that is not there. A [Change] to a
// Text writes those very bytes, so that what is put back is as it was.
type Text string

// Texts returns the texts of fields as they stand in the file that the draft was read
// from. Arrays of tables are in the form of new drafts.
func (d *Draft) Texts(fields []string) (map[string]Text, error) {
	doc, err := tomledit.Parse(d.text, draftLayout())
	if err != nil {
		return nil, located(d.Path, err)
	}
	texts := make(map[string]Text, len(fields))
	for _, field := range fields {
		if a, ok := d.arrayNamed(field); ok {
			texts[field] = a.text()
			continue
		}
		text, _ := doc.Text(pathOf(field)...)
		texts[field] = Text(text)
	}
	return texts, nil
}

// pathOf is where a field stands in the file.
func pathOf(field string) []string {
	if field == FieldSession {
		return []string{"source", field}
	}
	return []string{field}
}

func (d *Draft) arrayNamed(name string) (array, bool) {
	for _, a := range d.arrays() {
		if a.name == name {
			return a, true
		}
	}
	return array{}, false
}

func (a array) text() Text {
	var b strings.Builder
	for _, t := range a.tables {
		b.WriteString(t.TOML(a.name, ""))
	}
	return Text(b.String())
}

// value reads the text of a field.
func (t Text) value(field string) (Value, error) {
	f, _ := fieldNamed(field)
	src := string(t)
	if _, tables := (&Draft{}).arrayNamed(field); !tables && t != "" {
		src = strings.Join(pathOf(field), ".") + " = " + src + "\n"
	}
	d, err := Parse(field, []byte(src))
	if syntax, ok := errors.AsType[*SyntaxError](err); ok {
		return nil, fmt.Errorf("%s: %s", field, syntax.Message)
	}
	if err != nil {
		return nil, err
	}
	if only := (&Draft{Status: Review}); !f.alone(d, only) {
		return nil, fmt.Errorf("%s: the text says more than that", field)
	}
	return f.get(d), nil
}

// alone reports whether a draft has nothing but a value for the field.
func (f field) alone(d, empty *Draft) bool {
	rest := d.Clone()
	if err := f.set(rest, f.get(empty)); err != nil {
		return false
	}
	return Same(rest, empty)
}

// Show words a text for people, on one line.
func (t Text) Show(field string) string {
	v, err := t.value(field)
	if err != nil {
		return brief(string(t))
	}
	d := &Draft{Status: Review}
	if f, ok := fieldNamed(field); !ok || f.set(d, v) != nil {
		return brief(string(t))
	}
	switch field {
	case FieldStatus:
		return string(d.Status)
	case FieldSession:
		return brief(d.Source.Session.ID)
	case FieldNotes:
		var notes []string
		for _, n := range d.Notes {
			notes = append(notes, n.Text)
		}
		return brief(strings.Join(notes, "; "))
	}
	if field == ingest.FieldDuration && d.Record.Duration == 0 {
		return ""
	}
	for _, f := range recordFields() {
		if f.name == field {
			return brief(f.show(&d.Record))
		}
	}
	return ""
}
