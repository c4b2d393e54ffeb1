package mapper

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// choice is the reading that the mapper settled on, with the best that differs.
type choice struct {
	candidate
	joint    float64 // posterior of title and speakers together
	pTitle   float64 // of the title, whatever the speakers
	pNames   float64 // of the speakers, whatever the title
	runnerUp *candidate
	second   float64 // posterior of the runner-up
	rivals   []rival // the other results, likeliest first
}

// rival is a result that was not chosen.
type rival struct {
	*candidate
	p float64
}

// result is what a candidate says, however it came to say it.
func (c *candidate) result() string { return c.title + "\x00" + strings.Join(c.names, "\x00") }

// choose adds up the candidates that say the same and takes the likeliest.
func (t *talk) choose() *choice {
	if len(t.candidates) == 0 {
		return nil
	}
	type group struct {
		best *candidate
		sum  float64
	}
	var groups []*group
	byResult := map[string]*group{}
	for i := range t.candidates {
		c := &t.candidates[i]
		g := byResult[c.result()]
		if g == nil {
			g = &group{best: c}
			byResult[c.result()] = g
			groups = append(groups, g)
		}
		g.sum += c.p
		if c.p > g.best.p {
			g.best = c
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Compare(b.sum, a.sum) })
	ch := &choice{candidate: *groups[0].best, joint: groups[0].sum}
	for _, g := range groups[1:] {
		ch.rivals = append(ch.rivals, rival{g.best, g.sum})
	}
	if len(groups) > 1 {
		ch.runnerUp, ch.second = groups[1].best, groups[1].sum
	}
	for i := range t.candidates {
		c := &t.candidates[i]
		if c.title == ch.title {
			ch.pTitle += c.p
		}
		if slices.Equal(c.names, ch.names) {
			ch.pNames += c.p
		}
	}
	ch.names = t.evidence.respell(ch.names)
	return ch
}

// respell writes names as the description does where it has accents or hyphens
// that the title has lost.
func (e *evidence) respell(names []string) []string {
	for i, n := range names {
		for _, claim := range e.claims {
			for _, c := range claim.names {
				if c != n && marks(c) > marks(n) && bare.Words(c) == bare.Words(n) {
					names = slices.Clone(names)
					names[i] = c
				}
			}
		}
	}
	return names
}
