package pipeline

import (
	"fmt"
	"io/fs"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// TreeEvent is an event of the data tree with all that its records hold.
type TreeEvent struct {
	record.EventEntry
	Talks []ingest.Record // of its Records, in their order
}

// TreeStamps lists the events of the data tree with the time at which their records last
// changed. Without a data tree there are none.
func (p *Pipeline) TreeStamps() (map[string]time.Time, error) {
	if p.dataTree == nil {
		return nil, nil
	}
	return p.dataTree.Stamps()
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
