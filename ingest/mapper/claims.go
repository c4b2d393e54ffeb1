package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// readClaims finds the places of a description that name the talk's speakers.
func (m *matcher) readClaims(t *talk) {
	e := t.evidence
	e.readHandles()
	e.readLabels()
	e.readBracket()
	m.readBeginning(t)
	e.readProse()
	e.readBios()
	e.readKnown(m.known)
	for i := range e.claims {
		e.claims[i].names = slices.DeleteFunc(e.claims[i].names, m.eventful)
	}
	e.claims = slices.DeleteFunc(e.claims, func(c claim) bool { return len(c.names) == 0 })
}

// eventful tells what looks like a name but is the event's.
func (m *matcher) eventful(name string) bool {
	return m.occasion.match(name) > 0 && !m.known.hasLoosely(bare.Words(name))
}

// readLabels finds lines that introduce the speakers by a label.
func (e *evidence) readLabels() {
	var all []string
	last, before := -1, ""
	for i, line := range e.lines {
		text, ok := labelled(line)
		if !ok {
			continue
		}
		names := pickNames(text, readAll)
		if text == "" {
			names = e.namesBelow(i + 1)
		}
		if len(names) == 0 {
			continue
		}
		label, _, _ := cutColon(line)
		if last >= 0 && i > last+3 && (label == "" || label != before) {
			break
		}
		before = label
		if first := pickNames(text, readFirst); len(first) > 0 && len(all) == 0 {
			e.claim(fromLabel, readFirst, first)
		}
		all = appendNames(all, names...)
		last = i
	}
	e.claim(fromLabel, readAll, all)
}

// readBracket finds names in brackets in front of the text: "(Ada Doe, Bo Roe) We
// show …".
func (e *evidence) readBracket() {
	for _, line := range e.lines {
		if line == "" {
			continue
		}
		if n := closing(line[1:], firstRune(line)); line[0] == '(' && n > 1 {
			for _, p := range certainPeople(line[1:n]) {
				e.claim(fromFirstLine, p.list, p.names)
			}
		}
		return
	}
}

// namesBelow reads the names under a heading: lines of nothing but names, up to
// an empty line after them.
func (e *evidence) namesBelow(from int) []string {
	var names []string
	for _, line := range e.lines[from:] {
		if line == "" {
			if len(names) > 0 {
				break
			}
			continue
		}
		found := pickNames(line, readAll)
		if len(found) == 0 || len(found) == 1 && !strings.Contains(found[0], " ") {
			break
		}
		names = appendNames(names, found...)
	}
	return names
}

// labelled returns what stands behind a speaker label, "" where the label is a
// heading of its own.
func labelled(line string) (string, bool) {
	line = strings.TrimLeftFunc(line, notWord)
	if colon, ok := labels[strings.ToLower(line)]; ok && !colon {
		return "", true
	}
	if head, rest, ok := cutColon(line); ok {
		if _, ok := labels[strings.ToLower(strings.Trim(head, " *_"))]; ok {
			return strings.TrimSpace(rest), true
		}
	}
	words := strings.Fields(line)
	for k := min(4, len(words)-1); k >= 1; k-- {
		head := strings.TrimRight(strings.ToLower(strings.Join(words[:k], " ")), ",")
		if colon, ok := labels[head]; ok && !colon {
			if len(words)-k > 14 && k < 2 {
				return "", false
			}
			return strings.Join(words[k:], " "), true
		}
	}
	return "", false
}

// isLabel tells whether a line is nothing but a speaker label. It tells what
// stands below, however often it repeats.
func isLabel(line string) bool {
	_, ok := labels[strings.ToLower(strings.TrimRight(line, ": "))]
	return ok
}

func cutColon(line string) (head, rest string, ok bool) {
	i := strings.IndexAny(line[:min(len(line), 40+len("："))], ":：")
	if i <= 0 || i > 40 {
		return "", "", false
	}
	w := len(":")
	if line[i] != ':' {
		w = len("：")
	}
	return line[:i], line[i+w:], true
}

// pickNames reads names at the beginning of a text, up to where it goes on to
// something else; nil when it does not begin with a name.
func pickNames(text string, list reader) []string {
	text = strings.TrimSpace(text)
	if i := strings.Index(text, "http"); i >= 0 {
		text = strings.TrimRight(text[:i], " (-–—|,")
	}
	for _, stop := range []string{" | ", " – ", " — ", " - ", " // "} {
		if i := strings.Index(text, stop); i > 0 {
			text = text[:i]
		}
	}
	if i := strings.Index(text, ". "); i > 0 && !abbreviated(text[:i]) {
		text = text[:i]
	}
	for _, r := range readPeople(text) {
		if r.list != list {
			continue
		}
		for i, n := range r.names {
			if !nameShaped(n) {
				return r.names[:i]
			}
		}
		return r.names
	}
	return nil
}

// nameShaped is the loosest test of a name: one to five words, each with a
// capital or a particle, no digits or function words.
func nameShaped(n string) bool {
	words := strings.Fields(n)
	if len(words) == 0 || len(words) > 5 || len(n) > 60 {
		return false
	}
	if !hasCase(n) {
		return len([]rune(n)) <= 12
	}
	for i, w := range words {
		low := strings.ToLower(w)
		if strings.ContainsAny(w, "0123456789!?:;=+*/\\_&%$#@<>|") || jobWords[low] {
			return false
		}
		if len(words) > 1 && functionWords[low] && !particles[low] && len(low) > 1 {
			return false
		}
		capital := isUpperStart(strings.TrimLeft(w, "\"'(“‘"))
		if !capital && (!particles[low] || i == len(words)-1) {
			return false
		}
	}
	return true
}

// generic are headings that may stand before the speakers.
var generic = set("description", "abstract", "summary", "about", "talk", "keynote", "descripción", "resumen", "about the talk", "talk description", "speaker", "title", "speakers", "presenters", "presenter")

// readBeginning looks whether the description begins with names: on a line of
// their own, one below the other, or before a separator. Lines that repeat the
// title or name the event come before.
func (m *matcher) readBeginning(t *talk) {
	var all, first []string
	skipped, lines, companies := 0, 0, 0
	title := bare.Words(t.core.text)
	for _, line := range t.evidence.lines {
		if line == "" {
			if len(all) > 0 {
				break
			}
			continue
		}
		b := bare.Words(line)
		if len(all) == 0 && skipped < 3 && (generic[b] || m.occasion.match(line) == 2 || b != "" && strings.Contains(title, b) && len(b) > len(title)/3 || title != "" && strings.HasPrefix(b, title) && len(b) < len(title)+60) {
			skipped++
			continue
		}
		if len(line) > 120 || headed(line) {
			break
		}
		names := pickNames(line, readAll)
		if len(names) == 0 || len(names) == 1 && !strings.Contains(names[0], " ") && hasCase(names[0]) {
			break
		}
		all = appendNames(all, names...)
		lines++
		if head := pickNames(line, readFirst); len(head) > 0 {
			names = head
			companies++
		}
		first = appendNames(first, names...)
	}
	if lines < 2 || companies < lines {
		t.evidence.claim(fromFirstLine, readAll, all)
	}
	if len(first) < len(all) {
		t.evidence.claim(fromFirstLine, readFirst, first)
	}
}

// headed tells whether a line begins with a heading and a colon.
func headed(line string) bool {
	head, rest, ok := cutColon(line)
	return ok && (rest == "" || rest[0] == ' ') && !strings.ContainsAny(head, "0123456789|,")
}

// bioVerbs follow a name in the first sentence of its bearer's biography.
var bioVerbs = set("is", "has", "was", "works", "lives", "started", "leads", "studied", "currently", "es", "trabaja", "é", "trabalha", "est", "travaille", "ist", "arbeitet", "jest", "è", "lavora", "joined", "holds", "likes", "loves", "enjoys", "began", "co-founded", "founded", "graduated", "received", "spent", "specializes", "runs", "writes", "spends", "develops", "builds", "teaches")

// readBios finds sentences that begin like a biography.
func (e *evidence) readBios() {
	var names []string
	for _, line := range e.lines {
		if n := bioName(line); n != "" {
			names = appendNames(names, n)
		}
	}
	if len(names) <= 6 {
		e.claim(fromBio, readAll, names)
	}
}

// bioName returns the name in front of a biography's verb, or "".
func bioName(line string) string {
	line = strings.TrimLeft(line, "*-• ")
	for _, prefix := range []string{"About ", "Bio: ", "Bio of ", "Biography: ", "Speaker bio: ", "Speaker Bio: ", "BIO: "} {
		line = strings.TrimPrefix(line, prefix)
	}
	words := strings.Fields(cutBrackets(line[:min(len(line), 200)]))
	for k := 2; k <= 4 && k < len(words); k++ {
		if bioVerbs[words[k]] {
			name := cleanName(strings.Join(words[:k], " "))
			if nameShaped(name) && strings.Contains(name, " ") {
				return name
			}
			return ""
		}
	}
	return ""
}
