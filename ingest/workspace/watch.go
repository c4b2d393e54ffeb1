package workspace

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/confined"
)

// Watch sees what becomes of an event's drafts from one look to the next, by the times
// and sizes of their files.
type Watch struct {
	files files
	event string
	seen  map[string]seen // by file; nil before the first look
}

// seen is a file as it was at the last look.
type seen struct {
	at    version
	draft *draft.Draft // nil if it could not be read
}

// version tells the versions of a file apart.
type version struct {
	modified time.Time
	size     int64
}

// Seen is a draft that has changed since the last look, has come or has gone.
type Seen struct {
	File     string
	Old, New *draft.Draft // nil where there was or is none, or none that can be read
}

// Watch begins to watch the drafts of an event.
func (w *Workspace) Watch(event string) *Watch { return &Watch{files: w.files, event: event} }

// Look returns what has changed, sorted by file. The first look finds nothing.
func (w *Watch) Look() ([]Seen, error) {
	versions, err := w.versions()
	if err != nil {
		return nil, err
	}
	var changes []Seen
	now := make(map[string]seen, len(versions))
	for file, at := range versions {
		was, known := w.seen[file]
		if known && was.at == at {
			now[file] = was
			continue
		}
		d, err := w.files.read(w.event, file)
		if err != nil {
			now[file] = seen{at, was.draft} // once it can be read again, it is compared with that
			changes = append(changes, Seen{File: file, Old: was.draft})
			continue
		}
		now[file] = seen{at, d}
		if was.draft == nil || !slices.Equal(was.draft.Bytes(), d.Bytes()) {
			changes = append(changes, Seen{file, was.draft, d})
		}
	}
	for file, was := range w.seen {
		if _, still := versions[file]; !still {
			changes = append(changes, Seen{File: file, Old: was.draft})
		}
	}
	first := w.seen == nil
	w.seen = now
	if first {
		return nil, nil
	}
	slices.SortFunc(changes, func(a, b Seen) int { return strings.Compare(a.File, b.File) })
	return changes, nil
}

// versions lists the drafts, with what tells their versions apart.
func (w *Watch) versions() (map[string]version, error) {
	dir, err := confined.Open(w.files.root, w.event)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.Entries()
	if err != nil {
		return nil, err
	}
	versions := map[string]version{}
	for _, e := range entries {
		if !isDraft(e) {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		versions[e.Name()] = version{info.ModTime(), info.Size()}
	}
	return versions, nil
}
