package peertube_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/peertube"
	"github.com/pyvideo/stevie/providers/providertest"
)

// connect serves a host on loopback and returns an adapter that asks there.
func connect(t *testing.T, host http.Handler) *peertube.Provider {
	t.Helper()
	server := httptest.NewServer(host)
	t.Cleanup(server.Close)
	p, err := peertube.New(peertube.Config{Endpoints: map[string]string{instance: server.URL}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func list(t *testing.T, p *peertube.Provider, address string) (ingest.Collection, []ingest.Video, error) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(u)
	if err != nil {
		t.Fatal(err)
	}
	listing, err := p.List(t.Context(), ref)
	if err != nil {
		return ingest.Collection{}, nil, err
	}
	var videos []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			return listing.Collection, videos, err
		}
		videos = append(videos, v)
	}
	return listing.Collection, videos, nil
}

func TestVideo(t *testing.T) {
	t.Parallel()
	fake := &fakehost.PeerTube{
		Instance: instance, Channels: []fakehost.PeerTubeActor{{Name: "talks", Title: "ExConf"}},
		Videos: []fakehost.PeerTubeVideo{{
			UUID: uuid(1), Title: "Fast parsers", Description: "*Jane* speaks", Duration: 1694, Published: "2021-03-02T10:00:00.000Z",
			Originally: "2020-10-25T00:00:00.000Z", Updated: "2021-03-03T10:00:00.000Z", Language: "fr", Licence: "Attribution - Share Alike",
			Tags: []string{"python"}, Channel: "talks",
		}},
	}
	_, videos, err := list(t, connect(t, fake), "https://tube.example/w/"+uuid(1))
	want := []ingest.Video{{
		Provider: "peertube", ID: instance + "/" + uuid(1), URL: "https://tube.example/videos/watch/" + uuid(1),
		Title: "Fast parsers", Description: "*Jane* speaks", Duration: 1694, Published: time.Date(2021, 3, 2, 10, 0, 0, 0, time.UTC),
		Recorded: ingest.Date{Year: 2020, Month: 10, Day: 25}, Modified: time.Date(2021, 3, 3, 10, 0, 0, 0, time.UTC),
		Language: "fr", License: "Attribution - Share Alike", Tags: []string{"python"}, Channel: ingest.Channel{ID: "tube.example/talks", Title: "ExConf"},
		Thumbnail: "https://tube.example/lazy-static/previews/" + uuid(1) + ".jpg", Availability: ingest.Public, Live: ingest.LiveNone,
		Files: []ingest.File{
			{Type: "mp4", URL: "https://tube.example/static/web-videos/" + uuid(1) + "-1080.mp4", Size: 1080000},
			{Type: "mp4", URL: "https://tube.example/static/web-videos/" + uuid(1) + "-480.mp4", Size: 480000},
		},
	}}
	if diff := cmp.Diff(want, videos); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// What an instance shows of videos that are no talks, of copies, and of videos that are
// not for us.
func TestKindsOfVideos(t *testing.T) {
	t.Parallel()
	fake := &fakehost.PeerTube{Instance: instance, Videos: []fakehost.PeerTubeVideo{
		{UUID: uuid(0), Origin: "origin.example"},
		{UUID: uuid(1), Privacy: 2, OnlyStream: true, Originally: "2024-05-18T23:30:00.000Z"},
		{UUID: uuid(2), Privacy: 3},
		{UUID: uuid(3), Live: true},
		{UUID: uuid(4), Live: true, State: 4},
		{UUID: uuid(5), Live: true, State: 5, Duration: 60},
		{UUID: uuid(6), State: 2},
		{UUID: uuid(7), Refused: http.StatusForbidden},
		{UUID: uuid(8), Refused: http.StatusNotFound},
	}}
	fake.Playlists = []fakehost.PeerTubePlaylist{{UUID: playlist, Title: "ExConf"}}
	for i := range 10 {
		fake.Playlists[0].Videos = append(fake.Playlists[0].Videos, uuid(i))
	}
	_, videos, err := list(t, connect(t, fake), "https://tube.example/w/p/"+playlist)
	if err != nil {
		t.Fatal(err)
	}
	type told struct{ id, availability, live, reason string }
	at := func(i int) string { return instance + "/" + uuid(i) }
	var got []told
	for _, v := range videos {
		got = append(got, told{v.ID, string(v.Availability), string(v.Live), v.Reason})
	}
	want := []told{
		{"origin.example/" + uuid(0), "public", "none", ""},
		{at(1), "unlisted", "none", ""},
		{instance + "/element-1002", "private", "", "private"},
		{at(3), "public", "live", "live now"},
		{at(4), "public", "upcoming", "upcoming"},
		{at(5), "public", "none", ""},
		{at(6), "unavailable", "none", "still being processed"},
		{at(7), "unavailable", "none", "refused by the instance: private, or blocked there"},
		{at(8), "unavailable", "none", "listed, but not there"},
		{instance + "/element-1009", "deleted", "", "deleted"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(told{})); diff != "" {
		t.Error(diff)
	}
	if v := videos[1]; len(v.Files) != 2 || !v.Recorded.IsZero() || v.Started.IsZero() {
		t.Errorf("%+v; want the files of the stream, and a beginning", v)
	}
}

// The whole description is taken from the video, that of a list is cut; a channel and an
// account are listed, the newest first as they have it.
func TestChannels(t *testing.T) {
	t.Parallel()
	long := string(make([]rune, 400))
	for _, address := range []string{"https://tube.example/c/talks", "https://tube.example/a/jane/videos"} {
		fake := hostOf(providertest.Content{Videos: []providertest.Video{{Title: "A", Description: long}, {Title: "B"}}})
		fake.Accounts = []fakehost.PeerTubeActor{{Name: "jane", Title: "ExConf"}}
		for i := range fake.Videos {
			fake.Videos[i].Account = "jane"
		}
		c, videos, err := list(t, connect(t, fake), address)
		if err != nil || len(videos) != 2 || videos[0].Description != long || c.Title != "ExConf" {
			t.Errorf("%s: %+v, %d videos, %v", address, c, len(videos), err)
		}
	}
}

// A second listing asks the list, and for what it tells of a change.
func TestUpdateAsksForChanges(t *testing.T) {
	t.Parallel()
	fake := hostOf(providertest.Content{Title: "ExConf", Videos: slices.Repeat([]providertest.Video{{Title: "A talk"}}, 30)})
	p := connect(t, fake)
	_, videos, err := list(t, p, "https://tube.example/w/p/"+playlist)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]ingest.Video{}
	for _, v := range videos {
		known[v.ID] = v
	}
	fake.Videos[3].Updated = "2024-07-01T08:00:00.000Z"
	fake.Videos[4].Duration++
	before := len(fake.Requests())
	u, _ := url.Parse("https://tube.example/w/p/" + playlist)
	ref, _ := p.Match(u)
	listing, err := p.Update(t.Context(), ref, func(id string) (ingest.Video, bool) { v, ok := known[id]; return v, ok })
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range listing.Videos {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if asked := len(fake.Requests()) - before; n != 30 || asked != 4 {
		t.Errorf("%d videos for %d requests, want 30 for the playlist, a page and two videos", n, asked)
	}
}

// An instance that refuses every video refuses us, and none of them is called private.
func TestAnInstanceThatRefusesUs(t *testing.T) {
	t.Parallel()
	fake := hostOf(providertest.Content{Title: "ExConf", Videos: make([]providertest.Video, 30)})
	for i := range fake.Videos {
		fake.Videos[i].Refused = http.StatusForbidden
	}
	_, videos, err := list(t, connect(t, fake), "https://tube.example/w/p/"+playlist)
	if !errors.Is(err, ingest.ErrForbidden) || len(videos) > 6 {
		t.Errorf("%d videos, %v", len(videos), err)
	}
}
