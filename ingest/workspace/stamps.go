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
		// A link is looked at through the folder: what it leads to is what was read.
		if st, err := fs.Stat(w.files.root.FS(), event+"/"+e.Name()); err == nil {
			stamps[e.Name()] = Stamp{st.ModTime(), st.Size()}
		} // else it has gone at this moment, or is none of ours
	}
	return stamps, nil
}

// Draft reads one draft of an event as its file is now.
func (w *Workspace) Draft(event, file string) (*draft.Draft, error) {
	if err := draft.CheckSlug(event); err != nil {
		return nil, err
	}
	return w.files.read(event, file)
}
