package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// The minority template of an event whose names nobody bears, while most names of the
// others are borne by people whom the data tree knows: its names are halves of titles.
const (
	fewAttested  = 0.1
	mostAttested = 0.5
	minorityOf   = 0.5 // of all talks
	unlikely     = 4.0 // taken off the score
)

// attests tells names for which there is more than capitals to say that they are some:
// somebody known is called so, at least by the first name, or the description speaks of
// them.
func (m *matcher) attests(t *talk) func(name string) bool {
	return func(name string) bool {
		b := bare.Words(name)
		first, _, _ := strings.Cut(b, " ")
		return b != "" && (m.known.hasLoosely(b) || m.known.firstName(first) >= 0.3 || t.evidence.mentions(name))
	}
}

// doubtTemplates lowers the scores of templates of that kind, and tells whether there
// are any.
func (m *matcher) doubtTemplates(talks []*talk) bool {
	if m.known == nil {
		return false
	}
	mass, borne := map[shape]float64{}, map[shape]float64{}
	all, known := 0.0, 0.0
	for _, t := range talks {
		attested := m.attests(t)
		for i := range t.candidates {
			c := &t.candidates[i]
			if c.p < 0.05 || len(c.names) == 0 || c.shape.source != fromTitle {
				continue
			}
			mass[c.shape] += c.p
			all += c.p
			if slices.ContainsFunc(c.names, attested) {
				borne[c.shape] += c.p
				known += c.p
			}
		}
	}
	doubted := map[shape]bool{}
	for s, n := range mass {
		others, theirs := all-n, known-borne[s]
		if n >= 1.5 && borne[s] < fewAttested*n && n < minorityOf*float64(len(talks)) && others > n && theirs > mostAttested*others {
			doubted[s] = true
		}
	}
	for _, t := range talks {
		attested := m.attests(t)
		for i := range t.candidates {
			if c := &t.candidates[i]; doubted[c.shape] && !slices.ContainsFunc(c.names, attested) {
				c.score -= unlikely
			}
		}
	}
	return len(doubted) > 0
}
