package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// ofMirrored is added to the score of the reading that two talks of the same words in
// another order agree on: "NAME: TITLE" and "TITLE - NAME".
const ofMirrored = 4.0

// preferMirrored raises such readings, and tells whether there are any.
func preferMirrored(talks []*talk) bool {
	same := map[string][]*talk{}
	for _, t := range talks {
		words := strings.Fields(bare.Words(t.core.text))
		slices.Sort(words)
		key := strings.Join(words, " ")
		same[key] = append(same[key], t)
	}
	found := false
	for _, group := range same {
		if len(group) == 2 && bare.Words(group[0].core.text) != bare.Words(group[1].core.text) && preferShared(group[0], group[1]) {
			found = true
		}
	}
	return found
}

// preferShared raises the likeliest of what two talks may both say. How the event is read
// speaks for one and against the other of them, so that the names decide.
func preferShared(a, b *talk) bool {
	says := func(c *candidate) string { return c.bare + "\x00" + bare.Words(strings.Join(c.names, ",")) }
	odds := map[string]float64{}
	for i := range a.candidates {
		if c := &a.candidates[i]; len(c.names) > 0 {
			odds[says(c)] += c.p
		}
	}
	best, likeliest := "", 0.0
	for i := range b.candidates {
		c := &b.candidates[i]
		if p := odds[says(c)] * c.p; p > likeliest {
			best, likeliest = says(c), p
		}
	}
	for _, t := range []*talk{a, b} {
		for i := range t.candidates {
			if c := &t.candidates[i]; best != "" && says(c) == best {
				c.score += ofMirrored
			}
		}
	}
	return best != ""
}
