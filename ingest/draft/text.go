package draft

import (
	"errors"
	"fmt"
	"strings"

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

// draft reads the text of a field into a draft that has nothing else.
func (t Text) draft(f field) (*Draft, error) {
	src := string(t)
	if _, tables := (&Draft{}).arrayNamed(f.name); !tables && t != "" {
		src = strings.Join(pathOf(f.name), ".") + " = " + src + "\n"
	}
	d, err := Parse(f.name, []byte(src))
	if syntax, ok := errors.AsType[*SyntaxError](err); ok {
		return nil, fmt.Errorf("%s: %s", f.name, syntax.Message)
	}
	if err != nil {
		return nil, err
	}
	empty, rest := &Draft{Status: Review}, d.Clone()
	if err := f.set(rest, f.get(empty)); err != nil {
		return nil, err
	}
	if !Same(rest, empty) {
		return nil, fmt.Errorf("%s: the text says more than that", f.name)
	}
	return d, nil
}

// Show words the text of a field for people, on one line.
func (t Text) Show(field string) string {
	f, known := fieldNamed(field)
	if !known {
		return brief(string(t))
	}
	d, err := t.draft(f)
	if err != nil {
		return brief(string(t))
	}
	return brief(f.show(d))
}
