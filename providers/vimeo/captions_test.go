package vimeo_test

import (
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/vimeo"
)

func TestTracks(t *testing.T) {
	t.Parallel()
	fake := &fakehost.Vimeo{Token: "HUSH", Videos: []fakehost.VimeoVideo{{ID: "1", Title: "Fast parsers", Tracks: []fakehost.VimeoTrack{
		{ID: "6", Language: "de", Link: "file:///etc/passwd"}, {ID: "7", Language: "en-x-autogen", Link: "http://127.0.0.1:9/7.vtt?token=x"}, {ID: "8", Language: "pt-BR", Link: "http://127.0.0.1:9/8.vtt"}, {ID: "9", Language: "fr"},
	}}, {ID: "2", Title: "Slow", Tracks: []fakehost.VimeoTrack{{ID: "1", Language: "en", Link: "ftp://host.example/1"}}}}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	p, err := vimeo.New(vimeo.Config{Token: "HUSH", Endpoint: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Tracks(t.Context(), ingest.Video{Provider: "vimeo", ID: "1"})
	want := []ingest.Track{
		{ID: "7", Language: "en", Machine: true, URL: "http://127.0.0.1:9/7.vtt?token=x"},
		{ID: "8", Language: "pt-BR", URL: "http://127.0.0.1:9/8.vtt"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if got, err := p.Tracks(t.Context(), ingest.Video{Provider: "vimeo", ID: "2"}); err == nil {
		t.Errorf("an address that is none on the web: %v", got)
	}
	if _, err := p.Tracks(t.Context(), ingest.Video{Provider: "vimeo", ID: "3"}); !errors.Is(err, ingest.ErrNotFound) {
		t.Errorf("a video that is not there: %v", err)
	}
}
