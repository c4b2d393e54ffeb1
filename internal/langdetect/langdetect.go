// Package langdetect is language detection: it tells what language a text is written
// in, of the twenty that pyvideo/data accepts, and some more so that they are not
// taken for those.
//
//	g := langdetect.Of("Cómo escribir pruebas que nadie tiene que mantener")
//	// g.Code == "spa", g.Words == 8, g.Sure
//
// It is made for what stands beside a talk: a title of five words full of names
// and English terms, or an abstract in two languages. So it goes by what names
// and terms do not have (the script, the commonest words of a language, the
// endings of its long words, its letters) and rather says nothing than guesses.
// Which language a talk is spoken in is for the caller to decide: the text of
// many talks is in English whatever they are spoken in.
package langdetect

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Guess is what a text was found to be written in.
type Guess struct {
	Code  string // ISO 639-3; "" when nothing speaks for one language alone
	Words int    // words of the text; those of scripts without spaces are estimated
	Sure  bool   // the text can hardly be in another language, however short it is
}

// Of finds the language of a text. Addresses, handles and hashtags in it count for
// nothing. It takes time in proportion to the text: cut what is longer than it
// need be.
func Of(text string) Guess { return guess(text, everyLanguage) }

// Among finds the language of a text which can be in some languages only, given as
// ISO 639-3: fewer words are enough then to tell them apart. Languages that the
// script gives away are found in any case.
func Among(text string, codes ...string) Guess {
	var some languages
	for i, l := range latin {
		if slices.Contains(codes, l.code) {
			some |= 1 << i
		}
	}
	return guess(text, some)
}

func guess(text string, among languages) Guess {
	d := detector{among: among}
	for chunk := range strings.FieldsSeq(norm.NFC.String(text)) {
		if !isAddress(chunk) {
			d.read(chunk)
		}
	}
	if g := d.scripts.guess(); g.Code != "" {
		return g
	}
	return d.guess()
}

// isAddress tells addresses, file names, handles and hashtags: they have words of
// no language, or of English.
func isAddress(chunk string) bool {
	for i := range len(chunk) {
		switch chunk[i] {
		case '@', '#':
			return true
		case ':':
			if strings.HasPrefix(chunk[i:], "://") {
				return true
			}
		case '.':
			if i > 0 && isLower(chunk[i-1]) && i+1 < len(chunk) && isLower(chunk[i+1]) {
				return true
			}
		}
	}
	return false
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
