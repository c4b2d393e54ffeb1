package draft

import (
	"math"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// notes brings the draft's notes up to date, and returns all that stevie wants,
// those included that people have removed.
func (m *merger) notes() []WrittenNote {
	want := m.wanted()
	d := m.draft
	var shown []Note
	for _, n := range d.Notes {
		was := m.written(n)
		now := find(want, n)
		switch {
		case was == nil || d.Status == Published && !m.wasNews(n):
			shown = append(shown, n)
		case now != nil:
			if m.wroteConfidence(n) {
				n.Confidence = now.Confidence
			}
			shown = append(shown, n)
		}
	}
	for _, w := range want {
		if !m.isDue(w) || slices.ContainsFunc(d.Notes, w.same) {
			continue
		}
		shown = append(shown, w.Note)
		if d.Status == Ready && m.next.isNews(w.Note) {
			d.Status = Review
			m.followed = append(m.followed, FieldStatus)
		}
	}
	d.Notes = shown
	return want
}

// wanted lists the proposal's notes, and those about conflicts that are still
// open.
func (m *merger) wanted() []WrittenNote {
	want := NewBase(m.next).Notes
	for i := range want {
		if was := m.written(want[i].Note); was != nil && isSlight(was.Confidence, want[i].Confidence) {
			want[i].Confidence = was.Confidence
		}
	}
	if m.base != nil {
		for _, w := range m.base.Notes {
			if w.Conflict && !m.moved(w.Field) {
				want = append(want, w)
			}
		}
	}
	for _, w := range m.extra {
		if find(want, w.Note) == nil {
			want = append(want, w)
		}
	}
	return want
}

// isSlight reports whether a confidence has moved so little that a draft is not to
// be written for it: each new talk of an event moves those of all others a bit.
func isSlight(was, now float64) bool {
	const slight = 0.1
	return math.Abs(was-now) < slight && was != 0 && (was < ingest.Sure) == (now < ingest.Sure)
}

// moved reports whether the proposal for a field is another one than last time.
func (m *merger) moved(field string) bool {
	old, next := cleanRecord(m.base.Proposal.Record), cleanRecord(m.next.Proposal.Record)
	for _, f := range recordFields() {
		if f.name == field {
			return !f.same(&old, &next)
		}
	}
	return false
}

// written returns the note of stevie's own that n is, nil for a person's.
func (m *merger) written(n Note) *WrittenNote {
	for _, b := range m.earlier() {
		if w := find(b.Notes, n); w != nil {
			return w
		}
	}
	return nil
}

// wroteConfidence reports whether a note's confidence is stevie's own.
func (m *merger) wroteConfidence(n Note) bool {
	return slices.ContainsFunc(m.earlier(), func(b *Base) bool {
		w := find(b.Notes, n)
		return w != nil && w.Confidence == n.Confidence
	})
}

// wasNews reports whether a note told about the video when stevie wrote it.
func (m *merger) wasNews(n Note) bool {
	return slices.ContainsFunc(m.earlier(), func(b *Base) bool { return b.isNews(n) })
}

// isDue reports whether a note that the draft lacks is to be added. One that was
// written before has been removed by a person.
func (m *merger) isDue(w WrittenNote) bool {
	if m.base == nil {
		return false
	}
	if !w.Conflict && !m.next.isNews(w.Note) && (m.mine[w.Field] || m.draft.Status == Published) {
		return false
	}
	last := m.base
	if last.Before != nil { // the draft may never have been written after it
		last = last.Before
	}
	return find(last.Notes, w.Note) == nil
}

// same tells notes by field and text; their confidence may move.
func (n Note) same(o Note) bool { return n.Field == o.Field && n.Text == o.Text }

func find(list []WrittenNote, n Note) *WrittenNote {
	for i := range list {
		if list[i].same(n) {
			return &list[i]
		}
	}
	return nil
}

// Doubts lists the fields of a draft that a person should look at, in the
// draft's order: those with a note, and those of which stevie is less than
// [ingest.Sure]. A field is settled that a person has changed, or whose notes they
// have all removed, and so is one without a note once the draft has left review; a
// note that says that the proposal has moved since opens it again. The base may be
// nil. What has become of the video is in doubt for as long as its note is there.
func Doubts(d *Draft, b *Base) []string {
	var changed, unsure []string
	if b != nil {
		proposed := cleanRecord(b.Proposal.Record)
		for _, f := range recordFields() {
			if !f.same(&d.Record, &proposed) {
				changed = append(changed, f.name)
			} else if c, ok := b.Proposal.Confidence.Of(f.name); ok && c < ingest.Sure && !d.settled(f.name, b) {
				unsure = append(unsure, f.name)
			}
		}
	}
	for _, n := range d.Notes {
		settled := false
		if b != nil && slices.Contains(changed, n.Field) {
			w := find(b.Notes, n)
			settled = w != nil && !w.Conflict && !b.isNews(n)
		}
		if !settled && !slices.Contains(unsure, n.Field) {
			unsure = append(unsure, n.Field)
		}
	}
	return inOrder(unsure)
}

// settled reports whether a person is done with a field that they left as it was
// proposed.
func (d *Draft) settled(field string, b *Base) bool {
	about := func(n Note) bool { return n.Field == field }
	if slices.ContainsFunc(d.Notes, about) {
		return false
	}
	return d.Status != Review || slices.ContainsFunc(b.Notes, func(w WrittenNote) bool { return about(w.Note) })
}

// inOrder sorts fields as they stand in a draft; others go last.
func inOrder(fields []string) []string {
	var names []string
	for _, f := range recordFields() {
		names = append(names, f.name)
	}
	rank := func(field string) int {
		if i := slices.Index(names, field); i >= 0 {
			return i
		}
		return len(names)
	}
	slices.SortStableFunc(fields, func(a, b string) int { return rank(a) - rank(b) })
	return fields
}
