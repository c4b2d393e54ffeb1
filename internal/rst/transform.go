package rst

import "slices"

// transform does what docutils does to a document that has been read, as far
// as there is anything to complain of or to link. The order is docutils'.
func (p *parser) transform() {
	for _, n := range slices.Backward(p.pending) {
		p.requireFollowing(n)
	}
	p.checkSubstitutions()
	p.propagateTargets()
	p.promoteTitle()
	p.promoteTitle() // the subtitle
	p.checkBibliography()
	p.matchAnonymous()
	for _, target := range p.indirectTargets {
		p.resolveIndirect(target)
	}
	p.matchFootnotes()
	p.linkTargets()
	if p.transitions > 0 {
		p.dropEmptyContents()
		p.checkTransitions()
	}
	p.checkReferences()
}

// report adds a message that no place in the tree belongs to.
func (p *parser) report(level Level, at position, format string, args ...any) {
	p.complain(p.afterword, level, at, format, args...)
}

// invisible tells which elements leave no trace on the page.
func (n *node) invisible() bool {
	return n.kind == commentNode || n.kind == substitutionDefNode || n.kind == targetNode || n.kind == pendingNode
}

// beforeBody tells which elements may stand in front of a document's title.
func (n *node) beforeBody() bool {
	return n.invisible() || n.kind == titleNode || n.kind == metaNode || n.kind == messageNode || n.kind == rawNode ||
		n.kind == containerNode && n.name == "decoration"
}

// requireFollowing complains of a class directive with nothing to apply to.
func (p *parser) requireFollowing(pending *node) {
	pending.resolved = p.followed(pending)
	pending.broken = !pending.resolved
	if pending.broken {
		p.report(Error, pending.at, "No suitable element following %s directive", quote(pending.name))
	}
}

// followed reports whether an element that shows follows. Place holders after
// this one know that already.
func (p *parser) followed(pending *node) bool {
	for at := pending; at.parent != nil; at = at.parent {
		for next := at.next; next != nil; next = next.next {
			if next.resolved && next.kind == pendingNode || !next.invisible() && next.kind != messageNode {
				return true
			}
			if next.broken && next.kind == pendingNode {
				return false
			}
		}
	}
	return false
}

// promoteTitle makes the title of the only section the document's, which
// moves what is in the section up.
func (p *parser) promoteTitle() {
	first := p.firstOfBody()
	if first == nil || first.kind != sectionNode || first.next != nil {
		return
	}
	p.document.prepend(first.firstChild)
	p.document.takeAll(first)
	first.remove()
}

// firstOfBody returns the first element that belongs to the document's body.
func (p *parser) firstOfBody() *node {
	for n := range p.document.children() {
		if !n.beforeBody() {
			return n
		}
	}
	return nil
}

// matchAnonymous links references with two underscores to targets without a
// name, by their order.
func (p *parser) matchAnonymous() {
	if p.anonymous == 0 {
		return
	}
	var references, targets []*node
	for n := range p.document.all() {
		switch {
		case !n.anonymous:
		case n.kind == referenceNode:
			references = append(references, n)
		case n.kind == targetNode:
			targets = append(targets, n)
		}
	}
	if len(references) != len(targets) {
		at := append(references, targets...)[0].at
		p.report(Error, at, "Anonymous hyperlink mismatch: %d references but %d targets.", len(references), len(targets))
		return
	}
	for i, reference := range references {
		reference.uri = targets[i].uri
	}
}

// propagateTargets gives the names of a target without an address to the
// target that follows it.
func (p *parser) propagateTargets() {
	for _, entry := range p.names {
		target := entry.target
		if target == nil || target.kind != targetNode || target.uri != "" || target.indirect || target.inText() {
			continue
		}
		next := target.following(p.document)
		for next != nil && next.kind == messageNode {
			next = next.skipping(p.document)
		}
		if next != nil && next.kind == targetNode {
			target.heir = next
		}
	}
}

// inText reports whether a node stands within a paragraph or the like.
func (n *node) inText() bool {
	switch n.parent.kind {
	case paragraphNode, titleNode, termNode, fieldNameNode, lineNode, attributionNode, rubricNode, captionNode, literalBlockNode:
		return true
	}
	return false
}

// targetOf returns what a name stands for, nil for nothing that can be referred to.
func (p *parser) targetOf(name string) *node {
	target := p.names[name].target
	for target != nil && target.heir != nil {
		target = target.heir
	}
	return target
}

// resolveIndirect follows a target that is a reference itself.
func (p *parser) resolveIndirect(target *node) {
	if !target.resolved {
		p.followIndirect(target)
	}
	p.passOn(target)
}

func (p *parser) followIndirect(target *node) {
	next := p.targetOf(target.name)
	switch {
	case next == nil:
		problem := "which does not exist"
		if _, taken := p.names[target.name]; taken {
			problem = "which is a duplicate, and cannot be used as a unique reference"
		}
		p.breakIndirect(target, problem)
		return
	case next.indirect && !next.resolved && target.visited:
		p.breakIndirect(target, "forming a circular reference")
		return
	case next.indirect && !next.resolved:
		target.visited = true
		p.followIndirect(next)
		target.visited = false
	}
	target.uri = next.uri
	target.resolved = true
}

// breakIndirect complains of an indirect target that leads nowhere, once for
// all that refer to it.
func (p *parser) breakIndirect(target *node, problem string) {
	p.report(Error, target.at, "Indirect hyperlink target refers to target %s, %s.", quote(target.name), problem)
	target.resolved, target.broken = true, true
	for _, name := range target.names {
		for _, reference := range p.references[name] {
			reference.resolved = true
		}
	}
}

// passOn resolves the references to an indirect target.
func (p *parser) passOn(target *node) {
	if target.broken || !target.resolved {
		return
	}
	for _, name := range target.names {
		for _, reference := range p.references[name] {
			if reference.resolved {
				continue
			}
			reference.resolved, reference.uri = true, target.uri
			if reference.kind == targetNode {
				p.passOn(reference)
			}
		}
	}
}

// linkTargets gives references the addresses of their targets.
func (p *parser) linkTargets() {
	for name, references := range p.references {
		target := p.targetOf(name)
		if target == nil || target.uri == "" || !slices.Contains(target.names, name) {
			continue
		}
		for _, reference := range references {
			if !reference.resolved {
				reference.resolved, reference.uri = true, target.uri
			}
		}
	}
}

// checkReferences complains of references to nothing.
func (p *parser) checkReferences() {
	if len(p.references) == 0 {
		return
	}
	for n := range p.document.all() {
		if n.kind != referenceNode && n.kind != footnoteRefNode && n.kind != citationRefNode || n.resolved || n.name == "" {
			continue
		}
		entry, known := p.names[n.name]
		switch {
		case !known:
			p.report(Error, n.at, "Unknown target name: %s.", quote(n.name))
		case entry.target == nil:
			p.report(Error, n.at, "Duplicate target name, cannot be used as a unique reference: %s.", quote(n.name))
		}
	}
}
