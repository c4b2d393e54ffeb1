package sheet

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

// The columns that are no field.
const (
	columnDraft  = "draft"  // EVENT/NAME.toml
	columnPosted = "posted" // the host's title
)

// columns are those of a table, in order.
func columns() []string {
	return slices.Concat([]string{columnDraft}, draft.Fields(), []string{columnPosted})
}

// Cells are the texts of a table's cells, by draft and column, as people mean them.
type Cells map[string]map[string]string

// Of makes the cells of drafts.
func Of(drafts []*draft.Draft) Cells {
	cells := Cells{}
	for _, d := range drafts {
		cells[nameOf(d)] = cellsOf(d)
	}
	return cells
}

// nameOf is a draft's place below the folder of drafts.
func nameOf(d *draft.Draft) string { return d.Event + "/" + d.File }

func cellsOf(d *draft.Draft) map[string]string {
	row := map[string]string{columnPosted: d.Source.Title}
	for _, field := range draft.Fields() {
		v, _ := d.Get(field) // it is one of its fields
		row[field] = fieldtext.Format(v)
	}
	return row
}

// byteOrderMark tells spreadsheets that the text is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes the table, a header and a row for each draft, by name.
func (c Cells) CSV() []byte {
	var rows [][]string
	for _, name := range slices.Sorted(maps.Keys(c)) {
		row := []string{name}
		for _, column := range columns()[1:] {
			row = append(row, c[name][column])
		}
		rows = append(rows, row)
	}
	return Table(columns(), rows)
}

// Table writes a table for spreadsheets. None of its cells is calculated.
func Table(header []string, rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(&b)
	_ = w.Write(header) // writing to memory cannot fail
	for _, row := range rows {
		guarded := make([]string, len(row))
		for i, cell := range row {
			guarded[i] = guard(cell)
		}
		_ = w.Write(guarded)
	}
	w.Flush()
	return b.Bytes()
}

// calculated are the signs with which a cell begins that a spreadsheet calculates, or
// reads otherwise than it stands there; the guard itself is one.
const calculated = "=+-@'\t\r"

// guard makes a text one that is shown as it is.
func guard(text string) string {
	if text != "" && strings.Contains(calculated, text[:1]) {
		return "'" + text
	}
	return text
}

// unguard is the text that was guarded.
func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.Contains(calculated, cell[1:2]) {
		return cell[1:]
	}
	return cell
}
