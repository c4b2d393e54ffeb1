package mapper

import (
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// newHabits learns from the titles of one event: what a third of them share at the
// same place, and what is neither a person nor what the event is about.
func newHabits(texts []string, known *Known) *habits {
	h := &habits{runs: map[string]bool{}, segments: map[string]bool{}}
	if len(texts) < 4 {
		return h
	}
	r := countRuns(texts, known)
	elsewhere := map[string]int{} // run -> titles that hold it anywhere
	for key, o := range r.runs {
		if 3*o.titles >= len(texts) && o.titles >= 4 && o.habitual(key, known) && !o.someone(r) {
			elsewhere[o.run] = 0
			h.runs[key] = true
		}
	}
	if len(h.runs) == 0 {
		return h
	}
	for _, text := range texts {
		b := digitless(bare.Words(text))
		for run := range elsewhere {
			if containsWord(b, run) {
				elsewhere[run]++
			}
		}
	}
	for key := range h.runs { // words that titles hold elsewhere, too, are what the event is about
		if o := r.runs[key]; border(key[1]) != borderLink && 5*elsewhere[o.run] > 6*o.titles {
			delete(h.runs, key)
		}
	}
	h.learnSegments(texts)
	return h
}

// runs counts the runs of words at the ends of segments, by edgeKey.
type runs struct {
	runs   map[string]*occurrence
	titles int
	parts  int // segments of all titles
}

func countRuns(texts []string, known *Known) *runs {
	r := &runs{runs: map[string]*occurrence{}, titles: len(texts)}
	common := commonWords(texts)
	for _, text := range texts {
		all := segments(text)
		r.parts += len(all)
		seen := map[string]bool{}
		for i, s := range all {
			b := bare.Words(text[s.start:s.end])
			if first, last := outerWords(digitless(b)); !common[first] && !common[last] {
				continue // no run at its ends is in many titles
			}
			named := known.hasLoosely(b) || looksPersonal(b, known)
			s.edges(text, func(key, run string, cut segment) bool {
				if !seen[key] {
					seen[key] = true
					r.add(key, run, text, s, cut, len(all), i == 0, named)
				}
				return true
			})
		}
	}
	return r
}

// commonWords are those that a third of the titles have.
func commonWords(texts []string) map[string]bool {
	count := map[string]int{}
	for _, text := range texts {
		for w := range strings.FieldsSeq(digitless(bare.Words(text))) {
			count[w]++
		}
	}
	common := map[string]bool{}
	for w, n := range count {
		if 3*n >= len(texts) {
			common[w] = true
		}
	}
	return common
}

// add counts one title that has a run at the end of a segment, one of parts.
func (r *runs) add(key, run, text string, s, cut segment, parts int, leading, named bool) {
	o := r.runs[key]
	before, after := text[s.start:cut.start], text[cut.end:s.end]
	if o == nil {
		o = &occurrence{run: run, sample: text[cut.start:cut.end], rest: before + after}
		r.runs[key] = o
	}
	o.titles++
	o.parts += parts
	o.named += int(flag(named))
	if other, ok := strings.CutPrefix(o.rest, before); !ok || other != after {
		o.others++
	}
	o.listed += int(flag(strings.HasSuffix(strings.TrimSpace(before), ",")))
	if cut.start == s.start && cut.end == s.end {
		o.whole++
		o.leading += int(flag(leading))
		o.linked += int(flag(s.left == borderLink))
	}
}

// occurrence counts where a run of words stands.
type occurrence struct {
	run     string // bare
	sample  string // as one title writes it
	titles  int
	whole   int    // titles in which it is all of a segment
	leading int    // titles in which it is the first segment
	linked  int    // titles in which it is all that stands behind a link word
	named   int    // titles in which it stands in what looks like a name
	rest    string // of the segment, beside the run, in the first title
	others  int    // titles in which the rest is another
	listed  int    // titles in which a comma stands before it
	parts   int    // segments of those titles
}

// someone tells a person who gives many of the talks, or whom many work for, from
// what the channel adds: that makes titles longer than others.
func (o *occurrence) someone(r *runs) bool {
	oneRest := 3*o.others < o.titles
	switch {
	case 2*o.listed > o.titles && 5*o.titles < 3*r.titles: // or a company: who reads lists decides
		return true
	case oneRest && strings.TrimSpace(o.rest) != "": // a part of a longer run, which decides
		return true
	case oneRest && 2*o.named >= o.titles: // one name, not many before the same word
		return true
	case 2*o.whole < o.titles, !nameShaped(o.sample), !strings.Contains(o.sample, " "), o.titles == r.titles:
		return false
	case 2*o.linked >= o.titles:
		return true
	}
	with := float64(o.parts) / float64(o.titles)
	return with < float64(r.parts-o.parts)/float64(r.titles-o.titles)+0.5
}

// habitual tells whether a run that repeats may be left out.
func (o *occurrence) habitual(key string, known *Known) bool {
	words := strings.Fields(o.run)
	first, last := words[0], words[len(words)-1]
	switch {
	case known.hasLoosely(o.run), looksPersonal(o.run, known), isDigits(strings.Join(words, "")):
		return false
	case len(words) == 1 && functionWords[o.run]:
		return false
	case key[0] == 'L' && needsMore[last], key[0] == 'R' && border(key[1]) != borderLink && needsMore[first] && first != "by":
		return false
	case numbered.MatchString(o.run), namesKind(o.run) && (o.whole < o.titles || o.leading > 0):
		return false // curators keep the type of session in front of a title
	}
	return true
}

// learnSegments finds the segments of which a run is only the part that stays the
// same: few values, each several times.
func (h *habits) learnSegments(texts []string) {
	values := map[string]map[string]int{} // edge key -> whole segment -> titles
	for _, text := range texts {
		parts := segments(text)
		for i, s := range parts {
			if i == 0 || len(parts) < 2 || s.left != borderStrong {
				continue
			}
			whole := digitless(bare.Words(text[s.start:s.end]))
			if n := len(strings.Fields(whole)); n < 2 || n > 4 {
				continue
			}
			s.edges(text, func(key, run string, _ segment) bool {
				if h.runs[key] && run != whole {
					if values[key] == nil {
						values[key] = map[string]int{}
					}
					values[key][whole]++
				}
				return true
			})
		}
	}
	for _, wholes := range values {
		all := 0
		for _, n := range wholes {
			all += n
		}
		if 2*len(wholes) <= all {
			for whole := range wholes {
				h.segments[whole] = true
			}
		}
	}
}
