package mapper

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest/host"
)

// place is where a text stands in a line of a description.
type place struct {
	number     int // of the line
	line       string
	start, end int // bytes of the line
}

// find looks for a text in the lines, whatever its case, quotes and dashes.
func (e *evidence) find(s string, longest int) []place {
	f := fold(s)
	if f == "" || !strings.Contains(e.text, f) {
		return nil
	}
	var found []place
	for i, line := range e.lines {
		if len(line) > longest {
			continue
		}
		if at := strings.Index(e.folded[i], f); at >= 0 {
			found = append(found, place{i, line, unfold(line, e.folded[i], at), unfold(line, e.folded[i], at+len(f))})
		}
	}
	return found
}

// unfold turns an index into a folded text into one into the text itself:
// folding changes the length of characters, but never their number.
func unfold(s, folded string, at int) int {
	if len(s) == len(folded) {
		return at
	}
	n := utf8.RuneCountInString(folded[:at])
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// bylines tries the lines of the description that repeat a title: the names of
// its speakers may stand beside it or on the line below. Those whom the host's title
// gives are only replaced by fuller names.
func (r *texts) bylines(title string, given reading, s shape) {
	stem := strings.TrimRight(title, ".… ")
	if n := len(stem); n > 40 {
		stem = strings.ToValidUTF8(stem[:40], "")
	} else if n < 10 {
		return
	}
	for _, line := range remember(&r.t.beside, stem, r.t.evidence.beside) {
		for _, p := range line.people {
			c := candidate{title: title, names: p.names, tails: p.tails, style: p.style, shape: shape{source: fromByline, first: line.first}}
			if given.names != nil {
				if !fuller(p.names, given.names) || addsCompany(p.names, given.tails) || r.m.onlyMore(p.names, given.names, line.people) {
					continue
				}
				c.shape = s
				c.shape.source = fromByline
			}
			r.append(c)
		}
	}
}

// byline are the ways to read what stands beside a title in the description.
type byline struct {
	people []reading
	first  bool // it stands before the title
}

// beside finds the names beside a title and on the line below it.
func (e *evidence) beside(title string) []byline {
	var found []byline
	add := func(people []reading, first bool) { found = append(found, byline{people, first}) }
	for _, p := range e.find(title, 250) {
		if p.number <= 12 && len(p.line) <= 160 {
			if below := e.namesBelow(p.number + 1); len(below) > 0 {
				add([]reading{{names: below}}, false)
			}
		}
		for _, c := range cuts(p.line) {
			switch {
			case c.end <= p.start:
				add(certainPeople(p.line[:c.start]), true)
				add(certainPeople(p.line[lastStrong(p.line[:c.start]):c.start]), true)
			case c.start >= p.end:
				add(certainPeople(p.line[c.end:]), false)
			}
		}
	}
	return found
}

// certainPeople lists the ways to read a text as people of whom each looks like one.
func certainPeople(s string) []reading {
	return slices.DeleteFunc(readPeople(s), func(p reading) bool {
		return len(p.names) == 0 || slices.ContainsFunc(p.names, func(n string) bool { return !nameShaped(n) })
	})
}

// addsCompany tells whether names have among them what was taken for companies.
func addsCompany(names, companies []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return containsFold(companies, n) })
}

// lastStrong returns where the part after the last strong separator begins, 0
// without one.
func lastStrong(s string) int {
	at := 0
	for _, c := range cuts(s) {
		if c.sep.strong() {
			at = c.end
		}
	}
	return at
}

// complete finds the full form of a title that the host's limit or the channel
// cut short: a line of the description that begins with what is left.
func (e *evidence) complete(title, raw string) (string, bool) {
	stem := strings.TrimRight(title, ".… ")
	cutShort := strings.HasSuffix(title, "..") || strings.HasSuffix(title, "…")
	if !cutShort && utf8.RuneCountInString(raw) < host.TitleLimit-5 || len(stem) < 8 {
		return "", false
	}
	for _, p := range e.find(stem, 300) {
		if p.start > 80 {
			continue
		}
		end := len(p.line)
		for _, c := range cuts(p.line) {
			if c.start >= p.end && (c.sep == sepBy || c.sep == sepPipe || c.sep == sepDash) {
				end = min(end, c.start)
			}
		}
		if paren := strings.LastIndex(p.line[:end], " ("); paren > p.end && end == len(p.line) {
			end = paren // often the speaker
		}
		rest := strings.TrimRight(p.line[p.end:end], " .,;:-\"”")
		if rest != "" && len(rest) < 120 && !strings.Contains(rest, ". ") {
			return stem + rest, true
		}
	}
	return "", false
}

// namedBelow tells whether the line under a title in the description holds the
// first of the names: then the line is a heading, not the first sentence.
func (e *evidence) namedBelow(title string, names []string) bool {
	if len(names) == 0 {
		return false
	}
	for _, p := range e.find(title, 170) {
		if next := p.number + 1; p.start == 0 && next < len(e.folded) && strings.Contains(e.folded[next], fold(names[0])) {
			return true
		}
	}
	return false
}

// longer returns a line of the description that begins with the title and goes
// on as its subtitle, "" without one.
func (e *evidence) longer(title string) string {
	if len(title) < 5 {
		return ""
	}
	for _, p := range e.find(title, 170) {
		if p.start > 0 || p.number > 9 {
			continue
		}
		end := len(p.line)
		for _, c := range cuts(p.line) {
			if c.start > p.end && (c.sep == sepBy || c.sep == sepPipe) {
				end = min(end, c.start)
			}
		}
		for _, sep := range []string{":", " -", " –", " —", ","} {
			if strings.HasPrefix(p.line[p.end:], sep) && end > p.end+5 {
				if !strings.Contains(strings.TrimRight(p.line[p.end:end], " ."), ". ") {
					return strings.TrimRight(p.line[:end], " .")
				}
			}
		}
	}
	return ""
}
