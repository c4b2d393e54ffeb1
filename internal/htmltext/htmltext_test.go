package htmltext_test

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/htmltext"
)

func TestPlain(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                     "",
		"A\nplain  text":       "A\nplain  text",
		"<p>One</p><p>Two</p>": "One\n\nTwo",
		"<p>How <b>fast</b>, &amp; why?</p>\n<p>So.</p>":                "How fast, & why?\n\nSo.",
		"One<br>Two<br/><br />Three":                                    "One\nTwo\n\nThree",
		"<ul><li>a</li><li>b <i>c</i></li></ul>end":                     "- a\n- b c\n\nend",
		`See <a href="https://talks.example/x">the slides</a>.`:         "See the slides (https://talks.example/x).",
		`<a href="https://talks.example/x">https://talks.example/x</a>`: "https://talks.example/x",
		`<a href="javascript:alert(1)">x</a>`:                           "x",
		"<script>alert(1)</script>a<style>p{}</style>":                  "a",
		"1 < 2 and a<b":                 "1 < 2 and a",
		"<div><div>a</div></div><div>b": "a\n\nb",
		"a <!-- b --> c":                "a c",
	} {
		if got := htmltext.Plain(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"<p>a": true, "a<br />b": true, `see <a href="x">y</a>`: true, "List<int> and a < b": false, "": false, "<abbr>": false,
	} {
		if got := htmltext.Is(text); got != want {
			t.Errorf("%q is HTML: %v", text, got)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("<p>a</p><ul><li>b<a href='https://x'>c")
	f.Fuzz(func(t *testing.T, s string) {
		got := htmltext.Plain(s)
		if len(got) > 2*len(s)+10 {
			t.Errorf("%d bytes of %d", len(got), len(s))
		}
		if strings.Contains(s, "<") && strings.TrimSpace(got) != got {
			t.Errorf("%q", got)
		}
	})
}
