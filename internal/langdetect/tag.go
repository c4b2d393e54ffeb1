package langdetect

import (
	"strings"

	"golang.org/x/text/language"
)

// CodeOf is the ISO 639-3 code of the language that a tag or an ISO 639 code names, as
// hosts and programmes give it: "en", "pt-BR", "ENG"; "" for none, or for several.
func CodeOf(tag string) string {
	switch tag = strings.ToLower(strings.TrimSpace(tag)); tag {
	case "", "und", "zxx", "mul":
		return ""
	}
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, confidence := t.Base()
	if confidence == language.No {
		return ""
	}
	return base.ISO3()
}
