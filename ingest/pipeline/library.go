package pipeline

import (
	"fmt"
	"io/fs"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/ingest/record"
)

// OpenLibrary opens what can be found in a data tree, in drafts and transcripts, without a
// workspace being opened; see [library.Open].
func OpenLibrary(index string, s library.Sources) *library.Library { return library.Open(index, s) }

// Library is what can be found in the workspace and its data tree. It is to be refreshed by
// whoever asks it.
func (p *Pipeline) Library() *library.Library { return p.library }

// TreeEvent is an event of the data tree with all that its records hold.
type TreeEvent struct {
	record.EventEntry
	Talks []ingest.Record // of its Records, in their order
}

// TreeEvent reads an event of the data tree as it is now. One that is not there is an error
// that wraps [io/fs.ErrNotExist].
func (p *Pipeline) TreeEvent(event string) (TreeEvent, error) {
	if p.dataTree == nil {
		return TreeEvent{}, fmt.Errorf("event %.80q of the data tree: %w", event, fs.ErrNotExist)
	}
	entry, talks, err := p.dataTree.Read(event)
	return TreeEvent{entry, talks}, err
}
