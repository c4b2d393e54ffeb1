package rst

import (
	"regexp"
	"slices"
)

// escapedSpace is white space that belongs to an address.
var escapedSpace = regexp.MustCompile("\x00[ \n]")

// nameEntry is what a name stands for in the document.
type nameEntry struct {
	target   *node // nil when several claim the name
	explicit bool  // given by the author, not made of a title
}

// noteExplicit registers the names of a target that the author gave, and
// complains in naming.
func (p *parser) noteExplicit(target, naming *node) {
	for _, name := range slices.Clone(target.names) {
		entry, taken := p.names[name]
		switch {
		case !taken:
			p.names[name] = nameEntry{target, true}
		case entry.explicit:
			p.duplicateExplicit(name, entry, target, naming)
		default:
			p.names[name] = nameEntry{target, true}
			if entry.target != nil {
				entry.target.dropName(name)
				p.complain(naming, Info, target.at, "Duplicate implicit target name: %s.", quote(name))
			}
		}
	}
}

// duplicateExplicit settles two targets of one name: neither can be used,
// unless both are the same address.
func (p *parser) duplicateExplicit(name string, entry nameEntry, target, naming *node) {
	level := Warning
	if old := entry.target; old != nil {
		if target.uri != "" && old.uri == target.uri && len(old.names) > 0 {
			level = Info
		} else {
			old.dropName(name)
			p.names[name] = nameEntry{nil, true}
		}
	}
	p.complain(naming, level, target.at, "Duplicate explicit target name: %s.", quote(name))
	target.dropName(name)
}

// noteImplicit registers the name that a title gives its section.
func (p *parser) noteImplicit(section *node) {
	for _, name := range slices.Clone(section.names) {
		entry, taken := p.names[name]
		if !taken {
			p.names[name] = nameEntry{section, false}
			continue
		}
		if entry.target != nil && !entry.explicit {
			entry.target.dropName(name)
			p.names[name] = nameEntry{nil, false}
		}
		section.dropName(name)
		p.complain(section, Info, section.at, "Duplicate implicit target name: %s.", quote(name))
	}
}

func (n *node) dropName(name string) {
	n.names = slices.DeleteFunc(n.names, func(s string) bool { return s == name })
	n.lostName = true
}

// noteReference remembers who refers to a name.
func (p *parser) noteReference(n *node) {
	p.references[n.name] = append(p.references[n.name], n)
}

// noteFootnoteReference remembers a reference to a footnote or citation.
func (p *parser) noteFootnoteReference(n *node) {
	switch n.auto {
	case '#':
		p.numberedRefs = append(p.numberedRefs, n)
	case '*':
		p.symbolRefs = append(p.symbolRefs, n)
	}
	if n.name != "" {
		p.noteReference(n)
	}
}

func quote(s string) string { return `"` + s + `"` }
