package match

import "golang.org/x/text/language"

// iso3 is the ISO 639-3 code of a language that a host or a programme names, ""
// when it is none.
func iso3(tag string) string {
	if tag == "" {
		return ""
	}
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, sure := t.Base()
	if sure == language.No {
		return ""
	}
	return base.ISO3()
}
