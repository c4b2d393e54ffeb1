package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fieldtext"
	"github.com/pyvideo/stevie/internal/termtext"
)

// RowError says what is wrong with a row or a cell.
type RowError struct {
	Row                  int
	Draft, Column, Value string
	Err                  error
	Stray                bool // the row is about no draft of its own
}

func (e *RowError) Error() string {
	const most = 200
	return fmt.Sprintf("row %d, column %s, %q: %v (%s)", e.Row, e.Column, termtext.Short(e.Value, most), e.Err, e.Draft)
}

// Unwrap returns the reason.
func (e *RowError) Unwrap() error { return e.Err }

// problem is an error about a cell of the row.
func (r Row) problem(column string, err error) error {
	return &RowError{Row: r.Number, Draft: r.Draft, Column: column, Value: r.cells[column], Err: err}
}

// Problem is an error about the row's draft.
func (r Row) Problem(err error) error { return r.problem(columnDraft, err) }

// Stray is an error about a row that is about no draft: it names none, one that is not
// there, or one that an earlier row has.
func (r Row) Stray(err error) error {
	return &RowError{Row: r.Number, Draft: r.Draft, Column: columnDraft, Value: r.cells[columnDraft], Err: err, Stray: true}
}

// SortProblems brings problems into the order of the rows.
func SortProblems(problems []error) {
	row := func(err error) int {
		if e, ok := errors.AsType[*RowError](err); ok {
			return e.Row
		}
		return 0
	}
	slices.SortStableFunc(problems, func(a, b error) int { return row(a) - row(b) })
}

// Change is what a row wants of its draft.
type Change struct {
	Row Row
	draft.Change
}

// Conflict is the error about a field that was changed both in the sheet and in the draft.
func (c Change) Conflict(with draft.FieldConflict) error {
	err := fmt.Errorf("the draft has %q now, and had %q when it was exported",
		termtext.Short(fieldtext.Format(with.Theirs), 80), termtext.Short(fieldtext.Format(with.Was), 80))
	return c.Row.problem(with.Field, ingest.WithHint(err, "write what it shall be into the draft, or export again"))
}

// Plan are the changes that lead from the cells of an export to those of the sheet, as far
// as they are about the drafts given. What the export lacks is compared with the draft.
// Problems are the cells that cannot be meant; of their drafts nothing is changed.
func (s *Sheet) Plan(drafts []*draft.Draft, was Cells) (changes []Change, problems []error) {
	named := map[string]*draft.Draft{}
	for _, d := range drafts {
		named[nameOf(d)] = d
	}
	for _, r := range s.Rows {
		d := named[r.Draft]
		if d == nil {
			continue
		}
		c := Change{r, draft.Change{Path: d.Path, Set: map[string]draft.Value{}, Was: map[string]draft.Value{}, AllOrNothing: true}}
		wrong := s.compare(c, withDefaults(was[r.Draft], cellsOf(d)))
		problems = append(problems, wrong...)
		if len(wrong) == 0 && len(c.Set) > 0 {
			changes = append(changes, c)
		}
	}
	return changes, problems
}

// withDefaults is a row with the cells of another one where it has none.
func withDefaults(row, others map[string]string) map[string]string {
	for column, cell := range row {
		others[column] = cell
	}
	return others
}

// compare enters what a row changes into c.
func (s *Sheet) compare(c Change, was map[string]string) (problems []error) {
	for _, field := range draft.Fields() {
		cell, given := c.Row.cells[field]
		if !given || s.same(field, cell, was[field]) {
			continue
		}
		before, err := fieldtext.Parse(field, was[field])
		if err != nil { // the export is of another version
			continue
		}
		value, err := valueOf(field, cell)
		if err != nil {
			problems = append(problems, c.Row.problem(field, err))
			continue
		}
		if fieldtext.Format(value) != fieldtext.Format(before) {
			c.Set[field], c.Was[field] = value, before
		}
	}
	return problems
}

// longest is what a cell of Excel holds.
const longest = 32_767

// same reports whether a cell is what was exported, as far as the spreadsheet could keep it.
func (s *Sheet) same(field, cell, was string) bool {
	cell, was = withLF(cell), withLF(was)
	switch {
	case cell == was:
		return true
	case field == ingest.FieldRecorded && slices.Contains(days(cell), was):
		return true
	case len(utf16.Encode([]rune(cell))) >= longest && strings.HasPrefix(was, cell):
		return true
	}
	return s.legacy && sameButForeign(cell, was)
}

// withLF is a text with the line ends of drafts.
func withLF(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// valueOf is what a cell means, with the blanks and capitals that spreadsheets add to
// words taken back.
func valueOf(field, cell string) (draft.Value, error) {
	switch field {
	case draft.FieldStatus, ingest.FieldLanguage:
		cell = strings.ToLower(strings.TrimSpace(cell))
	case ingest.FieldRecorded:
		d, err := day(cell)
		if err != nil {
			return nil, err
		}
		cell = d
	}
	value, err := fieldtext.Parse(field, cell)
	if err != nil {
		return nil, err
	}
	return value, check.Value(field, value)
}
