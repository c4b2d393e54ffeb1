package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/langdetect"
	"github.com/pyvideo/stevie/internal/pyjson"
)

const (
	enoughWords = 25   // from so many words on a text tells its language
	sample      = 1000 // bytes of title and description that are looked at
	glance      = 300  // bytes that are enough where they confirm the language
)

// languageGuess warns of a language that the record's own words do not speak for.
// English words say nothing about a talk in another language: many conferences
// describe all their talks in English. A title in English over a description in
// another script says nothing either: it is for those who are there.
func languageGuess(r report, root pyjson.Value, description string) {
	if r.errors {
		return
	}
	v, _ := root.Get(ingest.FieldLanguage)
	title, _ := root.Get(ingest.FieldTitle)
	text := title.Text() + "\n" + description
	guess := langdetect.Of(beginning(text, glance))
	if guess.Sure && v.Is(guess.Code) {
		return
	}
	guess = langdetect.Of(beginning(text, sample))
	known := guess.Sure && guess.Words >= enoughWords
	switch {
	case !truthy(v) && known:
		r.warn(RuleLanguageGuess, ingest.FieldLanguage, v, "no language is given: the text is in %s", guess.Code)
	case !truthy(v):
		r.warn(RuleLanguageGuess, ingest.FieldLanguage, v, "no language is given: add the code of the one that is spoken")
	case !known || guess.Code == english || v.Is(guess.Code):
	case v.Is(english) && isLatin(title.Text()) != isLatin(description):
	default:
		r.warn(RuleLanguageGuess, ingest.FieldLanguage, v, "the language is %s, but title and description are in %s", quote(v.Text()), guess.Code)
	}
}

const english = "eng"

// beginning cuts a text after a character.
func beginning(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// isLatin reports whether all letters of a text are Latin.
func isLatin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
