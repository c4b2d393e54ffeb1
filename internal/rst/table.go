package rst

import (
	"strings"

	"golang.org/x/text/width"
)

// tableCell is a cell of a table: its lines and how far it reaches.
type tableCell struct {
	lines      []line
	more, rows int // extra columns and rows
}

// tableRows is what a table holds. Cells that another one covers are left out.
type tableRows struct {
	rows   [][]tableCell
	header int // how many rows stand above the head's border
	width  int // columns
}

// maxCells bounds what a table may hold: a short text can ask for a great many
// empty cells.
const (
	maxCells     = 50_000
	tooManyCells = "Too many cells."
)

// buildTable makes the nodes of a table.
func (m *machine) buildTable(t tableRows, at position) *node {
	table := &node{kind: tableNode, at: at, span: t.width}
	for i, cells := range t.rows {
		row := &node{kind: rowNode}
		table.append(row)
		for _, cell := range cells {
			entry := &node{kind: entryNode, span: cell.more, rows: cell.rows, header: i < t.header}
			row.append(entry)
			m.nested(trimBlankTop(cell.lines), entry)
		}
	}
	return table
}

// malformedTable complains of the table in the lines from start on.
func (m *machine) malformedTable(start int, detail string) {
	message := m.newMessage(Error, m.lines[start].position(0), "%s", "Malformed table.\n"+detail)
	message.text = joinLines(m.lines[start:m.at])
	m.parent.append(message)
}

// wide stands in tables behind each character that is two columns wide, so
// that one character is one column.
const wide = escapeMark

// tableLine is a line of a table with one element for each column.
type tableLine struct {
	line
	columns   []rune
	combining bool // some of them are drawn over others
}

func newTableLine(l line) tableLine {
	t := tableLine{line: l, columns: make([]rune, 0, len(l.text))}
	for _, r := range l.text {
		t.columns = append(t.columns, r)
		switch {
		case r < 0x300:
		case combining(r):
			t.combining = true
		case isWide(r):
			t.columns = append(t.columns, wide)
		}
	}
	return t
}

// isWide reports whether a character takes two columns.
func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// slice is the text from one column to another.
func (t tableLine) slice(from, to int) string {
	to = min(to, len(t.columns))
	if from >= to {
		return ""
	}
	return string(t.columns[from:to])
}

// index returns where a column stands, given that combining characters take
// none.
func (t tableLine) index(column int) int {
	if !t.combining {
		return column
	}
	seen := 0
	for i, r := range t.columns {
		if combining(r) {
			continue
		}
		if seen == column {
			return i
		}
		seen++
	}
	return column + len(t.columns) - seen
}

// cutCell takes the columns from left to right out of some lines and cuts
// common indentation off.
func cutCell(lines []tableLine, left, right int) []line {
	cell := make([]line, len(lines))
	indent := right
	for i, l := range lines {
		// docutils carries the corrections for combining characters over to
		// the lines below; so does this.
		left, right = l.index(left), l.index(right)
		text := trimRight(l.slice(left, right))
		cell[i] = line{strings.ReplaceAll(text, string(wide), ""), l.number, l.cut + int32(left)}
		if text != "" {
			indent = min(indent, cell[i].indent())
		}
	}
	if 0 < indent && indent < right {
		for i, l := range cell {
			cell[i] = l.dropLeft(indent)
		}
	}
	return cell
}
