package captions_test

import (
	"testing"

	"github.com/pyvideo/stevie/ingest/captions"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"en": "en", "eng": "en", "deu": "de", "ger": "de", "pt-BR": "pt-BR", "pt_br": "pt-BR", "es-419": "es-419", "zh-Hans": "zh-Hans", "zh-TW": "zh-TW",
		"en-orig": "en", "en-x-autogen": "en", "en-nP7-2PuUl7o": "en", "iw": "he", "ast": "ast", "": "und", "und": "und", "../../x": "und", "x\x1b[1m": "und", "English": "und",
	} {
		if got := captions.Language(code); got != want {
			t.Errorf("Language(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestSpeaks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		track, wanted string
		want          bool
	}{
		{"pt-BR", "pt", true},
		{"pt", "pt-BR", false},
		{"pt", "pt", true},
		{"pt-PT", "pt-BR", false},
		{"zh-Hans", "zh", true},
		{"zh-Hans", "zh-Hant", false},
		{"de", "deu", true},
		{"en", "de", false},
		{"und", "und", true},
		{"en", "und", false},
	} {
		if got := captions.Speaks(c.track, c.wanted); got != c.want {
			t.Errorf("Speaks(%q, %q) = %v", c.track, c.wanted, got)
		}
	}
}
