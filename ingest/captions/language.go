package captions

import (
	"strings"

	"golang.org/x/text/language"
)

// Unknown is the language of a track of which the host does not say it.
const Unknown = "und"

// Language is a host's code of a language as BCP-47: "de" for "deu", "pt-BR" for "pt_br".
// What hosts hang behind a code is left out, as far as it makes no sense there.
func Language(code string) string {
	code = strings.ReplaceAll(strings.TrimSpace(code), "_", "-")
	for code != "" {
		if tag, err := language.Parse(code); err == nil && tag != language.Und {
			return plainTag(tag).String()
		}
		at := strings.LastIndexByte(code, '-')
		code = code[:max(0, at)]
	}
	return Unknown
}

// plainTag is a tag without its extensions, and with the short code of its language.
func plainTag(tag language.Tag) language.Tag {
	base, script, region := tag.Raw()
	plain, err := language.Compose(base, script, region)
	if err != nil {
		return tag
	}
	return plain
}

// Speaks reports whether a track's language is one that somebody asks for: "pt" finds
// "pt-BR", and "pt-BR" does not find "pt".
func Speaks(track, wanted string) bool {
	if track == wanted {
		return true
	}
	tag, err := language.Parse(track)
	want, wrong := language.Parse(wanted)
	if err != nil || wrong != nil {
		return false
	}
	base, script, region := tag.Raw()
	wantBase, wantScript, wantRegion := want.Raw()
	return base == wantBase &&
		(script == wantScript || wantScript == (language.Script{})) &&
		(region == wantRegion || wantRegion == (language.Region{}))
}
