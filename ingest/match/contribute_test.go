package match

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestReadings(t *testing.T) {
	t.Parallel()
	type brief struct {
		Title    string
		Speakers string
		Source   Source
	}
	for _, c := range []struct {
		name, host string
		session    ingest.Session
		want       []brief
	}{
		{
			"alike", "ExConf 2031 - FAST PARSERS - Jane Doe",
			ingest.Session{Title: "Fast Parsers", Speakers: []string{"Jane Doe"}},
			[]brief{{"Fast Parsers", "Jane Doe", FromProgramme}},
		},
		{
			"the video says less", "ExConf 2031: Fast Parsers",
			ingest.Session{Title: "Fast Parsers: a gigabyte a second", Speakers: []string{"Jane Doe"}},
			[]brief{{"Fast Parsers", "Jane Doe", FromVideo}, {"Fast Parsers: a gigabyte a second", "Jane Doe", FromProgramme}},
		},
		{
			"the video is cut", "ExConf 2031 - Fast Parsers: a gigabyte... by Jane Doe",
			ingest.Session{Title: "Fast Parsers: a gigabyte a second", Speakers: []string{"Jane Doe"}},
			[]brief{{"Fast Parsers: a gigabyte a second", "Jane Doe", FromProgramme}, {"Fast Parsers: a gigabyte", "Jane Doe", FromVideo}},
		},
		{
			"only the kind", "Keynote by Jane Doe | ExConf 2031",
			ingest.Session{Title: "Keynote: On Knots", Speakers: []string{"Jane Doe"}},
			[]brief{{"Keynote: On Knots", "Jane Doe", FromProgramme}, {"Keynote", "Jane Doe", FromVideo}},
		},
		{
			"the kind in front", "ExConf 2031: Keynote: On Knots",
			ingest.Session{Title: "On Knots", Speakers: []string{"Jane Doe"}},
			[]brief{{"Keynote: On Knots", "Jane Doe", FromVideo}, {"On Knots", "Jane Doe", FromProgramme}},
		},
		{
			"more in the video", "God Is a Number (unless declared a string) - Jane Doe",
			ingest.Session{Title: "God is a Number", Speakers: []string{"Jane Doe"}},
			[]brief{{"God is a Number", "Jane Doe", FromProgramme}, {"God Is a Number (unless declared a string)", "Jane Doe", FromVideo}},
		},
		{
			"initials and roles", "Jane Doe: Fast Parsers",
			ingest.Session{Title: "Fast Parsers", Speakers: []string{"J. Doe (moderator)"}},
			[]brief{{"Fast Parsers", "Jane Doe", FromProgramme}, {"Fast Parsers", "J. Doe", FromProgramme}},
		},
		{
			"accents of the programme", "Zoe Lecka - Typy",
			ingest.Session{Title: "Typy", Speakers: []string{"Zoë Łęcka"}},
			[]brief{{"Typy", "Zoë Łęcka", FromProgramme}},
		},
		{
			"nothing in common", "IMG_0001",
			ingest.Session{Title: "Fast Parsers", Speakers: []string{"Jane Doe"}},
			[]brief{{"Fast Parsers", "Jane Doe", FromProgramme}},
		},
	} {
		var got []brief
		for _, r := range Contribute(exconf, ingest.Video{Title: c.host}, "", c.session, 1).Readings {
			if len(r.Speakers) != 1 || r.Confidence <= 0 || r.Confidence > 1 || r.Reason == "" {
				t.Errorf("%s: reading %v", c.name, r)
				continue
			}
			got = append(got, brief{r.Title, r.Speakers[0], r.Source})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestContribute(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", -7*3600)
	s := ingest.Session{
		Title: "Nudos", Type: "Charla", Start: time.Date(2031, time.May, 5, 20, 0, 0, 0, zone), License: "CC BY",
		URL: "https://exconf.example/2031/nudos/", Abstract: "About knots.", Description: "About knots. And more of them.",
		Links: []ingest.Link{{Label: "Slides", URL: "https://slides.example/nudos"}, {Label: "Script", URL: "javascript:alert(1)"}},
	}
	c := Contribute(exconf, ingest.Video{Title: "Nudos"}, "", s, 1)
	if got := c.Recorded.Value.String(); got != "2031-05-05" {
		t.Errorf("recorded %s, want the local day", got)
	}
	if got := c.Language.Value; got != "spa" {
		t.Errorf("language %q", got)
	}
	if diff := cmp.Diff([]string{"charla"}, c.Tags); diff != "" {
		t.Error(diff)
	}
	links := []ingest.Link{{Label: "Talk Page", URL: s.URL}, s.Links[0]}
	if diff := cmp.Diff(links, c.RelatedURLs); diff != "" {
		t.Error(diff)
	}
	if got := c.CopyrightText; got != "CC BY" {
		t.Errorf("licence %q", got)
	}
	if got := c.Description; got != s.Description {
		t.Errorf("description %q", got)
	}
	s.Start = s.Start.AddDate(1, 0, 0)
	if c := Contribute(exconf, ingest.Video{}, "", s, 1); c.Recorded.Confidence > 0.5 {
		t.Errorf("a day that is none of the event's at %v", c.Recorded.Confidence)
	}
	if c := Contribute(exconf, ingest.Video{}, "", ingest.Session{Title: "x"}, 1); c.Recorded.Confidence != 0 || c.Language.Confidence != 0 || len(c.Tags) > 0 {
		t.Errorf("out of nothing: %v", c)
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	s := ingest.Session{Abstract: "Knots hold nets together, and this talk shows how."}
	for host, want := range map[string]string{
		"":       s.Abstract,
		"Knots.": s.Abstract,
		"What Jane Doe told about knots on the stage, with all the knots that were shown and the questions that were asked.": "",
	} {
		if got := describe(host, s); got != want {
			t.Errorf("beside %q: %q, want %q", host, got, want)
		}
	}
	for _, host := range []string{"", "x"} {
		if got := describe(host, ingest.Session{}); got != "" {
			t.Errorf("without abstract: %q", got)
		}
	}
}

func TestTagsOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		session ingest.Session
		want    string
	}{
		{ingest.Session{Title: "x", Type: "Keynote"}, "keynote"},
		{ingest.Session{Title: "x", Type: "Workshop"}, "tutorial"},
		{ingest.Session{Title: "Lightning Talks"}, "lightning talks"},
		{ingest.Session{Title: "Panel: Knots"}, "panel"},
		{ingest.Session{Title: "x", Type: "Talk"}, ""},
		{ingest.Session{Title: "Opening Remarks"}, ""},
	} {
		got := ""
		if tags := tagsOf(c.session); len(tags) > 0 {
			got = tags[0]
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.session, got, c.want)
		}
	}
}
