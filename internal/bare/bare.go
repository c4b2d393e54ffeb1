// Package bare gives texts the form in which two spellings of one title or name are
// the same: "Łukasz O’Brien" and "lukasz obrien", "PyCon.DE" and "pycon de". It is for
// comparing only; nothing that people read comes from it.
package bare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words keeps letters, digits and the marks that scripts are read by, in lower case,
// without accents and apostrophes, with one space for everything else between them.
func Words(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return folded(s)
		}
	}
	return ascii(s)
}

// Compact is [Words] without the spaces: "PyCon.DE 2018" and "PyConDE 2018" agree.
func Compact(s string) string { return strings.ReplaceAll(Words(s), " ", "") }

func folded(s string) string {
	s = norm.NFKD.String(strings.ToValidUTF8(s, " "))
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if r < utf8.RuneSelf && r != '\'' && r != '`' { // most of what is left
			if !isWordByte(byte(r)) {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteByte(lower(byte(r)))
			continue
		}
		switch {
		case unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Devanagari, r), strings.ContainsRune("'’‘`ʼ", r): // O'Brien is one word
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(letter(unicode.ToLower(r)))
		default:
			gap = true
		}
	}
	return b.String()
}

// ascii is folded for the texts that most titles and lines are.
func ascii(s string) string {
	if isFolded(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	gap := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '\'' || c == '`':
			continue
		case !isWordByte(c):
			gap = true
			continue
		}
		if gap && len(out) > 0 {
			out = append(out, ' ')
		}
		gap = false
		out = append(out, lower(c))
	}
	return string(out)
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// isFolded tells a text of words that folding leaves as it is.
func isFolded(s string) bool {
	gap := true // before what may come now there is one already
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			gap = false
		case c == ' ' && !gap:
			gap = true
		default:
			return false
		}
	}
	return !gap || s == ""
}

// letter replaces the letters with a stroke or the like, which NFKD does not split off.
func letter(r rune) rune {
	switch r {
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'đ', 'ð':
		return 'd'
	case 'ı':
		return 'i'
	case 'ħ':
		return 'h'
	}
	return r
}
