package match

import (
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

func TestIsCode(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{
		"AB12CD":                    true,
		"ABCDEF":                    true,
		"fast-parsers-in-practice":  true,
		"AB12":                      false, // an airline has it, too
		"20310505":                  false, // a date
		"ab12cd":                    false,
		"a-b-c":                     false,
		"internationalization":      false,
		"internationally-renowned":  false,
		"AB12CD-in-Markdown-tables": true,
		"":                          false,
	} {
		if got := isCode(id); got != want {
			t.Errorf("isCode(%q) = %v", id, got)
		}
	}
}

func TestPageOf(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://exconf.example/talk/1":          "exconf.example/talk/1",
		"http://www.ExConf.example/talk/1/.":     "exconf.example/talk/1",
		"https://exconf.example/talk/index.html": "exconf.example/talk",
		"https://exconf.example/?talk=1":         "exconf.example?talk=1",
		"https://exconf.example/#talk-1":         "exconf.example#talk-1",
		"https://exconf.example/":                "",
		"https://exconf.example":                 "",
		"https:///talk":                          "",
		"ftp://exconf.example/talk/1":            "",
		"javascript:alert(1)":                    "",
		"":                                       "",
	} {
		if got := pageOf(address); got != want {
			t.Errorf("pageOf(%q) = %q, want %q", address, got, want)
		}
	}
}

// A person's word and the links before count more than a link.
func TestMatchLinksOfWhatIsSettled(t *testing.T) {
	t.Parallel()
	sessions := []ingest.Session{{ID: "ONE111", Title: "One"}, {ID: "TWO222", Title: "Two"}}
	videos := posted("a", "b")
	for name, c := range map[string]struct {
		described [2]string
		opt       Options
		want      string
	}{
		"its session is another's": {[2]string{"", "ONE111"}, Options{Confirmed: map[ingest.Key]string{key("V0"): "ONE111"}}, "ONE111 none"},
		"it is another session":    {[2]string{"TWO222", ""}, Options{Confirmed: map[ingest.Key]string{key("V0"): "ONE111"}}, "ONE111 none"},
		"it is none":               {[2]string{"TWO222", ""}, Options{None: map[ingest.Key]bool{key("V0"): true}}, "none none"},
	} {
		for i, text := range c.described {
			videos[i].Description = text
		}
		if got := given(Match(exconf, videos, sessions, c.opt)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A private video has no session, and is in nobody's way.
func TestMatchPrivate(t *testing.T) {
	t.Parallel()
	videos := posted("Reinventing Wheels - Max Mustermann", "Reinventing Wheels")
	videos[0].Availability = ingest.Private
	if got := given(Match(exconf, videos, programmed(), Options{})); got != "none WHEEL" {
		t.Errorf("%s", got)
	}
}
