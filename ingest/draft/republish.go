package draft

import (
	"errors"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Republished is what a record becomes when its draft is published again.
type Republished struct {
	Record ingest.Record
	// Open are the fields in which the data tree's value stays although the draft
	// has another one.
	Open []Incident
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
		change := Incident{Kind: ChangedInTree, Field: f.name, Value: show(f.name, inTree)}
		if !hasIncident(b.Conflicts, change) || b.showsIn(d, change) {
			merged.Open = append(merged.Open, change)
			continue
		}
		settled := cloneRecord(inDraft)
		f.merge(&settled, b.Published, &inTree)
		f.take(&merged.Record, &settled)
	}
	return merged
}

// showsIn reports whether a draft has the note of an incident.
func (b *Base) showsIn(d *Draft, i Incident) bool {
	return slices.ContainsFunc(d.Notes, func(n Note) bool {
		w := b.written(n)
		return w != nil && w.words(i)
	})
}

// WithOpen returns the draft with notes about what is open between it and the data
// tree, and without those about what no longer is.
func (d *Draft) WithOpen(b *Base, open []Incident) *Draft {
	now := d.Clone()
	now.Notes = slices.DeleteFunc(now.Notes, func(n Note) bool {
		w := b.written(n)
		return w != nil && b.isClosed(*w, open)
	})
	for _, c := range open {
		if !b.showsIn(d, c) {
			now.Notes = append(now.Notes, WrittenNote{Note: c.Note()}.shown())
		}
	}
	return now
}

// isClosed reports whether a note is about a change in the data tree that is open no
// more.
func (b *Base) isClosed(w WrittenNote, open []Incident) bool {
	return slices.ContainsFunc(b.Conflicts, func(c Incident) bool {
		return c.Kind == ChangedInTree && w.words(c) && !hasIncident(open, c)
	})
}

// WithPublished returns the base that remembers what was published of a draft, which is
// settled by that. Of an open field it goes on remembering what was published before.
func (b *Base) WithPublished(d *Draft, published ingest.Record, open []Incident) *Base {
	published = cloneRecord(published)
	after := *b
	after.Notes = slices.DeleteFunc(slices.Clone(b.Notes), func(w WrittenNote) bool { return b.isClosed(w, open) })
	after.Conflicts = slices.DeleteFunc(slices.Clone(b.Conflicts), func(c Incident) bool {
		return c.Kind == ChangedInTree && !hasIncident(open, c)
	})
	for _, c := range open {
		if !hasIncident(after.Conflicts, c) {
			after.Conflicts = append(after.Conflicts, c)
			after.Notes = append(after.Notes, WrittenNote{Note: c.Note()})
		}
	}
	for _, f := range recordFields() {
		if b.Published != nil && slices.ContainsFunc(open, func(c Incident) bool { return c.Field == f.name }) {
			f.take(&published, b.Published)
		}
	}
	if after.Settled == nil {
		s := settledAt(b, d.Status == Ready && d.IsSettled(b))
		after.Settled = &s
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
	proposed.Incidents, proposed.Proposal.Record = nil, *next.Record
	base := NewBase(proposed)
	now := d.Clone()
	now.Status = Review
	if b != nil {
		base.Published = b.Published
		base.keepOpen(b)
		now.Notes = slices.DeleteFunc(now.Notes, func(n Note) bool { return b.written(n) != nil && base.written(n) == nil })
	}
	return now, base, nil
}

// keepOpen takes over what another base has of changes in the data tree.
func (b *Base) keepOpen(from *Base) {
	for _, c := range from.Conflicts {
		if c.Kind != ChangedInTree {
			continue
		}
		b.Conflicts = append(b.Conflicts, c)
		for _, w := range from.Notes {
			if w.words(c) {
				b.Notes = append(b.Notes, w)
			}
		}
	}
}
