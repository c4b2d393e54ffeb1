package bare

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                        "",
		"Fast parsers: how-to!":   "fast parsers how to",
		"  (Jane   O'Doe) ":       "jane odoe",
		"Łucja O’Ðoe & Øre":       "lucja odoe ore",
		"Ａｄａ Ｄｏｅ":                 "ada doe",
		"`code` in a title":       "code in a title",
		"ʼtis":                    "tis",
		"नमस्ते दुनिया":           "नमस्ते दुनिया",
		"パーサー":                    "ハーサー",
		"naïve \xff café":         "naive cafe",
		"PyCon.DE 2018":           "pycon de 2018",
		"Jane" + "\u00a0" + "Doe": "jane doe",
	} {
		if got := Words(in); got != want {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Compact("PyCon.DE 2018"); got != "pyconde2018" {
		t.Errorf("Compact = %q", got)
	}
}

// FuzzWords holds that folding twice changes nothing, that no space is superfluous, and
// that the quick way through ASCII is the long one.
func FuzzWords(f *testing.F) {
	f.Add("It's `x`, O’Doe")
	f.Add("\xff Ǆ ﷺ")
	f.Fuzz(func(t *testing.T, s string) {
		got := Words(s)
		if !utf8.ValidString(got) || strings.TrimSpace(got) != got || strings.Contains(got, "  ") {
			t.Errorf("Words(%q) = %q", s, got)
		}
		if long := folded(s); long != got {
			t.Errorf("Words(%q) = %q, the long way %q", s, got, long)
		}
	})
}
