package mapper

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/bare"
)

// words tries names that only a space divides from the title.
func (r *texts) words() {
	text := r.text
	ends := wordEnds(text)
	n := len(ends)
	leading := r.m.leading || r.m.restarts && !r.divided()
	for k := 1; k <= 4 && k < n; k++ {
		head, rest := text[:ends[k-1]], text[ends[k-1]:]
		if r.personal(head, k, leading) && (leading || !r.wholeSegment(0, ends[k-1])) && !goesOn(strings.TrimSpace(rest)) && trimEnds(rest) == strings.TrimSpace(rest) {
			r.add(rest, reading{names: []string{cleanName(head)}}, shape{sep: sepSpace, first: true, source: fromTitle})
		}
		tail, before := text[ends[n-1-k]:], text[:ends[n-1-k]]
		if r.personal(strings.TrimSpace(tail), k, false) && !r.wholeSegment(ends[n-1-k], len(text)) && !linked(before) && !needsMore[lastWord(before)] && !r.begins(before) {
			r.add(before, reading{names: []string{cleanName(tail)}}, shape{sep: sepSpace, source: fromTitle})
		}
	}
	r.several()
}

// divided tells whether there is a separator in the text.
func (r *texts) divided() bool {
	return slices.ContainsFunc(r.cuts, func(c cut) bool { return c.sep.strong() })
}

// goesOn tells whether a rest begins in the middle of a phrase: "of parsers",
// but not "The parsers", with which a title may begin.
func goesOn(rest string) bool {
	return strings.HasPrefix(rest, "&") || unicode.IsLower(firstRune(rest)) && joinsOn(rest)
}

// begins tells whether a text ends in a first name, so that what follows is only the
// rest of the name.
func (r *texts) begins(before string) bool {
	before = strings.TrimSpace(before)
	word := before[strings.LastIndexByte(before, ' ')+1:]
	return isUpperStart(word) && r.m.known.firstName(bare.Words(word)) > 0.8 && !r.m.lower[strings.ToLower(word)]
}

// linked tells whether a text ends in a word that divides title and names by
// itself, so that it is no mere space that does.
func linked(before string) bool {
	_, ok := linkWords[lastWord(before)]
	return ok
}

// several tries a list of names that only a space divides from the title after
// it: "Ada Doe, Bo Roe Fast parsers".
func (r *texts) several() {
	var names []string
	leading := r.m.leading || r.m.restarts && !r.divided()
	from := 0
	for _, c := range r.cuts {
		joined := c.sep == sepComma
		part := r.text[from:c.start]
		if !joined || !nameShaped(part) || !strings.Contains(part, " ") {
			break
		}
		names = append(names, cleanName(part))
		from = c.end
		rest := r.text[from:]
		ends := wordEnds(rest)
		for k := 2; k <= 3 && k < len(ends); k++ {
			if last := rest[:ends[k-1]]; r.personal(last, k, leading) && (leading || !r.wholeSegment(from, from+ends[k-1])) {
				all := append(slices.Clone(names), cleanName(last))
				r.add(rest[ends[k-1]:], reading{names: all}, shape{sep: sepSpace, first: true, source: fromTitle})
			}
		}
	}
}

// wholeSegment tells whether the words around a run look like one name, so that
// a cut inside would divide it.
func (r *texts) wholeSegment(start, end int) bool {
	from, to := 0, len(r.text)
	for _, c := range r.cuts {
		if c.end <= start {
			from = c.end
		}
		if c.start >= end && c.start < to {
			to = c.start
		}
	}
	return (from < start || to > end) && (from > 0 || to < len(r.text)) && nameShaped(r.text[from:to])
}

// personal tells whether a run of k words may be a name though nothing sets it
// off: it is known, or the description confirms it, or it is a handle, or names
// stand in this place all over the event.
func (r *texts) personal(s string, k int, usual bool) bool {
	if k == 1 {
		return strings.HasPrefix(s, "@") && len(s) > 2
	}
	if !nameShaped(s) || s != trimEnds(s) || strings.Contains(s, ",") || strings.HasSuffix(s, "'s") || strings.HasSuffix(s, "’s") {
		return false
	}
	words := strings.Fields(bare.Words(s))
	if usual && (k <= 3 || hasParticle(s)) && len(words) > 1 || r.m.known.hasLoosely(strings.Join(words, " ")) {
		return true
	}
	for _, c := range r.t.evidence.claims {
		if containsFold(c.names, s) {
			return true
		}
	}
	if k > 3 || len(words) < 2 {
		return false
	}
	last := words[len(words)-1]
	return r.m.known.firstName(words[0]) > 0.6 && (r.m.known.laterName(last) > 0.3 || k == 2 && describer{r.m}.odd(r.t, s[strings.LastIndexByte(s, ' ')+1:]))
}

// hasParticle tells names such as "P van der Doe".
func hasParticle(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if particles[w] {
			return true
		}
	}
	return false
}
