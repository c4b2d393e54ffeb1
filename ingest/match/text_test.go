package match

import (
	"slices"
	"strings"
	"testing"
)

func TestWordsOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"It's “Fast” Parsers!": "its fast parsers",
		"Zoë Łęcka":            "zoe lecka",
		"100.times { x }":      "100 times x",
		"Ruby 処理系の話":           "ruby 処理 理系 系の の話",
		"話":                    "話",
		"PyCon話Python":         "pycon 話 python",
		"":                     "",
		"Straße \xff":          "straße",
	} {
		if got := strings.Join(wordsOf(text), " "); got != want {
			t.Errorf("wordsOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzWordsOf(f *testing.F) {
	f.Add("It's “Fast” 処理系 x\u0301")
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range wordsOf(s) {
			if w == "" || strings.ContainsAny(w, " \n'\"!") {
				t.Errorf("wordsOf(%q) has the word %q", s, w)
			}
		}
	})
}

func TestAlike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"visualising", "visualizing", true},
		{"lightening", "lightning", true},
		{"part1", "part2", false},
		{"test", "text", false},
		{"parsers", "parsers", true},
		{"django", "ubongo", false},
	} {
		if got := alike(c.a, c.b); got != c.want {
			t.Errorf("alike(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestAlign(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, a, b string
		cut        bool
		want       []aligned
	}{
		{"same", "fast parsers", "fast parsers", false, []aligned{{0, 0}, {1, 1}}},
		{"swapped", "fast parsers", "parsers fast", false, []aligned{{0, 1}, {1, 0}}},
		{"one word of two", "deprecation warning", "deprecationwarning", false, []aligned{{0, 0}, {1, 0}}},
		{"two words of one", "micro:bits", "microbits", false, []aligned{{0, 0}, {1, 0}}},
		{"spelling", "visualising data", "visualizing data", false, []aligned{{1, 1}, {0, 0}}},
		{"cut", "fast parsers", "fast pars", true, []aligned{{0, 0}, {1, 1}}},
		{"not cut", "fast parsers", "fast pars", false, []aligned{{0, 0}}},
		{"each once", "the the", "the end", false, []aligned{{0, 0}}},
	} {
		got := align(wordsOf(c.a), wordsOf(c.b), c.cut)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
