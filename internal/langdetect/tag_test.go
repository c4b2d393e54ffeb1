package langdetect_test

import (
	"testing"

	"github.com/pyvideo/stevie/internal/langdetect"
)

func TestCodeOf(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"en": "eng", "ENG": "eng", "pt-BR": "por", "es_419": "spa", "zh-Hant": "zho",
		"": "", "und": "", "MUL": "", "zxx": "", "Klingonese": "", "-": "",
	} {
		if got := langdetect.CodeOf(tag); got != want {
			t.Errorf("CodeOf(%q) = %q, want %q", tag, got, want)
		}
	}
}
