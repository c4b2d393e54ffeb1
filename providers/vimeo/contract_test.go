package vimeo_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/providertest"
	"github.com/pyvideo/stevie/providers/vimeo"
)

const (
	token = "0123456789abcdef-personal"
	hash  = "0a1b2c3d4e"
)

func videoID(i int) string { return fmt.Sprint(700000001 + i) }

func TestContract(t *testing.T) {
	providertest.Run(t, providertest.Harness{
		New: func(o providertest.Options) (ingest.Provider, error) {
			return vimeo.New(vimeo.Config{Token: o.Secret, Endpoint: o.Endpoint, HTTP: o.HTTP, Logger: o.Logger})
		},
		Host:       func(c providertest.Content) http.Handler { return showcase(c) },
		Secret:     token,
		Collection: "https://vimeo.com/showcase/4242",
		Video:      func(i int) string { return "https://vimeo.com/" + videoID(i) },
		VideoID:    videoID,
		Owner:      "https://vimeo.com/exconf",
		PageSize:   100,
		Budget:     func(n int) int { return 2 + (n+99)/100 },
		Addresses:  addresses(),
		Refused: []string{
			"https://vimeo.com/", "https://vimeo.com", "https://player.vimeo.com/",
			"https://vimeo.com/ondemand/exconf", "https://vimeo.com/ondemand/exconf/123456",
			"https://vimeo.com/exconf/review/123456/0a1b2c3d4e",
			"https://vimeo.com/event/123456", "https://vimeo.com/event/123456/embed", "https://vimeo.com/exconf/events/1",
			"https://vimeo.com/watchlater", "https://vimeo.com/watchlater/",
			"https://vimeo.com/showcase/exconf-2024", "https://vimeo.com/album/exconf", "https://vimeo.com/showcase/exconf/embed",
			"https://vimeo.com/user/123/folder/456", "https://vimeo.com/manage/folders/456",
			"https://vimeo.com/123456/not-a-hash", "https://vimeo.com/123456/settings", "https://vimeo.com/123456/0a1b2c3d4e5f",
			"https://vimeo.com/search?q=exconf", "https://vimeo.com/categories", "https://vimeo.com/Upload", "https://vimeo.com/log_in",
			"https://vimeo.com/videos", "https://vimeo.com/channels", "https://vimeo.com/groups/", "https://vimeo.com/showcase",
			"https://vimeo.com/exconf/albums", "https://vimeo.com/0", "https://vimeo.com/0/videos", "https://vimeo.com/a%20b",
			"https://vimeo.com/..", "https://vimeo.com/%00", "https://vimeo.com/99999999999999999999999",
			"https://api.vimeo.com/videos/123456", "https://help.vimeo.com/hc/en-us", "https://i.vimeo.com/x.jpg",
		},
		ErrorBody: func(_ int, message string) (contentType, body string) {
			b, _ := json.Marshal(map[string]any{"error": message, "error_code": 5000})
			return "application/vnd.vimeo.error+json", string(b)
		},
	})
}

// addresses has every form of the table at the end of Vimeo's facts.
func addresses() map[string]ingest.Ref {
	video := ingest.Ref{Kind: ingest.KindVideo, ID: "123456"}
	unlisted := ingest.Ref{Kind: ingest.KindVideo, ID: "123456", Hash: hash}
	showcase := ingest.Ref{Kind: vimeo.KindShowcase, ID: "4242"}
	user := ingest.Ref{Kind: vimeo.KindUser, ID: "exconf"}
	return map[string]ingest.Ref{
		"https://vimeo.com/123456":                                  video,
		"http://vimeo.com/123456/":                                  video,
		"https://www.vimeo.com/123456":                              video,
		"https://vimeo.com:443/123456":                              video,
		"https://vimeo.com./123456":                                 video,
		"https://vimeo.com//123456":                                 video,
		"https://vimeo.com/123456?share=copy&fl=sv":                 video,
		"https://vimeo.com/123456#t=90s":                            video,
		"https://vimeo.com/videos/123456":                           video,
		"https://vimeo.com/manage/videos/123456":                    video,
		"https://player.vimeo.com/video/123456":                     video,
		"https://player.vimeo.com/video/123456?title=0":             video,
		"https://vimeo.com/channels/exconf/123456":                  video,
		"https://vimeo.com/groups/exconf/videos/123456":             video,
		"https://vimeo.com/album/4242/video/123456":                 video,
		"https://vimeo.com/showcase/4242/video/123456":              video,
		"https://vimeo.com/showcase/exconf/video/123456":            video,
		"https://vimeo.com/123456?h=nonsense":                       video,
		"https://vimeo.com/123456/0a1b2c3d4e":                       unlisted,
		"https://vimeo.com/123456/0A1B2C3D4E":                       unlisted,
		"https://vimeo.com/123456/0a1b2c3d4e?share=copy":            unlisted,
		"https://vimeo.com/manage/videos/123456/0a1b2c3d4e":         unlisted,
		"https://vimeo.com/123456?h=0a1b2c3d4e":                     unlisted,
		"https://player.vimeo.com/video/123456?h=0a1b2c3d4e":        unlisted,
		"https://player.vimeo.com/video/123456?dnt=1&h=0a1b2c3d4e":  unlisted,
		"https://vimeo.com/showcase/4242/video/123456?h=0a1b2c3d4e": unlisted,
		"https://vimeo.com/album/4242":                              showcase,
		"https://vimeo.com/showcase/4242":                           showcase,
		"https://vimeo.com/showcase/4242/embed":                     showcase,
		"https://vimeo.com/showcase/4242/videos?sort=date":          showcase,
		"https://vimeo.com/manage/showcases/4242/info":              showcase,
		"https://vimeo.com/channels/exconf":                         {Kind: vimeo.KindChannel, ID: "exconf"},
		"https://vimeo.com/channels/1234/videos":                    {Kind: vimeo.KindChannel, ID: "1234"},
		"https://vimeo.com/groups/ex-conf":                          {Kind: vimeo.KindGroup, ID: "ex-conf"},
		"https://vimeo.com/groups/ex-conf/videos":                   {Kind: vimeo.KindGroup, ID: "ex-conf"},
		"https://vimeo.com/exconf":                                  user,
		"https://vimeo.com/exconf/":                                 user,
		"https://vimeo.com/exconf/videos":                           user,
		"https://vimeo.com/user1234":                                {Kind: vimeo.KindUser, ID: "user1234"},
		"https://vimeo.com/2025conf":                                {Kind: vimeo.KindUser, ID: "2025conf"},
		"https://vimeo.com/blogger":                                 {Kind: vimeo.KindUser, ID: "blogger"},
	}
}

// showcase is a fake Vimeo with the suite's content in showcase 4242.
func showcase(c providertest.Content) *fakehost.Vimeo {
	fake := &fakehost.Vimeo{
		Token: token,
		Users: []fakehost.VimeoUser{{ID: "99", Slug: "exconf", Name: "ExampleConf"}},
	}
	collection := fakehost.VimeoCollection{Kind: fakehost.VimeoAlbum, ID: "4242", Title: c.Title, Owner: "99"}
	for i, v := range c.Videos {
		video := fakehost.VimeoVideo{ID: videoID(i), Title: v.Title, Description: v.Description, Duration: 1800, Owner: "99"}
		if v.Bare {
			video.Raw = bareVideo(i)
		}
		fake.Videos = append(fake.Videos, video)
		collection.Videos = append(collection.Videos, video.ID)
	}
	if c.Repeat {
		collection.Videos = append(collection.Videos, videoID(0))
	}
	fake.Collections = []fakehost.VimeoCollection{collection}
	return fake
}

// bareVideo has its URI, and every other key either null or missing.
func bareVideo(i int) json.RawMessage {
	if i%2 == 0 {
		return fmt.Appendf(nil, `{"uri": "/videos/%s"}`, videoID(i))
	}
	return fmt.Appendf(nil, `{"uri": "/videos/%s", "name": null, "description": null, "link": null, "duration": null,
		"language": null, "license": null, "created_time": null, "release_time": null, "content_rating": null,
		"privacy": null, "status": null, "transcode": null, "upload": null, "type": null, "tags": null,
		"categories": null, "pictures": null, "user": null, "metadata": null}`, videoID(i))
}
