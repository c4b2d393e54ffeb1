package record

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/confined"
)

// Read reads one event with all that its records hold, in order of their files. Those that
// cannot be read are left out: [Tree.Index] tells of them. An event that the tree does not
// have is an error that wraps [io/fs.ErrNotExist].
func (t *Tree) Read(event string) (EventEntry, []ingest.Record, error) {
	if !isEventName(event) {
		return EventEntry{}, nil, fmt.Errorf("event %.80q of the data tree: %w", event, fs.ErrNotExist)
	}
	root, err := os.OpenRoot(t.dir)
	if err != nil {
		return EventEntry{}, nil, err
	}
	defer func() { _ = root.Close() }() // only read from: nothing can be lost
	s := scanner{root: root, texts: make(map[string]string)}
	s.event(event)
	if len(s.events) == 0 {
		return EventEntry{}, nil, fmt.Errorf("read %s of the data tree: %w", event, s.problems[0].Err)
	}
	entry := s.events[0]
	found, entries := []ingest.Record{}, []Entry{}
	for _, e := range entry.Records {
		src, err := confined.ReadFile(root, Place{event, e.File}.Path())
		if err != nil {
			continue // it went since
		}
		if rec, err := Decode(src); err == nil {
			found, entries = append(found, rec), append(entries, e)
		}
	}
	entry.Records = entries
	return entry, found, nil
}
