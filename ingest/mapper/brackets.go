package mapper

import "strings"

// bracket tries names in brackets at the end, and at the front.
func (r *texts) bracket() {
	for _, g := range groups(r.text) {
		if g.end == len(r.text) && g.start > 0 {
			for _, p := range readPeople(r.text[g.start+1 : g.end-1]) {
				r.add(r.text[:g.start], p, shape{sep: sepParen, source: fromTitle, list: p.list})
			}
		}
		if g.start == 0 && g.end < len(r.text) {
			for _, p := range readPeople(r.text[g.start+1 : g.end-1]) {
				r.add(r.text[g.end:], p, shape{sep: sepParen, first: true, source: fromTitle, list: p.list})
			}
		}
	}
	r.quoted()
}

// quoted tries a title in quotes beside names without a separator.
func (r *texts) quoted() {
	in := enclosed(r.text)
	if in == nil {
		return
	}
	for i, q := range r.text {
		if !in[i] || !strings.ContainsRune(`"“„«「『`, q) {
			continue
		}
		width := len(string(q))
		end := i + width + closing(r.text[i+width:], q)
		quote := r.text[i:end]
		if i == 0 && end < len(r.text) {
			for _, p := range readPeople(r.text[end:]) {
				r.add(quote, p, shape{sep: sepQuote, source: fromTitle, list: p.list})
			}
		}
		if end == len(r.text) && i > 0 {
			r.sentence(r.text[:i], quote)
			for _, p := range readPeople(r.text[:i]) {
				r.add(quote, p, shape{sep: sepQuote, first: true, source: fromTitle, list: p.list})
			}
		}
		return
	}
}
