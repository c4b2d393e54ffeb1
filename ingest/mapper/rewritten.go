package mapper

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The facts below tell channels that prepared their titles for the host, so
// that the talk's own title is another.

// untidy are the traces of a title that was changed in haste: no space after a
// colon, none before or after a dash.
var untidy = regexp.MustCompile(`\pL[:;,!?]\pL|\pL[-–—] |\pL[–—]\pL|\pL [:;,]| [-–—]\pL`)

// rewrittenTraits fills in what a chosen title tells of the channel's hand.
func rewrittenTraits(t *talk, c *choice, x *confidenceVector) {
	x[kLength] = float64(max(utf8.RuneCountInString(t.raw)-70, 0)) / 30
	x[kUntidy] = flag(untidy.MatchString(c.title))
	x[kDotsInside] = flag(strings.Contains(c.title, "..") || strings.ContainsRune(c.title, '…'))
	x[kTitleTwoWords] = flag(strings.Count(c.title, " ") == 1)
	for _, n := range c.names {
		first, rest, ok := strings.Cut(n, " ")
		x[kAbbreviated] = max(x[kAbbreviated], flag(ok && utf8.RuneCountInString(strings.Trim(first, ".")) == 1 && !strings.Contains(rest, " ")))
	}
}
