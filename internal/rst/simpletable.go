package rst

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// simpleTable reads a table whose columns stand below a line of "=".
func (m *machine) simpleTable() {
	start, at := m.at, m.here()
	block, finished, problem := m.isolateSimpleTable()
	if problem == "" {
		t := simpleTable{}
		rows, err := t.parse(block)
		if err == "" {
			m.parent.append(m.buildTable(rows, at))
		}
		problem = err
	}
	if problem != "" {
		m.malformedTable(start, problem)
	}
	if !finished {
		m.complain(Warning, "Blank line required after table.")
	}
}

// isolateSimpleTable takes the lines of a table, to its bottom: the second
// border, or one with a blank line below.
func (m *machine) isolateSimpleTable() (block []line, finished bool, problem string) {
	start, found := m.at, 0
	width := utf8.RuneCountInString(m.lines[start].text)
	for i := start + 1; i < len(m.lines); i++ {
		if !isSimpleBorder(m.lines[i].text) {
			continue
		}
		if len(m.lines[i].text) != width {
			m.at = i + 1
			return nil, m.nextBlank(m.at), "Bottom/header table border does not match top border."
		}
		if found > 0 || m.nextBlank(i+1) {
			m.at = i + 1
			return m.lines[start:m.at], m.nextBlank(m.at), ""
		}
		found = i
	}
	if found > 0 {
		m.at = found + 1
		return nil, false, "No bottom table border found or no blank line after table bottom."
	}
	m.at = len(m.lines)
	return nil, true, "No bottom table border found."
}

// span is the columns from begin to end.
type span struct{ begin, end int }

// simpleTable is a table being read.
type simpleTable struct {
	columns   []span
	borderEnd int
	starts    []int // first line of each row
	table     tableRows
}

// parse reads the rows, or says what is wrong.
func (t *simpleTable) parse(block []line) (rows tableRows, problem string) {
	lines := make([]tableLine, len(block))
	header := 0
	for i, l := range block {
		if isSimpleBorder(l.text) {
			if 0 < i && i < len(block)-1 {
				header = i
			}
			l.text = strings.ReplaceAll(l.text, "=", "-")
		}
		lines[i] = newTableLine(l)
	}
	if t.columns, problem = t.spans(lines[0], 0); problem != "" {
		return rows, problem
	}
	t.table.width = len(t.columns)
	t.borderEnd = t.columns[len(t.columns)-1].end
	start, text := 1, false
	for i := 1; i < len(lines) && problem == ""; i++ {
		switch l := lines[i]; {
		case strings.HasPrefix(l.text, "-") && strings.Trim(l.text, "- ") == "":
			problem = t.row(lines, start, i, true)
			start, text = i+1, false
		case trimSpace(l.slice(t.columns[0].begin, t.columns[0].end)) != "":
			if text && i != start {
				problem = t.row(lines, start, i, false)
			}
			start, text = i, true
		case !text:
			start = i + 1
		}
	}
	if header > 0 {
		t.table.header = max(0, slices.IndexFunc(t.starts, func(start int) bool { return start > header }))
	}
	return t.table, problem
}

// spans reads a line of dashes.
func (t *simpleTable) spans(l tableLine, offset int) (spans []span, problem string) {
	text := l.text
	for end := 0; ; {
		begin := strings.IndexByte(text[end:], '-')
		if begin < 0 {
			break
		}
		begin += end
		end = len(text)
		if space := strings.IndexByte(text[begin:], ' '); space >= 0 {
			end = begin + space
		}
		spans = append(spans, span{begin, end})
	}
	if t.columns == nil {
		return spans, ""
	}
	last := &spans[len(spans)-1]
	if last.end != t.borderEnd {
		return nil, fmt.Sprintf("Column span incomplete in table line %d.", offset+1)
	}
	last.end = t.columns[len(t.columns)-1].end
	return spans, ""
}

// row adds the row of the lines from start to end; ruled tells that a line of
// dashes stands below, which says how the columns are joined.
func (t *simpleTable) row(lines []tableLine, start, end int, ruled bool) (problem string) {
	if start == end && !ruled {
		return ""
	}
	columns := slices.Clone(t.columns)
	if ruled {
		if columns, problem = t.spans(lines[end], end); problem != "" {
			return problem
		}
	}
	if (len(t.table.rows)+1)*len(t.columns) > maxCells {
		return tooManyCells
	}
	text := lines[start:end]
	if problem := t.checkMargins(text, start, columns); problem != "" {
		return problem
	}
	var cells []tableCell
	i := 0
	for _, c := range columns {
		first := i
		if i >= len(t.columns) || c.begin != t.columns[i].begin {
			return fmt.Sprintf("Column span alignment problem in table line %d.", start+2)
		}
		for ; c.end != t.columns[i].end; i++ {
			if i+1 == len(t.columns) {
				return fmt.Sprintf("Column span alignment problem in table line %d.", start+2)
			}
		}
		cells = append(cells, tableCell{lines: cutCell(text, c.begin, c.end), more: i - first})
		i++
	}
	t.table.rows = append(t.table.rows, cells)
	t.starts = append(t.starts, start)
	return ""
}

// checkMargins looks for text between the columns. The last column grows with
// its text.
func (t *simpleTable) checkMargins(lines []tableLine, start int, columns []span) (problem string) {
	for i := range columns {
		c := &columns[i]
		next := math.MaxInt
		if i+1 < len(columns) {
			next = columns[i+1].begin
		}
		for j, l := range lines {
			l = l.withoutCombining()
			if trimSpace(l.slice(c.end, next)) == "" {
				continue
			}
			if i+1 < len(columns) {
				return fmt.Sprintf("Text in column margin in table line %d.", start+j+1)
			}
			last := &t.columns[len(t.columns)-1]
			end := c.begin + utf8.RuneCountInString(trimRight(l.slice(c.begin, math.MaxInt)))
			c.end = max(last.end, end)
			last.end = c.end
		}
	}
	return ""
}

// withoutCombining leaves out the characters that take no column.
func (t tableLine) withoutCombining() tableLine {
	if t.combining {
		t.columns = slices.DeleteFunc(slices.Clone(t.columns), combining)
	}
	return t
}
