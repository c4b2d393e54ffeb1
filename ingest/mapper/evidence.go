package mapper

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/bare"
)

// evidence is what a video's description says about its title and speakers.
type evidence struct {
	text    string   // folded description
	lines   []string // single-spaced, without those that repeat across the event
	folded  []string // the lines folded
	lower   map[string]bool
	claims  []claim
	cached  map[string]bool
	handles map[string]string // lower-case handle -> name
}

// claim is one place in a description that names speakers.
type claim struct {
	names  []string
	source source
	list   reader
}

// source says where speakers were found.
type source uint8

const (
	fromNowhere source = iota
	fromTitle
	fromLabel     // "Speaker: NAME"
	fromFirstLine // the description begins with the name
	fromByline    // a line that repeats the title, with the name beside it
	fromProse     // "NAME presents …", "a talk by NAME"
	fromBio       // "NAME is a developer …"
	fromKnown     // somebody known is mentioned
	numSources
)

// sources are the names of the places: a word for the weights, and what people read.
var sources = [numSources]struct{ key, text string }{
	fromNowhere:   {"nowhere", "nowhere"},
	fromTitle:     {"title", "the title"},
	fromLabel:     {"label", "a labelled line of the description"},
	fromFirstLine: {"beginning", "the beginning of the description"},
	fromByline:    {"byline", "a line of the description that repeats the title"},
	fromProse:     {"prose", "a sentence of the description"},
	fromBio:       {"bio", "a biography in the description"},
	fromKnown:     {"known", "a known name in the description"},
}

func (s source) key() string    { return sources[s].key }
func (s source) String() string { return sources[s].text }

// maxEvidence bounds how much of a description is read for names.
const maxEvidence = 6000

// readEvidence reads one description. Lines that repeat across the event say
// nothing about this talk.
func (m *matcher) readEvidence(description string) *evidence {
	if len(description) > maxEvidence {
		description = strings.ToValidUTF8(description[:maxEvidence], "")
	}
	e := &evidence{text: fold(description), lower: map[string]bool{}, cached: map[string]bool{}}
	for line := range strings.SplitSeq(description, "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if !m.boilerplate[line] || isLabel(line) || m.bylines[line] {
			e.lines = append(e.lines, line)
			e.folded = append(e.folded, fold(line))
		}
	}
	for w := range strings.FieldsFuncSeq(description, notWord) {
		if unicode.IsLower(firstRune(w)) {
			e.lower[w] = true
		}
	}
	return e
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
}

// repeatedLines finds the lines that stand in several descriptions, and those among
// them that name, behind a label, somebody who gives many of the talks, but not most.
func repeatedLines(descriptions []string) (repeated, bylines map[string]bool) {
	count := map[string]int{}
	for _, d := range descriptions {
		seen := map[string]bool{}
		for line := range strings.SplitSeq(d, "\n") {
			line = strings.Join(strings.Fields(line), " ")
			if len(line) > 3 && !seen[line] {
				seen[line] = true
				count[line]++
			}
		}
	}
	repeated, bylines = map[string]bool{}, map[string]bool{}
	for line, n := range count {
		if n < 4 && (n < 3 || n*4 < len(descriptions)) {
			continue
		}
		repeated[line] = true
		if text, ok := labelled(line); ok && len(line) < 60 && 5*n < 3*len(descriptions) {
			people := certainPeople(text)
			bylines[line] = len(people) > 0 && strings.Contains(people[0].names[0], " ")
		}
	}
	return repeated, bylines
}

// mentions reports whether the description holds a text, as whole words.
func (e *evidence) mentions(s string) bool {
	f := fold(s)
	if f == "" || e.text == "" {
		return false
	}
	got, ok := e.cached[f]
	if !ok {
		got = containsWord(e.text, f)
		e.cached[f] = got
	}
	return got
}

// containsWord looks for a text that begins and ends at word boundaries.
func containsWord(text, s string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], s)
		if i < 0 {
			return false
		}
		i += from
		if boundary(text, i) && boundary(text, i+len(s)) {
			return true
		}
		from = i + 1
	}
}

// boundary tells whether a word begins or ends at byte i; in ASCII only, other
// scripts need no boundary.
func boundary(s string, i int) bool {
	return i <= 0 || i >= len(s) || !wordByte(s[i-1]) || !wordByte(s[i])
}

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9'
}

// claim adds one finding; the same names in the same source count once.
func (e *evidence) claim(source source, list reader, names []string) {
	if len(names) == 0 || len(names) > 12 {
		return
	}
	for _, c := range e.claims {
		if c.source == source && slices.Equal(c.names, names) {
			return
		}
	}
	e.claims = append(e.claims, claim{names, source, list})
}

// alike are the claims of the same place, read in other ways.
func (e *evidence) alike(c claim) []reading {
	var found []reading
	for _, other := range e.claims {
		if other.source == c.source && other.list == readFirst {
			found = append(found, reading{names: other.names, list: other.list, style: styleCompanies})
		}
	}
	return found
}

func containsFold(names []string, n string) bool {
	b := bare.Words(n)
	for _, m := range names {
		if bare.Words(m) == b {
			return true
		}
	}
	return false
}

// appendNames adds the names that are not there yet.
func appendNames(names []string, more ...string) []string {
	for _, n := range more {
		if !containsFold(names, n) {
			names = append(names, n)
		}
	}
	return names
}
