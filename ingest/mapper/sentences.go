package mapper

import "strings"

// sentence tries a title in quotes behind words that tell who speaks: "Talk by Jane
// Doe on “TITLE”", "Jane Doe's talk about “TITLE”".
func (r *texts) sentence(before, quote string) {
	words := strings.Fields(before)
	for len(words) > 1 && functionWords[strings.ToLower(strings.Trim(words[len(words)-1], ",:"))] {
		words = words[:len(words)-1]
	}
	before = strings.Join(words, " ")
	for _, c := range cuts(before) {
		if c.sep == sepBy {
			r.sentenceBy(before[c.end:], quote)
		}
	}
	for _, s := range []string{"'s ", "’s ", "' ", "’ "} {
		if i := strings.Index(before, s); i > 0 {
			r.sentenceBy(before[lastStrong(before[:i]):i], quote)
		}
	}
}

func (r *texts) sentenceBy(people, quote string) {
	for _, p := range certainPeople(people) {
		r.add(quote, p, shape{sep: sepQuote, first: true, source: fromTitle, list: p.list})
	}
}

// shortened tries names right behind the dots that a channel put for the end of a
// title: "A long ti... Jane Doe".
func (r *texts) shortened() {
	for _, dots := range []string{"... ", "… "} {
		i := strings.LastIndex(r.text, dots)
		if i < 10 {
			continue
		}
		end := i + len(dots)
		for _, p := range certainPeople(r.text[end:]) {
			r.add(r.text[:end], p, shape{sep: sepDots, source: fromTitle, list: p.list})
		}
	}
}
