package schedule

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slug is a text as files and addresses are named after it: letters and digits in
// lower case, hyphens between words.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	return strings.Join(words, "-")
}

// isSlug reports whether a text looks like one and not like a name.
func isSlug(s string) bool { return s != "" && s == slug(s) && strings.Contains(s, "-") }
