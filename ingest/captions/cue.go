package captions

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Cue is what is said at one time.
type Cue struct {
	Start, End time.Duration
	Lines      []Line
}

// Line is a line of a cue: plain text.
type Line struct {
	Voice string // who says it, "" where nobody is named
	Text  string
}

// longest is the latest time of a cue; what is later is a slip.
const longest = 100 * time.Hour

// arranged makes cues harmless and puts them in order. Those without any text, or with a
// time that cannot be, are left out.
func arranged(cues []Cue) []Cue {
	kept := []Cue{}
	for _, c := range cues {
		c.Lines = cleanLines(c.Lines)
		c.Start, c.End = c.Start.Truncate(time.Millisecond), c.End.Truncate(time.Millisecond)
		if len(c.Lines) == 0 || c.Start < 0 || c.Start > longest {
			continue
		}
		if c.End <= c.Start || c.End > longest+time.Hour {
			c.End = c.Start + time.Second // a time that was left out
		}
		kept = append(kept, c)
	}
	slices.SortStableFunc(kept, func(a, b Cue) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}

func cleanLines(lines []Line) []Line {
	var clean []Line
	for _, l := range lines {
		for text := range strings.FieldsFuncSeq(l.Text, isLineEnd) {
			if text = cleanText(text); text != "" {
				clean = append(clean, Line{strings.TrimRight(cleanText(l.Voice), "- "), text}) // no arrow with the bracket behind
			}
		}
	}
	return clean
}

func isLineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// cleanText takes out of a line what is not to be read: control characters, marks that
// turn the direction of text, the overrides of SubRip ({\an8}); runs of blanks become one.
func cleanText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c', r == '\u200d': // scripts and emoji need them
			return r
		case unicode.Is(unicode.C, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	for { // what is left may be another one
		rest := withoutOverrides(s)
		if rest == s {
			return strings.Join(strings.Fields(s), " ")
		}
		s = rest
	}
}

// withoutOverrides takes {\an8} and its like out.
func withoutOverrides(s string) string {
	before, after, found := strings.Cut(s, `{\`)
	if !found {
		return s
	}
	if _, rest, closed := strings.Cut(after, "}"); closed {
		return before + withoutOverrides(rest)
	}
	return s
}
