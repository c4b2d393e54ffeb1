package mapper

import "strings"

// others is what the event's chosen readings have in common. One shape misread for
// the whole event shows there: half of the titles end in the same word.
type others struct {
	talks  int
	joint  float64 // sum of the posteriors
	starts map[string]int
	ends   map[string]int
}

func newOthers(choices []*choice) *others {
	o := &others{starts: map[string]int{}, ends: map[string]int{}}
	for _, c := range choices {
		if c == nil {
			continue
		}
		o.talks++
		o.joint += c.joint
		start, end := outerWords(c.bare)
		o.starts[start]++
		o.ends[end]++
	}
	return o
}

// outerWords are the first and the last word of a bare text.
func outerWords(b string) (first, last string) {
	first, _, _ = strings.Cut(b, " ")
	return first, b[strings.LastIndexByte(b, ' ')+1:]
}

// certainty is the mean posterior of the others' choices.
func (o *others) certainty(c *choice) float64 {
	return (o.joint - c.joint + 0.5) / (float64(max(o.talks-1, 1)) + 1)
}

// The bounds of confidence where many of the event's proposals have in common what
// proposals seldom have: then it may be misread as a whole.
const (
	boundAlike  = 0.75
	alikeTitles = 4   // titles that are enough to tell
	alikeShare  = 0.3 // of all
)

// bound is the confidence that a choice can have, given the others.
func (o *others) bound(c *choice) float64 {
	start, end := outerWords(c.bare)
	alike := o.ends[end]
	if !functionWords[start] {
		alike = max(alike, o.starts[start])
	}
	if alike >= alikeTitles && float64(alike) > alikeShare*float64(o.talks) {
		return boundAlike
	}
	return 1
}
