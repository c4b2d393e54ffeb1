package draft

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// Edit returns the text of a draft with new's values where old and new differ.
// Src is the file that old was parsed from. Only the bytes of changed keys change, of
// lists only those of the elements that come or go: order, quoting and layout of
// everything else stay, and all comments. Where the file's form does not allow a change in
// place, an error says so; nothing is guessed. A file that is to the byte what [Encode]
// made of old becomes what it makes of new, whatever way it went.
func Edit(src []byte, old, new *Draft) ([]byte, error) {
	if bytes.Equal(src, Encode(old)) {
		return Encode(new), nil
	}
	doc, err := tomledit.Parse(src, draftLayout())
	if err != nil {
		return nil, located(old.Path, err)
	}
	if err := edit(doc, old.settings(), new.settings(), old.arrays(), new.arrays()); err != nil {
		return nil, unfit(old.Path, err)
	}
	text := doc.Bytes()
	got, err := Parse(old.Path, text)
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", old.Path, err)
	}
	if !Same(got, new) {
		return nil, fmt.Errorf("edit %s: the file does not hold what it was read as", old.Path)
	}
	return text, nil
}

// unfit adds to an edit's failure what a person can do about it.
func unfit(path string, err error) error {
	err = fmt.Errorf("edit %s: %w", path, err)
	if errors.Is(err, tomledit.ErrNotInPlace) {
		return ingest.WithHint(err, "write the key on a line of its own, as new drafts have it, and repeat")
	}
	return err
}

// edit takes the differences between two lists of the same keys to a document.
func edit(doc *tomledit.Document, old, new []setting, oldArrays, newArrays []array) error {
	for i, s := range new {
		if old[i].absent == s.absent && old[i].value.TOML() == s.value.TOML() {
			continue
		}
		if err := put(doc, s); err != nil {
			return err
		}
	}
	for i, a := range newArrays {
		if reflect.DeepEqual(oldArrays[i], a) {
			continue
		}
		if err := doc.SetTables(a.name, a.tables); err != nil {
			return err
		}
	}
	return nil
}

func put(doc *tomledit.Document, s setting) error {
	if s.absent {
		return doc.Remove(s.path...)
	}
	return doc.Set(s.value, s.path...)
}

// Same reports whether two drafts hold the same, wherever they lie and in whatever form.
func Same(a, b *Draft) bool {
	return bytes.Equal(Encode(a.plain()), Encode(b.plain()))
}

// plain is the draft in the form of new ones.
func (d *Draft) plain() *Draft {
	if len(d.form) == 0 {
		return d
	}
	c := *d
	c.form = nil
	return &c
}
