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

// mostCorrected are so many words that more of them are no typing errors.
const mostCorrected = 8

// correct replaces the words that are nowhere by the nearest that are somewhere, and reports
// whether there were any. It ends with a word that nothing is near to: nothing is found then.
func (s *search) correct() bool {
	s.terms = slices.Clone(s.terms)
	for i, t := range s.terms {
		if t.not || s.count(i) > 0 {
			continue
		}
		s.terms[i].words = slices.Clone(t.words)
		for j, word := range t.words {
			if t.begins && j == len(t.words)-1 || s.talksWith(word, t.within) > 0 {
				continue
			}
			near := ""
			if isCorrectable(word, t.within) && len(s.corrections) < mostCorrected {
				near = s.nearest(i, j)
			}
			if near == "" {
				return len(s.corrections) > 0
			}
			s.terms[i].words[j] = near
			s.corrections = append(s.corrections, Correction{word, near})
		}
	}
	return len(s.corrections) > 0
}

// isCorrectable tells words that people mistype from numbers, codes and runs.
func isCorrectable(word string, within fields) bool {
	return utf8.RuneCountInString(word) >= shortestCorrected && !isDenseWord(word) &&
		strings.Trim(word, "0123456789") != "" && !within.has(language) && !within.has(year)
}

// talksWith counts the talks that have a word.
func (s *shelf) talksWith(word string, within fields) int {
	return s.talksThatMeet(term{words: []string{word}, within: within}, nil)
}

// talksThatMeet counts the talks that meet a term, those of some lists or, without, all.
func (s *shelf) talksThatMeet(t term, of [][]match) int {
	n := 0
	for i := range s.shards {
		list := s.visible(i, t)
		if of != nil {
			list = both(list, of[i], 0)
		}
		n += len(list)
	}
	return n
}

// nearest is the word that one typing error makes the word of a term of, "" if there is none;
// of several the one that most talks have beside all else that was asked for, and then the
// commonest.
func (s *search) nearest(term, word int) string {
	t, others := s.terms[term], s.others(term)
	type use struct{ beside, all int }
	near := map[string]use{}
	for _, w := range s.mistyped(t.words[word]) {
		t.words = slices.Clone(t.words)
		t.words[word] = w
		if use := (use{s.talksThatMeet(t, others), s.talksWith(w, t.within)}); use.all > 0 {
			near[w] = use
		}
	}
	if len(near) == 0 {
		return ""
	}
	return slices.MinFunc(slices.Collect(maps.Keys(near)), func(a, b string) int {
		return cmp.Or(near[b].beside-near[a].beside, near[b].all-near[a].all, strings.Compare(a, b))
	})
}

// mistyped lists the words that are one typing error from a word.
func (s *shelf) mistyped(word string) []string {
	near := map[string]bool{}
	for _, shard := range s.shards {
		for i := range shard.words.len() {
			if w := shard.words.at(i); isMistyped(w, word) {
				near[w] = true
			}
		}
	}
	return slices.Collect(maps.Keys(near))
}

// others lists the talks of each event that meet all terms but one.
func (s *search) others(term int) [][]match {
	rest := &search{shelf: s.shelf, terms: slices.Delete(slices.Clone(s.terms), term, term+1)}
	weights := make([]float64, len(rest.terms))
	lists := make([][]match, len(s.shards))
	for i, matches := range s.matches {
		rest.matches = append(rest.matches, slices.Delete(slices.Clone(matches), term, term+1))
		lists[i] = rest.all(i, weights)
	}
	return lists
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
