package draft

import (
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
// base's or to the new proposal's is stevie's and follows the proposal; any other is a
// person's and stays, an earlier one that somebody put back too. Where it stays and the
// proposal has moved, a note says so. Without a base (nil) every difference is a
// person's.
//
// Lists are merged element by element: one that the proposal gains or loses comes
// or goes beside a person's own, and a note says what the list was. Elements that
// the proposal gains in place of one that a person has replaced or removed, too,
// are only noted.
//
// A draft that a person has settled keeps all its fields, see [Draft.IsSettled]: only
// what has become of its own video is told in notes. One that is ready goes back to
// review over that, and is ready again when the cause has gone. The status of others
// follows between [Review] and [Ready] until a person touches the draft. One to be
// skipped is left as it is.
//
// A note that stevie wrote follows the proposal; one that a person removed stays
// away until what it says changes; people's own notes stay. About a field that a
// person changed no further notes are made, except that the proposal moved.
//
// Merge is pure. The same proposal a second time changes nothing, and a draft that no
// person has touched becomes what [New] makes of the proposal.
func Merge(d *Draft, b *Base, next Proposed) Merged {
	out := d.Clone()
	if d.Status == Skip {
		return Merged{Draft: out}
	}
	if b != nil && b.before != nil && d.IsSettled(b.before) {
		b = b.before // none of its fields moves, whichever it stands by
	}
	m := merger{draft: out, base: b, next: next, mine: map[string]bool{}}
	after := m.merge()
	return Merged{Draft: out, Base: after, Followed: m.followed, Kept: m.kept}
}

// merger is a merge under way.
type merger struct {
	draft     *Draft
	base      *Base
	next      Proposed
	mine      map[string]bool // fields that are a person's
	followed  []string
	kept      []string
	conflicts []Incident
}

func (m *merger) merge() *Base {
	if m.draft.Source.Key() == m.next.Key() {
		m.draft.Source.Private = m.next.Video.IsPrivate() // by which it is refused: nobody's word but the host's
	}
	if m.draft.IsSettled(m.base) {
		return m.keep()
	}
	m.record()
	m.status()
	m.source()
	notes := m.notes()
	return &Base{Proposed: m.next, Notes: notes, Conflicts: m.conflicts, Published: m.published()}
}

// published is what was last written into the data tree.
func (m *merger) published() *ingest.Record {
	if m.base != nil && m.base.Published != nil {
		return m.base.Published
	}
	return m.next.Record
}

func (m *merger) record() {
	value := &m.draft.Record
	next := cleanRecord(m.next.Proposal.Record)
	var last *ingest.Record
	if m.base != nil {
		proposed := cleanRecord(m.base.Proposal.Record)
		last = &proposed
	}
	for _, f := range recordFields() {
		if last != nil && f.same(last, &next) {
			m.stillOpen(f.name, func(c Incident) bool { return c.Kind == ChangedInTree })
		}
		switch {
		case f.same(value, &next):
		case last != nil && f.same(value, last):
			f.take(value, &next)
			m.followed = append(m.followed, f.name)
		default:
			m.mine[f.name] = true
			switch {
			case last != nil && !f.same(last, &next):
				m.conflict(f, last, &next)
			case m.isAsBefore(f):
				m.kept = append(m.kept, f.name)
				m.note(ProposedNow, f.name, next)
			default:
				m.stillOpen(f.name, func(c Incident) bool { return c.Kind != ChangedInTree })
			}
		}
	}
}

// isAsBefore reports whether a field has what was proposed before, and nobody knows
// whether a person has put that back.
func (m *merger) isAsBefore(f recordField) bool {
	if m.base == nil || m.base.before == nil {
		return false
	}
	before := cleanRecord(m.base.before.Proposal.Record)
	return f.same(&m.draft.Record, &before)
}

// conflict merges a field that a person has changed and in which the proposal has
// moved.
func (m *merger) conflict(f recordField, last, next *ingest.Record) {
	value := &m.draft.Record
	before := cloneRecord(*value)
	all := f.merge(value, last, next)
	if !f.same(value, &before) {
		m.followed = append(m.followed, f.name)
		if !f.same(value, next) { // else all that the person had is proposed now
			m.note(Joined, f.name, before)
		}
	}
	if !all {
		m.kept = append(m.kept, f.name)
		m.note(ProposedNow, f.name, *next)
	}
}

func (m *merger) note(kind IncidentKind, field string, value ingest.Record) {
	m.conflicts = append(m.conflicts, Incident{Kind: kind, Field: field, Value: show(field, value)})
}

// stillOpen keeps earlier conflicts of a field: those with a person's value for as long
// as that stays and the proposal does not move, those with the data tree until it does.
func (m *merger) stillOpen(field string, is func(Incident) bool) {
	if m.base == nil {
		return
	}
	for _, c := range m.base.Conflicts {
		if c.Field == field && is(c) {
			m.conflicts = append(m.conflicts, c)
		}
	}
}

// status follows while nobody has touched the draft.
func (m *merger) status() {
	d, next := m.draft, m.next.status()
	if m.base == nil || d.Status == next || d.Status != m.base.status() || len(m.mine) > 0 {
		return
	}
	d.Status = next
	m.followed = append(m.followed, FieldStatus)
}

// source keeps what the host says up to date. It is not a person's to change,
// except that a draft keeps the identity it has.
func (m *merger) source() {
	s := &m.draft.Source
	if m.base == nil || s.Key() != m.next.Key() {
		return
	}
	fresh, old := New(m.next).Source, New(m.base.Proposed).Source
	if s.Title == old.Title {
		s.Title = fresh.Title
	}
	if s.Hash == old.Hash {
		s.Hash = fresh.Hash
	}
	if s.Published.Equal(old.Published) {
		s.Published = fresh.Published
	}
	if s.Session == old.Session || !s.Session.Given { // without the key a person says nothing
		s.Session = fresh.Session
	}
}
