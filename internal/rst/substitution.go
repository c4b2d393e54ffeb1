package rst

import "strings"

// substitutionDefinition reads "|name| directive::", which begins behind that
// many bytes of the next line.
func (m *machine) substitutionDefinition(width int) (finished, ok bool) {
	at := m.here()
	block, finished := m.collect(indentation{first: width, block: -1, keep: true})
	name, rest := cutSubstitutionName(block)
	if name == "" {
		return false, false
	}
	rest = trimBlankEnd(rest)
	if len(rest) == 0 {
		m.parser.complain(m.parent, Warning, at, "Substitution definition %s missing contents.", quote(name))
		return finished, true
	}
	definition := &node{kind: substitutionDefNode, at: at, names: []string{spaceName(name)}}
	inner := machine{parser: m.parser, lines: rest, parent: definition, substitution: true}
	for inner.at < len(rest) && (rest[inner.at].blank() || rest[inner.at].indent() > 0) {
		if rest[inner.at].blank() {
			inner.at++
			continue
		}
		inner.blockQuote() // it comes out of the definition again, below
	}
	if inner.at == len(rest) {
		rest = nil
	}
	if rest = rest[min(inner.at, len(rest)):]; len(rest) == 0 {
		// blank lines and quotes alone
	} else if directive, end := directiveName(rest[0].text); directive != "" && !strings.Contains(rest[0].text[:len(directive)+1], " ") {
		ended := inner.directive(directive, end)
		if inner.at < len(inner.lines) {
			finished = ended
		}
	} else if len(rest) > 1 {
		finished = rest[1].blank()
	}
	for child := range definition.children() {
		if !child.inline() {
			m.parent.append(child)
		}
	}
	switch bad := illegalInDefinition(definition); {
	case bad != "":
		m.parser.complain(m.parent, Error, at, "Substitution definition contains illegal element <%s>:", bad)
	case definition.firstChild == nil:
		m.parser.complain(m.parent, Warning, at, "Substitution definition %s empty or invalid.", quote(name))
	default:
		m.noteDefinition(definition, at)
	}
	return finished, true
}

// cutSubstitutionName splits "name| contents". The name may go over several
// lines.
func cutSubstitutionName(block []line) (name string, rest []line) {
	var text strings.Builder
	for i, l := range block {
		if i > 0 {
			text.WriteByte(' ')
		}
		from := text.Len()
		text.WriteString(escapeMarks(trimSpace(l.text)))
		bar := substitutionBar(text.String(), max(from, 1))
		if bar == 0 {
			continue
		}
		first := l.from(len(l.text) - (text.Len() - skipSpaces(text.String(), bar+1)))
		rest := append([]line{first}, block[i+1:]...)
		if first.blank() {
			rest = rest[1:]
		}
		return text.String()[:bar], rest
	}
	return "", nil
}

// substitutionBar finds the bar that ends the name, from text[from] on; 0
// without one.
func substitutionBar(text string, from int) int {
	for at := from; at < len(text); at++ {
		if text[at] == '|' && (at+1 == len(text) || text[at+1] == ' ') &&
			!spaceBefore(text, at) && text[at-1] != escapeMark {
			return at
		}
	}
	return 0
}

// illegalInDefinition names an element of the definition that can stand in the
// document only once, "" without any.
func illegalInDefinition(definition *node) string {
	for n := range definition.all() {
		switch {
		case n.kind == targetNode && !n.indirect:
			return "target"
		case n.kind == footnoteRefNode:
			return "footnote_reference"
		case n.kind == citationRefNode:
			return "citation_reference"
		case n.kind == problematicNode:
			return "problematic"
		case n.kind == referenceNode && n.anonymous:
			return "reference"
		case n.kind == imageNode && len(n.names) > 0:
			return "image"
		}
	}
	return ""
}

// noteDefinition registers a definition. Of several with one name the last holds.
func (m *machine) noteDefinition(definition *node, at position) {
	name := definition.names[0]
	if m.definitions == nil {
		m.definitions = map[string]*node{}
	}
	if _, taken := m.definitions[name]; taken {
		m.parser.complain(m.parent, Error, at, "Duplicate substitution definition name: %s.", quote(name))
	}
	m.definitions[name] = definition
	m.definitionOrder = append(m.definitionOrder, definition)
	m.parent.append(definition)
}

// checkSubstitutions complains of references to substitutions that nobody has
// defined, or that hold themselves.
func (p *parser) checkSubstitutions() {
	if p.substitutions == 0 {
		return
	}
	folded := map[string]string{}
	for name := range p.definitions {
		folded[strings.ToLower(name)] = name
	}
	var references []*node
	for n := range p.document.all() {
		if n.kind == substitutionRefNode {
			references = append(references, n)
		}
	}
	for _, n := range references {
		name, known := folded[strings.ToLower(n.name)]
		if _, exact := p.definitions[n.name]; exact {
			name, known = n.name, true
		}
		if !known {
			p.report(Error, n.at, "Undefined substitution referenced: %s.", quote(n.name))
			continue
		}
		n.content = p.definitions[name]
	}
	for _, definition := range p.definitionOrder {
		if definition.holdsItself() {
			p.report(Error, definition.at, "Circular substitution definition detected:")
		}
	}
}

// holdsItself reports whether a definition, or one that it refers to, refers to
// a definition under way.
func (n *node) holdsItself() bool {
	if n.visited || n.resolved {
		return n.visited
	}
	n.visited = true
	defer func() { n.visited, n.resolved = false, true }()
	for child := range n.all() {
		if child.kind == substitutionRefNode && child.content != nil && child.content.holdsItself() {
			return true
		}
	}
	return false
}
