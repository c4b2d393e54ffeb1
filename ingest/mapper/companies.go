package mapper

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// staffed is one way to read a list as people and those they work for.
type staffed struct{ people, companies []string }

// withCompanies lists the ways to read a list as people with companies or roles
// behind them: "A & B, X", "A, X & B, Y", "A, X, B, Y", "A, B & C, X".
func withCompanies(s string) []staffed {
	commas := splitCommas(s)
	if len(commas) < 2 {
		if head, tail, ok := cutCompany(s); ok {
			return []staffed{{splitPeople(head), []string{tail}}}
		}
		return nil
	}
	found := []staffed{{splitPeople(commas[0]), []string{strings.Join(commas[1:], ", ")}}}
	if groups := splitAnds(s); len(groups) > 1 {
		if c, ok := eachWithCompany(groups); ok {
			found = append(found, c)
		}
	}
	if len(commas) > 2 {
		last := len(commas) - 1
		found = append(found, staffed{splitPeople(strings.Join(commas[:last], ", ")), commas[last:]})
	}
	if len(commas) > 3 && len(commas)%2 == 0 {
		var c staffed
		for i := 0; i < len(commas); i += 2 {
			c.people = append(c.people, commas[i])
			c.companies = append(c.companies, commas[i+1])
		}
		found = append(found, c)
	}
	return found
}

// eachWithCompany reads groups of which each is a person and a company: "A, X" and
// "B, Y". In the last group there may be no company, or in the first several people:
// "A", "B, X" and "C, Y".
func eachWithCompany(groups []string) (c staffed, ok bool) {
	for _, g := range groups {
		person, company, divided := strings.Cut(g, ", ")
		c.people = append(c.people, person)
		if divided {
			c.companies = append(c.companies, company)
		}
	}
	return c, len(c.companies) > 1
}

// divided tells whether a list is divided by what may also stand before a company.
func divided(s string) bool {
	if len(splitCommas(s)) > 1 {
		return true
	}
	_, _, ok := cutCompany(s)
	return ok
}

func splitCommas(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '，' })
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts
}

// splitAnds divides at the words and signs for "and".
func splitAnds(s string) []string {
	parts := []string{s}
	for _, j := range []string{" & ", " and ", " y ", " e ", " et ", " und ", " i ", " и "} {
		var next []string
		for _, p := range parts {
			next = append(next, strings.Split(p, j)...)
		}
		parts = next
	}
	return parts
}

// cutCompany divides "Jane Doe - Foo Inc" at the first dash or the like.
func cutCompany(s string) (head, company string, ok bool) {
	best, width := -1, 0
	for _, sep := range []string{", ", " - ", " – ", " — ", " | ", " / ", ": "} {
		if i := strings.Index(s, sep); i > 0 && (best < 0 || i < best) {
			best, width = i, len(sep)
		}
	}
	if best < 0 {
		return "", "", false
	}
	return s[:best], s[best+width:], true
}

// readTails counts over the event behind how many different people each company
// stands, and so tells companies from people.
func (m *matcher) readTails(talks []*talk) {
	heads := map[string]map[string]bool{}
	for _, t := range talks {
		for i := range t.candidates {
			c := &t.candidates[i]
			for k, tail := range c.tails {
				b := bare.Words(tail)
				if b == "" || len(c.names) == 0 || c.mixed || strings.Count(tail, " ") > 3 || (describer{m}).wordiness(tail) >= 0.5 {
					continue
				}
				if head := c.names[min(k, len(c.names)-1)]; !nameShaped(head) || !strings.Contains(head, " ") && hasCase(head) {
					continue
				}
				if heads[b] == nil {
					heads[b] = map[string]bool{}
				}
				heads[b][bare.Words(c.names[min(k, len(c.names)-1)])] = true
			}
		}
	}
	m.companies, m.tailShare = map[string]bool{}, map[shape]float64{}
	for tail, people := range heads {
		if len(people) > 1 && !m.known.hasLoosely(tail) {
			m.companies[tail] = true
		}
	}
	if len(m.companies) == 1 && 2*tailed(talks) < len(talks) {
		clear(m.companies) // a guest of several talks
	}
	for _, t := range talks {
		m.dropHalves(t)
		m.preferEach(t)
	}
	m.countTails(talks)
}

// withoutHabit is taken off the score of a reading with companies in an event that has
// no company twice: the varied data, on which weights are fitted, has more companies
// than the world.
const withoutHabit = 2.5

// companyOdds corrects the score of a reading with companies by what the event's
// other talks have behind their speakers.
func (m *matcher) companyOdds(c *candidate) float64 {
	if c.style != styleCompanies || len(m.companies) > 1 || slices.ContainsFunc(c.tails, corporate) {
		return 0
	}
	return -withoutHabit
}

// corporate tells names of companies and roles by a word that only they have.
func corporate(tail string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(tail)) {
		if jobWords[strings.Trim(w, ",")] {
			return true
		}
	}
	return false
}

// dropHalves drops the readings that take the first half of a title for a company:
// "SPEAKER - A tour: what we saw". Between separators that differ a company must stand
// behind others, too.
func (m *matcher) dropHalves(t *talk) {
	before := len(t.candidates)
	t.candidates = slices.DeleteFunc(t.candidates, func(c candidate) bool {
		return c.mixed && c.shape.extra && c.style == styleCompanies && !slices.ContainsFunc(c.tails, func(tail string) bool { return m.companies[bare.Words(tail)] })
	})
	if len(t.candidates) < before {
		t.group()
	}
}

// preferEach drops the readings of a list that lose people where another gives each
// of them a company that stands behind others, too: "A, X & B, Y".
func (m *matcher) preferEach(t *talk) {
	for i := range t.candidates {
		c := t.candidates[i]
		if len(c.names) < 2 || len(c.tails) != len(c.names) || slices.ContainsFunc(c.tails, func(tail string) bool { return !m.companies[bare.Words(tail)] }) {
			continue
		}
		t.candidates = slices.DeleteFunc(t.candidates, func(d candidate) bool {
			return d.shape == c.shape && d.bare == c.bare && !slices.Equal(d.names, c.names)
		})
		t.group()
		return
	}
}

// tailed counts the talks that may have companies behind their speakers.
func tailed(talks []*talk) int {
	n := 0
	for _, t := range talks {
		for i := range t.candidates {
			if c := &t.candidates[i]; len(c.tails) > 0 && !c.shape.extra {
				n++
				break
			}
		}
	}
	return n
}

// onlyMore tells whether a longer list of names has nothing more than what may be
// companies: another reading of the same words gives the names without them, and
// nobody of them is known.
func (m *matcher) onlyMore(longer, names []string, others []reading) bool {
	if !slices.ContainsFunc(others, func(r reading) bool { return r.style == styleCompanies && sameNames(r.names, names) }) {
		return false
	}
	return !slices.ContainsFunc(longer, func(n string) bool { return !containsFold(names, n) && m.known.hasLoosely(bare.Words(n)) })
}

// countTails tells for each shape how many of the companies that it finds stand
// behind different people. Of real ones some do; of halves of titles none.
func (m *matcher) countTails(talks []*talk) {
	all := map[shape]float64{}
	for _, t := range talks {
		seen := map[shape]bool{}
		for i := range t.candidates {
			c := &t.candidates[i]
			if len(c.tails) == 0 || seen[c.shape] {
				continue
			}
			seen[c.shape] = true
			all[c.shape]++
			for _, tail := range c.tails {
				if m.companies[bare.Words(tail)] {
					m.tailShare[c.shape]++
					break
				}
			}
		}
	}
	for s, n := range all {
		m.tailShare[s] /= n
	}
}

// wordiness is the share of a text's words that are no names: function words, and
// those that the event's texts write in lower case, too.
func (m describer) wordiness(s string) float64 {
	words, plain := 0.0, 0.0
	for w := range strings.FieldsSeq(s) {
		low := strings.ToLower(strings.Trim(w, ".,:;!?\"'()"))
		if low == "" || low == "&" || low == "of" || low == "and" {
			continue
		}
		words++
		plain += flag(functionWords[low] || m.lower[low] || low == w)
	}
	return plain / max(words, 1)
}

// describeCompanies looks at what a reading takes for companies, and whether it
// takes companies for people.
func (m describer) describeCompanies(c *candidate, x *vector) {
	repeated := 0.0
	for _, tail := range c.tails {
		x[fTailName] = max(x[fTailName], m.likeness(tail))
		x[fTailLong] = max(x[fTailLong], flag(strings.Count(tail, " ") > 2))
		x[fTailCommon] = max(x[fTailCommon], m.wordiness(tail))
		repeated += flag(m.companies[bare.Words(tail)])
	}
	if len(c.tails) > 0 {
		x[fTailShare] = m.tailShare[c.shape]
		x[fExtraMixed] = flag(c.mixed)
		x[fTailRepeated] = repeated / float64(len(c.tails))
		x[fTailOnce] = 1 - x[fTailRepeated]
	}
	for _, n := range c.names {
		x[fNameCompany] = max(x[fNameCompany], flag(m.companies[bare.Words(n)]))
	}
}
