package mediaccc_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/mediaccc"
	"github.com/pyvideo/stevie/providers/providertest"
)

func guid(i int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", i) }

func TestContract(t *testing.T) {
	providertest.Run(t, providertest.Harness{
		New: func(o providertest.Options) (ingest.Provider, error) {
			return mediaccc.New(mediaccc.Config{
				Endpoint: o.Endpoint, Endpoints: map[string]string{"media.example": "https://api.media.example"},
				HTTP: o.HTTP, Logger: o.Logger,
			})
		},
		Host:       func(c providertest.Content) http.Handler { return hostOf(c) },
		Collection: "https://media.ccc.de/c/exconf24",
		Video:      func(i int) string { return "https://media.ccc.de/v/" + guid(i) },
		VideoID:    guid,
		PageSize:   20,
		Budget:     func(n int) int { return 1 + n },
		OnePage:    true,
		Addresses:  addresses(),
		Refused: []string{
			"https://media.ccc.de/", "https://media.ccc.de/b/conferences", "https://media.ccc.de/recent", "https://media.ccc.de/c/", "https://media.ccc.de/c/a%2Fb/c",
			"https://media.ccc.de/search?q=exconf", "https://media.ccc.de/p/jane", "https://api.media.ccc.de/public/conferences", "https://media.example/tags/x",
		},
		ErrorBody: func(_ int, message string) (contentType, body string) {
			b, _ := json.Marshal(map[string]any{"message": message, "error": message})
			return "application/json", string(b)
		},
	})
}

func addresses() map[string]ingest.Ref {
	conference := ingest.Ref{Kind: mediaccc.KindConference, ID: "exconf24"}
	talk := ingest.Ref{Kind: ingest.KindVideo, ID: "exconf24-12-fast_parsers"}
	return map[string]ingest.Ref{
		"https://media.ccc.de/c/exconf24":                             conference,
		"http://www.media.ccc.de/c/exconf24/?sort=date":               conference,
		"https://api.media.ccc.de/public/conferences/exconf24":        conference,
		"https://media.ccc.de/v/exconf24-12-fast_parsers":             talk,
		"https://media.ccc.de./v/exconf24-12-fast_parsers#t=90":       talk,
		"https://media.ccc.de/v/exconf24-12-fast_parsers/related":     talk,
		"https://media.ccc.de/public/events/exconf24-12-fast_parsers": talk,
		"https://media.example/c/exconf24":                            {Kind: mediaccc.KindConference, ID: "media.example/exconf24"},
		"https://media.example/v/exconf24-12-fast_parsers":            {Kind: ingest.KindVideo, ID: "media.example/exconf24-12-fast_parsers"},
	}
}

func hostOf(c providertest.Content) *fakehost.MediaCCC {
	conference := fakehost.MediaCCCConference{Acronym: "exconf24", Title: c.Title}
	for i, v := range c.Videos {
		conference.Talks = append(conference.Talks, fakehost.MediaCCCTalk{
			GUID: guid(i), Slug: guid(i), Title: v.Title, Description: v.Description, Bare: v.Bare, Language: "eng", Duration: 1694,
			Recordings: []fakehost.MediaCCCRecording{{MIME: "video/mp4", Language: "eng", Folder: "h264-hd", HighQuality: true, Height: 1080, Size: 310, URL: "https://cdn.example/" + guid(i) + ".mp4"}},
		})
	}
	if c.Repeat {
		conference.Talks = append(conference.Talks, conference.Talks[0])
	}
	return &fakehost.MediaCCC{Site: "media.ccc.de", Conferences: []fakehost.MediaCCCConference{conference}}
}
