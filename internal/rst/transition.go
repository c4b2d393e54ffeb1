package rst

// checkTransitions complains of transitions at the beginning and end of the
// document or a section, and next to one another. One at the end of a section
// moves behind the section.
func (p *parser) checkTransitions() {
	var transitions []*node
	for n := range p.document.all() {
		if n.kind == transitionNode {
			transitions = append(transitions, n)
		}
	}
	for _, n := range transitions {
		p.checkTransition(n)
	}
}

func (p *parser) checkTransition(n *node) {
	before := n.previous
	switch {
	case before == nil, before.kind == titleNode && n.parent.firstChild.kind == titleNode:
		p.report(Error, n.at, "Document or section may not begin with a transition.")
	case before.kind == transitionNode:
		p.report(Error, n.at, "At least one body element must separate transitions; "+
			"adjacent transitions are not allowed.")
	}
	if n.next != nil {
		return
	}
	section := n
	for section.next == nil {
		if section = section.parent; section.parent == nil {
			p.report(Error, n.at, "Document may not end with a transition.")
			return
		}
	}
	section.next.insertBefore(n)
}

// dropEmptyContents takes tables of contents out that have nothing to show.
func (p *parser) dropEmptyContents() {
	var empty []*node
	for n := range p.document.all() {
		switch {
		case n.kind == sectionNode:
			return
		case n.kind == topicNode && n.name == "contents":
			empty = append(empty, n)
		}
	}
	for _, n := range empty {
		n.remove()
	}
}
