package vimeo_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/vimeo"
)

func TestVideoFields(t *testing.T) {
	t.Parallel()
	fake := &fakehost.Vimeo{
		Token: token,
		Users: []fakehost.VimeoUser{{ID: "99", Slug: "exconf", Name: "ExampleConf"}},
		Videos: []fakehost.VimeoVideo{{
			ID: "123456", Title: "Fast parsers", Description: "Abstract\n\nMore", Duration: 1694,
			Language: "pt-BR", License: "by-nc-sa", Tags: []string{"python", "", "parsers", "python"}, Owner: "99", TextTracks: 2,
			Created:  time.Date(2024, 5, 30, 8, 0, 0, 0, time.UTC),
			Released: time.Date(2024, 6, 1, 9, 30, 0, 0, time.UTC),
		}},
		Collections: []fakehost.VimeoCollection{{Kind: fakehost.VimeoChannel, ID: "7", Title: "Talks", Videos: []string{"123456"}}},
	}
	want := ingest.Video{
		Provider: vimeo.Name, ID: "123456", URL: "https://vimeo.com/123456",
		Title: "Fast parsers", Description: "Abstract\n\nMore",
		Published: time.Date(2024, 6, 1, 9, 30, 0, 0, time.UTC),
		Duration:  1694, Language: "pt-BR", License: "by-nc-sa", Tags: []string{"python", "parsers"},
		Thumbnail:    "https://i.vimeocdn.com/video/123456_1280x720?r=pad",
		Channel:      ingest.Channel{ID: "99", Title: "ExampleConf"},
		Availability: ingest.Public,
	}
	_, videos, err := list(t, connect(t, fake), "https://vimeo.com/123456")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]ingest.Video{want}, videos); diff != "" {
		t.Errorf("by itself (-want +got):\n%s", diff)
	}
	want.Position, want.Collection = new(0), ingest.CollectionRef{ID: "7", Title: "Talks"}
	_, videos, err = list(t, connect(t, fake), "https://vimeo.com/channels/7")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]ingest.Video{want}, videos); diff != "" {
		t.Errorf("in a channel (-want +got):\n%s", diff)
	}
}

func TestAvailability(t *testing.T) {
	t.Parallel()
	future := time.Now().Add(24 * time.Hour)
	const unlistedNote = "unlisted: only people with its whole address can watch it"
	for name, c := range map[string]struct {
		video        fakehost.VimeoVideo
		want         ingest.Availability
		usable       bool
		reason       string
		restrictions []string
		live         ingest.Live
	}{
		"anybody":   {video: fakehost.VimeoVideo{}, want: ingest.Public, usable: true},
		"unlisted":  {video: fakehost.VimeoVideo{Privacy: "unlisted", Hash: hash}, want: ingest.Unlisted, usable: true, restrictions: []string{unlistedNote}},
		"nobody":    {video: fakehost.VimeoVideo{Privacy: "nobody"}, want: ingest.Private, reason: "private: only its owner can watch it"},
		"contacts":  {video: fakehost.VimeoVideo{Privacy: "contacts"}, want: ingest.Private, reason: "private: only people that its owner follows can watch it"},
		"users":     {video: fakehost.VimeoVideo{Privacy: "users"}, want: ingest.Private, reason: "private: only people logged in to Vimeo can watch it"},
		"password":  {video: fakehost.VimeoVideo{Privacy: "password"}, want: ingest.Private, reason: "private: behind a password"},
		"disable":   {video: fakehost.VimeoVideo{Privacy: "disable"}, want: ingest.Unavailable, reason: "hidden on vimeo.com: it plays only where it is embedded"},
		"new words": {video: fakehost.VimeoVideo{Privacy: "team\x1b[31m"}, want: ingest.Unavailable, reason: "its privacy setting is not one that stevie knows"},

		"no embedding":   {video: fakehost.VimeoVideo{Embed: "private"}, want: ingest.Public, usable: true, restrictions: []string{"embedding disabled"}},
		"some embedding": {video: fakehost.VimeoVideo{Embed: "whitelist"}, want: ingest.Public, usable: true, restrictions: []string{"embedding allowed on chosen sites only"}},
		"both": {
			video: fakehost.VimeoVideo{Privacy: "unlisted", Hash: hash, Embed: "private"}, want: ingest.Unlisted, usable: true,
			restrictions: []string{unlistedNote, "embedding disabled"},
		},

		"transcoding":        {video: fakehost.VimeoVideo{Transcode: "in_progress"}, want: ingest.Unavailable, reason: "still being processed"},
		"transcoding failed": {video: fakehost.VimeoVideo{Transcode: "error"}, want: ingest.Unavailable, reason: "Vimeo could not process it"},
		"uploading":          {video: fakehost.VimeoVideo{Upload: "in_progress"}, want: ingest.Unavailable, reason: "still being uploaded"},
		"upload failed":      {video: fakehost.VimeoVideo{Upload: "error", Privacy: "unlisted", Hash: hash}, want: ingest.Unavailable, reason: "its upload failed", restrictions: []string{unlistedNote}},

		"live":      {video: fakehost.VimeoVideo{Type: "live"}, want: ingest.Unavailable, reason: "live now", live: ingest.LiveNow},
		"upcoming":  {video: fakehost.VimeoVideo{Type: "live", Released: future}, want: ingest.Unavailable, reason: "a live event that has not begun", live: ingest.LiveUpcoming},
		"was live":  {video: fakehost.VimeoVideo{Type: "live", Duration: 3600}, want: ingest.Public, usable: true},
		"stock":     {video: fakehost.VimeoVideo{Type: "stock"}, want: ingest.Public, usable: true},
		"no length": {video: fakehost.VimeoVideo{Duration: 0}, want: ingest.Public, usable: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.video.ID = "123456"
			got := only(t, c.video)
			if got.Availability != c.want || got.Reason != c.reason || got.Usable() != c.usable || got.Live != c.live {
				t.Errorf("%s, reason %q, live %q, usable %v; want %s, %q, %q, %v",
					got.Availability, got.Reason, got.Live, got.Usable(), c.want, c.reason, c.live, c.usable)
			}
			if diff := cmp.Diff(c.restrictions, got.Restrictions); diff != "" {
				t.Errorf("restrictions (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOddVideos feeds answers that the fake does not make up by itself.
func TestOddVideos(t *testing.T) {
	t.Parallel()
	base := ingest.Video{Provider: vimeo.Name, ID: "1", URL: "https://vimeo.com/1", Position: new(0), Collection: ingest.CollectionRef{ID: "1"}}
	for name, c := range map[string]struct {
		raw  string
		want func(*ingest.Video)
	}{
		"nothing else": {`{}`, func(*ingest.Video) {}},
		"wrong types": {
			`{"name": 7, "description": ["x"], "duration": "1694", "tags": "python", "pictures": [], "user": "Jane", "privacy": "anybody", "license": "by"}`,
			func(v *ingest.Video) { v.License = "by" },
		},
		"odd numbers":     {`{"duration": 1693.6}`, func(v *ingest.Video) { v.Duration = 1694 }},
		"negative length": {`{"duration": -1}`, func(*ingest.Video) {}},
		"endless length":  {`{"duration": 1e300}`, func(*ingest.Video) {}},
		"no time":         {`{"created_time": "yesterday", "release_time": ""}`, func(*ingest.Video) {}},
		"another zone": {
			`{"created_time": "2024-05-30T08:00:00-05:00", "release_time": null}`,
			func(v *ingest.Video) { v.Published = time.Date(2024, 5, 30, 13, 0, 0, 0, time.UTC) },
		},
		"pictures in disorder": {
			`{"pictures": {"base_link": "b", "sizes": [{"width": 1920, "height": 1080, "link": "large"}, {"width": 9999, "height": 9999, "link": null}, {"width": 100, "height": 75, "link": "small"}, null]}}`,
			func(v *ingest.Video) { v.Thumbnail = "large" },
		},
		"no sizes": {`{"pictures": {"base_link": "b", "sizes": []}}`, func(v *ingest.Video) { v.Thumbnail = "b" }},
		"a custom link": {
			`{"link": "https://vimeo.com/exconf/keynote", "privacy": {"view": "anybody"}}`,
			func(v *ingest.Video) { v.Availability = ingest.Public },
		},
		"a hash in the link": {
			`{"link": "https://vimeo.com/1/0a1b2c3d4e", "privacy": {"view": "unlisted"}}`,
			func(v *ingest.Video) {
				v.Availability, v.Hash, v.URL = ingest.Unlisted, hash, "https://vimeo.com/1/"+hash
				v.Restrictions = []string{"unlisted: only people with its whole address can watch it"}
			},
		},
		"another video's link": {
			`{"link": "https://vimeo.com/12/0a1b2c3d4e", "privacy": {"view": "unlisted"}}`,
			func(v *ingest.Video) {
				v.Availability = ingest.Unlisted
				v.Restrictions = []string{"unlisted: only people with its whole address can watch it"}
			},
		},
		"public, with a hash": {
			`{"uri": "/videos/1:0a1b2c3d4e", "link": "https://vimeo.com/1/0a1b2c3d4e", "privacy": {"view": "anybody"}}`,
			func(v *ingest.Video) { v.Availability = ingest.Public },
		},
		"old status": {
			`{"status": "transcoding", "privacy": {"view": "anybody"}}`,
			func(v *ingest.Video) { v.Availability, v.Reason = ingest.Unavailable, "still being processed" },
		},
		"old status against new": {
			`{"status": "transcoding", "transcode": {"status": "complete"}, "privacy": {"view": "anybody"}}`,
			func(v *ingest.Video) { v.Availability = ingest.Public },
		},
		"over quota": {
			`{"status": "quota_exceeded"}`,
			func(v *ingest.Video) { v.Availability, v.Reason = ingest.Unavailable, "unavailable on Vimeo" },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := map[string]any{"uri": "/videos/1"}
			if err := json.Unmarshal([]byte(c.raw), &answer); err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(answer)
			if err != nil {
				t.Fatal(err)
			}
			want := base
			c.want(&want)
			if diff := cmp.Diff(want, only(t, fakehost.VimeoVideo{ID: "1", Raw: raw})); diff != "" {
				t.Errorf("video (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnlistedByHash(t *testing.T) {
	t.Parallel()
	video := fakehost.VimeoVideo{ID: "123456", Hash: hash, Privacy: "unlisted", Title: "Fast parsers"}
	fake := &fakehost.Vimeo{Token: token, Videos: []fakehost.VimeoVideo{video}}
	for _, address := range []string{"https://vimeo.com/123456/" + hash, "https://player.vimeo.com/video/123456?h=" + hash} {
		_, videos, err := list(t, connect(t, fake), address)
		if err != nil {
			t.Fatal(err)
		}
		if v := videos[0]; v.Hash != hash || v.URL != "https://vimeo.com/123456/"+hash || v.Availability != ingest.Unlisted || !v.Usable() {
			t.Errorf("%s: %+v", address, v)
		}
	}
	// Somebody made it public since: the record's address does without the hash.
	video.Privacy, video.Hash = "anybody", ""
	fake = &fakehost.Vimeo{Token: token, Videos: []fakehost.VimeoVideo{video}}
	_, videos, err := list(t, connect(t, fake), "https://vimeo.com/123456/"+hash)
	if err != nil {
		t.Fatal(err)
	}
	if v := videos[0]; v.Hash != "" || v.URL != "https://vimeo.com/123456" || v.Availability != ingest.Public {
		t.Errorf("public by now: %+v", v)
	}
	// An answer that keeps the hash to itself.
	fake = &fakehost.Vimeo{Token: token, Videos: []fakehost.VimeoVideo{{
		ID: "123456", Hash: hash, Raw: json.RawMessage(`{"uri": "/videos/123456", "privacy": {"view": "unlisted"}}`),
	}}}
	_, videos, err = list(t, connect(t, fake), "https://vimeo.com/123456/"+hash)
	if err != nil {
		t.Fatal(err)
	}
	if v := videos[0]; v.Hash != hash || v.URL != "https://vimeo.com/123456/"+hash {
		t.Errorf("without its hash in the answer: %+v", v)
	}
}
