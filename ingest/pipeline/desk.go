package pipeline

import (
	"context"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/sync"
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
	return k.pipeline.workspace.Watch(k.event).Stamps()
}

// Renew looks at one draft again, as its file is now: what a front end shows after it has
// saved it. How sure the proposal was, and where its record is, is as it was.
func (k Desk) Renew(ctx context.Context, v View) (View, Stamp, error) {
	watch := k.pipeline.workspace.Watch(k.event)
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
		f, ok := act.Edit(d.File, draft.FieldStatus)
		if before := draft.Status(f.Before.Show(f.Field)); ok && before != d.Status {
			return before, nil
		}
	}
	return draft.Review, nil
}

// Preview tells what is found in one draft of an event by itself, as it is being written:
// it need not be saved. Names are compared with those of the event's other drafts as they
// were when they were last looked at.
func (k Desk) Preview(ctx context.Context, d *draft.Draft) ([]Name, []Finding, error) {
	p := k.pipeline
	p.mu.Lock()
	known := p.reviewed[k.event]
	p.mu.Unlock()
	if known == nil {
		contents, err := p.workspace.Load(ctx, k.event)
		if err != nil {
			return nil, nil, err
		}
		if known, err = (steps{p}).review(ctx, contents.Folder(k.event)); err != nil {
			return nil, nil, err
		}
	}
	names, findings := known.Draft(d)
	return names, findings, nil
}

// Sessions are those of an event's programme as it was last read; none of an event without
// one.
func (k Desk) Sessions(event ingest.Event) ([]ingest.Session, error) {
	if len(event.Schedule) == 0 {
		return nil, nil
	}
	stored, err := k.pipeline.workspace.Schedule(k.event)
	return stored.Sessions, err
}

// LastSync is when a sync last saw all that an event's collections list, zero for never.
func (k Desk) LastSync() time.Time { return sync.LastWalk(k.pipeline.cache, k.event) }
