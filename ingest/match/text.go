package match

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/pyvideo/stevie/internal/bare"
)

// wordsOf gives the words of a text in the form in which they are compared:
// lower case, without accents, punctuation and apostrophes. Scripts that put no
// spaces between words are cut into pairs of characters.
func wordsOf(s string) []string {
	var words []string
	for field := range strings.FieldsFuncSeq(bare.Words(s), unicode.IsSpace) {
		words = appendWord(words, field)
	}
	return words
}

// appendWord adds a word, or the pairs of characters of one in a script without
// spaces.
func appendWord(words []string, field string) []string {
	from := 0
	var before rune
	for i, r := range field {
		switch spaced := !unspaced(r); {
		case i == 0:
		case spaced && unspaced(before), !spaced && !unspaced(before):
			if from < i && (!unspaced(before) || utf8.RuneCountInString(field[from:i]) < 2) {
				words = append(words, field[from:i])
			}
			from = i
		case !spaced:
			_, size := utf8.DecodeRuneInString(field[from:])
			if i-from > size {
				from += size
			}
			words = append(words, field[from:i+utf8.RuneLen(r)])
		}
		before = r
	}
	if from < len(field) && (!unspaced(before) || utf8.RuneCountInString(field[from:]) < 2) {
		words = append(words, field[from:])
	}
	return words
}

// unspaced tells the scripts that put no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) || r == 'ー'
}

// alike tells whether two words are the same but for a slip of the pen or
// another spelling: "visualising" and "visualizing", "lightening" and "lightning".
func alike(a, b string) bool {
	if a == b {
		return true
	}
	short, long := min(len(a), len(b)), max(len(a), len(b))
	allowed := 1
	if short >= 9 {
		allowed = 2
	}
	if short < 5 || long-short > allowed || a[0] != b[0] || hasDigit(a) || hasDigit(b) {
		return false
	}
	return levenshtein.ComputeDistance(a, b) <= allowed
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

// aligned is a word of one text that is found in another, by the places of both.
type aligned struct{ a, b int }

// align finds the words of a in b, each once: the same word, two words that are
// one in the other text, the same word but for its spelling. Where b was cut, its
// last word may be the beginning of one.
func align(a, b []string, cut bool) []aligned {
	pairs := make([]aligned, 0, len(a))
	inA, inB := make([]bool, len(a)), make([]bool, len(b))
	add := func(i, j int) {
		pairs = append(pairs, aligned{i, j})
		inA[i], inB[j] = true, true
	}
	each := func(same func(i, j int) bool) {
		for i := range a {
			for j := range b {
				if !inA[i] && !inB[j] && same(i, j) {
					add(i, j)
				}
			}
		}
	}
	each(func(i, j int) bool { return a[i] == b[j] && (i == 0 || j == 0 || a[i-1] == b[j-1]) })
	each(func(i, j int) bool { return a[i] == b[j] })
	if len(pairs) == min(len(a), len(b)) {
		return pairs
	}
	for i := range a {
		for j := range b {
			switch {
			case !inA[i] && !inB[j] && i+1 < len(a) && !inA[i+1] && joined(b[j], a[i], a[i+1]):
				add(i, j)
				add(i+1, j)
			case !inA[i] && !inB[j] && j+1 < len(b) && !inB[j+1] && joined(a[i], b[j], b[j+1]):
				add(i, j)
				add(i, j+1)
			}
		}
	}
	each(func(i, j int) bool {
		return alike(a[i], b[j]) || cut && j == len(b)-1 && len(b[j]) > 1 && strings.HasPrefix(a[i], b[j])
	})
	return pairs
}

func joined(whole, first, second string) bool {
	return len(whole) == len(first)+len(second) && strings.HasPrefix(whole, first) && strings.HasSuffix(whole, second)
}

// common are the words that every text has, in the languages of most
// conferences; they tell little about a title.
var common = setOf(`a an the of to in on and or for with by at from is are be as it its this that you your we our i my me how what why
 when do does did not no into about using use can will el la los las un una de del y en con por para que como e o os um uma com
 various presenters speakers several multiple
 le les des du et une dans pour avec au aux der die das und mit von im fur ein eine wie ist zu ne talk session s t`)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}
