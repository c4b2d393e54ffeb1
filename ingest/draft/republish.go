package draft

import (
	"errors"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

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
// the draft's value goes out. Where the base does not tell what was published, or is
// nil, all fields are the draft's.
func Republish(d *Draft, b *Base, inDraft, inTree ingest.Record) Republished {
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

func isInTree(n Note) bool { return strings.HasPrefix(n.Text, inTreeText) }

func (b *Base) told(n Note) bool {
	return slices.ContainsFunc(b.Notes, func(w WrittenNote) bool { return w.same(n) })
}

// WithOpen returns the draft with notes about what is open between it and the data
// tree, and without those about what no longer is.
func (d *Draft) WithOpen(b *Base, open []Note) *Draft {
	now := d.Clone()
	now.Notes = slices.DeleteFunc(now.Notes, func(n Note) bool {
		return isInTree(n) && b.told(n) && !slices.ContainsFunc(open, n.same)
	})
	for _, n := range open {
		if !slices.ContainsFunc(now.Notes, n.same) {
			now.Notes = append(now.Notes, n)
		}
	}
	return now
}

// WithPublished returns the base that remembers what was published. Of an open
// field it goes on remembering what was published before.
func (b *Base) WithPublished(published ingest.Record, open []Note) *Base {
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

// Reopen puts a published draft back to review, as one of which the record was
// proposed that next changes. The base may be nil. [Merge] then brings in next.
func Reopen(d *Draft, b *Base, next Proposed) (*Draft, *Base, error) {
	if d.Status != Published || next.Record == nil {
		return nil, nil, errors.New("it is not published")
	}
	proposed := next
	proposed.News, proposed.Proposal.Record = nil, *next.Record
	base := NewBase(proposed)
	now := d.Clone()
	now.Status = Review
	if b != nil {
		base.Published = b.Published
		base.Notes = append(base.Notes, inTreeNotes(b.Notes)...)
		now.Notes = slices.DeleteFunc(now.Notes, func(n Note) bool { return b.told(n) && !isInTree(n) })
	}
	return now, base, nil
}

func inTreeNotes(notes []WrittenNote) []WrittenNote {
	return slices.DeleteFunc(slices.Clone(notes), func(n WrittenNote) bool { return !isInTree(n.Note) })
}
