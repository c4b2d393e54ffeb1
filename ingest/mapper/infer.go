package mapper

import (
	"math"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
)

// rounds is how often the shares of the templates and the readings of the
// titles are estimated from each other. They hardly move after the fourth.
const rounds = 5

// matcher reads the titles of one event jointly: what one title may mean depends
// on what the others mean.
type matcher struct {
	model       *weights
	known       *Known
	occasion    *occasion
	vocabulary  map[string]int     // bare words of the titles -> titles
	titles      map[string]int     // bare titles of the readings -> talks that may be called so
	lower       map[string]bool    // words that the event's texts write in lower case
	boilerplate map[string]bool    // lines that several descriptions share
	leading     bool               // many titles begin with what looks like a name before a space
	kinds       map[string]float64 // share of the titles that begin with a type of session
}

// dotsBy sets apart what channels write together when they shorten a title.
var dotsBy = strings.NewReplacer("...by ", "... by ", "…by ", "… by ")

// newTalks prepares the usable videos of an event.
func (m *matcher) newTalks(ev ingest.Event, videos []ingest.Video, opt Options) []*talk {
	var talks []*talk
	var titles, texts []string
	for i, v := range videos {
		t := &talk{index: i, raw: dotsBy.Replace(oneLine(v.Title))}
		if c, ok := opt.Corrections[v.Key()]; ok {
			t.correct = &c
		} else if !v.Usable() {
			continue
		}
		if t.raw == "" {
			continue
		}
		talks = append(talks, t)
		titles = append(titles, t.raw)
		texts = append(texts, plainLines(v.Description))
	}
	m.boilerplate = repeatedLines(texts)
	each(len(talks), func(i int) { talks[i].evidence = m.readEvidence(texts[i]) })
	m.occasion = newOccasion(ev, videos, titles, m.known)
	m.learnWords(talks)
	each(len(talks), func(i int) { talks[i].core = m.occasion.strip(talks[i].raw) })
	for _, t := range talks {
		if tag, _, ok := leadingKind(t.core.text); ok {
			m.kinds[tag] += 1 / float64(len(talks))
		}
	}
	m.leading = m.leadingNames(talks)
	each(len(talks), func(i int) {
		m.readClaims(talks[i])
		m.read(talks[i])
		m.readKinds(talks[i])
	})
	m.countTitles(talks)
	return talks
}

// countTitles counts for each title that a reading gives the talks that may be
// called so.
func (m *matcher) countTitles(talks []*talk) {
	m.titles = map[string]int{}
	for _, t := range talks {
		seen := map[string]bool{}
		for i := range t.candidates {
			c := &t.candidates[i]
			if c.bare = bare(c.title); !seen[c.bare] {
				seen[c.bare] = true
				m.titles[c.bare]++
			}
		}
	}
}

// leadingNames reports whether the titles begin with names that nothing but a
// space sets off: two words of which the first is somebody's first name, in a
// third of the titles, without a separator after them in most of these.
func (m *matcher) leadingNames(talks []*talk) bool {
	named, set := 0, 0
	for _, t := range talks {
		ends := wordEnds(t.core.text)
		if len(ends) < 4 {
			continue
		}
		head := t.core.text[:ends[1]]
		words := strings.Fields(bare(head))
		if len(words) < 2 || !nameShaped(head) || m.commonness(head) > 0 {
			continue
		}
		if m.known.firstName(words[0]) < 0.5 && !startsAgain(t.core.text, ends) {
			continue
		}
		named++
		for _, c := range cuts(t.core.text) {
			if c.sep.strong() && c.start <= ends[min(3, len(ends)-1)] {
				set++
				break
			}
		}
	}
	return named >= 3 && 3*named >= len(talks) && 2*set < named
}

// learnWords collects the event's vocabulary, which tells words from names.
func (m *matcher) learnWords(talks []*talk) {
	m.vocabulary = map[string]int{}
	m.lower = map[string]bool{}
	m.kinds = map[string]float64{}
	for _, t := range talks {
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(bare(t.raw)) {
			if !seen[w] {
				seen[w] = true
				m.vocabulary[w]++
			}
		}
		for _, w := range strings.FieldsFunc(t.raw, notWord) {
			if unicode.IsLower([]rune(w)[0]) {
				m.lower[w] = true
			}
		}
		for w := range t.evidence.lower {
			m.lower[w] = true
		}
	}
}

// infer weighs the candidates of all talks against each other.
func (m *matcher) infer(talks []*talk) {
	each(len(talks), func(i int) {
		t := talks[i]
		for j := range t.candidates {
			c := &t.candidates[j]
			m.describe(t, c)
			c.score = m.model.parse.dot(&c.x)
		}
	})
	var shares tally
	for range rounds {
		each(len(talks), func(i int) { m.weigh(talks[i], &shares) })
		shares = count(talks)
	}
	each(len(talks), func(i int) { m.weigh(talks[i], &shares) })
}

// startsAgain tells whether a sentence begins with the third word: a capital
// there, and few after it.
func startsAgain(s string, ends []int) bool {
	words := strings.Fields(s[ends[1]:])
	if !isUpperStart(words[0]) {
		return false
	}
	lower := 0
	for _, w := range words[1:] {
		if !isUpperStart(w) {
			lower++
		}
	}
	return 3*lower >= 2*(len(words)-1)
}

// tally counts the templates of an event, in expectation.
type tally struct {
	shape  map[shape]float64
	side   map[side]float64
	source map[source]float64
	total  float64
}

// side is the coarser view of a template.
type side struct{ named, first bool }

func (s shape) side() side { return side{s.sep != sepNone, s.first} }

// count adds up the posteriors of all talks.
func count(talks []*talk) tally {
	s := tally{map[shape]float64{}, map[side]float64{}, map[source]float64{}, 0}
	for _, t := range talks {
		w := t.weight()
		s.total += w
		for i := range t.candidates {
			c := &t.candidates[i]
			s.shape[c.shape] += w * c.p
			s.side[c.shape.side()] += w * c.p
			s.source[c.shape.source] += w * c.p
		}
	}
	return s
}

// weight is how much a talk teaches: what a curator has confirmed, more.
func (t *talk) weight() float64 {
	if t.correct != nil {
		return correctionWeight
	}
	return 1
}

// correctionWeight is the number of unconfirmed talks that a confirmed one
// outweighs.
const correctionWeight = 6

// weigh computes the posteriors of one talk's candidates, given how often the
// other talks use their templates.
func (m *matcher) weigh(t *talk, s *tally) {
	if len(t.candidates) == 0 {
		return
	}
	own := ownTally(t)
	best := math.Inf(-1)
	scores := make([]float64, len(t.candidates))
	for i := range t.candidates {
		c := &t.candidates[i]
		if s.shape != nil {
			rest := s.total - t.weight()
			c.x[fShape] = share(s.shape[c.shape]-own.shape[c.shape], rest)
			c.x[fSide] = share(s.side[c.shape.side()]-own.side[c.shape.side()], rest)
			c.x[fSource] = share(s.source[c.shape.source]-own.source[c.shape.source], rest)
		}
		w := &m.model.parse
		scores[i] = c.score + w[fShape]*c.x[fShape] + w[fSide]*c.x[fSide] + w[fSource]*c.x[fSource]
		best = max(best, scores[i])
	}
	sum := 0.0
	for i := range scores {
		scores[i] = math.Exp(scores[i] - best)
		sum += scores[i]
	}
	for i := range t.candidates {
		t.candidates[i].p = scores[i] / sum
	}
	if t.correct != nil {
		t.clamp()
	}
}

// ownTally is a talk's own part in the tally.
func ownTally(t *talk) tally {
	return count([]*talk{t})
}

// share is the logarithm of a smoothed share.
func share(n, total float64) float64 {
	const pseudo, prior = 1, 0.02
	return math.Log((max(n, 0) + pseudo*prior) / (total + pseudo))
}
