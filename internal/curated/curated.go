// Package curated tells when a title or a name says what a curator wrote, for programs and
// tests that measure stevie on real events.
package curated

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Normal is the form in which two texts are compared: NFKC, folded case, one kind
// of quote and dash, single spaces, no surrounding quotes or closing
// punctuation.
func Normal(s string) string {
	s = norm.NFKC.String(strings.Map(plainMark, s))
	s = strings.Map(plainMark, cases.Fold().String(s))
	s = strings.Map(func(r rune) rune {
		if r >= 0x200b && r <= 0x200f || r == 0x2060 || r == 0xfe0e || r == 0xfe0f || r == 0xfeff {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(norm.NFKC.String(s)), " ")
	for {
		before := s
		s = strings.TrimSpace(strings.TrimRight(s, ".,;:!?-|/\\ 。、…"))
		for _, q := range [][2]string{{"'", "'"}, {`"`, `"`}, {"「", "」"}, {"『", "』"}} {
			if len(s) > len(q[0]) && strings.HasPrefix(s, q[0]) && strings.HasSuffix(s, q[1]) {
				if inner := s[len(q[0]) : len(s)-len(q[1])]; !strings.Contains(inner, q[0]) && !strings.Contains(inner, q[1]) {
					s = strings.TrimSpace(inner)
				}
			}
		}
		if s == before {
			return s
		}
	}
}

func plainMark(r rune) rune {
	switch {
	case strings.ContainsRune("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc`", r):
		return '\''
	case strings.ContainsRune("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", r):
		return '"'
	case strings.ContainsRune("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\uff0d", r):
		return '-'
	}
	return r
}

// Loosely ignores accents and punctuation, too.
func Loosely(s string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(Normal(s))), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// People is a set of names in one of these forms.
func People(names []string, form func(string) string) string {
	var set []string
	for _, n := range names {
		if f := form(n); f != "" && !slices.Contains(set, f) {
			set = append(set, f)
		}
	}
	slices.Sort(set)
	return strings.Join(set, "\n")
}
