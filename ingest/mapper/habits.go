package mapper

import (
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/bare"
)

// habits are what a channel writes beside title and speakers over and over again,
// wherever it stands: "- narrated by NAME", the organiser's name after every title,
// the hall between two separators. What it is, no list of words can tell; that it
// repeats, does. They are learned from the titles without the event's name.
type habits struct {
	runs     map[string]bool // words at one side of a border: by edgeKey
	segments map[string]bool // bare segments whose first or last word repeats: "north track", "south track"
}

// border says what stands beside a segment of a title.
type border byte

const (
	borderEnd    border = '|' // the title's own end
	borderStrong border = '-' // a separator
	borderLink   border = 'b' // "by" and the like
)

// segment is a part of a title between two borders.
type segment struct {
	start, end  int
	left, right border
}

// segments divides a title at its separators and link words.
func segments(text string) []segment {
	var found []segment
	next := segment{left: borderEnd}
	for _, c := range cuts(text) {
		b := borderStrong
		switch {
		case c.sep == sepBy:
			b = borderLink
		case !c.sep.strong():
			continue
		}
		next.end, next.right = c.start, b
		found = append(found, next)
		next = segment{start: c.end, left: b}
	}
	next.end, next.right = len(text), borderEnd
	return append(found, next)
}

// longestRun is the number of words up to which a run is looked for.
const longestRun = 5

// edgeKey names a run of words at the left or right end of a segment.
func edgeKey(run string, side byte, b border) string { return string([]byte{side, byte(b)}) + run }

// edges yields the runs at a segment's ends with where they stand: the bytes of the
// title that go when the run does.
func (s segment) edges(text string, yield func(key, run string, cut segment) bool) {
	part := text[s.start:s.end]
	ends := wordEnds(part)
	words := make([]string, len(ends)) // each bare
	from := 0
	for i, end := range ends {
		words[i] = digitless(bare.Words(part[from:end]))
		from = end
	}
	for k := min(longestRun, len(ends)); k >= 1; k-- {
		tail := 0
		if k < len(ends) {
			tail = ends[len(ends)-1-k]
		}
		run := joinWords(words[len(words)-k:])
		if run != "" && !yield(edgeKey(run, 'R', s.right), run, segment{s.start + tail, s.end, s.left, s.right}) {
			return
		}
		run = joinWords(words[:k])
		if run != "" && !yield(edgeKey(run, 'L', s.left), run, segment{s.start, s.start + ends[k-1], s.left, s.right}) {
			return
		}
	}
}

// joinWords joins the words that are not empty.
func joinWords(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.TrimSpace(strings.ReplaceAll(strings.Join(words, " "), "  ", " "))
}

// strip takes what repeats off a title. It never empties one.
func (h *habits) strip(text string) string {
	for range 4 {
		next := h.stripOnce(text)
		if next == text || len(strings.Fields(bare.Words(next))) == 0 {
			return text
		}
		text = next
	}
	return text
}

func (h *habits) stripOnce(text string) string {
	if len(h.runs) == 0 {
		return text
	}
	parts := segments(text)
	for i, s := range parts {
		if i > 0 && h.segments[digitless(bare.Words(text[s.start:s.end]))] {
			return without(text, s, true)
		}
		rest := text
		s.edges(text, func(key, _ string, cut segment) bool {
			whole := cut.start == s.start && cut.end == s.end
			if !h.runs[key] || !whole && border(key[1]) == borderStrong || !leaves(text, s, cut) {
				return true // before a separator a repeated word may be the titles' own
			}
			rest = without(text, cut, cut.start == s.start && cut.end == s.end)
			return false
		})
		if rest != text {
			return rest
		}
	}
	return text
}

// leaves tells whether a title can do without a run of words: what is left of its
// segment does not need them.
func leaves(text string, s, cut segment) bool {
	before, after := strings.TrimSpace(text[s.start:cut.start]), strings.TrimSpace(text[cut.end:s.end])
	switch {
	case before == "" && after == "":
		return true
	case before == "": // the run stood in front
		return !joinsOn(after) && !unicode.IsLower(firstRune(after))
	}
	return !needsMore[lastWord(before)] || linked(before)
}

// without takes a run out of a title, and one of the borders beside it if all of a
// segment goes.
func without(text string, cut segment, whole bool) string {
	before, after := strings.TrimRight(text[:cut.start], " "), strings.TrimLeft(text[cut.end:], " ")
	switch {
	case after == "":
		for linked(before) {
			before = strings.TrimSpace(before[:len(before)-len(lastWord(before))])
		}
		return strings.TrimSpace(trimEnds(before))
	case before == "":
		return strings.TrimSpace(trimEnds(after))
	case whole && cut.left == borderStrong && cut.right == borderStrong:
		before = strings.TrimRight(trimEnds(before), " ")
	}
	return strings.TrimSpace(before + " " + after)
}
