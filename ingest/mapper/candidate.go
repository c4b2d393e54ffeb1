package mapper

import (
	"slices"
	"strings"
)

// shape is a template: where the speaker stands in a title, and behind what.
type shape struct {
	sep    separator // between title and speaker; sepNone when the title names none
	first  bool      // the speaker comes first
	source source
	list   reader
	extra  bool // a further segment beside the speaker is dropped
	whole  bool // the speaker's part stays in the title
}

// String writes the template as people do: "TITLE - SPEAKER".
func (s shape) String() string {
	if s.sep == sepNone {
		if s.source == fromNowhere {
			return "TITLE"
		}
		return "TITLE, speaker from " + s.source.String()
	}
	speaker, left := "SPEAKER", "TITLE"
	if s.list == readFirst {
		speaker += ", COMPANY"
	}
	if s.whole {
		left = "TITLE WITH"
	}
	if s.extra {
		speaker += " …"
	}
	var text string
	switch {
	case s.sep == sepParen && !s.first:
		text = left + " (" + speaker + ")"
	case s.first:
		text = speaker + s.sep.String() + left
	default:
		text = left + s.sep.String() + speaker
	}
	if s.source != fromTitle {
		text += ", names completed from " + s.source.String()
	}
	return text
}

// candidate is one way to read a host's title.
type candidate struct {
	title     string
	names     []string
	tail      string // what was taken for a speaker's company
	shape     shape
	kind      string // the session type's tag
	kindCut   bool
	kindKept  bool
	kindGroup bool // it stood in brackets
	restored  bool // the title was completed from the description
	extended  bool // the title has the subtitle that the description gives it
	x         vector
	score     float64 // of the features that do not depend on the other talks
	p         float64 // posterior
}

// talk is one video on its way through the mapper.
type talk struct {
	index      int // in the videos given to Map
	raw        string
	core       core
	evidence   *evidence
	candidates []candidate
	correct    *Correction
}

// maxCandidates bounds the readings of one title.
const maxCandidates = 60

// read lists the ways to read the talk's title.
func (m *matcher) read(t *talk) {
	m.readText(t, t.core.text, "", false)
	if tag, rest, ok := leadingKind(t.core.text); ok && bare(rest) != "" {
		m.readText(t, rest, tag, true)
	} else if tag, rest, ok := groupKind(t.core.text); ok && bare(rest) != "" {
		from := len(t.candidates)
		m.readText(t, rest, tag, true)
		for i := range t.candidates[from:] {
			t.candidates[from+i].kindGroup = true
		}
	} else if tag, rest, ok := trailingKind(t.core.text); ok && bare(rest) != "" {
		m.readText(t, rest, tag, true)
	}
	if len(t.candidates) > maxCandidates {
		t.candidates = t.candidates[:maxCandidates]
	}
}

// readText adds the readings of a title from which the event, and perhaps the
// session type, is gone.
func (m *matcher) readText(t *talk, text, tag string, kindCut bool) {
	r := texts{m: m, t: t, text: text, tag: tag, kindCut: kindCut}
	r.whole()
	r.bylines()
	all := cuts(text)
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
}

// texts collects the candidates of one text.
type texts struct {
	m       *matcher
	t       *talk
	text    string
	tag     string
	kindCut bool
	tail    string // for the next candidate
}

// add makes one candidate, and one more with the names that the description
// gives in a fuller form.
func (r *texts) add(title string, names []string, s shape) {
	title = tidyTitle(title)
	if title == "" {
		return
	}
	c := candidate{title: title, names: names, tail: r.tail, shape: s, kind: r.tag, kindCut: r.kindCut}
	r.tail = ""
	if !r.kindCut {
		if tag, _, ok := leadingKind(title); ok {
			c.kind, c.kindKept = tag, true
		}
	}
	r.t.candidates = append(r.t.candidates, c)
	if full, ok := r.t.evidence.complete(title, r.t.raw); ok {
		c.title, c.restored = full, true
		r.t.candidates = append(r.t.candidates, c)
		c.title, c.restored = title, false
	} else if r.t.evidence.longer(title) != "" {
		c.title, c.extended = r.t.evidence.longer(title), true
		r.t.candidates = append(r.t.candidates, c)
		c.title, c.extended = title, false
	}
	if s.source != fromTitle {
		return
	}
	for _, claim := range r.t.evidence.claims {
		if claim.source != fromBio && fuller(claim.names, names) {
			c.names, c.shape.source = claim.names, claim.source
			r.t.candidates = append(r.t.candidates, c)
		}
	}
}

// whole takes all of the text for the title; the speakers come from the
// description or from nowhere.
func (r *texts) whole() {
	r.add(r.text, nil, shape{})
	for _, claim := range r.t.evidence.claims {
		r.add(r.text, claim.names, shape{source: claim.source, list: claim.list})
	}
	if nameShaped(r.text) { // the host gives nothing but the name
		for _, p := range readPeople(r.text) {
			r.add(r.text, p.names, shape{source: fromTitle, list: p.list})
		}
	}
}

// bylines tries the lines of the description that repeat the title: the names
// may stand beside it, and it may be longer there.
func (r *texts) bylines() {
	e := r.t.evidence
	stem := fold(strings.TrimRight(r.text, ".… "))
	if n := len(stem); n > 40 {
		stem = strings.ToValidUTF8(stem[:40], "")
	} else if n < 10 {
		return
	}
	for i, line := range e.lines {
		if len(line) > 250 || len(line) != len(e.folded[i]) || len(line) < len(stem)+4 {
			continue
		}
		at := strings.Index(e.folded[i], stem)
		if at < 0 {
			continue
		}
		r.below(i, line)
		for _, c := range cuts(line) {
			names := line[c.end:]
			if c.end <= at {
				names = line[:c.start]
			} else if c.start < at+len(stem) {
				continue
			}
			for _, p := range readPeople(names) {
				if len(p.names) > 0 && !slices.ContainsFunc(p.names, func(n string) bool { return !nameShaped(n) }) {
					r.add(r.text, p.names, shape{source: fromByline, list: p.list, first: c.end <= at})
				}
			}
		}
	}
}

// below tries the line under one that repeats the title, which may be longer
// there.
func (r *texts) below(i int, line string) {
	if len(line) > 160 || i > 12 {
		return
	}
	names := r.t.evidence.namesBelow(i + 1)
	if len(names) > 0 {
		r.add(r.text, names, shape{source: fromByline})
	}
}

// sides tries the names before and after one cut.
func (r *texts) sides(c cut) {
	left, right := r.text[:c.start], r.text[c.end:]
	for _, p := range readPeople(right) {
		r.tail = p.tail
		r.add(left, p.names, shape{sep: c.sep, source: fromTitle, list: p.list})
	}
	if c.sep == sepBy || c.sep == sepWith {
		if c.sep == sepWith { // "A chat with Jane Doe"
			r.keep(c, right)
		}
		return
	}
	for _, p := range readPeople(left) {
		r.tail = p.tail
		r.add(right, p.names, shape{sep: c.sep, first: true, source: fromTitle, list: p.list})
	}
	if _, ok := kindOf(left); ok { // "Keynote - Jane Doe" may stay as it is
		r.keep(c, right)
	}
}

// keep tries the names of one side, with all of the text for the title.
func (r *texts) keep(c cut, side string) {
	for _, p := range readPeople(side) {
		r.add(r.text, p.names, shape{sep: c.sep, source: fromTitle, list: p.list, whole: true})
	}
}

// middle tries the names between the last two cuts, what follows being no part
// of either: "TITLE - SPEAKER - COMPANY".
func (r *texts) middle(a, b cut) {
	for _, p := range readPeople(r.text[a.end:b.start]) {
		if p.list == readAll {
			r.add(r.text[:a.start], p.names, shape{sep: a.sep, source: fromTitle, extra: true})
		}
	}
}

// second tries the names between the first two cuts, and before the first with
// the segment after it dropped: "TRACK - SPEAKER - TITLE", "SPEAKER - COMPANY -
// TITLE".
func (r *texts) second(a, b cut) {
	for _, p := range readPeople(r.text[a.end:b.start]) {
		if p.list == readAll {
			r.add(r.text[b.end:], p.names, shape{sep: b.sep, first: true, source: fromTitle, extra: true})
		}
	}
	for _, p := range readPeople(r.text[:a.start]) {
		if p.list == readAll {
			r.add(r.text[b.end:], p.names, shape{sep: a.sep, first: true, source: fromTitle, list: readFirst, extra: true})
		}
	}
}

// bracket tries names in brackets at the end, and at the front.
func (r *texts) bracket() {
	for _, g := range groups(r.text) {
		if g.end == len(r.text) && g.start > 0 {
			for _, p := range readPeople(r.text[g.start+1 : g.end-1]) {
				r.add(r.text[:g.start], p.names, shape{sep: sepParen, source: fromTitle, list: p.list})
			}
		}
		if g.start == 0 && g.end < len(r.text) {
			for _, p := range readPeople(r.text[g.start+1 : g.end-1]) {
				r.add(r.text[g.end:], p.names, shape{sep: sepParen, first: true, source: fromTitle, list: p.list})
			}
		}
	}
	r.quoted()
}

// quoted tries a title in quotes beside names without a separator.
func (r *texts) quoted() {
	in := enclosed(r.text)
	if in == nil {
		return
	}
	for i, q := range r.text {
		if !in[i] || !strings.ContainsRune(`"“„«「『`, q) {
			continue
		}
		width := len(string(q))
		end := i + width + closing(r.text[i+width:], q)
		quote := r.text[i:end]
		if i == 0 && end < len(r.text) {
			for _, p := range readPeople(r.text[end:]) {
				r.add(quote, p.names, shape{sep: sepQuote, source: fromTitle, list: p.list})
			}
		}
		if end == len(r.text) && i > 0 {
			for _, p := range readPeople(r.text[:i]) {
				r.add(quote, p.names, shape{sep: sepQuote, first: true, source: fromTitle, list: p.list})
			}
		}
		return
	}
}

// words tries names that only a space divides from the title.
func (r *texts) words() {
	text := r.text
	ends := wordEnds(text)
	n := len(ends)
	for k := 1; k <= 4 && k < n; k++ {
		head, rest := text[:ends[k-1]], text[ends[k-1]:]
		if r.personal(head, k, r.m.leading) && !r.wholeSegment(0, ends[k-1]) && !joinsOn(strings.TrimSpace(rest)) && trimEnds(rest) == strings.TrimSpace(rest) {
			r.add(rest, []string{cleanName(head)}, shape{sep: sepSpace, first: true, source: fromTitle})
		}
		tail, before := text[ends[n-1-k]:], text[:ends[n-1-k]]
		if r.personal(strings.TrimSpace(tail), k, false) && !r.wholeSegment(ends[n-1-k], len(text)) {
			r.add(before, []string{cleanName(tail)}, shape{sep: sepSpace, source: fromTitle})
		}
	}
	r.several()
}

// several tries a list of names that only a space divides from the title after
// it: "Ada Doe, Bo Roe Fast parsers".
func (r *texts) several() {
	var names []string
	from := 0
	for _, c := range cuts(r.text) {
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
			if last := rest[:ends[k-1]]; r.personal(last, k, r.m.leading) && !r.wholeSegment(from, from+ends[k-1]) {
				all := append(slices.Clone(names), cleanName(last))
				r.add(rest[ends[k-1]:], all, shape{sep: sepSpace, first: true, source: fromTitle})
			}
		}
	}
}

// wholeSegment tells whether the words around a run look like one name, so that
// a cut inside would divide it.
func (r *texts) wholeSegment(start, end int) bool {
	from, to := 0, len(r.text)
	for _, c := range cuts(r.text) {
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
	if !nameShaped(s) {
		return false
	}
	words := strings.Fields(bare(s))
	if usual && k <= 3 || r.m.known.hasLoosely(strings.Join(words, " ")) {
		return true
	}
	for _, c := range r.t.evidence.claims {
		if containsFold(c.names, s) {
			return true
		}
	}
	return k <= 3 && len(words) > 1 && r.m.known.firstName(words[0]) > 0.6 && r.m.known.laterName(words[len(words)-1]) > 0.3
}

// fuller tells whether a claim names the same people, some of them in a longer
// form, or more people.
func fuller(claim, names []string) bool {
	if len(claim) < len(names) || slices.Equal(claim, names) {
		return false
	}
	for _, n := range names {
		if !slices.ContainsFunc(claim, func(c string) bool { return sharesWord(c, n) }) {
			return false
		}
	}
	return true
}

// sharesWord tells whether two names have a word in common.
func sharesWord(a, b string) bool {
	words := strings.Fields(bare(a))
	for w := range strings.FieldsSeq(bare(b)) {
		if len(w) > 1 && slices.Contains(words, w) {
			return true
		}
	}
	return false
}

// tidyTitle removes what a cut leaves at a title's ends.
func tidyTitle(s string) string {
	s = strings.TrimLeft(s, " \t,;:|/\\–—-·•~>、。：｜／")
	s = strings.TrimRight(s, " \t,;:|/\\–—-·•~<、：｜／")
	if rest, ok := strings.CutPrefix(s, "."); ok && !strings.HasPrefix(rest, ".") && strings.HasPrefix(rest, " ") {
		s = strings.TrimSpace(rest)
	}
	s = unquote(s)
	if strings.Count(s, `"`) == 1 { // the other one went with the speaker
		s = strings.TrimSpace(strings.Trim(s, `"`))
	}
	return s
}

// complete finds the full form of a title that the host's limit or the channel
// cut short: a line of the description that begins with what is left.
func (e *evidence) complete(title, raw string) (string, bool) {
	stem := strings.TrimRight(title, ".… ")
	cutShort := stem != strings.TrimSpace(title) && (strings.HasSuffix(title, "..") || strings.HasSuffix(title, "…"))
	if !cutShort && len([]rune(raw)) < 95 || len(stem) < 8 {
		return "", false
	}
	f := fold(stem)
	for n, line := range e.lines {
		i := strings.Index(e.folded[n], f)
		if i < 0 || i > 80 || len(line) > 300 || len(e.folded[n]) != len(line) {
			continue
		}
		from, end := i+len(stem), len(line)
		for _, c := range cuts(line) {
			if c.start >= from && (c.sep == sepBy || c.sep == sepPipe || c.sep == sepDash) {
				end = min(end, c.start)
			}
		}
		if paren := strings.LastIndex(line[:end], " ("); paren > from && end == len(line) {
			end = paren // often the speaker
		}
		rest := strings.TrimRight(line[from:end], " .,;:-\"”")
		if rest != "" && len(rest) < 120 {
			return stem + rest, true
		}
	}
	return "", false
}
