package workspace

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// LastPublished returns the record that was written into the data tree when the
// draft was last published, nil if it never was or nothing is remembered.
func (w *Workspace) LastPublished(d *draft.Draft) (*ingest.Record, error) {
	b, _, err := w.bases.memory(d)
	if err != nil || b == nil {
		return nil, err
	}
	return b.Published, nil
}

// Republish merges as [draft.Republish] does, with what is remembered of the draft.
func (w *Workspace) Republish(d *draft.Draft, inDraft, inTree ingest.Record) draft.Republished {
	b, _, err := w.bases.memory(d)
	if err != nil {
		b = nil // what cannot be read tells nothing
	}
	return draft.Republish(d, b, inDraft, inTree)
}

// MarkPublished notes that the draft's record stands in the data tree: in its base
// what was published, in the draft its status and what is open. The record is to be
// written first, so that a run that is killed in between publishes the same again.
func (w *Workspace) MarkPublished(d *draft.Draft, published ingest.Record, open []draft.Incident) (*draft.Draft, error) {
	release, err := w.locks.hold(d.Event)
	if err != nil {
		return nil, err
	}
	marked, err := w.markPublished(d, published, open)
	if err != nil {
		err = fmt.Errorf("mark %s as published: %w", d.Path, err)
	}
	return marked, errors.Join(err, release())
}

// markPublished writes notes before the base that remembers them, since one that
// is remembered and not there was removed by a person.
func (w *Workspace) markPublished(d *draft.Draft, published ingest.Record, open []draft.Incident) (*draft.Draft, error) {
	b, name, err := w.bases.memory(d)
	if err != nil {
		return d, err
	}
	if b != nil {
		if d, err = w.Save(d, d.WithOpen(b, open)); err != nil {
			return d, err
		}
		if after := b.WithPublished(d, published, open); !reflect.DeepEqual(b, after) {
			if err := w.bases.write(d.Event, name, after); err != nil {
				return d, err
			}
		}
	}
	if d.Status == draft.Published {
		return d, nil
	}
	now := d.Clone()
	now.Status = draft.Published
	return w.Save(d, now)
}
