package match

import (
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

func TestKindOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]kind{
		"Keynote: Fast Parsers":               keynote,
		"ExConf 2031 - Keynote by Jane Doe":   keynote,
		"Opening Keynote - Jane Doe":          keynote,
		"Lightning Talks Day 2":               lightning,
		"Saturday Lightning Talks":            lightning,
		"Friday Education Panel":              panel,
		"Panel Discussion - Parsers":          panel,
		"Panel with Jane Doe and Rick Roe":    panel,
		"Jane Doe - Fast Parsers (Tutorial)":  tutorial,
		"Friday Introduction":                 opening,
		"Introduction to Parsers":             "",
		"Opening the Black Box":               "",
		"Closing the Gap":                     "",
		"HTTP/2 and Asynchronous APIs":        "",
		"Jane Doe - Parsers and other beasts": "",
		"The panel":                           panel,
		"":                                    "",
	} {
		if got := kindOf(text); got != want {
			t.Errorf("kindOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestKindOfSession(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		session ingest.Session
		want    kind
	}{
		{ingest.Session{Title: "Fast Parsers", Type: "Keynote"}, keynote},
		{ingest.Session{Title: "Lightning Talks", Type: "Talk"}, lightning},
		{ingest.Session{Title: "Fast Parsers", Type: "Talk"}, ""},
	} {
		if got := kindOfSession(c.session); got != c.want {
			t.Errorf("%v: %q, want %q", c.session, got, c.want)
		}
	}
}
