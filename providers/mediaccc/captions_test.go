package mediaccc_test

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/mediaccc"
)

// Of subtitles in two forms the better counts, and another site is known by the page.
func TestTracks(t *testing.T) {
	t.Parallel()
	const guid = "f9d33869-f9a2-4570-9e9a-25c56e32082a"
	fake := &fakehost.MediaCCC{Site: "media.example", Conferences: []fakehost.MediaCCCConference{{Acronym: "exconf24", Talks: []fakehost.MediaCCCTalk{{
		GUID: guid, Slug: "exconf24-1-fast", Title: "Fast parsers", Recordings: []fakehost.MediaCCCRecording{
			{MIME: "video/mp4", Language: "deu", URL: "https://cdn.media.example/x.mp4"},
			{MIME: "application/x-subrip", Language: "eng", URL: "https://media.example/x.eng.srt"},
			{MIME: "application/x-subrip", Language: "deu", URL: "https://media.example/x.deu.srt"},
			{MIME: "text/vtt", Language: "deu", URL: "file:///etc/passwd"},
			{MIME: "text/vtt", Language: "eng", URL: "https://media.example/x.eng.vtt"},
		},
	}}}}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	p, err := mediaccc.New(mediaccc.Config{Endpoint: server.URL, Endpoints: map[string]string{"media.example": server.URL}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Tracks(t.Context(), ingest.Video{Provider: "mediaccc", ID: guid, URL: "https://media.example/v/exconf24-1-fast"})
	want := []ingest.Track{
		{ID: "eng", Language: "eng", URL: server.URL + "/x.eng.vtt"},
		{ID: "deu", Language: "deu", URL: server.URL + "/x.deu.srt"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// Recordings in another language and slides are not the talk; sound alone is told apart.
func TestMediaFiles(t *testing.T) {
	t.Parallel()
	const guid = "f9d33869-f9a2-4570-9e9a-25c56e32082a"
	fake := &fakehost.MediaCCC{Site: "media.ccc.de", Conferences: []fakehost.MediaCCCConference{{Acronym: "exconf24", Talks: []fakehost.MediaCCCTalk{{
		GUID: guid, Slug: "fast", Title: "Fast parsers", Language: "deu", Recordings: []fakehost.MediaCCCRecording{
			{MIME: "video/mp4", Language: "deu", Folder: "h264-hd", Height: 1080, Size: 310, URL: "https://media.ccc.de/hd.mp4"},
			{MIME: "video/webm;codecs=av01", Language: "deu", Folder: "av1-hd", Height: 1080, Size: 200, URL: "https://media.ccc.de/hd.webm"},
			{MIME: "video/mp4", Language: "eng", Folder: "h264-hd", Height: 1080, Size: 310, URL: "https://media.ccc.de/eng.mp4"},
			{MIME: "video/mp4", Language: "deu", Folder: "slides-h264-hd", Height: 1080, Size: 310, URL: "https://media.ccc.de/slides.mp4"},
			{MIME: "audio/mpeg", Language: "deu", Folder: "mp3", Size: 20, URL: "https://media.ccc.de/x.mp3"},
			{MIME: "application/pdf", Language: "deu", URL: "https://media.ccc.de/x.pdf"},
		},
	}}}}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	p, err := mediaccc.New(mediaccc.Config{Endpoint: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.MediaFiles(t.Context(), ingest.Video{Provider: "mediaccc", ID: guid})
	want := []ingest.MediaFile{
		{File: ingest.File{Type: "mp4", URL: server.URL + "/hd.mp4", Size: 310_000_000}, Height: 1080},
		{File: ingest.File{Type: "webm", URL: server.URL + "/hd.webm", Size: 200_000_000}, Height: 1080},
		{File: ingest.File{Type: "mp3", URL: server.URL + "/x.mp3", Size: 20_000_000}, Audio: true},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}
