package draft

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Doubts lists the fields of a draft that a person should look at, in the
// draft's order: those with a note, and those of which stevie is less than
// [ingest.Sure]. A field is settled that a person has changed, or whose notes they
// have all removed, and so is one without a note once the draft has left review; a
// note that says that the proposal has moved since opens it again. The base may be
// nil. What has become of the video is in doubt for as long as its note is there; of a
// draft that is ready or published only that is, and what a person has noted.
func Doubts(d *Draft, b *Base) []string {
	var changed, unsure []string
	if d.Status == Ready || d.Status == Published {
		for _, n := range OpenNotes(d, b) {
			if !slices.Contains(unsure, n.Field) {
				unsure = append(unsure, n.Field)
			}
		}
		return inOrder(unsure)
	}
	if b != nil {
		proposed := cleanRecord(b.Proposal.Record)
		for _, f := range recordFields() {
			if !f.same(&d.Record, &proposed) {
				changed = append(changed, f.name)
			} else if c, ok := b.Proposal.Confidence.Of(f.name); ok && c < ingest.Sure && !d.hasSettled(f.name, b) {
				unsure = append(unsure, f.name)
			}
		}
	}
	for _, n := range d.Notes {
		settled := slices.Contains(changed, n.Field) && b.written(n) != nil && !b.IsIncident(n)
		if !settled && !slices.Contains(unsure, n.Field) {
			unsure = append(unsure, n.Field)
		}
	}
	return inOrder(unsure)
}

// Differs reports whether a record has something else in a field than was proposed.
func (b *Base) Differs(field string, r ingest.Record) bool {
	proposed := cleanRecord(b.Proposal.Record)
	return slices.ContainsFunc(recordFields(), func(f recordField) bool { return f.name == field && !f.same(&r, &proposed) })
}

// hasSettled reports whether a person is done with a field that they left as it was
// proposed.
func (d *Draft) hasSettled(field string, b *Base) bool {
	if slices.ContainsFunc(d.Notes, func(n Note) bool { return n.Field == field }) {
		return false
	}
	return slices.ContainsFunc(b.Notes, func(w WrittenNote) bool { return w.Field == field })
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
