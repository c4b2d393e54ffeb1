// Package termtext makes text of unknown origin fit to be shown: a video's
// title on a terminal, in a log line, in an error. Nothing in it moves the
// cursor, sets colours, hides or reorders text, or begins a new line.
package termtext

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line returns s as one line of plain text. Control characters, marks that
// steer the direction of text and bytes that are not UTF-8 become U+FFFD; runs
// of white space become one space.
func Line(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case !visible(r):
			r = utf8.RuneError
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Short is Line, cut with "…" to at most width characters.
func Short(s string, width int) string {
	s = Line(s)
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:max(width-1, 0)]), " ") + "…"
}

// Block returns s as lines of plain text: as Line, but line ends and tabs stay.
func Block(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || visible(r) {
			return r
		}
		return utf8.RuneError
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// escapes are the sequences of ECMA-48 that steer a terminal: CSI (colours, cursor),
// OSC (window titles, links) and the short ones.
var escapes = regexp.MustCompile("(?:\x1b\\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\u009d)[^\x07\x1b\u009c]*(?:\x07|\x1b\\\\|\u009c)?|\x1b[@-_]?")

// WithoutEscapes takes the sequences that steer a terminal out of s, so that what
// they begin with does not stay behind as text.
func WithoutEscapes(s string) string {
	if !strings.ContainsAny(s, "\x1b\u009b\u009d") {
		return s
	}
	return escapes.ReplaceAllString(s, "")
}

// visible reports whether r may reach a terminal. Joiners and variation
// selectors are format characters too, but scripts and emoji need them.
func visible(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return false
	case r == '\u200c', r == '\u200d':
		return true
	}
	return !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Co, r)
}
