package draft

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// notes brings the draft's notes up to date, and returns all that stevie wants,
// those included that people have removed. Stevie's stand in the order in which it
// wants them, whatever order they came in; a person's stay behind the note that they
// stand behind.
func (m *merger) notes() []WrittenNote {
	want := m.next.notes()
	for _, c := range m.conflicts {
		want = append(want, WrittenNote{Note: c.Note()})
	}
	shown := make([]*Note, len(want))
	own := make([][]Note, len(want)+1) // a person's, by how many of stevie's stand before them
	at := 0
	for _, n := range m.draft.Notes {
		was := m.base.written(n)
		if was == nil && m.base != nil {
			was = m.base.before.written(n)
		}
		if was == nil {
			own[at] = append(own[at], n)
			continue
		}
		i := find(want, was.Note)
		if i < 0 {
			continue
		}
		now := want[i].shown()
		shown[i], at = &now, i+1
	}
	var notes []Note
	notes = append(notes, own[0]...)
	for i, w := range want {
		switch {
		case shown[i] != nil:
			notes = append(notes, *shown[i])
		case m.isDue(w):
			notes = append(notes, w.shown())
		}
		notes = append(notes, own[i+1]...)
	}
	m.draft.Notes = notes
	return want
}

// isDue reports whether a note that the draft lacks is to be added. One that was
// written before has been removed by a person.
func (m *merger) isDue(w WrittenNote) bool {
	if m.base == nil {
		return false
	}
	told := m.base.Notes
	if m.base.before != nil {
		told = m.base.before.Notes
	}
	if find(told, w.Note) >= 0 {
		return false
	}
	isNews := slices.ContainsFunc(m.next.Incidents, w.words) || slices.ContainsFunc(m.conflicts, w.words)
	return isNews || !m.mine[w.Field]
}

// find returns the place of a note, -1 for none.
func find(list []WrittenNote, n ingest.Note) int {
	return slices.IndexFunc(list, func(w WrittenNote) bool { return w.Same(n) })
}

// OpenNotes are the notes that a draft keeps when a person has settled all its fields:
// their own, and those that tell what has become of its video.
func OpenNotes(d *Draft, b *Base) []Note {
	return slices.DeleteFunc(slices.Clone(d.Notes), func(n Note) bool { return b.written(n) != nil && !b.IsIncident(n) })
}
