package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
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
	bare      string // the title, bare
	names     []string
	tails     []string // what was taken for companies
	style     style
	mixed     bool // the company stands between separators that differ
	shape     shape
	kind      string // the session type's tag
	kindCut   bool
	kindKept  bool
	kindGroup bool // it stood in brackets
	form      kindForm
	restored  bool               // the title was completed from the description
	extended  bool               // the title has the subtitle that the description gives it
	same      int                // the first candidate that says the same
	common    [numCommon]float64 // the facts that depend on the other talks
	facts     []fact             // all others that are not zero
	score     float64            // of the features that do not depend on the other talks
	p         float64            // posterior
}

// talk is one video on its way through the mapper.
type talk struct {
	index      int // in the videos given to Map
	raw        string
	core       core
	evidence   *evidence
	candidates []candidate
	names      map[string]nameFacts
	people     map[string][]reading // of parts of the title
	beside     map[string][]byline  // of titles
	fuller     map[string]fullTitle // of titles
	correct    *Correction
	taught     bool // the correction tells how to read the others
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

// fuller tells whether a claim names the same people, some of them in a longer
// form, or more people.
func fuller(claim, names []string) bool {
	if len(claim) < len(names) || slices.Equal(claim, names) {
		return false
	}
	for _, n := range names {
		if !slices.ContainsFunc(claim, func(c string) bool { return sharesWord(c, n) && strings.Count(c, " ") >= strings.Count(n, " ") }) {
			return false
		}
	}
	return true
}

// sharesWord tells whether two names have a word in common.
func sharesWord(a, b string) bool {
	words := strings.Fields(bare.Words(a))
	for w := range strings.FieldsSeq(bare.Words(b)) {
		if len(w) > 1 && slices.Contains(words, w) {
			return true
		}
	}
	return false
}
