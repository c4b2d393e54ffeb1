package mapper

import (
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// numbered are the segments that tell one part of a series of talks from the
// next.
var numbered = regexp.MustCompile(`^(part|parte|partie|teil|talk|lecture|lesson|episode|session|vol|volume)? ?0+$`)

// repetition learns the segments, beginnings and endings that so many titles
// share that they can only name the event, a track or the channel.
func (o *occasion) repetition(titles []string, known *Known) {
	if len(titles) < 3 {
		return
	}
	segments, listed := map[string]int{}, map[string]int{}
	samples, beside, all := map[string]string{}, map[string]int{}, 0 // of the segments: one spelling, the segments of their titles
	prefixes, suffixes := map[string]int{}, map[string]int{}
	for _, t := range titles {
		parts := outerSegments(t)
		all += len(parts)
		for s, part := range parts {
			segments[s]++
			samples[s] = part.text
			beside[s] += len(parts)
			if part.inList {
				listed[s]++
			}
		}
		words := strings.Fields(digitless(bare.Words(t)))
		for k := 1; k <= 6 && k < len(words); k++ {
			prefixes[strings.Join(words[:k], " ")]++
			suffixes[strings.Join(words[len(words)-k:], " ")]++
		}
	}
	n := len(titles)
	o.numbered = slotNumbers(titles)
	for s, count := range segments {
		if numbered.MatchString(s) {
			continue
		}
		few := count < max(3, (n*3+9)/10) // 30 %, rounded up
		// Who speaks beside others in several talks is no name of the event.
		guest := listed[s] == count && count < (n*6+9)/10 && o.matchWords(strings.Fields(s), strings.ReplaceAll(s, " ", "")) == 0
		// Nor is who stands where others do, in titles no longer than others.
		speaker := nameShaped(samples[s]) && strings.Contains(s, " ") && count*10 < n*8 && o.matchWords(strings.Fields(s), strings.ReplaceAll(s, " ", "")) == 0 &&
			float64(beside[s])/float64(count) < float64(all-beside[s])/float64(n-count)+0.5
		if few || guest || speaker || isKind(s) || known.hasLoosely(s) || count < max(4, n*4/10) && o.matchWords(strings.Fields(s), strings.ReplaceAll(s, " ", "")) == 0 && looksPersonal(s, known) {
			continue
		}
		o.segments[s] = true
	}
	o.runs(prefixes, o.prefixes, n, known)
	o.runs(suffixes, o.suffixes, n, known)
}

// runs keeps the word runs at one end that at least half of the titles share
// and that hold something of an event's name: a word of it or a number.
func (o *occasion) runs(counts map[string]int, keep map[string]bool, n int, known *Known) {
	for run, count := range counts {
		if isDigits(strings.ReplaceAll(run, " ", "")) || numbered.MatchString(run) {
			continue
		}
		if count < max(3, (n+1)/2) || known.hasLoosely(run) || isKind(run) {
			continue
		}
		named := false
		if namesKind(run) {
			continue
		}
		for _, w := range strings.Fields(run) {
			stem, year := cutYear(w)
			if o.words[w] || o.near(w) || year != "" && len(stem) > 1 || strings.Contains(w, "0") {
				named = true
			}
		}
		if named || count*10 >= n*7 && !functionWords[run] {
			keep[run] = true
		}
	}
}

// looksPersonal tells whether a bare segment could be somebody's name.
func looksPersonal(s string, known *Known) bool {
	words := strings.Fields(s)
	return len(words) >= 2 && len(words) <= 4 && known.firstName(words[0]) > 0.5
}

// outerSegment is a segment as its title writes it.
type outerSegment struct {
	text   string
	inList bool // it stands behind a comma
}

// outerSegments yields, once each, the bare digitless forms of a title's
// segments and bracketed parts, and whether they stand behind a comma.
func outerSegments(title string) map[string]outerSegment {
	found := map[string]outerSegment{}
	add := func(s string, inList bool) {
		if b := digitless(bare.Words(s)); b != "" && len(b) < 60 {
			found[b] = outerSegment{s, inList}
		}
	}
	from, inList := 0, false
	for _, c := range cuts(title) {
		if c.sep.strong() || c.sep == sepComma {
			add(title[from:c.start], inList)
			from, inList = c.end, c.sep == sepComma
		}
	}
	if from > 0 {
		add(title[from:], inList)
	}
	for _, g := range groups(title) {
		add(title[g.start+1:g.end-1], false)
	}
	return found
}

// groups finds the bracketed parts of a title.
func groups(s string) []cut {
	var found []cut
	for i := 0; i < len(s); i++ {
		if s[i] != '(' && s[i] != '[' && s[i] != '{' {
			continue
		}
		if n := closing(s[i+1:], rune(s[i])); n > 1 && s[i+n] < 0x80 {
			found = append(found, cut{i, i + 1 + n, sepParen})
			i += n
		}
	}
	return found
}

// slotNumber is a number in front of a title that says when the talk was given
// or which file it is.
var slotNumber = regexp.MustCompile(`^#?\d{1,3}([._-]\d{1,3})*[a-z]?([.:)]| ?[-–—|])? +`)

// slotNumbers reports whether the titles are numbered: half of them begin with
// a number, and not all with the same.
func slotNumbers(titles []string) bool {
	seen := map[string]bool{}
	count := 0
	for _, t := range titles {
		if number := slotNumber.FindString(t); number != "" {
			count++
			seen[number] = true
		}
	}
	return 2*count >= len(titles) && 2*len(seen) > count
}
