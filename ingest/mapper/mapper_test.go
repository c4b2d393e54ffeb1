package mapper_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// notesOn returns the notes of one field.
func notesOn(p ingest.Proposal, field string) []string {
	var notes []string
	for _, n := range p.Notes {
		if n.Field == field {
			notes = append(notes, n.Text)
		}
	}
	return notes
}

func hasNote(p ingest.Proposal, field, part string) bool {
	for _, n := range notesOn(p, field) {
		if strings.Contains(n, part) {
			return true
		}
	}
	return false
}

// conference is an event whose template is plain.
func conference() (ingest.Event, []ingest.Video) {
	ev := ingest.Event{Title: "ExampleConf 2031", StartDate: ingest.Date{Year: 2031, Month: time.May, Day: 16}, EndDate: ingest.Date{Year: 2031, Month: time.May, Day: 18}, Language: "eng"}
	videos := videosOf([]talk{
		{host: "Fast parsers in practice - Mirela Tandescu - ExampleConf 2031"},
		{host: "A tour of the new type checker - Priyanka Solvane - ExampleConf 2031"},
		{host: "Packaging without tears - Noor Veldenaar - ExampleConf 2031"},
		{host: "Deploying on Fridays - Odile Marchandon - ExampleConf 2031"},
	})
	return ev, videos
}

func TestMapAllFields(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	ev.Tags = []string{"exampleconf"}
	ev.RelatedURLs = []ingest.Link{{Label: "Conference Website", URL: "https://conf.example/2031/"}}
	v := &videos[0]
	v.ID = "AAAAAAAAAA0"
	v.Title = "Keynote: Fast parsers in practice - Mirela Tandescu - ExampleConf 2031"
	v.Description = "Parsers can be fast, and here is how. We look at three of them.\n\nSlides: https://speakerdeck.com/mirela/fast\n"
	v.Duration, v.License, v.Language = 1694, "creativeCommon", "en-GB"
	v.Thumbnail = "https://i.ytimg.com/vi/AAAAAAAAAA0/maxresdefault.jpg"
	v.Recorded = ingest.Date{Year: 2031, Month: time.May, Day: 17}
	v.Published = time.Date(2031, 6, 2, 8, 0, 0, 0, time.UTC)
	v.Tags = []string{"some", "host tags"}
	v.Files = []ingest.File{{Type: "mp4", URL: "https://files.example/fast.mp4", Size: 12}}

	got := mapper.Map(ev, videos, mapper.Options{})[0]
	want := ingest.Record{
		Title: "Keynote: Fast parsers in practice", Speakers: []string{"Mirela Tandescu"},
		Recorded: "2031-05-17", Language: "eng", Tags: []string{"exampleconf", "keynote"}, Duration: 1694,
		CopyrightText: "Creative Commons Attribution license (reuse allowed)",
		ThumbnailURL:  "https://i.ytimg.com/vi/AAAAAAAAAA0/maxresdefault.jpg",
		Description:   "Parsers can be fast, and here is how. We look at three of them.",
		RelatedURLs:   []ingest.Link{{Label: "Conference Website", URL: "https://conf.example/2031/"}, {Label: "Slides", URL: "https://speakerdeck.com/mirela/fast"}},
		Videos: []ingest.Location{
			{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA0"},
			{Type: "mp4", URL: "https://files.example/fast.mp4", Size: 12},
		},
	}
	if diff := cmp.Diff(want, got.Record); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
	if got.Confidence[ingest.FieldRecorded] < ingest.Sure || got.Confidence[ingest.FieldLanguage] < ingest.Sure {
		t.Errorf("confidence = %+v, want recorded and language sure", got.Confidence)
	}
}

func TestVimeo(t *testing.T) {
	t.Parallel()
	got := mapper.Map(ingest.Event{}, []ingest.Video{{Provider: "vimeo", ID: "123", Hash: "secret", URL: "https://vimeo.com/123/secret", Title: "A talk", License: "by-sa", Availability: ingest.Unlisted}}, mapper.Options{})[0]
	if diff := cmp.Diff([]ingest.Location{{Type: "vimeo", URL: "https://vimeo.com/123"}}, got.Record.Videos); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
	if want := "Creative Commons Attribution-ShareAlike"; got.Record.CopyrightText != want {
		t.Errorf("copyright_text = %q, want %q", got.Record.CopyrightText, want)
	}
	if !hasNote(got, ingest.FieldVideos, "unlisted") {
		t.Errorf("notes = %v, want one on the unlisted video", got.Notes)
	}
}

// Videos that cannot be talks get a proposal in their place, and teach nothing.
func TestUnusableVideos(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	alone := mapper.Map(ev, videos, mapper.Options{})
	mixed := []ingest.Video{
		{Provider: "youtube", ID: "P", Title: "Private video", Availability: ingest.Private},
		videos[0], videos[1],
		{Provider: "youtube", ID: "U", Title: "Soon: Jane Roeland - Next year", Live: ingest.LiveUpcoming},
		videos[2], videos[3],
		{Provider: "youtube", ID: "B", Title: "Blocked", Availability: ingest.Unavailable, Reason: "blocked in every country"},
	}
	got := mapper.Map(ev, mixed, mapper.Options{})
	if len(got) != len(mixed) {
		t.Fatalf("%d proposals for %d videos", len(got), len(mixed))
	}
	for i, part := range map[int]string{0: "private", 3: "import again", 6: "blocked in every country"} {
		if got[i].ID != mixed[i].ID || !hasNote(got[i], ingest.FieldVideos, part) {
			t.Errorf("proposal %d: id %s, notes %v; want a note on %q", i, got[i].ID, got[i].Notes, part)
		}
	}
	if diff := cmp.Diff(alone[0].Record, got[1].Record); diff != "" {
		t.Errorf("an unusable video changed another's record (-alone +mixed):\n%s", diff)
	}
}

func TestRestrictionsAreNoted(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	videos[0].Restrictions = []string{"blocked in 3 countries: XA, XB, XC"}
	got := mapper.Map(ev, videos, mapper.Options{})[0]
	if !hasNote(got, ingest.FieldVideos, "blocked in 3 countries") {
		t.Errorf("notes = %v", got.Notes)
	}
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	known := mapper.NewKnown(map[string]int{"Mirela Țăndescu": 3, "Noor B. Veldenaar": 2, "Various speakers": 40})
	ev, videos := conference()
	opt := mapper.Options{Known: known, Spell: map[string]string{"Odile Marchandon": "Odile"}}
	got := mapper.Map(ev, videos, opt)
	for i, want := range map[int]string{0: "Mirela Țăndescu", 1: "Priyanka Solvane", 2: "Noor Veldenaar", 3: "Odile"} {
		if diff := cmp.Diff([]string{want}, got[i].Record.Speakers); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if noted := hasNote(got[i], ingest.FieldSpeakers, "is written"); noted != (i == 0 || i == 3) {
			t.Errorf("%s: note on the spelling = %v, notes %v", want, noted, got[i].Notes)
		}
	}
}

// The host's spelling stays where it is richer than the data tree's, or where
// the tree has it as well.
func TestSpellingStays(t *testing.T) {
	t.Parallel()
	known := mapper.NewKnown(map[string]int{"Zoe Muller": 5, "Noor Veldenaar": 1, "Noôr Veldenaar": 9})
	videos := videosOf([]talk{{host: "Parsers - Zoë Müller"}, {host: "Packaging - Noor Veldenaar"}, {host: "Deploying - Odile Marchandon"}, {host: "Queues - Takeshi Moribana"}})
	got := mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{Known: known})
	for i, want := range []string{"Zoë Müller", "Noor Veldenaar"} {
		if diff := cmp.Diff([]string{want}, got[i].Record.Speakers); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestCorrectionsDecideTheTemplate(t *testing.T) {
	t.Parallel()
	talks := []talk{
		{"Mirela - Parsing", "", nil}, {"Solvane - Typing", "", nil}, {"Tandor - Packing", "", nil}, {"Odile - Shipping", "", nil}, {"Moribana - Queueing", "", nil},
	}
	videos := videosOf(talks)
	corrections := map[ingest.Key]mapper.Correction{
		videos[0].Key(): {Title: "Parsing", Speakers: people("Mirela")},
		videos[1].Key(): {Title: "Typing", Speakers: people("Solvane")},
	}
	first := mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{Corrections: corrections})
	for i, want := range []talk{{"", "Parsing", people("Mirela")}, {"", "Typing", people("Solvane")}, {"", "Packing", people("Tandor")}, {"", "Shipping", people("Odile")}, {"", "Queueing", people("Moribana")}} {
		got := talk{"", first[i].Record.Title, first[i].Record.Speakers}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(talk{})); diff != "" {
			t.Errorf("speaker first (-want +got):\n%s", diff)
		}
	}
	corrections = map[ingest.Key]mapper.Correction{
		videos[0].Key(): {Title: "Mirela", Speakers: people("Parsing")},
		videos[1].Key(): {Title: "Solvane", Speakers: people("Typing")},
	}
	second := mapper.Map(ingest.Event{Title: "ExampleConf 2031"}, videos, mapper.Options{Corrections: corrections})
	if got := second[4].Record; got.Title != "Moribana" || len(got.Speakers) != 1 || got.Speakers[0] != "Queueing" {
		t.Errorf("speaker last: got %q %q", got.Title, got.Speakers)
	}
}

func TestEqualTitles(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	videos[0].Title = "Lightning talks - ExampleConf 2031"
	videos[1].Title = "Lightning Talks! - ExampleConf 2031"
	titles := func(opt mapper.Options) []string {
		var all []string
		for _, p := range mapper.Map(ev, videos[:2], opt) {
			all = append(all, p.Record.Title)
		}
		return all
	}
	if diff := cmp.Diff([]string{"Lightning talks", "Lightning Talks! (2)"}, titles(mapper.Options{})); diff != "" {
		t.Errorf("by number (-want +got):\n%s", diff)
	}
	taken := func(slug string) bool { return slug == "lightning talks" }
	if diff := cmp.Diff([]string{"Lightning talks (2)", "Lightning Talks! (3)"}, titles(mapper.Options{Taken: taken})); diff != "" {
		t.Errorf("taken elsewhere (-want +got):\n%s", diff)
	}
	videos[0].Recorded, videos[1].Recorded = ev.StartDate, ev.EndDate
	if diff := cmp.Diff([]string{"Lightning talks (2031-05-16)", "Lightning Talks! (2031-05-18)"}, titles(mapper.Options{})); diff != "" {
		t.Errorf("by day (-want +got):\n%s", diff)
	}
}

func TestUncertainIsNoted(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	videos = append(videos, ingest.Video{Provider: "youtube", ID: "X", Title: "Closing ceremony - ExampleConf 2031"})
	got := mapper.Map(ev, videos, mapper.Options{})[4]
	if len(got.Record.Speakers) != 0 || got.Confidence[ingest.FieldSpeakers] > 0.5 || !hasNote(got, ingest.FieldSpeakers, "names no speaker") {
		t.Errorf("speakers %q, confidence %.2f, notes %v", got.Record.Speakers, got.Confidence[ingest.FieldSpeakers], got.Notes)
	}
}

func TestDeterministic(t *testing.T) {
	t.Parallel()
	ev, videos := conference()
	want := mapper.Map(ev, videos, mapper.Options{})
	for range 20 {
		if diff := cmp.Diff(want, mapper.Map(ev, videos, mapper.Options{})); diff != "" {
			t.Fatalf("a second run differs:\n%s", diff)
		}
	}
}

func TestNoVideos(t *testing.T) {
	t.Parallel()
	if got := mapper.Map(ingest.Event{}, nil, mapper.Options{}); len(got) != 0 {
		t.Errorf("Map of nothing = %v", got)
	}
}
