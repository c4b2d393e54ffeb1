package langdetect

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// languages is a set of languages: bit i stands for latin[i].
type languages uint32

const everyLanguage = ^languages(0)

func (l languages) has(i int) bool { return l&(1<<i) != 0 }

// words has, for each common word, the languages that have it.
var words = wordSigns()

func wordSigns() map[string]sign {
	signs := map[string]sign{}
	for i, l := range latin {
		for word := range strings.FieldsSeq(l.words) {
			signs[word] = sign{signs[word].of | 1<<i, ofWord}
		}
	}
	for i, l := range latin {
		for word := range strings.FieldsSeq(l.particles) {
			signs[word] = sign{signs[word].of | 1<<i, ofParticle}
		}
	}
	return signs
}

// endings has, for each ending of long words, the languages that have it.
var endings = endingTable()

type endingSet struct {
	byEnding map[string]languages
	sizes    []int            // in bytes
	last     map[[2]byte]bool // the last two bytes of each, to pass over most words at once
}

// longWord is the number of bytes from which a word is long.
const longWord = 7

func endingTable() endingSet {
	e := endingSet{byEnding: map[string]languages{}, last: map[[2]byte]bool{}}
	for i, l := range latin {
		for ending := range strings.FieldsSeq(l.endings) {
			e.byEnding[ending] |= 1 << i
			n := len(ending)
			e.last[[2]byte{ending[n-2], ending[n-1]}] = true
			if !slices.Contains(e.sizes, n) {
				e.sizes = append(e.sizes, n)
			}
		}
	}
	return e
}

// of returns the languages that have the ending of a word, 0 for a word without a
// known one. No ending is the end of another.
func (e *endingSet) of(word string) languages {
	n := len(word)
	if n < longWord || !e.last[[2]byte{word[n-2], word[n-1]}] {
		return 0
	}
	for _, size := range e.sizes {
		if size < n {
			if of, ok := e.byEnding[word[n-size:]]; ok {
				return of
			}
		}
	}
	return 0
}

// letters has, for each letter beyond a to z, the languages that have it.
var letters = letterTable()

func letterTable() map[rune]languages {
	table := map[rune]languages{}
	for i, l := range latin {
		for _, r := range l.letters {
			table[r] |= 1 << i
		}
	}
	return table
}

// lettersOf returns the languages that have all letters of a word, 0 for a word
// of nothing but a to z.
func lettersOf(word string) languages {
	of, found := everyLanguage, false
	for _, r := range word {
		if r >= utf8.RuneSelf {
			of &= letters[r]
			found = true
		}
	}
	if !found {
		return 0
	}
	return of
}
