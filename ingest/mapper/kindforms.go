package mapper

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kindForm says how a title came by the type of session in front of it.
type kindForm uint8

const (
	formHost  kindForm = iota // the host wrote it so, or the title names no type
	formDash                  // "Keynote - X", with a colon now
	formSpace                 // "Keynote X"
	formMoved                 // "Keynote: SPEAKER - X"
	numForms
)

var formNames = [numForms]string{formHost: "host", formDash: "dash", formSpace: "space", formMoved: "moved"}

// readKinds adds the readings that give the type of session as curators write
// it, "Keynote: X", where the host wrote it otherwise, and those that leave the
// name beside a type that is all there is: "Keynote by Jane Doe".
func (m *matcher) readKinds(t *talk) {
	k := findKind(t.core.text)
	if isKind(t.core.text) { // "Lightning Talks - Friday"
		k = kindPart{}
	}
	if k.form == formSpace {
		m.readText(t, k.rest, k.tag, true)
	}
	for _, c := range t.candidates[:len(t.candidates):len(t.candidates)] {
		switch {
		case c.kindCut && k.label != "" && strings.Contains(c.title, " ") && !slices.Contains(c.names, c.title):
			form := k.form
			if form == formHost {
				form = formMoved
			}
			t.alternative(c, k.label+": "+c.title, form)
		case !c.kindCut && !c.shape.whole && c.shape.sep != sepNone && isKind(c.title):
			c.shape.whole = true
			t.alternative(c, tidyTitle(t.core.text), formHost)
		}
	}
}

// alternative adds a candidate with another title, unless one says the same.
func (t *talk) alternative(c candidate, title string, form kindForm) {
	if c.title, c.form = title, form; form != formHost {
		c.kindCut, c.kindGroup, c.kindKept = false, false, true
	}
	for i := range t.candidates {
		if t.candidates[i].result() == c.result() {
			return
		}
	}
	t.candidates = append(t.candidates, c)
}

// kindPart is the type of session that a title names beside the talk's own.
type kindPart struct {
	label string // as it may stand in front of the title: "Opening Keynote"
	tag   string
	rest  string // the title without it
	form  kindForm
}

// findKind looks for a type of session in front of a title.
func findKind(text string) kindPart {
	if tag, rest, ok := leadingKind(text); ok {
		k := kindPart{kindLabel(text[:len(text)-len(rest)]), tag, rest, formDash}
		if strings.ContainsAny(text[:len(text)-len(rest)], ":：") {
			k.form = formHost
		}
		return k
	}
	for _, g := range groups(text) { // "[Keynote] X"
		if tag, ok := kindOf(text[g.start+1 : g.end-1]); ok && tag != "" && g.start == 0 && g.end < len(text) {
			return kindPart{kindLabel(text[g.start+1 : g.end-1]), tag, strings.TrimSpace(text[g.end:]), formDash}
		}
	}
	ends := wordEnds(text)
	for n := min(3, len(ends)-1); n >= 1; n-- {
		head, rest := text[:ends[n-1]], strings.TrimSpace(text[ends[n-1]:])
		if tag := kinds[strings.ToLower(head)]; tag != "" && strings.ToLower(head) != "lightning" && startsTitle(rest) {
			return kindPart{kindLabel(head), tag, rest, formSpace}
		}
	}
	return kindPart{}
}

// startsTitle tells whether a rest may be a title by itself: it begins with a
// capital or a quote, and has several words.
func startsTitle(rest string) bool {
	first := firstRune(rest)
	return (unicode.IsUpper(first) || strings.ContainsRune("\"“'‘", first)) && strings.Contains(rest, " ") && dayNumber(rest) == 0
}

// kindLabel writes a type of session as it stands in front of one talk's title.
func kindLabel(s string) string {
	s = trimEnds(s)
	if first, width := utf8.DecodeRuneInString(s); len(s) > 3 && strings.ToUpper(s) == s {
		s = string(first) + strings.ToLower(s[width:])
	}
	if one, ok := strings.CutSuffix(s, "alks"); ok {
		s = one + "alk"
	}
	return s
}
