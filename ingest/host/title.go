package host

import (
	"strings"
	"unicode/utf8"
)

// TitleLimit is the number of characters at which YouTube cuts titles.
const TitleLimit = 100

// MayBeCut tells the titles that fill what YouTube allows, and those in which dots stand
// for what was left out.
func MayBeCut(title string) bool {
	n := utf8.RuneCountInString(title)
	return n >= TitleLimit-3 && n <= TitleLimit || strings.Contains(title, "...") || strings.ContainsRune(title, '…')
}
