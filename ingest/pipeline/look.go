package pipeline

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Desk is what an editor of one event wants to know while it is open, besides the use cases:
// what others have changed, what is found while somebody types.
type Desk struct {
	pipeline *Pipeline
	event    string
}

// Desk is that of an event.
func (p *Pipeline) Desk(event string) Desk { return Desk{p, event} }

// Stamp tells one state of a file from another without reading it.
type Stamp = workspace.Stamp

// Stamps are those of an event's files: whoever keeps what [Pipeline.Drafts] gave knows by
// them which drafts to look at again.
func (k Desk) Stamps() (map[string]Stamp, error) {
	p, event := k.pipeline, k.event
	return p.workspace.Watch(event).Stamps()
}

// Renew looks at one draft again, as its file is now: what a front end shows after it has
// saved it. How sure the proposal was, and where its record is, is as it was.
func (k Desk) Renew(ctx context.Context, v View) (View, Stamp, error) {
	p := k.pipeline
	watch := p.workspace.Watch(v.Event)
	stamp, err := watch.Stamp(v.Draft.File) // before it is read: then a change in between is seen later
	if err != nil {
		return View{}, Stamp{}, err
	}
	d, err := watch.Draft(v.Draft.File)
	if err != nil {
		return View{}, Stamp{}, err
	}
	v.Draft, v.Status, v.Title = d, string(d.Status), d.Record.Title
	v.Doubts = draft.Doubts(d, v.Base)
	if v.Doubts == nil || d.Status == draft.Skip {
		v.Doubts = []string{}
	}
	v.Names, v.Findings, err = k.Preview(ctx, d)
	return v, stamp, err
}

// StatusBefore is the status that a draft had before it got the one that it has, as far as
// the history knows; else it is in review.
func (k Desk) StatusBefore(ctx context.Context, d *draft.Draft) (draft.Status, error) {
	acts, err := k.pipeline.History(ctx, k.event)
	if err != nil {
		return "", err
	}
	for _, act := range acts {
		if act.Undone || act.Undoes != "" {
			continue
		}
		for _, edit := range act.Drafts {
			if edit.File == d.File {
				for _, f := range edit.Fields {
					if before, known := statusOf(f.Before); f.Field == draft.FieldStatus && known && before != d.Status {
						return before, nil
					}
				}
			}
		}
	}
	return draft.Review, nil
}

// statusOf reads the text of a status as it stands in a draft.
func statusOf(text draft.Text) (draft.Status, bool) {
	for _, s := range draft.Statuses() {
		if string(text) == `"`+string(s)+`"` || string(text) == `'`+string(s)+`'` {
			return s, true
		}
	}
	return "", false
}

// SaveEvent brings an event.toml from old to new, and its drafts to what follows from it.
func (p *Pipeline) SaveEvent(ctx context.Context, old, new ingest.Event) (Summary, error) {
	if err := p.workspace.SaveEvent(old, new); err != nil {
		return Summary{}, err
	}
	return p.Remap(ctx, old.Slug)
}
