package rst

import "strings"

// text reads what begins with an ordinary line: a title, a definition or a
// paragraph, as the line below tells.
func (m *machine) text() {
	below := m.at + 1
	switch {
	case m.nextBlank(below):
		m.paragraph(m.lines[m.at:below], nil)
	case m.lines[below].text[0] == ' ':
		m.definitionList()
	case rulerChar(m.lines[below].text) != 0 && m.underlined():
		// It was a title, and has been read.
	default:
		block, indented := m.textBlock(m.at)
		if !indented {
			m.paragraph(block, nil)
			return
		}
		m.paragraph(block, m.newMessage(Error, m.lines[m.at+len(block)].position(0), "Unexpected indentation."))
	}
}

// paragraph reads lines that flow together, with a message to put behind them,
// and the literal block that they may announce.
func (m *machine) paragraph(lines []line, message *node) {
	src := source{joinLines(lines), lines}
	text, literalNext := cutLiteralMark(src.text)
	src.text = escapeMarks(text)
	if text != "" || !literalNext {
		n := &node{kind: paragraphNode, at: lines[0].position(0)}
		messages := m.inline(src, n, m.parent)
		m.parent.append(n)
		m.appendAll(messages)
	}
	if message != nil {
		m.parent.append(message)
	}
	m.at += len(lines)
	if literalNext {
		m.literalBlock()
	}
}

func (m *machine) appendAll(nodes []*node) {
	for _, n := range nodes {
		m.parent.append(n)
	}
}

// cutLiteralMark takes off the "::" that announces a literal block; one colon
// stays if it stands right behind a word.
func cutLiteralMark(text string) (rest string, literalNext bool) {
	rest, ok := strings.CutSuffix(text, "::")
	if !ok {
		return text, false
	}
	backslashes := len(rest) - len(strings.TrimRight(rest, `\`))
	switch {
	case backslashes%2 == 1:
		return text, false
	case rest == "":
		return "", true
	case strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "\n"):
		return trimRight(rest), true
	}
	return rest + ":", true
}

// literalBlock reads a block that is indented or quoted.
func (m *machine) literalBlock() {
	block, finished := m.indentedBlock()
	block = trimBlankEnd(block)
	if len(block) == 0 {
		m.quotedBlock()
		return
	}
	m.parent.append(&node{kind: literalBlockNode, text: joinLines(block), at: block[0].position(0)})
	m.unindented(finished, "Literal block")
}

// quotedBlock reads lines that all begin with the same punctuation.
func (m *machine) quotedBlock() {
	for m.at < len(m.lines) && m.lines[m.at].blank() {
		m.at++
	}
	begin := m.at
	quote := byte(0)
	if begin < len(m.lines) {
		if c := m.lines[begin].text[0]; c < 0x80 && asciiClasses[c]&isPunct != 0 {
			quote = c
		}
	}
	if quote == 0 {
		m.complain(Warning, "Literal block expected; none found.")
		return
	}
	for m.at < len(m.lines) && strings.HasPrefix(m.lines[m.at].text, string(quote)) {
		m.at++
	}
	n := &node{kind: literalBlockNode, text: joinLines(m.lines[begin:m.at]), at: m.lines[begin].position(0)}
	m.parent.append(n)
	switch {
	case m.nextBlank(m.at):
	case m.lines[m.at].text[0] == ' ':
		m.complain(Error, "Unexpected indentation.")
	default:
		m.complain(Error, "Inconsistent literal block quoting.")
	}
}

// definitionList reads terms with definitions indented below.
func (m *machine) definitionList() {
	// What a term complains of names stands in front of the list.
	list := &node{kind: definitionListNode, at: m.here()}
	finished := m.definition(list)
	m.parent.append(list)
	for m.skipBlank(); m.at+1 < len(m.lines); m.skipBlank() {
		term, below := m.lines[m.at].text, m.lines[m.at+1].text
		if term[0] == ' ' || below == "" || below[0] != ' ' || classify(term) != textStart {
			break
		}
		finished = m.definition(list)
	}
	m.unindented(finished, "Definition list")
}

// skipBlank goes to the next line that is not blank.
func (m *machine) skipBlank() {
	for m.at < len(m.lines) && m.lines[m.at].blank() {
		m.at++
	}
}

// definition reads one term and its definition.
func (m *machine) definition(list *node) (finished bool) {
	termLine := m.lines[m.at : m.at+1]
	term := &node{kind: termNode, at: m.here()}
	naming := m.parent
	if list.parent != nil {
		naming = list
	}
	messages := m.inline(sourceOf(termLine), term, naming)
	list.append(term)
	definition := &node{kind: definitionNode}
	list.append(definition)
	for _, message := range messages {
		definition.append(message)
	}
	m.at++
	if strings.HasSuffix(termLine[0].text, "::") {
		m.parser.complain(definition, Info, m.here(), `Blank line missing before literal block (after the "::")? `+
			"Interpreted as a definition list item.")
	}
	block, finished := m.indentedBlock()
	m.nested(block, definition)
	return finished
}
