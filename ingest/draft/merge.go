package draft

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Merged is the outcome of a three-way merge.
type Merged struct {
	Draft *Draft // what the draft shall become
	Base  *Base  // what to remember; nil: leave the base as it is
	// Followed are the fields that took a new value, or new elements, because
	// nobody had touched them; "status" among them.
	Followed []string
	// Kept are the fields in which a person's value stays although the proposal
	// has moved since, or elements of a list do.
	Kept []string
}

// Merge brings a draft up to a new proposal. For each field, a value equal to the
// base's, to that of the base before it, or to the new proposal's is stevie's and
// follows the proposal; any other is a person's and stays. Where it stays and the
// proposal has moved, a note says so. Without a base (nil) every difference is a
// person's.
//
// Lists are merged element by element: one that the proposal gains or loses comes
// or goes beside a person's own, and a note says what the list was. Elements that
// the proposal gains in place of one that a person has replaced or removed, too,
// are only noted.
//
// The status follows likewise, between [Review] and [Ready]. A ready draft of
// which a field follows goes back to review, with a note that says why. A
// published draft keeps all its fields and only gets notes; one to be skipped is
// left as it is.
//
// A note that stevie wrote follows the proposal; one that a person removed stays
// away until its text changes; people's own notes stay. About a field that a
// person changed no further notes are made, except that the proposal moved.
//
// Merge is pure. The same proposal a second time changes nothing.
func Merge(d *Draft, b *Base, next Proposed) Merged {
	out := d.Clone()
	if d.Status == Skip {
		return Merged{Draft: out}
	}
	m := merger{draft: out, base: b, next: next, mine: map[string]bool{}}
	m.record()
	m.status()
	m.source()
	notes := m.notes()
	published := next.Record
	if b != nil && b.Published != nil {
		published = b.Published
	}
	return Merged{
		Draft: out, Followed: m.followed, Kept: m.kept,
		Base: &Base{Proposed: next, Notes: notes, Published: published},
	}
}

// merger is a merge under way.
type merger struct {
	draft    *Draft
	base     *Base
	next     Proposed
	mine     map[string]bool // fields that are a person's
	followed []string
	kept     []string
	extra    []WrittenNote // that fields made
}

// earlier returns the bases that a value may come from.
func (m *merger) earlier() []*Base {
	switch {
	case m.base == nil:
		return nil
	case m.base.Before == nil:
		return []*Base{m.base}
	}
	return []*Base{m.base, m.base.Before}
}

func (m *merger) record() {
	value := &m.draft.Record
	next := cleanRecord(m.next.Proposal.Record)
	var earlier []ingest.Record
	for _, b := range m.earlier() {
		earlier = append(earlier, cleanRecord(b.Proposal.Record))
	}
	before := cloneRecord(*value)
	for _, f := range recordFields() {
		if f.same(value, &next) {
			continue
		}
		was := func(r ingest.Record) bool { return f.same(value, &r) }
		if m.draft.Status != Published && slices.ContainsFunc(earlier, was) {
			f.take(value, &next)
			m.followed = append(m.followed, f.name)
			continue
		}
		m.mine[f.name] = true
		if moved := func(r ingest.Record) bool { return !f.same(&r, &next) }; slices.ContainsFunc(earlier, moved) {
			m.conflict(f, earlier, &next)
		}
	}
	if m.draft.Status == Ready && len(m.followed) > 0 {
		m.draft.Status = Review
		for _, name := range m.followed {
			m.note(name, "changed after the draft was ready; it was: "+show(name, before))
		}
	}
}

// conflict merges a field that a person has changed and in which the proposal has
// moved. With two earlier proposals nobody knows which the person saw; what the
// second has over the first counts as taken out by them, and is noted.
func (m *merger) conflict(f recordField, earlier []ingest.Record, next *ingest.Record) {
	value := &m.draft.Record
	before := cloneRecord(*value)
	all := false
	if m.draft.Status != Published {
		all = f.merge(value, &earlier[0], next) && len(earlier) == 1
	}
	if !f.same(value, &before) {
		m.followed = append(m.followed, f.name)
		if m.draft.Status != Ready {
			m.note(f.name, "merged with what is proposed now; it was: "+show(f.name, before))
		}
	}
	if !all {
		m.kept = append(m.kept, f.name)
		m.note(f.name, proposedText+show(f.name, *next))
	}
}

func (m *merger) note(field, text string) {
	m.extra = append(m.extra, WrittenNote{Note: Note{Field: field, Text: text}, Conflict: true})
}

// status follows while nobody has touched it.
func (m *merger) status() {
	d, next := m.draft, m.next.status()
	proposed := func(b *Base) bool { return b.status() == d.Status }
	if d.Status == next || d.Status != Review && d.Status != Ready {
		return
	}
	if next == Ready && len(m.extra) > 0 {
		return // there is something to look at
	}
	if slices.ContainsFunc(m.earlier(), proposed) {
		d.Status = next
		m.followed = append(m.followed, FieldStatus)
	}
}

// source keeps what the host says up to date. It is not a person's to change,
// except that a draft keeps the identity it has.
func (m *merger) source() {
	s := &m.draft.Source
	if m.draft.Status == Published || s.Key() != m.next.Key() {
		return
	}
	fresh := New(m.next).Source
	for _, b := range m.earlier() {
		old := New(b.Proposed).Source
		if s.Title == old.Title {
			s.Title = fresh.Title
		}
		if s.Hash == old.Hash {
			s.Hash = fresh.Hash
		}
		if s.Published.Equal(old.Published) {
			s.Published = fresh.Published
		}
	}
}
