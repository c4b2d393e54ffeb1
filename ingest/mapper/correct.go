package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// Correction is what a curator made of a video.
type Correction struct {
	Title    string
	Speakers []string
}

// teaches reports whether a correction says something of how the event's titles are
// to be read: most of its words stand in the talk's title or description.
func (c *Correction) teaches(t *talk) bool {
	text := " " + bare.Words(t.raw) + " " + bare.Words(t.evidence.text) + " "
	for _, s := range append([]string{c.Title}, c.Speakers...) {
		words, found := 0, 0
		for w := range strings.FieldsSeq(bare.Words(s)) {
			words++
			found += int(flag(strings.Contains(text, " "+w+" ")))
		}
		if 2*found < words {
			return false
		}
	}
	return true
}

// isRead reports whether one of the talk's readings says what the curator wrote, so that
// there is something to learn of how to read.
func (c *Correction) isRead(t *talk) bool {
	return slices.ContainsFunc(t.candidates, func(d candidate) bool { return c.agreement(d) >= 3.5 })
}

// correctedTitles are the bare titles that people gave talks in words of the host.
func correctedTitles(talks []*talk) []string {
	var titles []string
	for _, t := range talks {
		if t.correct != nil && t.correct.teaches(t) {
			titles = append(titles, digitless(bare.Words(t.correct.Title)))
		}
	}
	return titles
}

// spare takes out of what repeats what people have left in titles.
func spare(titles []string, repeats ...map[string]bool) {
	for _, title := range titles {
		for _, set := range repeats {
			for run := range set {
				if containsWord(title, run) {
					delete(set, run)
				}
			}
		}
	}
}

// spare does so for runs at the ends of segments.
func (h *habits) spare(titles []string) {
	for _, title := range titles {
		for key := range h.runs {
			if containsWord(title, key[2:]) {
				delete(h.runs, key)
			}
		}
	}
}

// aspect is one side of a reading that a correction may be about: the template, what
// becomes of the type of session, what completes the title.
type aspect struct {
	shape     shape
	companies bool
	kind      [3]bool
	form      kindForm
	completed [2]bool
	part      byte
}

// aspects are the sides of a candidate.
func (c *candidate) aspects() [3]aspect {
	return [3]aspect{
		{part: 't', shape: c.shape, companies: c.style == styleCompanies},
		{part: 'k', kind: [3]bool{c.kindCut, c.kindKept, c.kindGroup}, form: c.form},
		{part: 'c', completed: [2]bool{c.restored, c.extended}},
	}
}

// ofCorrection is by how much one correction shifts the score of what it corrects,
// and of what it corrects it to.
const ofCorrection = 0.5

// alikeCorrections is the number of corrections of one kind that teach something of the
// other talks: one alone may be about its own talk.
const alikeCorrections = 2

// change is what a correction makes of one side of a reading.
type change struct{ was, is aspect }

// learnCorrections shifts the scores of all talks by what the corrected ones were
// read as, and what as they should have been, where several were corrected alike.
func (m *matcher) learnCorrections(talks []*talk) {
	changes := map[change]int{}
	for _, t := range talks {
		if t.correct == nil || !t.taught || len(t.candidates) == 0 {
			continue
		}
		read, right := t.likeliest(), t.nearest()
		if right == nil || read.result() == right.result() {
			continue
		}
		was, is := read.aspects(), right.aspects()
		for i := range was {
			if was[i] != is[i] {
				changes[change{was[i], is[i]}]++
			}
		}
	}
	odds := map[aspect]float64{}
	for c, n := range changes {
		if n >= alikeCorrections {
			odds[c.was] -= ofCorrection * float64(n)
			odds[c.is] += ofCorrection * float64(n)
		}
	}
	if len(odds) == 0 {
		return
	}
	for _, t := range talks {
		for i := range t.candidates {
			for _, a := range t.candidates[i].aspects() {
				t.candidates[i].score += odds[a]
			}
		}
	}
}

// likeliest is the candidate with the highest posterior.
func (t *talk) likeliest() *candidate {
	best := &t.candidates[0]
	for i := range t.candidates {
		if t.candidates[i].p > best.p {
			best = &t.candidates[i]
		}
	}
	return best
}

// nearest is the likeliest of the candidates that come nearest to the correction,
// nil when none comes near.
func (t *talk) nearest() *candidate {
	var best *candidate
	grade := 0.0
	for i := range t.candidates {
		c := &t.candidates[i]
		if g := t.correct.agreement(*c); g > grade || g == grade && best != nil && c.p > best.p {
			best, grade = c, g
		}
	}
	return best
}

// clamp gives all probability to the candidates that agree best with the
// correction.
func (t *talk) clamp() {
	best := 0.0
	grades := make([]float64, len(t.candidates))
	for i, c := range t.candidates {
		grades[i] = t.correct.agreement(c)
		best = max(best, grades[i])
	}
	sum := 0.0
	for i := range t.candidates {
		if grades[i] < best || best == 0 {
			t.candidates[i].p = 0
		}
		sum += t.candidates[i].p
	}
	if sum == 0 {
		for i := range t.candidates {
			if grades[i] == best && best > 0 {
				t.candidates[i].p, sum = 1, sum+1
			}
		}
	}
	for i := range t.candidates {
		if sum > 0 {
			t.candidates[i].p /= sum
		}
	}
}

// agreement grades how near a candidate comes to what the curator wrote.
func (c *Correction) agreement(d candidate) float64 {
	grade := 0.0
	switch {
	case fold(d.title) == fold(c.Title):
		grade += 2
	case bare.Words(d.title) == bare.Words(c.Title):
		grade += 1.5
	}
	switch {
	case sameNames(d.names, c.Speakers):
		grade += 2
	case fuller(c.Speakers, d.names) && len(d.names) > 0:
		grade++
	}
	return grade
}
