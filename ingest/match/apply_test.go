package match

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

// alone is what a video tells by itself.
func alone(title, speakers float64) ingest.Proposal {
	return ingest.Proposal{
		Provider: "youtube", ID: "AAAAAAAAAA0",
		Record: ingest.Record{
			Title: "Fast Parsers", Speakers: []string{"Jane D."}, Recorded: "2031-06-09", Language: "eng", Tags: []string{"exconf"},
			RelatedURLs: []ingest.Link{{Label: "Conference website", URL: "https://exconf.example/"}},
		},
		Confidence: ingest.Confidence{"title": title, "speakers": speakers, "recorded": 0.3, "language": 0.5},
		Notes:      []ingest.Note{{Field: "speakers", Text: "a name cut short"}, {Field: "videos", Text: "is unlisted"}},
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	event := ingest.Event{StartDate: ingest.Date{Year: 2031, Month: 6, Day: 2}, EndDate: ingest.Date{Year: 2031, Month: 6, Day: 3}}
	video := ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast Parsers - Jane D."}
	session := &ingest.Session{
		ID: "ABC123", Title: "Fast Parsers", Speakers: []string{"Jane Doe"}, Start: time.Date(2031, 6, 2, 22, 30, 0, 0, time.FixedZone("", -7*60*60)),
		Language: "spa", Type: "keynote", URL: "https://exconf.example/talk/ABC123", License: "CC BY 4.0", Abstract: "All of it.",
	}
	for _, tt := range []struct {
		name    string
		pair    Pair
		was     ingest.Proposal
		applied bool
		want    func(*ingest.Proposal)
	}{
		{"sure", Pair{Session: session, Score: 0.99, State: Sure}, alone(0.8, 0.95), true, func(p *ingest.Proposal) {
			p.Record = ingest.Record{
				Title: "Fast Parsers", Speakers: []string{"Jane Doe"}, Recorded: "2031-06-02", Language: "spa", Tags: []string{"exconf", "keynote"},
				RelatedURLs:   []ingest.Link{{Label: "Conference website", URL: "https://exconf.example/"}, {Label: "Talk Page", URL: "https://exconf.example/talk/ABC123"}},
				CopyrightText: "CC BY 4.0", Description: "All of it.",
			}
			p.Notes = []ingest.Note{{Field: "videos", Text: "is unlisted"}}
		}},
		{"doubtful, and surer than the video", Pair{Session: session, Score: 0.6, State: Doubtful}, alone(0.7, 0.2), true, func(p *ingest.Proposal) {
			p.Record.Speakers = []string{"Jane Doe"}
			p.Notes = []ingest.Note{{Field: "videos", Text: "is unlisted"}, {
				Field: "title", Kind: NoteDoubtful, Data: []string{"ABC123"},
				Text: `it may be the session "Fast Parsers" (ABC123) of the programme: the same title`,
			}}
		}},
		{"doubtful, and the video is sure", Pair{Session: session, Score: 0.6, State: Doubtful}, alone(0.95, 0.2), false, nil},
		{"none", Pair{Score: 1, State: None}, alone(0.95, 0.2), false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.pair.Facts = []Fact{{Name: "title-equal", Value: 1}}
			before, want := alone(tt.was.Confidence["title"], tt.was.Confidence["speakers"]), alone(tt.was.Confidence["title"], tt.was.Confidence["speakers"])
			got, applied := tt.pair.Apply(event, video, tt.was)
			if applied != tt.applied {
				t.Fatalf("applied: %v", applied)
			}
			if diff := cmp.Diff(before, tt.was); diff != "" {
				t.Errorf("it changed what it was given:\n%s", diff)
			}
			if !applied {
				if diff := cmp.Diff(before, got); diff != "" {
					t.Error(diff)
				}
				return
			}
			tt.want(&want)
			want.Session, want.Confidence = "ABC123", got.Confidence
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			sure := tt.pair.State == Sure
			for _, field := range []string{"title", "speakers"} {
				if c := got.Confidence[field]; sure != (c >= 0.9) {
					t.Errorf("confidence in %s is %.2f", field, c)
				}
			}
		})
	}
}

// Where they differ the video's words stand, and a note has the programme's.
func TestApplyOtherTitle(t *testing.T) {
	t.Parallel()
	session := &ingest.Session{ID: "ABC123", Title: "Fast Parsers: a gigabyte a second", Speakers: []string{"Jane Doe"}}
	got, ok := Pair{Session: session, Score: 0.99, State: Sure}.Apply(ingest.Event{}, ingest.Video{Title: "Fast Parsers"}, ingest.Proposal{Record: ingest.Record{Title: "Fast Parsers"}})
	said := slices.ContainsFunc(got.Notes, func(n ingest.Note) bool { return n.Kind == NoteOtherTitle && n.Data[0] == session.Title })
	if !ok || got.Record.Title != "Fast Parsers" || !said || got.Confidence["title"] >= 0.9 {
		t.Errorf("%+v", got)
	}
}

// What the video tells stays where the session tells the same, or nothing that is surer.
func TestApplyKeeps(t *testing.T) {
	t.Parallel()
	event := ingest.Event{StartDate: ingest.Date{Year: 2031, Month: 6, Day: 2}, EndDate: ingest.Date{Year: 2031, Month: 6, Day: 3}}
	page := ingest.Link{Label: "Talk", URL: "http://www.exconf.example/talk/ABC123/"}
	for _, c := range []struct {
		name    string
		state   State
		was     func(*ingest.Proposal)
		session func(*ingest.Session)
		kept    func(ingest.Proposal) any
	}{
		{
			"a surer title", Doubtful, func(p *ingest.Proposal) { p.Confidence["title"] = 0.7 }, func(s *ingest.Session) { s.Title = "Slow Cooking" },
			func(p ingest.Proposal) any { return p.Record.Title },
		},
		{
			"the surer of two equal titles", Sure, func(p *ingest.Proposal) { p.Confidence["title"] = 0.999 }, nil,
			func(p ingest.Proposal) any { return p.Confidence["title"] },
		},
		{
			"a tag in another case", Sure, func(p *ingest.Proposal) { p.Record.Tags = []string{"Keynote"} }, func(s *ingest.Session) { s.Type = "keynote" },
			func(p ingest.Proposal) any { return p.Record.Tags },
		},
		{
			"the same page", Sure, func(p *ingest.Proposal) { p.Record.RelatedURLs = []ingest.Link{page} }, func(s *ingest.Session) { s.URL = "https://exconf.example/talk/ABC123" },
			func(p ingest.Proposal) any { return p.Record.RelatedURLs },
		},
		{
			"a licence", Sure, func(p *ingest.Proposal) { p.Record.CopyrightText = "CC0" }, func(s *ingest.Session) { s.License = "CC BY" },
			func(p ingest.Proposal) any { return p.Record.CopyrightText },
		},
		{
			"a language that pyvideo/data takes", Sure, nil, func(s *ingest.Session) { s.Language = "ell" },
			func(p ingest.Proposal) any { return p.Record.Language },
		},
		{
			"a day, where the session's is none of the event's", Sure, func(p *ingest.Proposal) { p.Confidence["recorded"] = 0.9 },
			func(s *ingest.Session) { s.Start = time.Date(2030, 6, 2, 10, 0, 0, 0, time.UTC) },
			func(p ingest.Proposal) any { return p.Record.Recorded },
		},
	} {
		was, session := alone(0.5, 0.5), ingest.Session{ID: "ABC123", Title: "Fast Parsers", Speakers: []string{"Jane Doe"}}
		if c.was != nil {
			c.was(&was)
		}
		if c.session != nil {
			c.session(&session)
		}
		got, ok := Pair{Session: &session, Score: 0.6, State: c.state}.Apply(event, ingest.Video{Title: "Fast Parsers"}, was)
		if diff := cmp.Diff(c.kept(was), c.kept(got)); !ok || diff != "" {
			t.Errorf("%s (-was +got):\n%s", c.name, diff)
		}
	}
}
