package eventsyml

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// MaxSize is the length in bytes above which a text is no events.yml.
const MaxSize = 1 << 20

// File is what an events.yml says.
type File struct {
	RepoDir string // the data tree, as it stands there: "~/git/data"; "" without
	Entries []Entry
	Notes   []Note // about the file, not about one of its events
}

// Entry is one event.
type Entry struct {
	// Event is as event.toml is to hold it. Slugs are fit for a folder, and no two
	// entries of a file have the same.
	Event ingest.Event
	Line  int    // where it begins, from 1
	Notes []Note // by line
}

// Note tells of something that became something else than what it was, or
// nothing.
type Note struct {
	Line  int
	Key   string // "issue", "dates.default"
	Value string // as it stands there, cut; "" where the key tells enough
	Text  string // what has become of it, and what to do; the same for every event where it can be
	// Warn tells that something was left out which the person meant to have, or is
	// left to do.
	Warn bool
}

// String is the note without its line: "issue 503: …".
func (n Note) String() string {
	if n.Value == "" {
		return n.Key + ": " + n.Text
	}
	return n.Key + " " + n.Value + ": " + n.Text
}

// Collection is what an address of youtube_list points at.
type Collection struct {
	URL  string // as event.toml is to have it; the same however it was written
	Kind Kind
}

// Kind tells how much of its host a [Collection] lists.
type Kind int

// The kinds of collection.
const (
	OneEvent Kind = iota // a playlist or a showcase
	OneVideo             // a single video
	Account              // everything that somebody uploads
)

// SyntaxError is a mistake in the form of the file.
type SyntaxError struct {
	Path         string
	Line, Column int // from 1; 0 where the whole file is meant
	Message      string
}

func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.Path + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// SyntaxErrors are the mistakes of one file, at least one and not more than ten.
// Each is a [*SyntaxError] with a hint.
type SyntaxErrors []error

func (e SyntaxErrors) Error() string {
	if len(e) == 1 {
		return e[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", e[0], len(e)-1)
}

// Unwrap gives the single mistakes.
func (e SyntaxErrors) Unwrap() []error { return e }

// Read reads the text of an events.yml. Path names it in errors, which are
// [SyntaxErrors]. Find understands an address of youtube_list, without asking a
// host; an address for which it gives an error is left out, with a note.
func Read(path string, src []byte, find func(address string) (Collection, error)) (File, error) {
	r := &reader{path: path, budget: maxValues, find: find}
	if doc := r.parse(src); doc != nil {
		r.document(doc)
	}
	if len(r.faults) > 0 {
		return File{}, r.faults
	}
	for _, e := range merge(r.entries) {
		e.watch()
		r.file.Entries = append(r.file.Entries, e.Entry)
	}
	noteShared(r.file.Entries)
	for _, e := range r.file.Entries {
		slices.SortStableFunc(e.Notes, func(a, b Note) int { return cmp.Compare(a.Line, b.Line) })
	}
	return r.file, nil
}
