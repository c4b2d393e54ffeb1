package peertube_test

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/peertube"
)

func TestTracks(t *testing.T) {
	t.Parallel()
	fake := &fakehost.PeerTube{Instance: instance, Videos: []fakehost.PeerTubeVideo{
		{UUID: uuid(1), Captions: []fakehost.PeerTubeCaption{{Language: "de", URL: "file:///etc/passwd"}, {Language: "fr", Automatic: true}, {Language: "en", URL: "https://" + instance + "/lazy-static/en.vtt"}}},
		{UUID: uuid(2)},
		{UUID: uuid(3), Captions: []fakehost.PeerTubeCaption{{Language: "fr", URL: "file:///etc/passwd"}}},
	}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	p, err := peertube.New(peertube.Config{Endpoints: map[string]string{instance: server.URL}})
	if err != nil {
		t.Fatal(err)
	}
	at := func(i int) ingest.Video { return ingest.Video{Provider: "peertube", ID: instance + "/" + uuid(i)} }
	got, err := p.Tracks(t.Context(), at(1))
	want := []ingest.Track{
		{ID: "fr", Language: "fr", Machine: true, URL: server.URL + "/lazy-static/video-captions/" + uuid(1) + "-fr.vtt"},
		{ID: "en", Language: "en", URL: server.URL + "/lazy-static/en.vtt"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if got, err := p.Tracks(t.Context(), at(2)); err != nil || len(got) != 0 {
		t.Errorf("of a video without captions: %v, %v", got, err)
	}
	for _, i := range []int{3, 4} {
		if got, err := p.Tracks(t.Context(), at(i)); err == nil {
			t.Errorf("of video %d: %v", i, got)
		}
	}
}

func TestMediaFiles(t *testing.T) {
	t.Parallel()
	fake := &fakehost.PeerTube{Instance: instance, Videos: []fakehost.PeerTubeVideo{{UUID: uuid(1), OnlyStream: true}}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	p, err := peertube.New(peertube.Config{Endpoints: map[string]string{instance: server.URL}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.MediaFiles(t.Context(), ingest.Video{Provider: "peertube", ID: instance + "/" + uuid(1)})
	at := server.URL + "/static/web-videos/" + uuid(1)
	want := []ingest.MediaFile{
		{File: ingest.File{Type: "mp4", URL: at + "-1080.mp4", Size: 1080000}, Height: 1080, Exact: true},
		{File: ingest.File{Type: "mp4", URL: at + "-480.mp4", Size: 480000}, Height: 480, Exact: true},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if _, err := p.MediaFiles(t.Context(), ingest.Video{Provider: "peertube", ID: instance + "/" + uuid(2)}); err == nil {
		t.Error("a video that is not there has files")
	}
}
