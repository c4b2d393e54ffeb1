package pipeline

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Stamp tells one state of a file from another without reading it.
type Stamp = workspace.Stamp

// Stamps are those of an event's files: whoever keeps what [Pipeline.Drafts] gave knows by
// them which drafts to look at again.
func (p *Pipeline) Stamps(event string) (map[string]Stamp, error) { return p.workspace.Stamps(event) }

// Draft is [Pipeline.Drafts] for one of them, as its file is now: what a front end shows
// after it has saved it. What others of the event have to do with it is as it was.
func (p *Pipeline) Draft(ctx context.Context, event, file string) (View, error) {
	d, err := p.workspace.Draft(event, file)
	if err != nil {
		return View{}, err
	}
	v := View{Draft: d}
	if v.Base, err = p.workspace.Base(d); err != nil {
		v.Base = nil // as for Drafts: it counts as none
	}
	v.DraftStatus = DraftStatus{Path: d.Path, Event: event, Status: string(d.Status), Title: d.Record.Title, Doubts: draft.Doubts(d, v.Base)}
	ev, err := p.workspace.Event(event)
	if err != nil {
		return View{}, err
	}
	folder := &workspace.Folder{Slug: event, Event: ev, HasEvent: true, Drafts: []*draft.Draft{d}}
	v.Findings = check.Drafts([]*workspace.Folder{folder}, nil, check.Options{})
	return v, ctx.Err()
}

// SaveEvent brings an event.toml from old to new, and its drafts to what follows from it.
func (p *Pipeline) SaveEvent(ctx context.Context, old, new ingest.Event) (Summary, error) {
	if err := p.workspace.SaveEvent(old, new); err != nil {
		return Summary{}, err
	}
	return p.Remap(ctx, old.Slug)
}
