package intake

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// side is what a talk is told by.
type side struct {
	site     string
	title    []string // as the host has it, in words
	clean    []string // without speakers, event and decoration, as far as the mapper can tell
	speakers []string
	duration int
	session  string   // that it is sure to be, "" if of none
	taken    []string // sites that it has already
}

// words are a text's, as two spellings of one are compared.
func words(s string) []string { return strings.Fields(bare.Words(s)) }

// fit says how well two talks go together.
type fit int

const (
	apart  fit = iota
	unsure     // one title within the other, and more in the rest than there should be
	within     // one title within the other
	same
)

// sides are the talks of the run, by what they are called with and without a draft.
func (r copies) sides(proposals map[ingest.Key]ingest.Proposal, sessions map[ingest.Key]string) []side {
	all := make([]side, len(r.talks))
	for i, t := range r.talks {
		rec := reuploads(r).settled(t, proposals[t.video.Key()])
		s := side{
			site: site(t.video), title: words(t.video.Title), clean: words(rec.Title), speakers: rec.Speakers,
			duration: t.video.Duration, session: sessions[t.video.Key()],
		}
		if len(s.speakers) == 0 {
			s.speakers = t.video.Speakers
		}
		for _, c := range t.copies {
			s.taken = append(s.taken, site(c))
			s.duration = cmp.Or(s.duration, c.Duration)
		}
		all[i] = s
	}
	return all
}

// secondsApart is how much longer one host's copy may be than the other's.
const secondsApart = 10

// fits tells how well the video of b goes with the talk of a.
func (r copies) fits(a, b side) fit {
	longer, shorter := max(a.duration, b.duration), min(a.duration, b.duration)
	known := shorter > 0
	switch {
	case a.site == b.site, slices.Contains(a.taken, b.site), slices.Contains(b.taken, a.site):
		return apart
	case a.session != "" && b.session != "":
		if a.session == b.session && (!known || 4*shorter >= 3*longer) { // a cut version is a bit shorter
			return same
		}
		return apart
	case known && longer-shorter > secondsApart, disagree(a.speakers, b.speakers):
		return apart
	case len(a.title) > 0 && slices.Equal(a.title, b.title):
		return same
	}
	core := a.title
	if len(b.title) < len(a.title) {
		core = b.title
	}
	if len(a.clean) > 0 && slices.Equal(a.clean, b.clean) {
		core = a.clean
	}
	restA, inA := without(a.title, core)
	restB, inB := without(b.title, core)
	if !inA || !inB || len(core) == 0 {
		return apart
	}
	if r.isAround(slices.Concat(restA, restB), slices.Concat(a.speakers, b.speakers)) {
		return within
	}
	if known || len(core) > 1 {
		return unsure
	}
	return apart
}

// disagree reports whether two talks are known to have other speakers.
func disagree(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	var names []string
	for _, name := range b {
		names = append(names, bare.Words(name))
	}
	return !slices.ContainsFunc(a, func(name string) bool { return slices.Contains(names, bare.Words(name)) })
}

// without takes words that follow each other out of others.
func without(all, some []string) (rest []string, ok bool) {
	for i := 0; i+len(some) <= len(all); i++ {
		if slices.Equal(all[i:i+len(some)], some) {
			return slices.Concat(all[:i], all[i+len(some):]), true
		}
	}
	return all, false
}

// decoration are words around titles that say nothing of the talk.
var decoration = words("a an and at by from in on the with of talk keynote video recording official full live hd 4k 720p 1080p")

// isAround reports whether words are those of speakers, of the event or of decoration.
func (r copies) isAround(rest, speakers []string) bool {
	about := slices.Concat(decoration, words(r.ev.Title), words(r.ev.Slug), words(strings.Join(speakers, " ")))
	for _, day := range []ingest.Date{r.ev.StartDate, r.ev.EndDate} {
		if !day.IsZero() {
			about = append(about, strings.Fields(bare.Words(day.String()))...)
		}
	}
	return !slices.ContainsFunc(rest, func(word string) bool { return !slices.Contains(about, word) })
}
