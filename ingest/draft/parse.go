package draft

import (
	"bytes"
	"fmt"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/tomledit"
)

// fileDraft is the shape of a draft's file.
type fileDraft struct {
	Status *string `toml:"status"`
	fileRecord
	Notes  []fileNote `toml:"notes"`
	Source fileSource `toml:"source"`
}

type fileNote struct {
	Field      string  `toml:"field"`
	Confidence float64 `toml:"confidence"`
	Note       string  `toml:"note"`
}

type fileSource struct {
	Provider string `toml:"provider"`
	ID       string `toml:"id"`
	Hash     string `toml:"hash"`
	// Availability is there for private videos alone.
	Availability string  `toml:"availability"`
	Title        string  `toml:"title"`
	Published    any     `toml:"published"`
	Session      *string `toml:"session"`
}

// Parse reads a draft. Keys may stand in any order and form that TOML knows;
// missing ones are empty, and a missing status is [Review]. CRLF line ends read as
// LF, and the last newline of the description is not part of it. What cannot be
// read gives a [*SyntaxError]; a key that drafts do not have is one, with the
// nearest that they have.
//
// Path is kept for messages, and its last two parts become Event and File.
func Parse(path string, src []byte) (*Draft, error) {
	var f fileDraft
	if err := tomledit.Decode(src, &f); err != nil {
		return nil, located(path, err)
	}
	d, where, err := f.draft()
	if err != nil {
		return nil, misplaced(path, src, err.Error(), where...)
	}
	d.Path, d.text = path, bytes.Clone(src)
	d.Event, d.File = placeOf(path)
	return d, nil
}

// placeOf takes event and file from a draft's path.
func placeOf(name string) (event, file string) {
	dir, file := path.Split(filepath.ToSlash(name))
	if event = path.Base(dir); event == "." || event == "/" {
		event = ""
	}
	return event, file
}

// draft checks what TOML cannot; where leads to the value in error.
func (f *fileDraft) draft() (d *Draft, where []any, err error) {
	status := Review
	if f.Status != nil {
		status = Status(*f.Status)
	}
	if !slices.Contains(Statuses(), status) {
		return nil, []any{FieldStatus}, badStatus(string(status))
	}
	record, field, err := f.record()
	if err != nil {
		return nil, []any{field}, fmt.Errorf("%s: %w", field, err)
	}
	published, err := moment(f.Source.Published)
	if err != nil {
		return nil, []any{"source", "published"}, fmt.Errorf("source.published: %w", err)
	}
	if (f.Source.Provider == "") != (f.Source.ID == "") {
		return nil, []any{"source"}, fmt.Errorf("source: provider and id belong together; give both or neither")
	}
	notes := make([]Note, len(f.Notes))
	for i, n := range f.Notes {
		if math.IsNaN(n.Confidence) || n.Confidence < 0 || n.Confidence > 1 {
			return nil, []any{"notes", i, "confidence"}, fmt.Errorf("notes.confidence: %v is not between 0 and 1", n.Confidence)
		}
		notes[i] = Note{n.Field, n.Confidence, cleanText(n.Note)}
	}
	return &Draft{
		Status: status,
		Record: record,
		Notes:  notes,
		Source: Source{
			Provider: f.Source.Provider, ID: f.Source.ID, Hash: f.Source.Hash, Private: f.Source.Availability == availabilityPrivate,
			Title: cleanText(f.Source.Title), Published: published, Session: f.Source.session(),
		},
	}, nil, nil
}

func (f *fileSource) session() Session {
	if f.Session == nil {
		return Session{}
	}
	return Session{strings.TrimSpace(*f.Session), true}
}

func badStatus(status string) error {
	names := make([]string, 0, len(Statuses()))
	for _, s := range Statuses() {
		names = append(names, string(s))
	}
	err := fmt.Errorf("status: %q is none of %s", status, strings.Join(names, ", "))
	if near := tomledit.Nearest(status, names); near != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return err
}
