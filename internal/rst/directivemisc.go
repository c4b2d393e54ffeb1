package rst

import (
	"regexp"
	"strings"
)

// disabled is for directives that would read files.
func (m *machine) disabled(c *invocation) {
	m.fail(c, Warning, "%s directive disabled.", quote(c.name))
}

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
	codes := unicodeComment.Split(c.arguments[0], 2)[0]
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
	if classNames(c.arguments[0], true) != "" {
		m.fail(c, Error, "Invalid class attribute value for %s directive: %s.", quote(c.name), quote(c.arguments[0]))
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

// meta reads fields for the head of a page.
func (m *machine) meta(c *invocation) {
	for at := 0; at < len(c.content); {
		l := c.content[at]
		nameEnd, width, ok := fieldMarker(l.text)
		if !ok {
			if l.blank() {
				at++
				continue
			}
			m.fail(c, Error, "Invalid meta directive.")
			return
		}
		block, taken, _ := indentation{first: width, block: -1}.collect(c.content, at)
		at += taken
		name := unmark(escapeMarks(l.text[1:nameEnd]))
		if len(block) == 0 {
			m.parser.complain(m.parent, Info, l.position(0), "No content for meta tag %s.", quote(name))
			continue
		}
		for _, token := range strings.Fields(name)[1:] {
			if attribute, value, ok := strings.Cut(token, "="); !ok || attribute == "" || value == "" {
				m.parser.complain(m.parent, Error, l.position(0), "Error parsing meta tag attribute %s:", quote(token))
				break
			}
		}
		m.parent.append(&node{kind: metaNode, at: l.position(0)})
	}
}
