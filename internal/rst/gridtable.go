package rst

import (
	"container/heap"
	"maps"
	"slices"
	"strings"
)

// gridTable reads a table that is drawn with +, - and |.
func (m *machine) gridTable() {
	start, at := m.at, m.here()
	block, finished, indented := m.isolateGridTable()
	if block == nil && indented != nil {
		m.parent.append(indented)
	}
	t := gridTable{}
	rows, problem := t.parse(block)
	if problem == "" {
		m.parent.append(m.buildTable(rows, at))
	} else {
		m.malformedTable(start, problem)
	}
	if block != nil && indented != nil {
		m.parent.append(indented)
	}
	if !finished {
		m.complain(Warning, "Blank line required after table.")
	}
}

// isolateGridTable takes the lines of a table. The block is nil if they make
// none.
func (m *machine) isolateGridTable() (block []tableLine, finished bool, message *node) {
	start := m.at
	lines, indented := m.textBlock(start)
	finished = true
	if indented {
		finished = false
		message = m.newMessage(Error, m.lines[start+len(lines)].position(0), "Unexpected indentation.")
	}
	for _, l := range lines {
		l.text = trimSpace(l.text)
		if l.text[0] != '+' && l.text[0] != '|' {
			finished = false
			break
		}
		block = append(block, newTableLine(l))
	}
	m.at = start + len(block)
	if !isGridBorder(block[len(block)-1].text) {
		finished = false
		bottom := len(block) - 2
		for bottom > 1 && !isGridBorder(block[bottom].text) {
			bottom--
		}
		if bottom <= 1 {
			return nil, false, message
		}
		block = block[:bottom+1]
		// docutils goes back two lines too far, and reads them again.
		m.at = start + bottom - 1
	}
	width := len(block[0].columns)
	for _, l := range block {
		if last := l.columns[len(l.columns)-1]; len(l.columns) != width || last != '+' && last != '|' {
			return nil, finished, message
		}
	}
	return block, finished, message
}

// corner is the top left of a cell to be.
type corner struct{ top, left int }

// corners is a heap of them, the topmost first.
type corners []corner

func (c corners) Len() int { return len(c) }
func (c corners) Less(i, j int) bool {
	return c[i].top < c[j].top || c[i].top == c[j].top && c[i].left < c[j].left
}
func (c corners) Swap(i, j int) { c[i], c[j] = c[j], c[i] }

// Push implements [heap.Interface].
func (c *corners) Push(x any) { *c = append(*c, x.(corner)) }

// Pop implements [heap.Interface].
func (c *corners) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

// gridCell is a cell found, by its borders.
type gridCell struct {
	corner
	bottom, right int
}

// gridTable is a table being read.
type gridTable struct {
	lines         []tableLine
	bottom, right int
	done          []int // of each column, the last line seen
	cells         []gridCell
	rows, columns map[int]bool // the borders
	steps         int
}

// maxGridSteps bounds the work that a drawing can cause.
const maxGridSteps = 20_000_000

const incompleteTable = "The cells do not fill the table."

// parse reads the cells, or says what is wrong.
func (t *gridTable) parse(block []tableLine) (rows tableRows, problem string) {
	if block == nil {
		return rows, "The border does not close."
	}
	t.lines = block
	t.bottom, t.right = len(block)-1, len(block[0].columns)-1
	header, problem := t.headerLine()
	if problem != "" {
		return rows, problem
	}
	t.done = slices.Repeat([]int{-1}, t.right+1)
	t.rows, t.columns = map[int]bool{0: true}, map[int]bool{0: true}
	for queue := (corners{{0, 0}}); len(queue) > 0; {
		c := heap.Pop(&queue).(corner)
		if c.top == t.bottom || c.left == t.right || c.top <= t.done[c.left] {
			continue
		}
		bottom, right := t.scan(c)
		if bottom == 0 {
			continue
		}
		if t.steps > maxGridSteps || !t.markDone(c, bottom, right) {
			return rows, incompleteTable
		}
		t.cells = append(t.cells, gridCell{c, bottom, right})
		heap.Push(&queue, corner{c.top, right})
		heap.Push(&queue, corner{bottom, c.left})
	}
	for _, last := range t.done[:t.right] {
		if last != t.bottom-1 {
			return rows, incompleteTable
		}
	}
	return t.structure(header)
}

// headerLine finds the border of "=" below the head, 0 without one.
func (t *gridTable) headerLine() (header int, problem string) {
	for i, l := range t.lines {
		text := strings.TrimRight(l.text, " ")
		if !strings.HasPrefix(text, "+=") || !strings.HasSuffix(text, "=+") || len(text) < 5 || strings.Trim(text, "+=") != "" {
			continue
		}
		if header > 0 {
			return 0, "Multiple head/body row separators; only one allowed."
		}
		header = i
		for j, r := range l.columns {
			if r == '=' {
				l.columns[j] = '-'
			}
		}
		if i == 0 || i == t.bottom {
			return 0, "The head/body row separator may not be the first or last line of the table."
		}
	}
	return header, ""
}

func (t *gridTable) markDone(c corner, bottom, right int) bool {
	for column := c.left; column < right; column++ {
		if t.done[column] != c.top-1 {
			return false
		}
		t.done[column] = bottom - 1
	}
	return true
}

// scan follows the border of a cell from its top left clockwise around. bottom
// is 0 if it does not close.
func (t *gridTable) scan(c corner) (bottom, right int) {
	top := t.lines[c.top].columns
	for right = c.left + 1; right <= t.right; right++ {
		switch top[right] {
		case '+':
			if bottom := t.scanDown(c, right); bottom > 0 {
				t.noteBorders(c, bottom, right)
				return bottom, right
			}
		case '-':
		default:
			return 0, 0
		}
	}
	return 0, 0
}

func (t *gridTable) scanDown(c corner, right int) (bottom int) {
	for bottom = c.top + 1; bottom <= t.bottom; bottom++ {
		t.steps++
		switch t.lines[bottom].columns[right] {
		case '+':
			if t.closes(c, bottom, right) {
				return bottom
			}
		case '|':
		default:
			return 0
		}
	}
	return 0
}

// closes reports whether the lower and the left border lead back to the corner.
func (t *gridTable) closes(c corner, bottom, right int) bool {
	if t.steps > maxGridSteps {
		return false
	}
	line := t.lines[bottom].columns
	for i := right - 1; i > c.left; i-- {
		t.steps++
		if line[i] != '+' && line[i] != '-' {
			return false
		}
	}
	if line[c.left] != '+' {
		return false
	}
	for i := bottom - 1; i > c.top; i-- {
		t.steps++
		if r := t.lines[i].columns[c.left]; r != '+' && r != '|' {
			return false
		}
	}
	return true
}

// noteBorders remembers where a "+" in the border of a cell tells that rows and
// columns end.
func (t *gridTable) noteBorders(c corner, bottom, right int) {
	for i := c.left + 1; i <= right; i++ {
		if t.lines[c.top].columns[i] == '+' || t.lines[bottom].columns[i] == '+' {
			t.columns[i] = true
		}
	}
	for i := c.top + 1; i <= bottom; i++ {
		if t.lines[i].columns[c.left] == '+' || t.lines[i].columns[right] == '+' {
			t.rows[i] = true
		}
	}
}

// structure orders the cells found in rows.
func (t *gridTable) structure(header int) (rows tableRows, problem string) {
	rowAt, columnAt := ranks(t.rows), ranks(t.columns)
	remaining := (len(t.rows) - 1) * (len(t.columns) - 1)
	rows.rows = make([][]tableCell, len(t.rows)-1)
	slices.SortFunc(t.cells, func(a, b gridCell) int { return a.left - b.left })
	for _, c := range t.cells {
		row := rowAt[c.top]
		cell := tableCell{
			lines: cutCell(t.lines[c.top+1:c.bottom], c.left+1, c.right),
			more:  columnAt[c.right] - columnAt[c.left] - 1,
			rows:  rowAt[c.bottom] - row - 1,
		}
		remaining -= (cell.rows + 1) * (cell.more + 1)
		rows.rows[row] = append(rows.rows[row], cell)
	}
	if remaining != 0 || header > 0 && !t.rows[header] {
		return rows, incompleteTable
	}
	rows.header, rows.width = rowAt[header], len(t.columns)-1
	return rows, ""
}

// ranks numbers positions in order.
func ranks(positions map[int]bool) map[int]int {
	numbers := map[int]int{}
	for i, position := range slices.Sorted(maps.Keys(positions)) {
		numbers[position] = i
	}
	return numbers
}
