package mapper

import (
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// describeTitle looks at the title that a candidate leaves.
func (m describer) describeTitle(t *talk, c *candidate, x *vector) {
	b := c.bare
	words := strings.Fields(b)
	x[fTitleKind] = flag(isKind(c.title))
	if m.titles[b] > 1 {
		x[fTitleShared] = 1
		x[fKindShared] = x[fTitleKind]
	}
	x[fTitleOneWord] = flag(len(words) == 1 && !phrase(c.title))
	x[fTitleTwoWords] = flag(len(words) == 2)
	x[fTitleKnown] = flag(m.known.hasLoosely(b))
	if len(words) >= 2 && len(words) <= 4 && nameShaped(c.title) {
		x[fTitleName] = (m.known.firstName(words[0]) + m.known.laterName(words[len(words)-1])) / 2 * (1 - m.commonness(c.title))
	}
	x[fTitleOpenEnd] = flag(needsMore[lastWord(c.title)])
	if first, _, ok := strings.Cut(c.title, " "); ok {
		_, link := linkWords[strings.ToLower(first)]
		x[fTitleOpenStart] = flag(link && first == strings.ToLower(first))
	}
	x[fTitleUnbalanced] = flag(strings.Count(c.title, "(") != strings.Count(c.title, ")") || strings.Count(c.title, `"`)%2 == 1)
	if len(c.title) > 8 {
		x[fTitleMentioned] = flag(t.evidence.mentions(c.title))
	}
	x[fTitleEvent] = flag(m.occasion.dated(c.title) && m.occasion.match(c.title) > 0)
	m.describeRest(c, x)
}

// describeRest looks for names that a candidate leaves in the title.
func (m describer) describeRest(c *candidate, x *vector) {
	from, segments := 0, 0.0
	all := cuts(c.title)
	for i := 0; i <= len(all); i++ {
		end := len(c.title)
		sep := sepNone
		if i < len(all) {
			end, sep = all[i].start, all[i].sep
		}
		part := c.title[from:end]
		if len(all) > 0 && nameShaped(part) {
			if w := strings.Fields(bare.Words(part)); len(w) > 1 {
				like := (m.known.firstName(w[0]) + m.known.laterName(w[len(w)-1])) / 2 * (1 - m.commonness(part))
				if m.known.hasLoosely(strings.Join(w, " ")) {
					like = 1
				}
				x[fTitleNameLeft] = max(x[fTitleNameLeft], like)
				if i > 0 && all[i-1].sep == sepBy {
					x[fTitleByLeft] = 1
				}
			}
		}
		if i < len(all) {
			from = all[i].end
			if sep.strong() {
				segments++
			}
		}
	}
	x[fTitleSegments] = min(segments, 3)
}
