package rst

import "strings"

// explicitMarkup reads a row of targets, footnotes, directives, comments and
// the like; there need be no blank lines between them.
func (m *machine) explicitMarkup() {
	finished := true
	for m.at < len(m.lines) && !m.lines[m.at].blank() {
		text := m.lines[m.at].text
		if width := markerWidth(text, ".."); width > 0 {
			finished = m.explicitConstruct(width)
		} else if width := markerWidth(text, "__"); width > 0 {
			finished = m.anonymousTarget(width)
		} else {
			break
		}
	}
	if m.at < len(m.lines) {
		m.unindented(finished, "Explicit markup")
	}
}

// explicitConstruct reads what begins with two dots; width is theirs with the
// spaces after them.
func (m *machine) explicitConstruct(width int) (finished bool) {
	text := m.lines[m.at].text
	rest := text[width:]
	if width == len("..") {
		return m.comment(width, rest)
	}
	switch {
	case rest == "":
	case rest[0] == '[':
		if label := labelEnd(rest); label > 0 {
			return m.footnote(rest[1:label], width)
		}
	case rest[0] == '_' && len(rest) > 1 && rest[1] != ' ':
		at := m.here()
		if finished, ok := m.target(width + 1); ok {
			return finished
		}
		return m.malformed(width, rest, at, "malformed hyperlink target.")
	case rest[0] == '|' && len(rest) > 1 && rest[1] != ' ':
		at := m.here()
		if finished, ok := m.substitutionDefinition(width + 1); ok {
			return finished
		}
		return m.malformed(width, rest, at, "malformed substitution definition.")
	default:
		if name, end := directiveName(rest); name != "" {
			return m.directive(name, width+end)
		}
	}
	return m.comment(width, rest)
}

// malformed makes a comment of what is no target. docutils has read on to the
// last line of it by then.
func (m *machine) malformed(width int, rest string, at position, problem string) (finished bool) {
	message := m.newMessage(Warning, at, "%s", problem)
	m.at--
	finished = m.comment(width, rest)
	m.parent.append(message)
	return finished
}

// comment reads a comment. An empty one ends at once, blank line or not.
func (m *machine) comment(width int, rest string) (finished bool) {
	n := m.add(commentNode)
	if rest == "" && m.nextBlank(m.at+1) {
		m.at++
		return true
	}
	block, finished := m.markedBlock(min(width, len(m.lines[m.at].text)))
	n.text = joinLines(trimBlankEnd(block))
	return finished
}

// labelEnd returns where the label of a footnote or citation ends: at the
// bracket; 0 without a label.
func labelEnd(text string) int {
	var end int
	switch {
	case strings.HasPrefix(text, "[*"):
		end = 2
	case strings.HasPrefix(text, "[#"):
		end = simpleNameEnd(text, 2)
	default:
		end = simpleNameEnd(text, 1)
	}
	if end == 1 || end >= len(text) || text[end] != ']' || end+1 < len(text) && text[end+1] != ' ' {
		return 0
	}
	return end
}

// directiveName looks for "name::" and returns where the arguments begin.
func directiveName(text string) (name string, end int) {
	end = simpleNameEnd(text, 0)
	name = text[:end]
	if name == "" {
		return "", 0
	}
	end = skipOne(text, end)
	if !strings.HasPrefix(text[end:], "::") {
		return "", 0
	}
	if end += 2; end < len(text) && text[end] != ' ' {
		return "", 0
	}
	return name, skipSpaces(text, end)
}

func skipOne(text string, i int) int {
	if i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}

// footnote reads a footnote or citation.
func (m *machine) footnote(label string, width int) (finished bool) {
	n := &node{kind: footnoteNode, at: m.here(), name: label}
	name := normalName(label)
	switch {
	case label[0] == '#':
		n.auto, name = '#', name[1:]
		m.numberedNotes = append(m.numberedNotes, n)
	case label == "*":
		n.auto, name = '*', ""
		m.symbolNotes = append(m.symbolNotes, n)
	case strings.Trim(label, "0123456789") == "":
		m.manualNotes = append(m.manualNotes, n)
	default:
		n.kind = citationNode
		m.manualNotes = append(m.manualNotes, n)
	}
	if name != "" {
		n.names = []string{name}
		m.noteExplicit(n, n)
	}
	width = skipSpaces(m.lines[m.at].text, width+len(label)+2)
	block, finished := m.markedBlock(width)
	m.parent.append(n)
	m.nested(block, n)
	return finished
}

// anonymousTarget reads "__ target".
func (m *machine) anonymousTarget(width int) (finished bool) {
	at := m.here()
	block, finished := m.collect(indentation{first: width, block: -1, untilBlank: true})
	target := m.newTarget(block, at)
	target.anonymous = true
	m.anonymous++
	m.parent.append(target)
	return finished
}

// target reads "_name: target", which begins at that byte of the next line.
func (m *machine) target(width int) (finished, ok bool) {
	at := m.here()
	block, finished := m.collect(indentation{first: width, block: -1, untilBlank: true, keep: true})
	if len(block) == 0 {
		return false, false
	}
	name, rest, ok := cutTargetName(block)
	if !ok {
		return false, false
	}
	target := m.newTarget(rest, at)
	if name == "_" {
		target.anonymous = true
		m.anonymous++
		m.parent.append(target)
		return finished, true
	}
	target.names = []string{normalName(unmark(name))}
	m.noteExplicit(target, m.parent)
	m.parent.append(target)
	return finished, true
}

// newTarget makes a target of the lines behind its name.
func (m *machine) newTarget(block []line, at position) *node {
	n := &node{kind: targetNode, at: at}
	var parts []string
	for _, l := range block {
		parts = append(parts, escapeMarks(l.text))
	}
	if name, ok := referenceName(parts); ok {
		n.indirect, n.name = true, normalName(name)
		m.indirectTargets = append(m.indirectTargets, n)
		m.noteReference(n)
		return n
	}
	n.uri = plainTarget(strings.Join(parts, " "))
	if isMailAddress(n.uri) {
		n.uri = "mailto:" + n.uri
	}
	return n
}

// referenceName takes the text of a target for a reference: name_ or `name`_.
func referenceName(parts []string) (name string, ok bool) {
	if len(parts) == 0 || !strings.HasSuffix(trimSpace(parts[len(parts)-1]), "_") {
		return "", false
	}
	text := spaceName(strings.Join(parts, " "))
	name = strings.TrimSuffix(text, "_")
	if name != "" && simpleNameEnd(name, 0) == len(name) {
		return name, true
	}
	name, quoted := strings.CutPrefix(name, "`")
	name, closed := strings.CutSuffix(name, "`")
	if !quoted || !closed || name == "" || name[0] == ' ' || spaceBefore(name, len(name)) ||
		strings.HasSuffix(name, string(escapeMark)) {
		return "", false
	}
	return unmark(name), true
}

// cutTargetName splits "name: target". The name may go over several lines, and
// then loses what stands between them.
func cutTargetName(block []line) (name string, rest []line, ok bool) {
	var text strings.Builder
	from := 0
	for i, l := range block {
		part := escapeMarks(l.text)
		text.WriteString(part)
		all := text.String()
		nameEnd, end := targetName(all, from)
		if end == 0 {
			from = max(0, len(all)-2)
			continue
		}
		first := l.from(len(l.text) - (len(all) - end))
		first.text = trimSpace(first.text)
		name = all[:nameEnd]
		if name[0] == '`' {
			name = name[1 : nameEnd-1]
		}
		return name, append([]line{first}, block[i+1:]...), true
	}
	return "", nil, false
}

// targetName finds the end of the name and of the colon, with spaces, behind
// it. Everything before text[from] is known to hold none.
func targetName(text string, from int) (nameEnd, end int) {
	if text == "" || text[0] == ' ' || strings.HasPrefix(text, "``") || strings.HasPrefix(text, "` ") {
		return 0, 0
	}
	quoted := text[0] == '`'
	for i := max(from, 1); i < len(text); i++ {
		if text[i] != ':' || i+1 < len(text) && text[i+1] != ' ' {
			continue
		}
		nameEnd := i
		if text[i-1] == ' ' {
			nameEnd--
		}
		if !endsName(text, nameEnd, quoted) {
			continue
		}
		return nameEnd, skipSpaces(text, i+1)
	}
	return 0, 0
}

// endsName reports whether a target's name may end at text[end].
func endsName(text string, end int, quoted bool) bool {
	if text[0] == '_' {
		return end == 1
	}
	if quoted {
		if end < 3 || text[end-1] != '`' {
			return false
		}
		return text[end-2] != escapeMark && !spaceBefore(text, end-1)
	}
	if end < 1 || spaceBefore(text, end) || text[end-1] == escapeMark {
		return false
	}
	return text[end-1] != ':' || end > 1 && text[end-2] == escapeMark
}
