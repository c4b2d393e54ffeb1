package workspace

import (
	"fmt"
	"io/fs"
	"path"
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
	at  Stamp
	src []byte // as it was when a draft could last be read from it
}

// Stamp tells one state of a file from another without reading it.
type Stamp struct {
	Time time.Time
	Size int64
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
	stamps, err := w.Stamps()
	if err != nil {
		return nil, err
	}
	delete(stamps, draft.EventFile)
	delete(stamps, baseDir)
	if w.seen == nil {
		w.seen = w.first(stamps)
		return nil, nil
	}
	var changes []Seen
	now := make(map[string]seen, len(stamps))
	for file, at := range stamps {
		was, known := w.seen[file]
		if known && was.at == at {
			now[file] = was
			continue
		}
		d, err := w.files.read(w.event, file)
		if err != nil {
			now[file] = seen{at, was.src} // once it can be read again, it is compared with that
			changes = append(changes, Seen{File: file, Old: w.draft(file, was)})
			continue
		}
		now[file] = seen{at, d.Bytes()}
		if !slices.Equal(was.src, d.Bytes()) {
			changes = append(changes, Seen{file, w.draft(file, was), d})
		}
	}
	for file, was := range w.seen {
		if _, still := stamps[file]; !still {
			changes = append(changes, Seen{File: file, Old: w.draft(file, was)})
		}
	}
	w.seen = now
	slices.SortFunc(changes, func(a, b Seen) int { return strings.Compare(a.File, b.File) })
	return changes, nil
}

// first reads the files that later looks are compared with, and parses none of them: most
// never change.
func (w *Watch) first(stamps map[string]Stamp) map[string]seen {
	list := make(map[string]seen, len(stamps))
	for file, at := range stamps {
		src, err := w.files.readFile(path.Join(w.event, file))
		if err != nil {
			src = nil // it is seen once it can be read
		}
		list[file] = seen{at, src}
	}
	return list
}

// draft is what a file was, nil if that could not be read.
func (w *Watch) draft(file string, was seen) *draft.Draft {
	if was.src == nil {
		return nil // it is new
	}
	d, err := draft.Parse(w.files.path(w.event, file), was.src)
	if err != nil {
		return nil
	}
	return d
}

// Stamps are those of the event's files by their names: its drafts, [draft.EventFile], and
// ".base" for all that stevie remembers of them. It is a look at the folder, not at what
// stands in the files.
func (w *Watch) Stamps() (map[string]Stamp, error) {
	dir, err := confined.Open(w.files.root, w.event)
	if err != nil {
		return nil, fmt.Errorf("look at event %s: %w", w.event, err)
	}
	defer dir.Close()
	entries, err := dir.Entries()
	if err != nil {
		return nil, fmt.Errorf("look at event %s: %w", w.event, err)
	}
	stamps := make(map[string]Stamp, len(entries))
	for _, e := range entries {
		if name := e.Name(); name != baseDir && (name[0] == '.' || !strings.HasSuffix(name, draftExt)) {
			continue
		}
		st, err := e.Info()
		if err == nil && e.Type()&fs.ModeSymlink != 0 {
			st, err = w.files.root.Stat(w.event + "/" + e.Name()) // what it leads to is what was read
		}
		if err == nil {
			stamps[e.Name()] = Stamp{st.ModTime(), st.Size()}
		} // else it has gone at this moment, or leads elsewhere
	}
	return stamps, nil
}

// Stamp is that of one draft.
func (w *Watch) Stamp(file string) (Stamp, error) {
	st, err := w.files.root.Stat(w.event + "/" + file)
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{st.ModTime(), st.Size()}, nil
}

// Draft reads one draft as its file is now.
func (w *Watch) Draft(file string) (*draft.Draft, error) {
	return w.files.read(w.event, file)
}
