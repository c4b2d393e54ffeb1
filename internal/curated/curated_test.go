package curated_test

import (
	"testing"

	"github.com/pyvideo/stevie/internal/curated"
)

func TestNormal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"“Fast  Parsers!”": "fast parsers",
		"A – B…":           "a - b",
		"'one' and 'two'":  "'one' and 'two'",
		"soft\u200bbreak":  "softbreak",
		"Straße":           "strasse",
		"What is it? ":     "what is it",
		"「引用」":             "引用",
	} {
		if got := curated.Normal(text); got != want {
			t.Errorf("Normal(%q) = %q, want %q", text, got, want)
		}
	}
	if a, b := curated.Loosely("Zoë's talk: part 1"), curated.Loosely("Zoe's talk, part 1"); a != b {
		t.Errorf("loosely: %q and %q differ", a, b)
	}
	if a, b := curated.People([]string{"Ada", "Bo", "ada"}, curated.Normal), curated.People([]string{"BO", "Ada"}, curated.Normal); a != b {
		t.Errorf("people: %q and %q differ", a, b)
	}
}
