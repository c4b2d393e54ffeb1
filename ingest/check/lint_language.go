package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

const (
	enoughWords = 25   // from so many words on a text tells its language
	listenTo    = 1000 // bytes of a description that are listened to
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
	heard := listen(title.Text() + "\n" + beginning(description))
	if heard.words < enoughWords {
		heard.code = ""
	}
	switch {
	case !truthy(v) && heard.code != "":
		r.warn(RuleLanguageGuess, ingest.FieldLanguage, v, "no language is given: the text is in %s", heard.code)
	case !truthy(v):
		r.warn(RuleLanguageGuess, ingest.FieldLanguage, v, "no language is given: add the code of the one that is spoken")
	case heard.code == "" || heard.code == english || v.Is(heard.code):
	case v.Is(english) && isLatin(title.Text()) != isLatin(description):
	default:
		r.warn(RuleLanguageGuess, ingest.FieldLanguage, v, "the language is %s, but title and description are in %s", quote(v.Text()), heard.code)
	}
}

const english = "eng"

// beginning cuts a text after a character.
func beginning(text string) string {
	if len(text) <= listenTo {
		return text
	}
	end := listenTo
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// isLatin reports whether all letters of a text are Latin.
func isLatin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
