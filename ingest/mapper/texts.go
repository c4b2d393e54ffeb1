package mapper

import (
	"slices"

	"github.com/pyvideo/stevie/internal/bare"
)

// maxCandidates bounds the readings of one title.
const maxCandidates = 60

// read lists the ways to read the talk's title.
func (m *matcher) read(t *talk) {
	m.readText(t, t.core.text, "", false)
	if tag, rest, ok := leadingKind(t.core.text); ok && bare.Words(rest) != "" {
		m.readText(t, rest, tag, true)
	} else if tag, rest, ok := groupKind(t.core.text); ok && bare.Words(rest) != "" {
		from := len(t.candidates)
		m.readText(t, rest, tag, true)
		for i := range t.candidates[from:] {
			t.candidates[from+i].kindGroup = true
		}
	} else if tag, rest, ok := trailingKind(t.core.text); ok && bare.Words(rest) != "" {
		m.readText(t, rest, tag, true)
	}
	if len(t.candidates) > maxCandidates {
		t.candidates = t.candidates[:maxCandidates]
	}
}

// readText adds the readings of a title from which the event, and perhaps the
// session type, is gone.
func (m *matcher) readText(t *talk, text, tag string, kindCut bool) {
	all := cuts(text)
	r := texts{m: m, t: t, text: text, cuts: all, tag: tag, kindCut: kindCut}
	r.whole()
	r.bylines(r.text, reading{}, shape{})
	r.bracket()
	for i, c := range all {
		r.sides(c)
		if i > 0 && i == len(all)-1 {
			r.middle(all[i-1], c)
		}
		if i == 0 && len(all) > 1 {
			r.second(c, all[1])
		}
	}
	r.words()
	r.shortened()
}

// texts collects the candidates of one text.
type texts struct {
	m       *matcher
	t       *talk
	text    string
	cuts    []cut
	tag     string
	kindCut bool
}

// add makes one candidate of a title and the people read beside it, and one more with the
// names that the description gives in a fuller form.
func (r *texts) add(title string, p reading, s shape) {
	title = tidyTitle(title)
	if title == "" {
		return
	}
	names := r.t.evidence.resolve(p.names)
	r.append(candidate{title: title, names: names, tails: p.tails, style: p.style, mixed: p.mixed, shape: s})
	if s.source != fromTitle {
		return
	}
	for _, claim := range r.t.evidence.claims {
		if claim.source != fromBio && fuller(claim.names, names) && !addsCompany(claim.names, p.tails) && !r.m.onlyMore(claim.names, names, r.t.evidence.alike(claim)) {
			s.source = claim.source
			r.append(candidate{title: title, names: claim.names, shape: s})
		}
	}
	if names != nil && !s.whole {
		p.names = names
		r.bylines(title, p, s)
	}
}

// append adds a candidate, and the same with the longer title that the
// description gives.
func (r *texts) append(c candidate) {
	if len(c.names) == 0 && c.shape.source > fromTitle {
		return
	}
	full := remember(&r.t.fuller, c.title, r.t.fullTitle)
	c.kind, c.kindCut = r.tag, r.kindCut
	if !r.kindCut && full.hasKind {
		c.kind, c.kindKept = full.kind, true
	}
	r.t.candidates = append(r.t.candidates, c)
	if full.title != "" {
		c.title, c.restored, c.extended = full.title, full.restored, !full.restored
		r.t.candidates = append(r.t.candidates, c)
	}
}

// fullTitle is what a title is known to be beyond its words.
type fullTitle struct {
	kind     string // the type of session that it begins with
	hasKind  bool
	title    string // as the description gives it, "" when it gives no more
	restored bool   // it was cut short, else it has a subtitle
}

func (t *talk) fullTitle(title string) fullTitle {
	var full fullTitle
	full.kind, _, full.hasKind = leadingKind(title)
	if full.title, full.restored = t.evidence.complete(title, t.raw); !full.restored {
		full.title = t.evidence.longer(title)
	}
	return full
}

// people reads a part of the title, which is a part of several texts.
func (r *texts) people(part string) []reading {
	return remember(&r.t.people, part, readPeople)
}

// whole takes all of the text for the title; the speakers come from the
// description or from nowhere.
func (r *texts) whole() {
	r.add(r.text, reading{}, shape{})
	for _, claim := range r.t.evidence.claims {
		r.add(r.text, reading{names: claim.names}, shape{source: claim.source, list: claim.list})
	}
	r.interview()
	if nameShaped(r.text) { // the host gives nothing but the name
		attested := r.m.attests(r.t)
		for _, p := range r.people(r.text) {
			if !slices.ContainsFunc(p.names, func(n string) bool { return !attested(n) }) {
				r.add(r.text, reading{names: p.names}, shape{source: fromTitle, list: p.list})
			}
		}
	}
}

// interview tries the names behind a type of session and a preposition, which are
// the title, too: "Interview of Jane Doe and Joe Roe".
func (r *texts) interview() {
	kind, rest := firstAndRest(r.text)
	of, rest := firstAndRest(rest)
	if !isKind(kind) || !interviewed[of] {
		return
	}
	for _, p := range certainPeople(rest) {
		r.add(r.text, p, shape{sep: sepWith, source: fromTitle, list: p.list, whole: true})
	}
}

// interviewed stand between an interview and those who are asked.
var interviewed = set("of", "with", "de", "con", "avec", "mit", "com", "z", "s", "с")

// sides tries the names before and after one cut.
func (r *texts) sides(c cut) {
	left, right := r.text[:c.start], r.text[c.end:]
	for _, p := range r.people(right) {
		r.add(left, p, shape{sep: c.sep, source: fromTitle, list: p.list})
	}
	if c.sep == sepBy || c.sep == sepWith {
		if c.sep == sepWith { // "A chat with Jane Doe"
			r.keep(c, right)
		}
		return
	}
	for _, p := range r.people(left) {
		r.add(right, p, shape{sep: c.sep, first: true, source: fromTitle, list: p.list})
	}
	if _, ok := kindOf(left); ok { // "Keynote - Jane Doe" may stay as it is
		r.keep(c, right)
	}
}

// keep tries the names of one side, with all of the text for the title.
func (r *texts) keep(c cut, side string) {
	for _, p := range r.people(side) {
		r.add(r.text, p, shape{sep: c.sep, source: fromTitle, list: p.list, whole: true})
	}
}

// middle tries the names between the last two cuts, what follows being no part
// of either: "TITLE - SPEAKER - COMPANY".
func (r *texts) middle(a, b cut) {
	for _, p := range r.people(r.text[a.end:b.start]) {
		if p.list == readAll {
			p.tails, p.style, p.mixed = []string{r.text[b.end:]}, styleCompanies, a.sep != b.sep
			r.add(r.text[:a.start], p, shape{sep: a.sep, source: fromTitle, extra: true})
		}
	}
}

// second tries the names between the first two cuts, and before the first with
// the segment after it dropped: "TRACK - SPEAKER - TITLE", "SPEAKER - COMPANY -
// TITLE".
func (r *texts) second(a, b cut) {
	for _, p := range r.people(r.text[a.end:b.start]) {
		if p.list == readAll {
			r.add(r.text[b.end:], reading{names: p.names}, shape{sep: b.sep, first: true, source: fromTitle, extra: true})
		}
	}
	for _, p := range r.people(r.text[:a.start]) {
		if p.list == readAll {
			p.tails, p.style, p.mixed = []string{r.text[a.end:b.start]}, styleCompanies, a.sep != b.sep
			r.add(r.text[b.end:], p, shape{sep: a.sep, first: true, source: fromTitle, list: readFirst, extra: true})
		}
	}
}
