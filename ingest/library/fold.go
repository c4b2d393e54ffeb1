package library

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// eachWord calls do with the words of a text in the form in which they are compared: lower
// case, without accents and width. A run of a script that is written without spaces is one
// word, and ends one of another script.
func eachWord(text string, do func(word string)) {
	for _, r := range text {
		if r >= utf8.RuneSelf {
			eachFolded(fold(text), do)
			return
		}
	}
	start := -1
	upper := false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c >= 'A' && c <= 'Z':
			upper = true
		default:
			if start >= 0 {
				do(lowered(text[start:i], upper))
			}
			start, upper = -1, false
			continue
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		do(lowered(text[start:], upper))
	}
}

func lowered(word string, upper bool) string {
	if upper {
		return strings.ToLower(word)
	}
	return word
}

// eachFolded splits a text that is folded already.
func eachFolded(text string, do func(word string)) {
	start, was := 0, between
	for i, r := range text {
		kind := kindOf(r)
		if kind == was || kind == joined && was != between {
			continue
		}
		if was != between {
			do(text[start:i])
		}
		start, was = i, kind
		if kind == joined {
			was = between
		}
	}
	if was != between {
		do(text[start:])
	}
}

// kind is what a character is in a text of words.
type kind byte

const (
	between kind = iota // words
	spaced              // a letter or digit of a script that has spaces between words
	dense               // one of a script that has none
	joined              // a mark, which belongs to what stands before it
)

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return spaced
		}
		return between
	case isDense(r):
		return dense
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return spaced
	case unicode.IsMark(r):
		return joined
	}
	return between
}

// isDense tells Chinese, Japanese, Korean and the scripts of South East Asia.
func isDense(r rune) bool {
	const firstDense, longVowel, halfVoiced = '\u0e00', 'ー', '\u309c'
	return r >= firstDense && (r == longVowel || r >= '\u3099' && r <= halfVoiced ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
			unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}

// fold gives a text the form in which it is compared. Accents of scripts in which they make
// another letter (й, が) stay.
func fold(text string) string {
	text = norm.NFKD.String(strings.ToValidUTF8(text, " "))
	var b strings.Builder
	b.Grow(len(text))
	accents := false // the last letter's can be left out
	for _, r := range text {
		if r < utf8.RuneSelf {
			accents = true
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			if !accents {
				b.WriteRune(r)
			}
			continue
		}
		accents = unicode.In(r, unicode.Latin, unicode.Greek, unicode.Hebrew, unicode.Arabic)
		b.WriteString(letters(unicode.ToLower(r)))
	}
	return norm.NFC.String(b.String())
}

// letters replaces a letter whose stroke or ligature no decomposition splits off.
func letters(r rune) string {
	switch r {
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	case 'ħ':
		return "h"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ς':
		return "σ"
	}
	return string(r)
}

// words lists the words of a text.
func words(text string) []string {
	var list []string
	eachWord(text, func(word string) { list = append(list, word) })
	return list
}
