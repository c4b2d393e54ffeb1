package mapper

import "math"

// tally counts the templates of an event, in expectation.
type tally struct {
	shape  map[shape]float64
	side   map[side]float64
	source [numSources]float64
	style  [numStyles]float64
	total  float64
}

// side is the coarser view of a template.
type side struct{ named, first bool }

func (s shape) side() side { return side{s.sep != sepNone, s.first} }

// count adds up the posteriors of all talks.
func count(talks []*talk) tally {
	s := tally{shape: map[shape]float64{}, side: map[side]float64{}}
	for _, t := range talks {
		w := t.weight()
		s.total += w
		for i := range t.candidates {
			c := &t.candidates[i]
			if c.p == 0 {
				continue
			}
			s.shape[c.shape] += w * c.p
			s.side[c.shape.side()] += w * c.p
			s.source[c.shape.source] += w * c.p
			s.style[c.style] += w * c.p
		}
	}
	return s
}

// weight is how much a talk teaches: what a curator has confirmed, more.
func (t *talk) weight() float64 {
	switch {
	case t.correct == nil:
		return 1
	case t.taught:
		return correctionWeight
	}
	return 0
}

// correctionWeight is the number of unconfirmed talks that a confirmed one
// outweighs.
const correctionWeight = 6

// compare fills in the facts of a talk's candidates that say how often the other
// talks do the same: what the talk itself has in the tally does not count.
func (t *talk) compare(s *tally) {
	w := t.weight()
	rest := s.total - w
	var style [numStyles]float64
	for i := range t.candidates {
		style[t.candidates[i].style] += w * t.candidates[i].p
	}
	for i := range t.candidates {
		c := &t.candidates[i]
		var shape, side, source float64
		for j := range t.candidates {
			d := &t.candidates[j]
			if d.p == 0 {
				continue
			}
			if d.shape.source == c.shape.source {
				source += w * d.p
				if d.shape == c.shape {
					shape += w * d.p
				}
			}
			if d.shape.side() == c.shape.side() {
				side += w * d.p
			}
		}
		c.common[fShape] = share(s.shape[c.shape]-shape, rest)
		c.common[fSide] = share(s.side[c.shape.side()]-side, rest)
		c.common[fSource] = share(s.source[c.shape.source]-source, rest)
		if c.style != styleNone {
			lists := s.style[stylePeople] + s.style[styleCompanies] - style[stylePeople] - style[styleCompanies]
			c.common[fStyle] = math.Log((max(s.style[c.style]-style[c.style], 0) + 0.5) / (max(lists, 0) + 1))
		}
		if c.style == styleCompanies {
			c.common[fCompanies] = math.Log((max(s.style[styleCompanies]-style[styleCompanies], 0) + 0.2) / (max(rest, 0) + 1))
		}
	}
}

// weigh computes the posteriors of one talk's candidates, given how often the
// other talks use their templates. What a person settled is settled, if asked for.
func (m *matcher) weigh(t *talk, s *tally, settled bool) {
	if len(t.candidates) == 0 {
		return
	}
	if s.shape != nil {
		t.compare(s)
	}
	best := math.Inf(-1)
	scores := make([]float64, len(t.candidates))
	top := make([]int, len(t.candidates)) // of those that say the same, the likeliest
	for i := range t.candidates {
		c := &t.candidates[i]
		scores[i] = c.score
		for f, v := range c.common {
			scores[i] += m.model.parse[f] * v
		}
		best = max(best, scores[i])
		if top[i] = i; scores[i] > scores[top[c.same]] {
			top[c.same] = i
		}
	}
	sum := 0.0
	for i := range scores {
		if top[t.candidates[i].same] != i { // who says the same twice is not more likely for it
			scores[i] = 0
			continue
		}
		scores[i] = math.Exp(scores[i] - best)
		sum += scores[i]
	}
	for i := range t.candidates {
		t.candidates[i].p = scores[i] / sum
	}
	if t.correct != nil && settled {
		t.clamp()
	}
}

// share is the logarithm of a smoothed share.
func share(n, total float64) float64 {
	const pseudo, prior = 1, 0.02
	return math.Log((max(n, 0) + pseudo*prior) / (total + pseudo))
}
