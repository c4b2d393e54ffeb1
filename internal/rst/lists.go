package rst

import (
	"strings"
	"unicode/utf8"
)

func (m *machine) bulletList() {
	list := m.add(bulletListNode)
	bullet, _ := utf8.DecodeRuneInString(m.lines[m.at].text)
	finished := true
	for ; m.at < len(m.lines); m.skipBlank() {
		text := m.lines[m.at].text
		width := bulletWidth(text)
		if r, _ := utf8.DecodeRuneInString(text); width == 0 || r != bullet {
			break
		}
		finished = m.item(list, width)
	}
	m.unindented(finished, "Bullet list")
}

// item reads one element of a list, whose marker is so many bytes wide.
func (m *machine) item(list *node, width int) (finished bool) {
	item := &node{kind: itemNode, at: m.here()}
	list.append(item)
	text := m.lines[m.at].text
	in := indentation{first: width, block: -1}
	if width < len(text) {
		in.block = utf8.RuneCountInString(text[:width])
	}
	block, finished := m.collect(in)
	m.nested(block, item)
	return finished
}

// numberList reads an enumerated list, or a paragraph that only begins like one.
func (m *machine) numberList() {
	first, _ := parseEnumerator(m.lines[m.at].text, noSequence)
	if !m.opensItem(first) {
		m.text()
		return
	}
	list := m.add(numberListNode)
	list.name = listStyle(first)
	if first.ordinal != 1 {
		m.complain(Info, "Enumerated list start value not ordinal-1: %q (ordinal %d)", first.text, first.ordinal)
	}
	finished := m.item(list, first.width)
	sequence, auto, last := first.sequence, first.sequence == automatic, first.ordinal
	if auto {
		sequence = arabic
	}
	for m.skipBlank(); m.at < len(m.lines); m.skipBlank() {
		e, ok := parseEnumerator(m.lines[m.at].text, sequence)
		if !ok || e.prefix != first.prefix || e.suffix != first.suffix || !m.opensItem(e) {
			break
		}
		if e.sequence == automatic {
			auto = true
		} else if e.sequence != sequence || auto || e.ordinal != last+1 {
			break
		}
		finished = m.item(list, e.width)
		last = e.ordinal
	}
	m.unindented(finished, "Enumerated list")
}

// opensItem reports whether the next line, which has that marker, is an
// element of a list.
func (m *machine) opensItem(e enumerator) bool {
	if m.at+1 == len(m.lines) {
		return e.opensItem("", false)
	}
	return e.opensItem(m.lines[m.at+1].text, true)
}

// listStyle is the type and start of an HTML list, like "a 3".
func listStyle(e enumerator) string {
	style := map[sequence]string{lowerAlpha: "a", upperAlpha: "A", lowerRoman: "i", upperRoman: "I"}[e.sequence]
	if style == "" {
		style = "1"
	}
	return style + " " + arabic.marker(e.ordinal)
}

func (m *machine) fieldList() {
	list := m.add(fieldListNode)
	finished := true
	for ; m.at < len(m.lines); m.skipBlank() {
		nameEnd, width, ok := fieldMarker(m.lines[m.at].text)
		if !ok {
			break
		}
		finished = m.field(list, nameEnd, width)
	}
	m.unindented(finished, "Field list")
}

func (m *machine) field(list *node, nameEnd, width int) (finished bool) {
	marker := m.lines[m.at]
	field := &node{kind: fieldNode, at: marker.position(0)}
	name := &node{kind: fieldNameNode}
	nameLine := marker.from(1)
	nameLine.text = nameLine.text[:nameEnd-1]
	naming := m.parent
	if list.firstChild != nil {
		naming = list
	}
	messages := m.inline(sourceOf([]line{nameLine}), name, naming)
	list.append(field)
	field.append(name)
	body := &node{kind: fieldBodyNode}
	field.append(body)
	for _, message := range messages {
		body.append(message)
	}
	block, finished := m.markedBlock(width)
	m.nested(block, body)
	return finished
}

// optionList reads options of a command with what they mean, or a paragraph
// that only begins like one.
func (m *machine) optionList() {
	list := &node{kind: optionListNode, at: m.here()}
	finished := true
	for ; m.at < len(m.lines); m.skipBlank() {
		text := m.lines[m.at].text
		width := 0
		if text[0] != ' ' && classify(text) == optionStart {
			width = optionsWidth(text)
		}
		if width == 0 {
			break
		}
		block, taken, ended := indentation{first: width, block: -1}.collect(m.lines, m.at)
		if len(block) == 0 {
			break // nothing is said about the option
		}
		if list.parent == nil {
			m.parent.append(list)
		}
		list.append(&node{kind: optionNode, text: trimRight(text[:width])})
		meaning := &node{kind: optionTextNode}
		list.append(meaning)
		m.at += taken
		finished = ended
		m.nested(block, meaning)
	}
	if list.parent == nil {
		m.text()
		return
	}
	m.unindented(finished, "Option list")
}

// lineBlock reads lines that begin with a bar.
func (m *machine) lineBlock() {
	block := m.add(lineBlockNode)
	finished, naming := true, m.parent // of the first line; the others are parsed within the block
	for m.at < len(m.lines) {
		text := m.lines[m.at].text
		width := markerWidth(text, "|")
		if width == 0 {
			break
		}
		n := &node{kind: lineNode, at: m.here(), span: width - 1}
		if text == "|" {
			n.span = -1
		}
		var lines []line
		lines, finished = m.collect(indentation{first: width, block: -1, untilBlank: true})
		messages := m.inline(sourceOf(lines), n, naming)
		block.append(n)
		m.appendAll(messages)
		naming = block
	}
	if !finished {
		m.complain(Warning, "Line block ends without a blank line.")
	}
}

// blockQuote reads an indented block, with the names of those quoted.
func (m *machine) blockQuote() {
	block, finished := m.indentedBlock()
	m.quotes(block, m.parent)
	m.unindented(finished, "Block quote")
}

// quotes makes one block quote or, where attributions end them, several. They are put into
// the parent at last, so that what is said of a name in an attribution stands before them.
func (m *machine) quotes(block []line, parent *node) {
	var made []*node
	defer func() {
		for _, n := range made {
			parent.append(n)
		}
	}()
	for len(block) > 0 {
		quote := &node{kind: quoteNode, at: block[0].position(0)}
		made = append(made, quote)
		at, end, width := attribution(block)
		if end == 0 {
			m.nested(block, quote)
			return
		}
		m.nested(block[:at], quote)
		indent := 0
		if at+1 < end {
			indent = block[at+1].indent()
		}
		lines := indentation{first: width}.cut(block[at:end], indent)
		by := &node{kind: attributionNode, at: lines[0].position(0)}
		messages := m.inline(sourceOf(lines), by, m.parent)
		quote.append(by)
		made = append(made, messages...)
		block = trimBlankTop(block[end:])
	}
}

// attribution looks for a line after a blank one that begins with a dash. It
// and the lines below, if they are indented alike, say who is quoted. width is
// that of the dash; end is 0 without an attribution.
func attribution(block []line) (at, end, width int) {
	for i := 2; i < len(block); i++ {
		if !block[i-1].blank() || block[i].blank() {
			continue
		}
		width := dashWidth(block[i].text)
		if width == 0 {
			continue
		}
		end := i + 1
		for end < len(block) && !block[end].blank() && block[end].indent() == block[i+1].indent() {
			end++
		}
		if end == len(block) || block[end].blank() {
			return i, end, width
		}
	}
	return 0, 0, 0
}

// dashWidth returns the length of the dash, with spaces, that a line begins
// with, 0 without one and text behind it.
func dashWidth(text string) int {
	width := 0
	switch {
	case strings.HasPrefix(text, "—"):
		width = len("—")
	case strings.HasPrefix(text, "--") && strings.Trim(text[:min(len(text), 4)], "-") != "":
		width = len(text[:min(len(text), 4)]) - len(strings.TrimLeft(text[:min(len(text), 4)], "-"))
	default:
		return 0
	}
	width = skipSpaces(text, width)
	if width >= len(text) {
		return 0
	}
	return width
}
