package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// LastPublished returns the record that was written into the data tree when the
// draft was last published, nil if it never was or nothing is remembered.
func (w *Workspace) LastPublished(d *Draft) (*ingest.Record, error) {
	b, _, err := w.memory(d)
	if err != nil || b == nil {
		return nil, err
	}
	return b.Published, nil
}

// memory returns what is remembered of a draft's publication, and the name that it
// has below the event's folder of bases: the draft's base, or for a person's own
// draft, which has none, a file that is named after its first video.
func (w *Workspace) memory(d *Draft) (b *Base, name string, err error) {
	if !d.Source.IsZero() {
		b, _, err = w.findBase(d)
		return b, baseFile(d.Source.Key()), err
	}
	for _, l := range d.Record.Videos {
		key, ok := record.KeyOf(l)
		if !ok {
			continue
		}
		name = path.Join(ownDir, baseFile(key))
		b, err = w.readBase(d.Event, name)
		if errors.Is(err, fs.ErrNotExist) {
			b, err = &Base{Proposed: Proposed{Video: ingest.Video{Provider: key.Provider, ID: key.ID}}}, nil
		}
		return b, name, err
	}
	return nil, "", nil
}

// ownDir is the folder, beside the bases, for what is remembered of people's own
// drafts. They are no bases: nothing was proposed.
const ownDir = "own"

// Republished is what a record becomes when its draft is published again.
type Republished struct {
	Record ingest.Record
	// Open are the fields in which the data tree's value stays although the draft
	// has another one, each as a note for the draft.
	Open []Note
}

// Republish merges what became of a record since its draft was published: what was
// changed in the draft and what was changed in the data tree. Lists are merged
// element by element. Where both have changed the same, the tree's value stays and
// a note for the draft says so; once a person has removed that note from the draft,
// the draft's value goes out. Where nothing is remembered of what was published, all
// fields are the draft's.
func (w *Workspace) Republish(d *Draft, inDraft, inTree ingest.Record) Republished {
	b, _, err := w.memory(d)
	if err != nil {
		b = nil // what cannot be read tells nothing
	}
	return republish(d, b, inDraft, inTree)
}

func republish(d *Draft, b *Base, inDraft, inTree ingest.Record) Republished {
	if b == nil || b.Published == nil {
		return Republished{Record: cloneRecord(inDraft)}
	}
	merged := Republished{Record: cloneRecord(inTree)}
	for _, f := range recordFields() {
		if f.merge(&merged.Record, b.Published, &inDraft) {
			continue
		}
		note := Note{Field: f.name, Text: inTreeText + show(f.name, inTree)}
		if !b.told(note) || slices.ContainsFunc(d.Notes, note.same) {
			merged.Open = append(merged.Open, note)
			continue
		}
		settled := cloneRecord(inDraft)
		f.merge(&settled, b.Published, &inTree)
		f.take(&merged.Record, &settled)
	}
	return merged
}

// inTreeText begins the notes about values that were changed in the data tree and
// in the draft.
const inTreeText = "changed in the data tree meanwhile, and not overwritten; remove this note to publish the draft's value. There it is: "

func (b *Base) told(n Note) bool {
	return slices.ContainsFunc(b.Notes, func(w WrittenNote) bool { return w.same(n) })
}

// MarkPublished notes that the draft's record stands in the data tree: in its base
// what was published, in the draft its status and what is open. The record is to be
// written first, so that a run that is killed in between publishes the same again.
func (w *Workspace) MarkPublished(d *Draft, published ingest.Record, open []Note) (*Draft, error) {
	_, release, err := w.holdOn(d.Event)
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
func (w *Workspace) markPublished(d *Draft, published ingest.Record, open []Note) (*Draft, error) {
	b, name, err := w.memory(d)
	if err != nil {
		return d, err
	}
	if b != nil {
		if d, err = w.saveOpen(d, b, open); err != nil {
			return d, err
		}
		if after := b.withPublished(published, open); !reflect.DeepEqual(b, after) {
			if err := w.write(d.Event, name, after); err != nil {
				return d, err
			}
		}
	}
	if d.Status == Published {
		return d, nil
	}
	now := d.Clone()
	now.Status = Published
	return w.Save(d, now)
}

// saveOpen writes the notes about what is open into the draft, and takes out those
// about what no longer is.
func (w *Workspace) saveOpen(d *Draft, b *Base, open []Note) (*Draft, error) {
	now := d.Clone()
	now.Notes = slices.DeleteFunc(now.Notes, func(n Note) bool {
		return isInTree(n) && b.told(n) && !slices.ContainsFunc(open, n.same)
	})
	for _, n := range open {
		if !slices.ContainsFunc(now.Notes, n.same) {
			now.Notes = append(now.Notes, n)
		}
	}
	return w.Save(d, now)
}

// withPublished returns the base that remembers what was published. Of an open
// field it goes on remembering what was published before.
func (b *Base) withPublished(published ingest.Record, open []Note) *Base {
	published = cloneRecord(published)
	after := *b
	after.Notes = slices.DeleteFunc(slices.Clone(b.Notes), func(w WrittenNote) bool { return isInTree(w.Note) })
	for _, n := range open {
		after.Notes = append(after.Notes, WrittenNote{Note: n, Conflict: true})
	}
	for _, f := range recordFields() {
		if b.Published != nil && slices.ContainsFunc(open, func(n Note) bool { return n.Field == f.name }) {
			f.take(&published, b.Published)
		}
	}
	after.Published = &published
	return &after
}

func isInTree(n Note) bool { return strings.HasPrefix(n.Text, inTreeText) }
