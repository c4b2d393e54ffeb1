package rst

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// minTitle is the length from which a line of punctuation is meant as a
// ruler, even where it does not fit.
const minTitle = 4

// ruler reads what begins with a line of punctuation: a transition or a title
// between two lines.
func (m *machine) ruler() {
	over := m.lines[m.at].text
	short := len(over) < minTitle
	switch {
	case !m.titles && over == "::":
		m.text()
	case !m.titles && short:
		m.complain(Info, "Unexpected possible title overline or transition.")
		m.text()
	case !m.titles:
		m.refuse(Severe, m.here(), "Unexpected section title or transition.", 1)
	case m.nextBlank(m.at + 1):
		if short {
			m.text()
			return
		}
		m.add(transitionNode)
		m.transitions++
		m.at++
	case rulerChar(m.lines[m.at+1].text) != 0:
		if short {
			m.shortOverline()
			return
		}
		m.refuse(Error, m.here(), "Invalid section title or transition marker.", 2)
	default:
		m.overlined(over, short)
	}
}

// refuse complains of the next lines and passes over them.
func (m *machine) refuse(level Level, at position, problem string, lines int) {
	message := m.newMessage(level, at, "%s", problem)
	end := min(m.at+lines, len(m.lines))
	message.text = joinLines(m.lines[m.at:end])
	m.parent.append(message)
	m.at = end
}

// shortOverline takes a short ruler for text.
func (m *machine) shortOverline() {
	m.complain(Info, "Possible incomplete section title.")
	m.text()
}

// overlined reads a title between two rulers.
func (m *machine) overlined(over string, short bool) {
	title, under := m.lines[m.at+1].text, ""
	if m.at+2 < len(m.lines) {
		under = m.lines[m.at+2].text
	}
	problem := ""
	switch {
	case m.at+2 >= len(m.lines):
		problem = "Incomplete section title."
	case rulerChar(under) == 0:
		problem = "Missing matching underline for section title overline."
	case over != under:
		problem = "Title overline & underline mismatch."
	case columns(title) <= len(over):
		m.section(over[:1]+under[:1], m.at+1, m.at+3, nil)
		return
	case !short:
		message := m.newMessage(Warning, m.here(), "Title overline too short.")
		m.section(over[:1]+under[:1], m.at+1, m.at+3, message)
		return
	}
	if short {
		m.shortOverline()
		return
	}
	m.refuse(Severe, m.here(), problem, 3)
}

// underlined reads a title with a ruler below, unless that is too short to be
// meant so.
func (m *machine) underlined() bool {
	title, under := m.lines[m.at].text, m.lines[m.at+1].text
	at := m.lines[m.at+1].position(0)
	var message *node
	if columns(title) > len(under) {
		if len(under) < minTitle {
			if m.titles {
				m.parser.complain(m.parent, Info, at, "Possible title underline, too short for the title.")
			}
			return false
		}
		message = m.newMessage(Warning, at, "Title underline too short.")
	}
	if !m.titles {
		if message != nil {
			m.parent.append(message)
		}
		m.refuse(Severe, at, "Unexpected section title.", 2)
		return true
	}
	m.section(under[:1], m.at, m.at+2, message)
	return true
}

// section opens a section if its style of title fits here.
func (m *machine) section(style string, titleLine, next int, message *node) {
	level := slices.Index(m.titleStyles, style)
	open := len(m.sections)
	if level < 0 && len(m.titleStyles) == open {
		m.titleStyles = append(m.titleStyles, style)
		level = open
	}
	if level < 0 || level > open {
		m.refuse(Severe, m.here(), "Title level inconsistent:", next-m.at)
		return
	}
	if level < open {
		m.parent = m.sections[level].parent
		m.sections = m.sections[:level]
	}
	m.openSection(m.lines[titleLine], message)
	m.at = next
}

// openSection makes what follows part of a new section.
func (m *machine) openSection(l line, message *node) {
	l = l.from(l.indent())
	section := &node{kind: sectionNode, at: l.position(0)}
	m.parent.append(section)
	title := &node{kind: titleNode, at: section.at}
	messages := m.inline(sourceOf([]line{l}), title, m.parent)
	section.names = []string{normalName(title.plainText())}
	section.append(title)
	if message != nil {
		section.append(message)
	}
	for _, message := range messages {
		section.append(message)
	}
	m.noteImplicit(section)
	m.sections = append(m.sections, section)
	m.parent = section
}

// columns is the width of a line on a screen: wide characters count two,
// combining ones nothing.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if r < utf8.RuneSelf {
			n++
			continue
		}
		if isWide(r) {
			n++
		}
		if !combining(r) {
			n++
		}
	}
	return n
}

// combining reports whether r is drawn over the character in front of it.
func combining(r rune) bool {
	var buf [utf8.UTFMax]byte
	return norm.NFC.Properties(buf[:utf8.EncodeRune(buf[:], r)]).CCC() != 0
}

// plainText is the text below n, without markup.
func (n *node) plainText() string {
	if n.firstChild != nil && n.firstChild == n.last && n.firstChild.kind == textNode {
		return unmark(n.firstChild.text)
	}
	var b strings.Builder
	for child := range n.all() {
		switch child.kind {
		case textNode:
			b.WriteString(unmark(child.text))
		case literalNode, mathNode, problematicNode, substitutionRefNode:
			b.WriteString(child.text)
		case footnoteRefNode, citationRefNode:
			if child.auto == 0 {
				b.WriteString(child.text[1 : len(child.text)-2])
			}
		}
	}
	return b.String()
}
