package mapper

import (
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/calendar"
)

// The bounds of confidence where something of the host's title is lost.
const (
	boundLeftOut = 0.85 // words that nothing accounts for
	boundCut     = 0.85 // a field at whose end the host may have cut
)

// remains are the words of a host's title that end up in no field and are not the
// event's own.
type remains struct {
	runs    []string // as the host wrote them
	serious bool     // some may be a name or a part of the title
}

// learnOwn collects the words that titles have for the event: its names, and what
// repeats beside title and speakers.
func (m *matcher) learnOwn(found ...*habits) {
	m.own = map[string]bool{}
	o := m.occasion
	keep := func(run string) {
		for w := range strings.FieldsSeq(run) {
			m.own[w] = true
		}
	}
	for _, set := range []map[string]bool{o.words, o.shorts, o.years, o.segments, o.prefixes, o.suffixes} {
		for run := range set {
			keep(run)
		}
	}
	for name := range o.compacts {
		keep(name)
	}
	for w, n := range o.tails {
		if n >= 3 {
			keep(w)
		}
	}
	for _, h := range found {
		for key := range h.runs {
			keep(key[2:])
		}
		for run := range h.segments {
			keep(run)
		}
	}
}

// leftOut finds what of a host's title is in none of the fields.
func (m *matcher) leftOut(t *talk, c *choice, spelled []string) remains {
	used := map[string]bool{}
	for _, text := range append(append([]string{c.title}, c.names...), spelled...) {
		for w := range strings.FieldsSeq(bare.Words(text)) {
			used[w] = true
		}
	}
	var r remains
	var run []string
	flush := func() {
		if text := trimEnds(strings.Trim(strings.Join(run, " "), "\"'“”«»()[]{}【】（）「」")); text != "" {
			r.runs = append(r.runs, text)
			r.serious = r.serious || !strings.HasPrefix(text, "@") && !strings.HasPrefix(text, "#") && !m.companies[bare.Words(text)]
		}
		run = nil
	}
	for token := range strings.FieldsSeq(t.raw) {
		if m.accounted(token, used) {
			if len(run) > 0 && bare.Words(token) != "" {
				flush()
			}
			continue
		}
		run = append(run, token)
		if strings.ContainsAny(token[len(token)-1:], ",;:|)]") {
			flush()
		}
	}
	flush()
	for _, mark := range t.core.marks { // a note says so already
		r.forget(mark)
	}
	return r
}

// forget takes a run out of the remains.
func (r *remains) forget(mark string) {
	kept := r.runs[:0]
	for _, run := range r.runs {
		if !strings.Contains(bare.Words(mark), bare.Words(run)) {
			kept = append(kept, run)
		}
	}
	if r.runs = kept; len(kept) == 0 {
		r.serious = false
	}
}

// accounted tells whether a word of a host's title is in a field, is the event's, or
// says nothing.
func (m *matcher) accounted(token string, used map[string]bool) bool {
	b := bare.Words(token)
	if used[b] || m.own[digitless(b)] || m.occasion.near(strings.ReplaceAll(b, " ", "")) {
		return true
	}
	for w := range strings.FieldsSeq(b) {
		_, link := linkWords[w]
		_, kind := kinds[w]
		_, language := languageNames[w]
		_, weekday := calendar.Weekday(w)
		switch {
		case used[w], m.own[w], m.own[digitless(w)], link, kind, language, weekday, functionWords[w], fillers[w], honorifics[w], dayWords[w], calendar.Month(w) != 0, isOrdinal(w):
		case isDigits(w), m.occasion.dated(w), m.occasion.near(w), len(w) == 1, strings.HasPrefix(w, "lightning"), strings.HasPrefix(w, "keynote"):
		default:
			return false
		}
	}
	return true
}

// loss bounds the confidences where words of the host's title are lost, or may be,
// and says which.
func (w *writer) loss(t *talk, c *choice, title *Inferred[string], speakers *Inferred[[]string]) {
	left := w.run.matcher.leftOut(t, c, speakers.Value)
	if len(left.runs) > 0 {
		w.left = because("left-out", "left out: "+strings.Join(left.runs, ", "), left.runs...)
	}
	if left.serious {
		title.Confidence, speakers.Confidence = min(title.Confidence, boundLeftOut), min(speakers.Confidence, boundLeftOut)
	}
	bound := w.run.others.bound(c)
	title.Confidence, speakers.Confidence = min(title.Confidence, bound), min(speakers.Confidence, bound)
	if atEnd := cutField(t, c); atEnd == ingest.FieldTitle {
		title.Confidence = min(title.Confidence, boundCut)
	} else if atEnd == ingest.FieldSpeakers {
		speakers.Confidence = min(speakers.Confidence, boundCut)
		w.cutName = true
	}
}

// cutField is the field that stands where the host may have cut, "" when what is
// there says elsewhere that it is whole.
func cutField(t *talk, c *choice) string {
	if dots(c.title) {
		return ingest.FieldTitle
	}
	if utf8.RuneCountInString(t.raw) < host.TitleLimit-3 {
		return ""
	}
	words := strings.Fields(bare.Words(t.raw))
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	for _, n := range c.names {
		if strings.HasSuffix(bare.Words(n), last) && !t.evidence.mentions(n) && c.shape.source == fromTitle {
			return ingest.FieldSpeakers
		}
	}
	if strings.HasSuffix(c.bare, last) && !c.restored && !t.evidence.mentions(c.title) {
		return ingest.FieldTitle
	}
	return ""
}

// dots tells a title that was cut short.
func dots(title string) bool {
	return strings.HasSuffix(title, "..") || strings.HasSuffix(title, "…")
}
