package rst

// machine reads one block of lines into a node, element by element.
type machine struct {
	*parser
	lines        []line
	at           int // the next line
	parent       *node
	titles       bool    // sections may begin here
	sections     []*node // open ones, outermost first
	substitution bool    // the lines define a substitution
}

// blockStart is what the first line of a block begins.
type blockStart uint8

const (
	textStart blockStart = iota
	bulletStart
	numberStart
	fieldStart
	optionStart
	doctestStart
	lineBlockStart
	gridTableStart
	simpleTableStart
	explicitStart
	anonymousTargetStart
	rulerStart
)

// classify tells what a line that is neither blank nor indented begins.
func classify(text string) blockStart {
	c := text[0]
	if c >= 0x80 {
		if bulletWidth(text) > 0 {
			return bulletStart
		}
		return textStart
	}
	if asciiClasses[c]&isWord != 0 || c == '(' || c == '#' {
		if _, ok := parseEnumerator(text, noSequence); ok {
			return numberStart
		}
	}
	if asciiClasses[c]&isPunct == 0 {
		return textStart
	}
	if start := classifyPunctuation(c, text); start != textStart {
		return start
	}
	if rulerChar(text) != 0 {
		return rulerStart
	}
	return textStart
}

// classifyPunctuation does so for lines that begin with punctuation c, rulers aside.
func classifyPunctuation(c byte, text string) blockStart {
	switch c {
	case '-', '+', '*', '/':
		switch {
		case bulletWidth(text) > 0:
			return bulletStart
		case optionsWidth(text) > 0:
			return optionStart
		case isGridBorder(text):
			return gridTableStart
		}
	case ':':
		if _, _, ok := fieldMarker(text); ok {
			return fieldStart
		}
	case '>':
		if markerWidth(text, ">>>") > 0 {
			return doctestStart
		}
	case '|':
		if markerWidth(text, "|") > 0 {
			return lineBlockStart
		}
	case '=':
		if isSimpleTop(text) {
			return simpleTableStart
		}
	case '.':
		if markerWidth(text, "..") > 0 {
			return explicitStart
		}
	case '_':
		if markerWidth(text, "__") > 0 {
			return anonymousTargetStart
		}
	}
	return textStart
}

// run reads all lines.
func (m *machine) run() {
	for m.at < len(m.lines) {
		m.block()
	}
}

// block reads the element that begins at the next line.
func (m *machine) block() {
	text := m.lines[m.at].text
	switch {
	case text == "":
		m.at++
		return
	case text[0] == ' ':
		m.blockQuote()
		return
	}
	switch classify(text) {
	case bulletStart:
		m.bulletList()
	case numberStart:
		m.numberList()
	case fieldStart:
		m.fieldList()
	case optionStart:
		m.optionList()
	case doctestStart:
		m.doctest()
	case lineBlockStart:
		m.lineBlock()
	case gridTableStart:
		m.gridTable()
	case simpleTableStart:
		m.simpleTable()
	case explicitStart, anonymousTargetStart:
		m.explicitMarkup()
	case rulerStart:
		m.ruler()
	default:
		m.text()
	}
}

// here is the place of the next line, or of the last one at the end.
func (m *machine) here() position {
	if len(m.lines) == 0 {
		return position{}
	}
	return m.lines[min(m.at, len(m.lines)-1)].position(0)
}

// nextBlank reports whether line i is blank or does not exist.
func (m *machine) nextBlank(i int) bool { return i >= len(m.lines) || m.lines[i].blank() }

// add appends an element that begins at the next line.
func (m *machine) add(kind nodeKind) *node {
	n := &node{kind: kind, at: m.here()}
	m.parent.append(n)
	return n
}

// complain appends a message about the next line.
func (m *machine) complain(level Level, format string, args ...any) {
	m.parser.complain(m.parent, level, m.here(), format, args...)
}

// unindented complains of an element that ends without a blank line.
func (m *machine) unindented(finished bool, element string) {
	if !finished {
		m.complain(Warning, "%s ends without a blank line; unexpected unindent.", element)
	}
}

// collect takes the lines of an indented block.
func (m *machine) collect(in indentation) (block []line, finished bool) {
	block, taken, finished := in.collect(m.lines, m.at)
	m.at += taken
	return block, finished
}

// indentedBlock takes a block that is indented by whatever it is.
func (m *machine) indentedBlock() (block []line, finished bool) {
	return m.collect(indentation{first: -1, block: -1})
}

// markedBlock takes a block that begins behind a marker of some bytes in the
// next line; the other lines are indented by whatever they are.
func (m *machine) markedBlock(width int) (block []line, finished bool) {
	return m.collect(indentation{first: width, block: -1})
}

// textBlock returns the lines up to a blank one, or up to one that is indented
// where it should not be.
func (m *machine) textBlock(start int) (block []line, indented bool) {
	end := start
	for end < len(m.lines) && !m.lines[end].blank() {
		if m.lines[end].text[0] == ' ' {
			return m.lines[start:end], true
		}
		end++
	}
	return m.lines[start:end], false
}

func (m *machine) doctest() {
	n := m.add(doctestNode)
	end := m.at
	for !m.nextBlank(end) {
		end++
	}
	n.text = joinLines(m.lines[m.at:end])
	m.at = end
}
