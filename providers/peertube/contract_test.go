package peertube_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/peertube"
	"github.com/pyvideo/stevie/providers/providertest"
)

const (
	instance = "tube.example"
	playlist = "11111111-2222-4333-8444-555555555555"
)

func uuid(i int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", i) }

func TestContract(t *testing.T) {
	providertest.Run(t, providertest.Harness{
		New: func(o providertest.Options) (ingest.Provider, error) {
			cfg := peertube.Config{HTTP: o.HTTP, Logger: o.Logger}
			if o.Endpoint != "" {
				cfg.Endpoints = map[string]string{instance: o.Endpoint}
			}
			return peertube.New(cfg)
		},
		Host:       func(c providertest.Content) http.Handler { return hostOf(c) },
		Collection: "https://tube.example/w/p/" + playlist,
		Video:      func(i int) string { return "https://tube.example/videos/watch/" + uuid(i) },
		VideoID:    func(i int) string { return instance + "/" + uuid(i) },
		PageSize:   100,
		Budget:     func(n int) int { return 1 + (n+99)/100 + n },
		AnyDomain:  true,
		Addresses:  addresses(),
		Refused: []string{
			"https://tube.example/w/short", "https://tube.example/videos/watch/1", "https://tube.example/w/p/x", "https://tube.example/c/",
			"https://tube.example/c/a%20b", "https://tube.example/c/talks/video-playlists", "https://tube.example/a/jane/video-channels",
			"https://tube.example/w/", "https://tube.example/c/../x",
		},
		ErrorBody: func(status int, message string) (contentType, body string) {
			b, _ := json.Marshal(map[string]any{"type": "about:blank", "title": "No", "status": status, "detail": message})
			return "application/problem+json", string(b)
		},
	})
}

func addresses() map[string]ingest.Ref {
	video := ingest.Ref{Kind: ingest.KindVideo, ID: instance + "/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"}
	list := ingest.Ref{Kind: peertube.KindPlaylist, ID: instance + "/" + playlist}
	return map[string]ingest.Ref{
		"https://tube.example/w/2L3vV8zKAJdgBt67mvLVDn":                              {Kind: ingest.KindVideo, ID: "tube.example/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"},
		"https://tube.example/w/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b":                video,
		"https://tube.example/videos/watch/0E3F6A3A-5D3C-4F2E-9B1A-2F4C6D8E0A1B?t=1": video,
		"https://tube.example/videos/embed/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b#x":   video,
		"https://tube.example/api/v1/videos/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b":    video,
		"https://tube.example/w/p/" + playlist:                                       list,
		"https://tube.example/w/p/" + playlist + "/?playlistPosition=3":              list,
		"https://tube.example/videos/watch/playlist/" + playlist:                     list,
		"https://tube.example/video-playlists/embed/" + playlist:                     list,
		"https://tube.example/c/talks":                                               {Kind: peertube.KindChannel, ID: "tube.example/talks"},
		"https://tube.example/c/talks@other.example/videos":                          {Kind: peertube.KindChannel, ID: "tube.example/talks@other.example"},
		"https://tube.example:9000/video-channels/talks_2/videos?s=1":                {Kind: peertube.KindChannel, ID: "tube.example:9000/talks_2"},
		"https://tube.example/a/jane/videos":                                         {Kind: peertube.KindAccount, ID: "tube.example/jane"},
		"https://tube.example./accounts/jane":                                        {Kind: peertube.KindAccount, ID: "tube.example/jane"},
	}
}

func hostOf(c providertest.Content) *fakehost.PeerTube {
	fake := &fakehost.PeerTube{Instance: instance, Channels: []fakehost.PeerTubeActor{{Name: "talks", Title: "ExConf"}}}
	list := fakehost.PeerTubePlaylist{UUID: playlist, Title: c.Title, Channel: "talks"}
	for i, v := range c.Videos {
		fake.Videos = append(fake.Videos, fakehost.PeerTubeVideo{
			UUID: uuid(i), Title: v.Title, Description: v.Description, Bare: v.Bare, Duration: 1694, Channel: "talks",
		})
		list.Videos = append(list.Videos, uuid(i))
	}
	if c.Repeat {
		list.Videos = append(list.Videos, uuid(0))
	}
	fake.Playlists = []fakehost.PeerTubePlaylist{list}
	return fake
}
