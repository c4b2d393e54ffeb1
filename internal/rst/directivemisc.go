package rst

import (
	"regexp"
	"strings"
)

// disabled is for directives that would read files.
func (m *machine) disabled(c *invocation) {
	m.fail(c, Warning, "%s directive disabled.", quote(c.name))
}

// ignore is for directives that leave nothing to see or to complain of.
func (m *machine) ignore(*invocation) {}

// test is a directive that docutils is tested with.
func (m *machine) test(c *invocation) { m.fail(c, Info, "Directive processed.") }

func (m *machine) raw(c *invocation) {
	switch {
	case c.has("file") || c.has("url"):
		m.disabled(c)
	case len(c.content) == 0:
		m.failEmpty(c)
	default:
		m.parent.append(&node{kind: rawNode, at: c.at, text: joinLines(c.content)})
	}
}

// replace gives a substitution its text.
func (m *machine) replace(c *invocation) {
	if !m.onlyInSubstitution(c) {
		return
	}
	if len(c.content) == 0 {
		m.failEmpty(c)
		return
	}
	content := &node{kind: containerNode}
	m.nested(c.content, content)
	var paragraph *node
	var messages []*node
	for child := range content.children() {
		switch {
		case paragraph == nil && child.kind == paragraphNode:
			paragraph = child
		case child.kind == messageNode:
			messages = append(messages, child)
		default:
			m.fail(c, Error, "Error in %s directive: may contain a single paragraph only.", quote(c.name))
			return
		}
	}
	m.appendAll(messages)
	if paragraph != nil {
		m.parent.takeAll(paragraph)
	}
}

// onlyInSubstitution complains of a directive that stands anywhere else.
func (m *machine) onlyInSubstitution(c *invocation) bool {
	if !m.substitution {
		m.fail(c, Error, "Invalid context: the %s directive can only be used within a substitution definition.", quote(c.name))
	}
	return m.substitution
}

var unicodeComment = regexp.MustCompile(`(?:[ \n]|^)\.\. `)

// unicode gives a substitution characters by their codes.
func (m *machine) unicode(c *invocation) {
	if !m.onlyInSubstitution(c) {
		return
	}
	codes := unicodeComment.Split(c.argument, 2)[0]
	for code := range strings.FieldsFuncSeq(codes, spaceRune) {
		text, problem := decodeCharacter(code)
		if problem != "" {
			m.fail(c, Error, "Invalid character code: %s", code)
			return
		}
		m.appendText(m.parent, text)
	}
}

// date gives a substitution the day. Which day is nothing a text can know.
func (m *machine) date(c *invocation) {
	if m.onlyInSubstitution(c) {
		m.appendText(m.parent, "(date)")
	}
}

// class sets the class of what stands below, or of the next element.
func (m *machine) class(c *invocation) {
	if classNames(c.argument, true) != "" {
		m.fail(c, Error, "Invalid class attribute value for %s directive: %s.", quote(c.name), quote(c.argument))
		return
	}
	if len(c.content) > 0 {
		content := &node{kind: containerNode}
		m.nested(c.content, content)
		m.parent.takeAll(content)
		return
	}
	n := &node{kind: pendingNode, at: c.at, name: c.name}
	m.pending = append(m.pending, n)
	m.parent.append(n)
}

func (m *machine) contents(c *invocation) {
	inSidebar := m.parent.kind == topicNode && m.parent.name == "sidebar"
	if !m.titles && !inSidebar {
		m.fail(c, Error, "The %s directive may not be used within topics or body elements.", quote(c.name))
		return
	}
	n := &node{kind: topicNode, at: c.at, name: "contents"}
	messages := m.titled(n, c)
	name := "contents"
	if n.firstChild != nil {
		name = normalName(n.firstChild.plainText())
	}
	if _, taken := m.names[name]; !taken {
		n.names = []string{name}
		m.noteImplicit(n)
	}
	m.parent.append(n)
	m.appendAll(messages)
}

// decoration reads a header or footer, which stands before the document.
func (m *machine) decoration(c *invocation) {
	n := &node{kind: containerNode, at: c.at, name: "decoration"}
	m.nested(c.content, n)
	if first := m.document.firstChild; first != nil {
		first.insertBefore(n)
	} else {
		m.document.append(n)
	}
}

// meta reads fields for the head of a page, which go before all else.
func (m *machine) meta(c *invocation) {
	fields := &node{kind: containerNode}
	for at := 0; at < len(c.content); {
		l := c.content[at]
		nameEnd, width, ok := fieldMarker(l.text)
		if ok {
			block, taken, _ := indentation{first: width, block: -1}.collect(c.content, at)
			at += taken
			fields.append(m.metaField(l.position(0), unmark(escapeMarks(l.text[1:nameEnd])), block))
			continue
		}
		if !l.blank() {
			m.parser.complain(fields, Error, c.at, "Invalid meta directive.")
			break
		}
		at++
	}
	first := m.document.firstChild
	for first != nil && (first.kind == titleNode || first.kind == rubricNode || first.kind == metaNode) {
		first = first.next
	}
	if first == nil {
		first = m.document.firstChild
	}
	for n := range fields.children() {
		if first == nil {
			m.document.append(n)
		} else {
			first.insertBefore(n)
		}
	}
}

// metaField makes a node of a field, or of what is wrong with it.
func (m *machine) metaField(at position, name string, block []line) *node {
	if len(block) == 0 {
		return m.newMessage(Info, at, "No content for meta tag %s.", quote(name))
	}
	for _, token := range strings.Fields(name)[1:] {
		if attribute, value, ok := strings.Cut(token, "="); !ok || attribute == "" || value == "" {
			return m.newMessage(Error, at, "Error parsing meta tag attribute %s: missing %s.", quote(token), quote("="))
		}
	}
	return &node{kind: metaNode, at: at}
}
