package termtext_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/pyvideo/stevie/internal/termtext"
)

func TestLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "Fast parsers", "Fast parsers"},
		{"accents and emoji stay", "Żółć 👩‍🚀 naïve", "Żółć 👩‍🚀 naïve"},
		{"line ends become a space", "  one\r\n\ttwo ", "one two"},
		{"escape sequences lose their escape", "a\x1b[31mred\x1b]0;title\x07", "a\ufffd[31mred\ufffd]0;title\ufffd"},
		{"C1 controls", "a\u009b31m", "a\ufffd31m"},
		{"NUL", "a\x00b", "a\ufffdb"},
		{"right-to-left override", "exe.\u202egpj", "exe.\ufffdgpj"},
		{"isolates", "\u2066a\u2069", "\ufffda\ufffd"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
		{"a command to a runner", "a ##[add-mask]b ###[c]", "a ## [add-mask]b ### [c]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := termtext.Line(tt.in); got != tt.want {
				t.Errorf("Line(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestShort(t *testing.T) {
	t.Parallel()
	if got, want := termtext.Short("Fast parsers", 12), "Fast parsers"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := termtext.Short("Fast parsers for all", 6), "Fast…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWithoutEscapes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain":                           "plain",
		"\x1b[1;31mred\x1b[0m":            "red",
		"\x1b]0;owned\x07title":           "title",
		"\x1b]8;;https://x\x1b\\link":     "link",
		"\u009b31mred":                    "red",
		"an escape at the end\x1b":        "an escape at the end",
		"\x1bcreset":                      "creset",
		"window title without end \x1b]0": "window title without end ",
	} {
		if got := termtext.WithoutEscapes(in); got != want {
			t.Errorf("WithoutEscapes(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzBlock(f *testing.F) {
	f.Add("a\x1b[2J\r\nb\tc\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{termtext.Block(s), termtext.Line(s)} {
			if i := strings.IndexFunc(out, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
				t.Errorf("%q: a control character is left at %d in %q", s, i, out)
			}
		}
		if strings.ContainsAny(termtext.Line(s), "\n\t") {
			t.Errorf("%q: Line gave more than one line", s)
		}
	})
}

// What a person sees cannot steer anything, and what a program reads is the same.
func FuzzJSON(f *testing.F) {
	f.Add("a\x1b[2J\r\nb\tc\u202e \u009b31m \u007f \U000e0041 \u200d \u2028 <&> ###[add-mask]")
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(map[string]string{"title": s})
		if err != nil {
			t.Fatal(err)
		}
		shown := termtext.JSON(want)
		if plain := termtext.Block(string(shown)); plain != string(shown) {
			t.Errorf("%q: shown as %q", s, shown)
		}
		var was, is map[string]string
		if err := json.Unmarshal(want, &was); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(shown, &is); err != nil || is["title"] != was["title"] {
			t.Errorf("%q reads as %q, %v", was["title"], is["title"], err)
		}
	})
}
