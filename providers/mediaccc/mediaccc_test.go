package mediaccc_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/mediaccc"
	"github.com/pyvideo/stevie/providers/providertest"
)

func connect(t *testing.T, host http.Handler) *mediaccc.Provider {
	t.Helper()
	server := httptest.NewServer(host)
	t.Cleanup(server.Close)
	p, err := mediaccc.New(mediaccc.Config{Endpoint: server.URL, Endpoints: map[string]string{"media.example": server.URL}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func refOf(t *testing.T, p *mediaccc.Provider, address string) ingest.Ref {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(u)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func videos(t *testing.T, listing *ingest.Listing, err error) []ingest.Video {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var all []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func TestTalk(t *testing.T) {
	t.Parallel()
	fake := &fakehost.MediaCCC{Site: "media.ccc.de", Conferences: []fakehost.MediaCCCConference{{Acronym: "exconf24", Title: "ExConf 24", Talks: []fakehost.MediaCCCTalk{{
		GUID: guid(1), Slug: "exconf24-12-fast_parsers", Title: "Fast parsers", Description: "<p>About.</p>", Language: "deu-eng", Persons: []string{"Jane Doe", "Dr. J. Roe"},
		Tags: []string{"exconf24"}, Date: "2024-05-18T00:30:00.000+02:00", Released: "2024-05-19T00:00:00.000+02:00", Duration: 1694,
		Recordings: []fakehost.MediaCCCRecording{
			{MIME: "audio/mpeg", Language: "deu", Folder: "mp3", Size: 20, URL: "https://cdn.example/a.mp3"},
			{MIME: "video/mp4", Language: "deu", Folder: "slides-h264-hd", Height: 2160, Size: 9, URL: "https://cdn.example/slides.mp4"},
			{MIME: "video/mp4", Language: "eng", Folder: "h264-hd", Height: 1080, Size: 300, URL: "https://cdn.example/eng.mp4"},
			{MIME: "video/mp4", Language: "deu", Folder: "h264-sd", Height: 576, Size: 100, URL: "https://cdn.example/sd.mp4"},
			{MIME: "video/mp4", Language: "deu", Folder: "h264-hd", Height: 1080, Size: 310, HighQuality: true, URL: "https://cdn.example/hd.mp4"},
			{MIME: "video/webm;codecs=av01", Language: "deu", Folder: "av1-hd", Height: 1080, Size: 90, URL: "https://cdn.example/av1.webm"},
			{MIME: "video/webm", Language: "deu", Folder: "webm-hd", Height: 1080, Size: 120, URL: "https://cdn.example/hd.webm"},
			{MIME: "application/pdf", Language: "deu", Folder: "pdf", URL: "https://cdn.example/a.pdf"},
			{MIME: "text/vtt", Language: "deu", Folder: "subtitles", URL: "https://cdn.example/a.vtt"},
			{MIME: "application/x-subrip", Language: "deu", Folder: "subtitles", URL: "https://cdn.example/a.srt"},
		},
	}}}}}
	p := connect(t, fake)
	listing, err := p.List(t.Context(), refOf(t, p, "https://media.ccc.de/v/exconf24-12-fast_parsers"))
	want := []ingest.Video{{
		Provider: "mediaccc", ID: guid(1), URL: "https://media.ccc.de/v/exconf24-12-fast_parsers", Title: "Fast parsers", Description: "About.",
		Speakers: []string{"Jane Doe", "Dr. J. Roe"}, Recorded: ingest.Date{Year: 2024, Month: 5, Day: 18}, Duration: 1694, Language: "deu",
		Published: time.Date(2024, 5, 18, 22, 0, 0, 0, time.UTC), Tags: []string{"exconf24"}, Thumbnail: "https://static.media.ccc.de/" + guid(1) + ".jpg",
		Files: []ingest.File{
			{Type: "mp4", URL: "https://cdn.example/hd.mp4", Size: 310_000_000},
			{Type: "webm", URL: "https://cdn.example/hd.webm", Size: 120_000_000},
		},
		Captions: []string{"de"}, Availability: ingest.Public, Live: ingest.LiveNone,
	}}
	got := videos(t, listing, err)
	got[0].Published = got[0].Published.UTC()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A talk with sound alone is asked for again by the next run, and one that has a video
// is not.
func TestUpdate(t *testing.T) {
	t.Parallel()
	fake := hostOf(providertest.Content{Title: "ExConf 24", Videos: []providertest.Video{{Title: "A"}, {Title: "B"}, {Title: "C"}, {Title: "D"}}})
	talks := fake.Conferences[0].Talks
	video := talks[1].Recordings
	talks[1].Recordings = []fakehost.MediaCCCRecording{{MIME: "audio/opus", Language: "eng", Folder: "opus", URL: "https://cdn.example/a.opus"}}
	talks[3].Gone = true
	p := connect(t, fake)
	ref := refOf(t, p, "https://media.ccc.de/c/exconf24")
	listing, err := p.List(t.Context(), ref)
	known := map[string]ingest.Video{}
	var reasons []string
	for _, v := range videos(t, listing, err) {
		known[v.ID] = v
		reasons = append(reasons, v.Reason)
	}
	if diff := cmp.Diff([]string{"", "no video recording yet", "", "listed, but not there"}, reasons); diff != "" {
		t.Error(diff)
	}
	talks[1].Recordings = video
	talks[2].Duration++
	before := len(fake.Requests())
	listing, err = p.Update(t.Context(), ref, func(id string) (ingest.Video, bool) { v, ok := known[id]; return v, ok })
	again := videos(t, listing, err)
	asked := strings.Join(fake.Requests()[before:], " ")
	if len(again) != 4 || !again[1].Usable() || again[2].Duration != 1695 || strings.Contains(asked, guid(0)) {
		t.Errorf("asked %s; %+v", asked, again)
	}
}

// Other sites are known by the settings, and their addresses stay theirs.
func TestAnotherSite(t *testing.T) {
	t.Parallel()
	fake := hostOf(providertest.Content{Title: "ExConf 24", Videos: []providertest.Video{{Title: "A"}}})
	fake.Site = "media.example"
	p := connect(t, fake)
	listing, err := p.List(t.Context(), refOf(t, p, "https://media.example/c/exconf24"))
	got := videos(t, listing, err)
	if listing.Collection.URL != "https://media.example/c/exconf24" || got[0].URL != "https://media.example/v/"+guid(0) || got[0].ID != guid(0) {
		t.Errorf("%+v, %+v", listing.Collection, got)
	}
}
