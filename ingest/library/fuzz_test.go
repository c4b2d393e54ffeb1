package library

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse holds that whatever is typed is a query whose words are folded, and that a plain
// word is looked for.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`fast "two words" -not speaker:jane tag:"unit testing" beg*`, `"open -"`, "-\x00\xff:\"", "lang:*", "高速x", strings.Repeat("x", 10<<10), `--a -"" year:`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range Parse(s).terms {
			for _, word := range term.words {
				if again := words(word); len(again) != 1 || again[0] != word || !utf8.ValidString(word) {
					t.Errorf("%q: the word %q is %q", s, word, again)
				}
			}
			if len(term.words) == 0 || term.within == 0 {
				t.Errorf("%q: a term without words, or nowhere", s)
			}
		}
		if !strings.ContainsAny(s, `"-:*`) {
			if got, want := strings.Join(Parse(s).plain(), " "), strings.Join(words(strings.ToValidUTF8(s, " ")), " "); got != want {
				t.Errorf("%q is looked for as %q, want %q", s, got, want)
			}
		}
	})
}

// FuzzSpoken holds that reading captions ends and leaves no mark and no time.
func FuzzSpoken(f *testing.F) {
	f.Add("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane>so <c>\n")
	f.Fuzz(func(t *testing.T, s string) {
		if got := spoken([]byte(s)); strings.Contains(got, "-->") && !strings.Contains(s, "&") && !strings.Contains(s, "<") {
			t.Errorf("%q says %q", s, got)
		}
	})
}

// FuzzMistyped holds that one error is one error, whichever word has it.
func FuzzMistyped(f *testing.F) {
	f.Add("parsers", "prasers")
	f.Add("é", "è")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		if got, back := isMistyped(a, b), isMistyped(b, a); got != back || a == b && got {
			t.Errorf("%q, %q: %v, the other way %v", a, b, got, back)
		}
		if r := []rune(a); len(r) > 1 && r[0] != r[1] {
			r[0], r[1] = r[1], r[0]
			if !isMistyped(a, string(r)) || !isMistyped(a, string(r[1:])) {
				t.Errorf("%q: an error is not seen", a)
			}
		}
	})
}
