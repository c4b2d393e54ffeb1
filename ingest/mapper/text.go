package mapper

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pyvideo/stevie/internal/termtext"
)

// oneLine makes a host's title safe and regular: NFC, no control, format or
// bidirectional characters, single spaces. Joiners inside emoji and scripts that
// need them stay.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = norm.NFC.String(termtext.WithoutEscapes(s))
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space = true
			continue
		case dropped(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// dropped tells the invisible characters that have no business in a title:
// byte order marks, zero-width spaces, direction marks, private use.
func dropped(r rune) bool {
	if r < utf8.RuneSelf {
		return false
	}
	switch {
	case r == '\u200c' || r == '\u200d': // joiners: emoji, Persian, Indic scripts
		return false
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return true
	}
	return false
}

// plainLines makes a host's description regular without touching its lines:
// line ends become LF, control and direction characters go.
func plainLines(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if oddLineEnds(s) {
		s = lineEnds.Replace(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r) || dropped(r):
			return -1
		}
		return r
	}, s)
}

// oddLineEnds tells the few texts that have others than LF.
func oddLineEnds(s string) bool {
	return strings.Contains(s, "\r") || strings.Contains(s, "\u0085") || strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029")
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n")

// foldRune is the spelling-neutral form of one character: lower case, straight
// quotes, one kind of dash. It keeps accents.
func foldRune(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '′', '´', 'ʼ', '`':
		return '\''
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '⁃', '﹘', '－':
		return '-'
	case '\u00a0', '\u3000':
		return ' '
	}
	return unicode.ToLower(r)
}

// fold maps a text to the form in which two spellings of the same words are
// equal: case, quotes and dashes do not count, accents do.
func fold(s string) string {
	if isASCII(s) {
		return strings.ReplaceAll(strings.ToLower(s), "`", "'")
	}
	return strings.Map(foldRune, s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unquote takes away quotes that surround all of a text, and none that belong
// to a part of it.
func unquote(s string) string {
	for {
		before := s
		s = strings.TrimSpace(s)
		for _, q := range quotePairs {
			if len(s) <= len(q.open)+len(q.close) || !strings.HasPrefix(s, q.open) || !strings.HasSuffix(s, q.close) {
				continue
			}
			inner := s[len(q.open) : len(s)-len(q.close)]
			if !strings.Contains(inner, q.open) && !strings.Contains(inner, q.close) {
				s = inner
			}
		}
		if s == before {
			return s
		}
	}
}

var quotePairs = []struct{ open, close string }{
	{`"`, `"`},
	{"'", "'"},
	{"“", "”"},
	{"”", "”"},
	{"„", "“"},
	{"„", "”"},
	{"‘", "’"},
	{"«", "»"},
	{"「", "」"},
	{"『", "』"},
	{"“", `"`},
	{`"`, "”"},
	{"''", "''"},
	{"`", "`"},
}

// trimEnds removes separators and white space that a cut left at either end.
func trimEnds(s string) string {
	if isWordy(s) {
		return s
	}
	s = strings.TrimLeft(s, " \t,;:|/\\–—-·•~>.、。：｜／")
	return strings.TrimRight(s, " \t,;:|/\\–—-·•~<、：｜／")
}

// isWordy tells most texts, which begin and end in a word.
func isWordy(s string) bool {
	return s != "" && asciiWord(rune(s[0])) && asciiWord(rune(s[len(s)-1]))
}

// isUpperStart tells whether a word begins like a name: with a capital, or in a
// script without case.
func isUpperStart(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) {
			return !unicode.IsLower(r)
		}
		if unicode.IsDigit(r) {
			return false
		}
	}
	return false
}

// hasCase tells whether a text has letters of a script with capitals.
func hasCase(s string) bool {
	for _, r := range s {
		if unicode.IsUpper(r) || unicode.IsLower(r) {
			return true
		}
	}
	return false
}
