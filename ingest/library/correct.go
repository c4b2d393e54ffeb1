package library

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// shortestCorrected is the length of the shortest word that may be a mistyped one. Shorter
// ones are one error from too many.
const shortestCorrected = 3

// correct replaces the words that are nowhere by the nearest that are somewhere, and reports
// whether there were any.
func (s *search) correct() bool {
	before := len(s.corrections)
	s.terms = slices.Clone(s.terms)
	for i, t := range s.terms {
		if t.not || s.count(i) > 0 {
			continue
		}
		t.words = slices.Clone(t.words)
		for j, word := range t.words {
			if t.begins && j == len(t.words)-1 || !isCorrectable(word, t.within) || s.talksWith(word, t.within) > 0 {
				continue
			}
			if near := s.nearest(word, t.within); near != "" {
				t.words[j] = near
				s.corrections = append(s.corrections, Correction{word, near})
			}
		}
		s.terms[i] = t
	}
	return len(s.corrections) > before
}

// isCorrectable tells words that people mistype from numbers, codes and runs.
func isCorrectable(word string, within fields) bool {
	return utf8.RuneCountInString(word) >= shortestCorrected && !isDenseWord(word) &&
		strings.Trim(word, "0123456789") != "" && !within.has(language) && !within.has(year)
}

// talksWith counts the talks that have a word.
func (s *shelf) talksWith(word string, within fields) int {
	return s.talksThatMeet(term{words: []string{word}, within: within})
}

// talksThatMeet counts the talks that meet a term.
func (s *shelf) talksThatMeet(t term) int {
	n := 0
	for i := range s.shards {
		n += len(s.visible(i, t))
	}
	return n
}

// nearest is the word that one typing error makes a word of, the commonest of several, "" if
// there is none.
func (s *shelf) nearest(word string, within fields) string {
	near := map[string]int{}
	for _, shard := range s.shards {
		for i := range shard.words.len() {
			if w := shard.words.at(i); isMistyped(w, word) {
				near[w] = 0
			}
		}
	}
	for w := range near {
		if near[w] = s.talksWith(w, within); near[w] == 0 {
			delete(near, w)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return slices.MinFunc(slices.Collect(maps.Keys(near)), func(a, b string) int {
		return cmp.Or(near[b]-near[a], strings.Compare(a, b))
	})
}

// isMistyped reports whether one error makes one word of the other: a letter too many, too
// few or wrong, or two that have changed places.
func isMistyped(a, b string) bool {
	if d := len(a) - len(b); d > utf8.UTFMax || d < -utf8.UTFMax {
		return false
	}
	a, b = differing(a, b)
	if len(a) > 2*utf8.UTFMax || len(b) > 2*utf8.UTFMax {
		return false
	}
	x, y := []rune(a), []rune(b)
	switch {
	case len(x) <= 1 && len(y) <= 1:
		return len(x)+len(y) > 0
	case len(x) == 2 && len(y) == 2:
		return x[0] == y[1] && x[1] == y[0]
	}
	return false
}

// differing is what is left of two words without the letters with which both begin and end.
func differing(a, b string) (x, y string) {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	for i > 0 && (isWithin(a, i) || isWithin(b, i)) {
		i--
	}
	a, b = a[i:], b[i:]
	j := 0
	for j < min(len(a), len(b)) && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	for j > 0 && isWithin(a, len(a)-j) {
		j--
	}
	return a[:len(a)-j], b[:len(b)-j]
}

// isWithin reports whether a place of a text is within a letter.
func isWithin(s string, i int) bool { return i < len(s) && !utf8.RuneStart(s[i]) }
