package draft

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pyvideo/stevie/ingest"
)

// LastPublished returns the record that was written into the data tree when the
// draft was last published, nil if it never was or nothing is remembered.
func (w *Workspace) LastPublished(d *Draft) (*ingest.Record, error) {
	b, err := w.Base(d)
	if err != nil || b == nil {
		return nil, err
	}
	return b.Published, nil
}

// MarkPublished notes that the draft's record stands in the data tree: in its base
// what was written, in the draft its status. The record is to be written first, so
// that a run that is killed in between publishes the same again.
func (w *Workspace) MarkPublished(d *Draft, written ingest.Record) (*Draft, error) {
	_, release, err := w.holdOn(d.Event)
	if err != nil {
		return nil, err
	}
	marked, err := w.markPublished(d, written)
	if err != nil {
		err = fmt.Errorf("mark %s as published: %w", d.Path, err)
	}
	return marked, errors.Join(err, release())
}

func (w *Workspace) markPublished(d *Draft, written ingest.Record) (*Draft, error) {
	b, _, err := w.findBase(d)
	if err == nil && b != nil && !reflect.DeepEqual(b.Published, &written) {
		b.Published = &written
		err = w.writeBase(d.Event, d.Source.Key(), b)
	}
	if err != nil || d.Status == Published {
		return d, err
	}
	now := d.Clone()
	now.Status = Published
	return w.Save(d, now)
}

// MergeRecords merges what became of a record since it was published: in its
// draft and in the data tree. A field that the draft has not changed since is
// taken from the tree, any other from the draft. Without the record as published
// (nil) all fields are the draft's.
func MergeRecords(published *ingest.Record, inDraft, inTree ingest.Record) ingest.Record {
	merged := cloneRecord(inDraft)
	if published == nil {
		return merged
	}
	for _, f := range recordFields() {
		if f.same(&inDraft, published) {
			f.take(&merged, &inTree)
		}
	}
	return merged
}
