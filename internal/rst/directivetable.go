package rst

import "strconv"

// tableDirective reads a table with a title.
func (m *machine) tableDirective(c *invocation) {
	if len(c.content) == 0 {
		m.fail(c, Warning, "Content block expected for the %s directive; none found.", quote(c.name))
		return
	}
	title := &node{kind: containerNode}
	messages := m.titled(title, c)
	content := &node{kind: containerNode}
	m.nested(c.content, content)
	table := content.firstChild
	if table == nil || table != content.last || table.kind != tableNode {
		m.fail(c, Error, "Error parsing content block for the %s directive: exactly one table expected.", quote(c.name))
		return
	}
	if !m.widthsFit(c, table.span) {
		return
	}
	m.finishTable(c, table, title, messages)
}

// widthsFit reports whether there is a width for each column, if there are any.
func (m *machine) widthsFit(c *invocation, columns int) bool {
	widths, ok := parseWidths(c.options["widths"])
	if ok && c.has("widths") && len(widths) != columns {
		m.fail(c, Error, "%s widths do not match the number of columns in table (%d).", quote(c.name), columns)
		return false
	}
	return true
}

// finishTable puts a table with its title into the tree.
func (m *machine) finishTable(c *invocation, table, title *node, messages []*node) {
	m.named(table, c)
	if first := title.firstChild; first != nil {
		if table.firstChild != nil {
			table.firstChild.insertBefore(first)
		} else {
			table.append(first)
		}
	}
	m.parent.append(table)
	m.appendAll(messages)
}

// listTable reads a table written as a list of lists.
func (m *machine) listTable(c *invocation) {
	if len(c.content) == 0 {
		m.fail(c, Error, "The %s directive is empty; content required.", quote(c.name))
		return
	}
	title := &node{kind: containerNode}
	messages := m.titled(title, c)
	content := &node{kind: containerNode}
	m.nested(c.content, content)
	rows, ok := m.listRows(c, content)
	if !ok || !m.widthsFit(c, rows[0].count()) || !m.dimensionsFit(c, len(rows), rows[0].count()) {
		return
	}
	header := option(c, "header-rows")
	table := &node{kind: tableNode, at: c.at, span: rows[0].count()}
	for i, cells := range rows {
		row := &node{kind: rowNode}
		table.append(row)
		for cell := range cells.children() {
			entry := &node{kind: entryNode, header: i < header}
			entry.takeAll(cell)
			row.append(entry)
		}
	}
	m.finishTable(c, table, title, messages)
}

// listRows returns the inner lists of a list of lists of one length.
func (m *machine) listRows(c *invocation, content *node) (rows []*node, ok bool) {
	list := content.firstChild
	if list == nil || list != content.last || list.kind != bulletListNode {
		m.fail(c, Error, "Error parsing content block for the %s directive: exactly one bullet list expected.", quote(c.name))
		return nil, false
	}
	for item := range list.children() {
		inner := item.firstChild
		switch {
		case inner == nil || inner != item.last || inner.kind != bulletListNode:
			m.fail(c, Error, "Error parsing content block for the %s directive: two-level bullet list expected, "+
				"but row %d does not contain a second-level bullet list.", quote(c.name), len(rows)+1)
			return nil, false
		case len(rows) > 0 && inner.count() != rows[0].count():
			m.fail(c, Error, "Error parsing content block for the %s directive: uniform two-level bullet list expected, "+
				"but row %d does not contain the same number of items as row 1 (%d vs %d).",
				quote(c.name), len(rows)+1, inner.count(), rows[0].count())
			return nil, false
		}
		rows = append(rows, inner)
	}
	return rows, true
}

// option is the number given for an option, 0 without one.
func option(c *invocation, name string) int {
	n, _ := strconv.Atoi(trimSpace(c.options[name]))
	return n
}

// dimensionsFit reports whether something is left of the table besides its
// head and its stub columns.
func (m *machine) dimensionsFit(c *invocation, rows, columns int) bool {
	header, stub := option(c, "header-rows"), option(c, "stub-columns")
	switch {
	case rows < header:
		m.fail(c, Error, "%d header row(s) specified but only %d row(s) of data supplied (%s directive).",
			header, rows, quote(c.name))
	case rows == header && header > 0:
		m.fail(c, Error, "Insufficient data supplied (%d row(s)); no data remaining for table body, "+
			"required by %s directive.", rows, quote(c.name))
	case columns < stub:
		m.fail(c, Error, "%d stub column(s) specified but only %d columns(s) of data supplied (%s directive).",
			stub, columns, quote(c.name))
	case columns == stub && stub > 0:
		m.fail(c, Error, "Insufficient data supplied (%d columns(s)); no data remaining for table body, "+
			"required by %s directive.", columns, quote(c.name))
	default:
		return true
	}
	return false
}
