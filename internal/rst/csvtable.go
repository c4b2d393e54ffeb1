package rst

import "strings"

// csvTable reads a table written as comma-separated values.
func (m *machine) csvTable(c *invocation) {
	title := &node{kind: containerNode}
	switch {
	case c.has("file") || c.has("url"):
		m.fail(c, Warning, "File and URL access deactivated; ignoring %s directive.", quote(c.name))
		return
	case len(c.content) == 0:
		m.fail(c, Warning, "The %s directive requires content; none supplied.", quote(c.name))
		return
	}
	messages := m.titled(title, c)
	reader := csvReader{delimiter: ',', quote: '"', skipSpace: !c.has("keepspace")}
	reader.configure(c.options)
	head, problem := csvReader{delimiter: ',', quote: '"', escape: '\\', skipSpace: true}.rows(headLines(c))
	rows, wrong := reader.rows(c.content)
	if problem+wrong != "" {
		m.fail(c, Error, "Error with CSV data in %s directive:\n%s", quote(c.name), problem+wrong)
		return
	}
	columns := 0
	for _, row := range append(head, rows...) {
		columns = max(columns, len(row))
	}
	if (len(head)+len(rows))*columns > maxCells {
		m.fail(c, Error, "Error with CSV data in %s directive:\n%s", quote(c.name), tooManyCells)
		return
	}
	shortest := columns
	for _, row := range rows {
		shortest = min(shortest, len(row))
	}
	if !m.dimensionsFit(c, len(rows), shortest) || !m.widthsFit(c, columns) {
		return
	}
	table := tableRows{header: len(head) + option(c, "header-rows"), width: columns}
	for _, row := range append(head, rows...) {
		cells := make([]tableCell, columns)
		for i, cell := range row {
			cells[i].lines = splitLines(cell)
			for j := range cells[i].lines {
				cells[i].lines[j].number = c.at.line
			}
		}
		table.rows = append(table.rows, cells)
	}
	m.finishTable(c, m.buildTable(table, c.at), title, messages)
}

// headLines are the lines of the option that gives the head of the table.
func headLines(c *invocation) []line {
	head, ok := c.options["header"]
	if !ok {
		return nil
	}
	return splitLines(head)
}

// csvReader reads comma-separated values as Python does in strict mode.
type csvReader struct {
	delimiter, quote, escape rune
	skipSpace                bool // space after a delimiter does not count
}

// configure takes the characters from a directive's options.
func (r *csvReader) configure(options map[string]string) {
	for name, to := range map[string]*rune{"delim": &r.delimiter, "quote": &r.quote, "escape": &r.escape} {
		value, ok := options[name]
		switch {
		case !ok:
		case value == "tab":
			*to = '\t'
		case value == "space":
			*to = ' '
		default:
			text, _ := decodeCharacter(value)
			for _, *to = range text {
			}
		}
	}
}

// rows splits lines into rows of cells, or says what is wrong.
func (r csvReader) rows(lines []line) (rows [][]string, problem string) {
	row := csvRow{csvReader: r}
	for _, l := range lines {
		if l.blank() && !row.quoted {
			rows = append(rows, nil)
			continue
		}
		if problem := row.read([]rune(l.text)); problem != "" {
			return nil, problem
		}
		if row.quoted {
			row.cell.WriteByte('\n')
			continue
		}
		row.endCell()
		rows = append(rows, row.cells)
		row.cells = nil
	}
	if row.quoted {
		return nil, "unexpected end of data"
	}
	return rows, ""
}

// csvRow is a row being read.
type csvRow struct {
	csvReader
	cells  []string
	cell   strings.Builder
	quoted bool // within quotes, over several lines perhaps
}

func (r *csvRow) endCell() {
	r.cells = append(r.cells, r.cell.String())
	r.cell.Reset()
}

// read reads one line.
func (r *csvRow) read(text []rune) (problem string) {
	fresh, closed := !r.quoted, false // at the beginning of a cell; behind its closing quote
	for i := 0; i < len(text); i++ {
		c, following := text[i], rune(0)
		if i+1 < len(text) {
			following = text[i+1]
		}
		switch {
		case c == r.escape && c != 0 && following != 0,
			r.quoted && c == r.quote && following == r.quote && r.escape == 0:
			i++
			r.cell.WriteRune(following)
		case r.quoted && c == r.quote:
			r.quoted, closed = false, true
		case r.quoted:
			r.cell.WriteRune(c)
		case c == r.delimiter:
			r.endCell()
			fresh, closed = true, false
			continue
		case closed:
			return string(r.delimiter) + " expected after " + string(r.quote)
		case fresh && r.skipSpace && c == ' ':
			continue
		case fresh && c == r.quote:
			r.quoted = true
		default:
			r.cell.WriteRune(c)
		}
		fresh = false
	}
	return ""
}
