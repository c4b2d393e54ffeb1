package rst

import "strconv"

// matchFootnotes numbers the footnotes and links the references to them.
func (p *parser) matchFootnotes() {
	p.matchNumbered(p.numberFootnotes())
	p.matchSymbols()
	for _, note := range p.manualNotes {
		kind := footnoteRefNode
		if note.kind == citationNode {
			kind = citationRefNode
		}
		for _, name := range note.names {
			p.resolveNotes(name, kind, note.name)
		}
	}
}

// numberFootnotes gives a number to each footnote that asks for one and
// returns how many have no name, so that references come to them by order.
func (p *parser) numberFootnotes() (labels []string) {
	number := 1
	for _, note := range p.numberedNotes {
		label := strconv.Itoa(number)
		for _, taken := p.names[label]; taken; _, taken = p.names[label] {
			number++
			label = strconv.Itoa(number)
		}
		number++
		for _, name := range note.names {
			p.resolveNotes(name, footnoteRefNode, label)
		}
		note.name = label
		if len(note.names) == 0 && !note.lostName {
			note.names = []string{label}
			p.noteExplicit(note, note)
			labels = append(labels, label)
		}
	}
	return labels
}

// resolveNotes links the references of a kind to the footnote of that name.
func (p *parser) resolveNotes(name string, kind nodeKind, label string) {
	for _, reference := range p.references[name] {
		if reference.kind == kind && !reference.resolved {
			reference.resolved, reference.label = true, label
		}
	}
}

// matchNumbered links references without a name by order. One whose name is
// not known takes part, as docutils has it.
func (p *parser) matchNumbered(labels []string) {
	used := 0
	for _, reference := range p.numberedRefs {
		if reference.resolved {
			continue
		}
		if used == len(labels) {
			p.report(Error, reference.at, "Too many autonumbered footnote references: "+
				"only %d corresponding footnotes available.", len(labels))
			return
		}
		reference.resolved, reference.label = true, labels[used]
		used++
	}
}

// noteSymbols mark footnotes that ask for a symbol, doubled after the last one.
var noteSymbols = []string{"*", "†", "‡", "§", "¶", "#", "♠", "♥", "♦", "♣"}

func (p *parser) matchSymbols() {
	symbol := func(i int) string {
		s := noteSymbols[i%len(noteSymbols)]
		if i >= len(noteSymbols) {
			s += s
		}
		return s
	}
	for i, note := range p.symbolNotes {
		note.name = symbol(i)
	}
	for i, reference := range p.symbolRefs {
		if i == len(p.symbolNotes) {
			p.report(Error, reference.at, "Too many symbol footnote references: "+
				"only %d corresponding footnotes available.", len(p.symbolNotes))
			return
		}
		reference.resolved, reference.label = true, symbol(i)
	}
}
