package mapper

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// The field at whose end the host may have cut is the one that ends there, unless the
// description has all of it.
func TestCutField(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Parsers, ", 9)
	for _, c := range []struct {
		name, raw, title, speaker, description string
		restored                               bool
		want                                   string
	}{
		{"short", "Fast Parsers by Jane Doe", "Fast Parsers", "Jane Doe", "", false, ""},
		{"dots", "Fast Pars... by Jane Doe", "Fast Pars...", "Jane Doe", "", false, ingest.FieldTitle},
		{"one dot for many", "Fast Pars… by Jane Doe", "Fast Pars…", "Jane Doe", "", false, ingest.FieldTitle},
		{"a name at the end", long + "and more by Janina D", long + "and more", "Janina D", "", false, ingest.FieldSpeakers},
		{"a name that the description has", long + "and more by Janina D", long + "and more", "Janina D", "Janina D", false, ""},
		{"a title at the end", "Janina Doe: " + long + "and mor", long + "and mor", "Janina Doe", "", false, ingest.FieldTitle},
		{"a title that the description has", "Janina Doe: " + long + "and mor", long + "and mor", "Janina Doe", long + "and mor", false, ""},
		{"a title that was completed", "Janina Doe: " + long + "and mor", long + "and mor", "Janina Doe", "", true, ""},
		{"something else at the end", "Janina Doe: " + long + "| ExConf", long, "Janina Doe", "", false, ""},
		{"nothing to read", strings.Repeat("-", 100), "-", "Janina Doe", "", false, ""},
	} {
		talk := &talk{raw: c.raw, evidence: (&matcher{}).readEvidence(c.description)}
		choice := &choice{candidate: candidate{
			title: c.title, bare: bare.Words(c.title), names: []string{c.speaker}, restored: c.restored, shape: shape{source: fromTitle},
		}}
		if got := cutField(talk, choice); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Of two readings that say the same but for accents and order the first is enough.
func TestAddReading(t *testing.T) {
	t.Parallel()
	p := &ingest.Proposal{Readings: []ingest.Reading{{Title: "Fast Parsers", Speakers: []string{"Zoë Doe", "Rick Roe"}, Score: 0.5}}}
	addReading(p, ingest.Reading{Title: "Fast parsers!", Speakers: []string{"Rick Roe", "Zoe Doe"}, Score: 0.4, Reason: "the same"})
	addReading(p, ingest.Reading{Title: "Fast Parsers", Speakers: []string{"Rick Roe"}, Score: 0.9, Reason: "other speakers"})
	addReading(p, ingest.Reading{Title: "Faster Parsers", Speakers: []string{"Zoë Doe", "Rick Roe"}, Score: 0.2, Reason: "another title"})
	addReading(p, ingest.Reading{Title: "Faster Parsers", Speakers: nil, Score: 0.1, Reason: "nobody"})
	addReading(p, ingest.Reading{Title: "Faster parsers", Speakers: []string{}, Score: 0, Reason: "nobody again"})
	got := ""
	for _, r := range p.Readings {
		got += r.Reason + "; "
		if r.Score > 0.5 || r.Speakers == nil {
			t.Errorf("reading %+v", r)
		}
	}
	if want := "; other speakers; another title; nobody; "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCutHandles(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Ada Doe @ada":                 "Ada Doe",
		"Ada Doe @ada Bo Roe @bo":      "Ada Doe, Bo Roe",
		"Ada Doe @ada, Bo Roe @bo_roe": "Ada Doe, Bo Roe",
		"Ada Doe @ada and Bo Roe @bo":  "Ada Doe and Bo Roe",
		"@ada":                         "@ada",
		"Ada Doe and @bo":              "Ada Doe and @bo",
		"Ada Doe, @bo":                 "Ada Doe, @bo",
		"Ada Doe":                      "Ada Doe",
	} {
		if got := cutHandles(in); got != want {
			t.Errorf("cutHandles(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHandlesOfTheDescription(t *testing.T) {
	t.Parallel()
	e := &evidence{lines: []string{"With Ada Doe (@ADA) and Bo Roe", "Cy Poe @cy, Di Moe @di", "follow us @exconf", strings.Repeat("Eve Noe @eve ", 20)}}
	e.readHandles()
	for handle, want := range map[string]string{"cy": "Cy Poe", "Di": "Di Moe", "exconf": "exconf", "eve": "eve", "Ada Doe": "Ada Doe"} {
		if got := e.resolve([]string{"Rick Roe", handle}); len(got) != 2 || got[0] != "Rick Roe" || got[1] != want {
			t.Errorf("%q is %q, want %q", handle, got, want)
		}
	}
}

func TestHashtags(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Fast Parsers #parsers": "Fast Parsers",
		"Fast Parsers #1":       "Fast Parsers #1",
		"Fast C# Parsers":       "Fast C# Parsers",
		"Fast #parsers in Go":   "Fast #parsers in Go",
		"#parsers":              "#parsers",
	} {
		var c core
		got, cut := (&occasion{}).stripHashtags(&c, in)
		if got != want || cut != (in != want) || cut != (len(c.marks) > 0) {
			t.Errorf("stripHashtags(%q) = %q, %v, marks %q", in, got, cut, c.marks)
		}
	}
	for line, want := range map[string]bool{"#parsers #clip": true, "#parsers": true, "Why #parsing matters": false, "": false} {
		if got := hashtags(line); got != want {
			t.Errorf("hashtags(%q) = %v", line, got)
		}
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		n    int
		want bool
	}{
		{"parsers", "parserz", 1, true},
		{"parsers", "parers", 1, true},
		{"parsers", "prasers", 1, false},
		{"parsers", "prasers", 2, true},
		{"ÄÄÄ", "ÄÄ", 1, true},
		{"話", "", 1, true},
		{"a", "parsers", 5, false},
	} {
		if got := edits(c.a, c.b, c.n); got != c.want {
			t.Errorf("edits(%q, %q, %d) = %v", c.a, c.b, c.n, got)
		}
	}
}
