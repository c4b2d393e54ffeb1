package pipeline

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
)

// PublishOptions say which drafts to publish.
type PublishOptions struct {
	All bool // also those in review
}

// Publication is what Publish did with one event.
type Publication struct {
	Event   string    `json:"event"`
	Records []string  `json:"records"` // paths of the files written
	Refused []Refusal `json:"refused"`

	// Problems are drafts that could not be read, each with its path.
	Problems []error `json:"-"`
}

// Refusal is a draft that would fail pyvideo/data's own tests.
type Refusal struct {
	Draft  string          `json:"draft"`
	Errors []check.Finding `json:"errors"`
}

// Publish writes an event's drafts that are ready into the data tree and marks
// them as published. A draft with errors is refused; the others are written all
// the same. A draft published before updates the record that holds its video,
// whatever the record's name. Publishing again changes nothing.
func (p *Pipeline) Publish(ctx context.Context, event string, opts PublishOptions) (Publication, error) {
	unlock, err := p.Workspace.Lock(event)
	if err != nil {
		return Publication{}, err
	}
	defer func() { _ = unlock() }() // the lock ends with the process at the latest
	contents, err := p.Workspace.Load(ctx)
	if err != nil {
		return Publication{}, err
	}
	folder := contents.Folder(event)
	if folder == nil || !folder.HasEvent {
		return Publication{}, fmt.Errorf("%s has no event.toml", event)
	}
	if strings.TrimSpace(folder.Event.Title) == "" {
		return Publication{}, ingest.WithHint(fmt.Errorf("%s/event.toml has no title", event), `give it one like "ExConf 2024"`)
	}
	root, err := os.OpenRoot(p.DataDir)
	if err != nil {
		return Publication{}, fmt.Errorf("open the data tree: %w", err)
	}
	defer root.Close()
	r := &release{p: p, folder: folder, root: root, all: opts.All}
	return r.run(ctx)
}
