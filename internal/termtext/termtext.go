// Package termtext makes text of unknown origin fit to be shown: a video's
// title on a terminal, in a log line, in an error. Nothing in it moves the
// cursor, sets colours, hides or reorders text, begins a new line, or is a command
// to the runner of a GitHub workflow.
package termtext

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
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
	return withoutCommands(b.String())
}

// withoutCommands breaks up what a runner of GitHub Actions obeys anywhere in a
// line of a job's log (ActionCommand.TryParse in github.com/actions/runner). What
// it obeys at the beginning of a line only, "::", our lines do not begin with.
func withoutCommands(s string) string { return strings.ReplaceAll(s, "##[", "## [") }

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
	return withoutCommands(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || visible(r) {
			return r
		}
		return utf8.RuneError
	}, strings.ReplaceAll(s, "\r\n", "\n")))
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

// JSON returns a value in JSON with everything escaped that Block replaces. It is
// the same value.
func JSON(value []byte) []byte {
	shown := make([]byte, 0, len(value))
	for _, r := range string(value) {
		if r == '\n' || r == '\t' || visible(r) {
			shown = utf8.AppendRune(shown, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			shown = fmt.Appendf(shown, `\u%04x`, unit)
		}
	}
	return bytes.ReplaceAll(shown, []byte("##["), []byte(`\u0023#[`))
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
