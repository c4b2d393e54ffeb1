package workspace

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/confined"
)

// Stamp tells one state of a file from another without reading it.
type Stamp struct {
	Time time.Time
	Size int64
}

// Stamps are those of an event's files by their names: its drafts, [draft.EventFile], and
// ".base" for all that stevie remembers of them. It is a look at the folder, not at what
// stands in the files.
func (w *Workspace) Stamps(event string) (map[string]Stamp, error) {
	if err := draft.CheckSlug(event); err != nil {
		return nil, err
	}
	dir, err := confined.Open(w.files.root, event)
	if err != nil {
		return nil, fmt.Errorf("look at event %s: %w", event, err)
	}
	defer dir.Close()
	entries, err := dir.Entries()
	if err != nil {
		return nil, fmt.Errorf("look at event %s: %w", event, err)
	}
	stamps := make(map[string]Stamp, len(entries))
	for _, e := range entries {
		if name := e.Name(); name != baseDir && (name[0] == '.' || !strings.HasSuffix(name, draftExt)) {
			continue
		}
		st, err := e.Info()
		if err == nil && e.Type()&fs.ModeSymlink != 0 {
			st, err = w.files.root.Stat(event + "/" + e.Name()) // what it leads to is what was read
		}
		if err == nil {
			stamps[e.Name()] = Stamp{st.ModTime(), st.Size()}
		} // else it has gone at this moment, or leads elsewhere
	}
	return stamps, nil
}

// Stamp is that of one draft.
func (w *Workspace) Stamp(event, file string) (Stamp, error) {
	st, err := w.files.root.Stat(event + "/" + file)
	if err != nil {
		return Stamp{}, err
	}
	return Stamp{st.ModTime(), st.Size()}, nil
}

// Draft reads one draft of an event as its file is now.
func (w *Workspace) Draft(event, file string) (*draft.Draft, error) {
	if err := draft.CheckSlug(event); err != nil {
		return nil, err
	}
	return w.files.read(event, file)
}
