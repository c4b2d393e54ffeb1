package youtube_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/providertest"
	"github.com/pyvideo/stevie/providers/youtube"
)

const (
	apiKey     = "invented-key-0123456789"
	playlistID = "PLinvented00000000000000000000000A"
	channelID  = "UCinvented00000000000000"
)

func videoID(i int) string { return fmt.Sprintf("inv-%07d", i) }

func watchURL(i int) string { return "https://www.youtube.com/watch?v=" + videoID(i) }

func TestContract(t *testing.T) {
	providertest.Run(t, providertest.Harness{
		New: func(o providertest.Options) (ingest.Provider, error) {
			return youtube.New(youtube.Config{APIKey: o.Secret, Endpoint: o.Endpoint, HTTP: o.HTTP, Logger: o.Logger})
		},
		Host:       func(c providertest.Content) http.Handler { return hostOf(c) },
		Secret:     apiKey,
		Collection: "https://www.youtube.com/playlist?list=" + playlistID,
		Video:      watchURL,
		VideoID:    videoID,
		Owner:      "https://www.youtube.com/channel/" + channelID,
		PageSize:   50,
		// One for the playlist, two for each 50 videos.
		Budget:    func(n int) int { return 1 + 2*((n+49)/50) },
		Addresses: taken(),
		Refused:   refused(),
		ErrorBody: func(status int, message string) (contentType, body string) {
			b, _ := json.Marshal(map[string]any{"error": map[string]any{
				"code": status, "message": message,
				"errors": []map[string]string{{"message": message, "domain": "global", "reason": "invented"}},
			}})
			return "application/json; charset=UTF-8", string(b)
		},
	})
}

func hostOf(c providertest.Content) *fakehost.YouTube {
	playlist := fakehost.YouTubePlaylist{ID: playlistID, Title: c.Title, ChannelID: channelID}
	y := &fakehost.YouTube{
		Key:      apiKey,
		Channels: []fakehost.YouTubeChannel{{ID: channelID, Title: "ExampleConf"}},
	}
	for i, v := range c.Videos {
		y.Videos = append(y.Videos, fakehost.YouTubeVideo{
			ID: videoID(i), Title: v.Title, Description: v.Description, Bare: v.Bare,
			ChannelID: channelID, Published: "2025-05-30T08:00:00Z", Duration: "PT28M14S",
		})
		playlist.Videos = append(playlist.Videos, videoID(i))
	}
	if c.Repeat {
		playlist.Videos = append(playlist.Videos, videoID(0))
	}
	y.Playlists = []fakehost.YouTubePlaylist{playlist}
	return y
}
