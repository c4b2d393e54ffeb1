package sheet

import (
	"maps"
	"slices"

	"github.com/pyvideo/stevie/ingest/draft"
)

// Kept are the last exports of an event, the newest first.
type Kept struct {
	Exports []Cells `json:"exports"`
}

// mostKept is the number of exports that are remembered.
const mostKept = 5

// With are the exports with one more.
func (k Kept) With(c Cells) Kept {
	others := slices.DeleteFunc(slices.Clone(k.Exports), func(o Cells) bool {
		return maps.EqualFunc(c, o, maps.Equal)
	})
	list := append([]Cells{c}, others...)
	return Kept{list[:min(len(list), mostKept)]}
}

// For is the export that a sheet came from: the one with which it shares most cells, the
// newest of equal ones; -1 if none is known.
func (k Kept) For(s *Sheet) int {
	best, most := -1, -1
	for i, c := range k.Exports {
		if n := s.shared(c); n > most {
			best, most = i, n
		}
	}
	return best
}

// shared counts the cells that are as they were exported.
func (s *Sheet) shared(was Cells) int {
	n := 0
	for _, r := range s.Rows {
		for field, text := range was[r.Draft] {
			if cell, given := r.cells[field]; given && s.same(field, cell, text) {
				n++
			}
		}
	}
	return n
}

// After are the cells of an export after changes of a sheet that came from it: a sheet
// that is applied once more changes what was changed in it since.
func (c Cells) After(changes []Change) Cells {
	after := maps.Clone(c)
	if after == nil {
		after = Cells{}
	}
	for _, change := range changes {
		row := maps.Clone(after[change.Row.Draft])
		if row == nil {
			row = map[string]string{}
		}
		for field, v := range change.Set {
			row[field] = textOf(field, v)
		}
		after[change.Row.Draft] = row
	}
	return after
}

// textOf is the text that an export would have of a value.
func textOf(field string, v draft.Value) string {
	d := &draft.Draft{Status: draft.Review}
	d, _ = draft.Change{Set: map[string]draft.Value{field: v}}.Apply(d)
	return cellsOf(d)[field]
}
