package ytdlp_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

const flat = `{"_type":"playlist","id":"PLotter0000000000","title":"OtterPy 2031","description":"All of it","channel":"OtterPy","channel_id":"UCotterpy00000000000000a","playlist_count":4,
"entries":[
 {"_type":"url","ie_key":"Youtube","id":"otter000001","url":"https://www.youtube.com/watch?v=otter000001","title":"Quiet Logs - Ada Fenn","description":null,"duration":1694,"thumbnails":[{"url":"https://i.example/s.jpg","width":10,"height":10},{"url":"https://i.example/l.jpg","width":90,"height":50}],"tags":null,"availability":null,"live_status":null},
 {"_type":"url","ie_key":"Youtube","id":"otter000002","url":"https://www.youtube.com/shorts/otter000002","title":"Small Maps - Bo Lund","duration":"61.6"},
 {"_type":"url","ie_key":"Youtube","id":"otter000003","url":"https://www.youtube.com/watch?v=otter000003","title":"[Private video]","duration":null},
 null,
 {"_type":"url","ie_key":"Youtube","id":"otter000004","url":"https://www.youtube.com/watch?v=otter000004","title":"Soon","live_status":"is_upcoming"}],
"extractor_key":"YoutubeTab","webpage_url":"https://www.youtube.com/playlist?list=PLotter0000000000&si=x","epoch":1}`

const full = `{"id":"otter000001","_type":"video","title":"Quiet Logs - Ada Fenn","description":"With *care*.","channel":"OtterPy","channel_id":"UCotterpy00000000000000a","timestamp":1750406400.5,"upload_date":"20250620","duration":1694.4,"tags":["logs",null,""],"language":null,"license":"Creative Commons Attribution license (reuse allowed)","thumbnail":"https://i.example/best.webp","subtitles":{"en":[{"ext":"vtt"}],"live_chat":[{"ext":"json"}],"de":[]},"automatic_captions":{"fr":[{"ext":"vtt"}],"pt-orig":[{"ext":"vtt"}]},"availability":"unlisted","live_status":"was_live","release_timestamp":1750320000,"webpage_url":"https://www.youtube.com/watch?v=otter000001","extractor_key":"Youtube","playlist_id":"PLotter0000000000","playlist_title":"OtterPy 2031","playlist_webpage_url":"https://www.youtube.com/playlist?list=PLotter0000000000","playlist_index":1,"formats":[{"url":"https://secret.example"}]}`

func read(t testing.TB, text string) []ytdlp.List {
	t.Helper()
	hosts, err := providers.All(providers.Config{})
	if err != nil {
		t.Fatal(err)
	}
	lists, err := ytdlp.Read(strings.NewReader(text), hosts)
	if err != nil {
		t.Fatal(err)
	}
	return lists
}

// videos are those that a list's target lists, with what is known of them.
func videos(t testing.TB, l ytdlp.List, known map[string]ingest.Video) []ingest.Video {
	t.Helper()
	target := l.Target()
	listing, err := target.Provider.(ingest.Updater).Update(context.Background(), target.Ref, func(id string) (ingest.Video, bool) {
		v, ok := known[id]
		return v, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	if !listing.Partial {
		t.Error("it would tell what is missing")
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

func TestFlatList(t *testing.T) {
	t.Parallel()
	lists := read(t, flat)
	if len(lists) != 1 {
		t.Fatalf("%d lists", len(lists))
	}
	c := lists[0].Collection
	if c.URL != "https://www.youtube.com/playlist?list=PLotter0000000000" || c.Title != "OtterPy 2031" || c.Channel.Title != "OtterPy" || c.Size != 4 {
		t.Errorf("the collection is %+v", c)
	}
	all := videos(t, lists[0], nil)
	var got []string
	for i, v := range all {
		got = append(got, fmt.Sprintf("%s %d %s %s %t", v.Key(), v.Duration, v.Availability, v.Live, v.Usable()))
		if *v.Position != i || v.Collection.ID != "PLotter0000000000" {
			t.Errorf("%s stands at %d of %+v", v.ID, *v.Position, v.Collection)
		}
	}
	want := []string{
		"youtube:otter000001 1694 public none true", "youtube:otter000002 62 public none true",
		"youtube:otter000003 0 private none false", "youtube:otter000004 0 public upcoming false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if all[0].Thumbnail != "https://i.example/l.jpg" || all[1].URL != "https://www.youtube.com/watch?v=otter000002" {
		t.Errorf("a picture %s, an address %s", all[0].Thumbnail, all[1].URL)
	}
}

func TestFullVideo(t *testing.T) {
	t.Parallel()
	lists := read(t, full)
	v := videos(t, lists[0], nil)[0]
	if v.Description != "With *care*." || !slices.Equal(v.Tags, []string{"logs"}) || v.License != "creativeCommon" || v.Language != "pt" ||
		!slices.Equal(v.Captions, []string{"en"}) || v.Availability != ingest.Unlisted || v.Duration != 1694 || v.Thumbnail != "https://i.example/best.webp" ||
		!v.Published.Equal(time.Unix(1750406400, 0)) || !v.Started.Equal(time.Unix(1750320000, 0)) || v.Channel.ID != "UCotterpy00000000000000a" {
		t.Errorf("it says %+v", v)
	}
	if lists[0].Collection.URL != "https://www.youtube.com/playlist?list=PLotter0000000000" {
		t.Errorf("it is of %+v", lists[0].Collection)
	}
}

// What is known stays where a list says less, and follows where it says something new.
func TestKnownVideo(t *testing.T) {
	t.Parallel()
	known := map[string]ingest.Video{"otter000001": {
		Provider: "youtube", ID: "otter000001", Title: "Loud Logs - Ada Fenn", Description: "Kept.", Published: time.Unix(1750400000, 0),
		Thumbnail: "https://i.example/host.jpg", Language: "en", License: "youtube", Availability: ingest.Public, Tags: []string{"kept"},
	}}
	v := videos(t, read(t, flat)[0], known)[0]
	if v.Title != "Quiet Logs - Ada Fenn" || v.Description != "Kept." || v.Duration != 1694 || v.Thumbnail != "https://i.example/host.jpg" || !slices.Equal(v.Tags, []string{"kept"}) {
		t.Errorf("after a flat list: %+v", v)
	}
	v = videos(t, read(t, full)[0], known)[0]
	if v.Description != "With *care*." || v.Language != "en" || v.License != "youtube" || !v.Published.Equal(time.Unix(1750400000, 0)) || v.Availability != ingest.Unlisted {
		t.Errorf("after all of it: %+v", v)
	}
	if v := videos(t, read(t, flat)[0], map[string]ingest.Video{"otter000003": {Title: "It was public"}})[2]; v.Availability != ingest.Private {
		t.Errorf("one that has become private is %s", v.Availability)
	}
}

// A video is the one that its address names, whatever told of it.
func TestIdentity(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]string{
		`{"id":"123456789","title":"A","extractor_key":"Vimeo","webpage_url":"https://vimeo.com/123456789"}`:                                                                                                                                      "vimeo:123456789",
		`{"id":"9c9de5e8-0a1e-484a-b099-e80766180a6d","title":"A","extractor_key":"PeerTube","webpage_url":"https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d"}`:                                                                        "peertube:tube.example/9c9de5e8-0a1e-484a-b099-e80766180a6d",
		`{"id":"x8abc","title":"A","extractor_key":"Dailymotion","webpage_url":"https://www.dailymotion.com/video/x8abc"}`:                                                                                                                        "dailymotion:x8abc",
		`{"id":"talk","title":"A","extractor_key":"Generic","webpage_url":"https://media.example/talk.mp4"}`:                                                                                                                                      "file:https://media.example/talk.mp4",
		`{"provider":"youtube","id":"otter000001","title":"A","collection":{"id":"PLotter0000000000","title":"OtterPy"}}`:                                                                                                                         "youtube:otter000001",
		`[{"id":"otter000001","title":"A","webpage_url":"https://youtu.be/otter000001"}]`:                                                                                                                                                         "youtube:otter000001",
		`{"_type":"playlist","id":"UC","title":"C","webpage_url":"https://www.youtube.com/@otter","entries":[{"_type":"playlist","title":"Videos","entries":[{"_type":"url","url":"https://www.youtube.com/watch?v=otter000001","title":"A"}]}]}`: "youtube:otter000001",
	} {
		lists := read(t, entry)
		if got := videos(t, lists[0], nil)[0].Key().String(); got != want || len(lists) != 1 {
			t.Errorf("%s\nis %s, want %s", entry, got, want)
		}
	}
	if l := read(t, `{"id":"x","title":"A","extractor_key":"MediaCCCDe","webpage_url":"https://media.ccc.de/v/2031-quiet-logs"}`)[0]; l.Target().Provider.Name() != "mediaccc" {
		t.Errorf("a talk of media.ccc.de is asked of %s", l.Target().Provider.Name())
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		flat[:len(flat)/2]: "cut off", flat + flat[:40]: "cut off", `{"entries":[`: "cut off",
		"<!doctype html>": "no JSON", "null": "no video", "": "no video", "[]": "no video", `"text"`: "no list of videos", "12": "no list of videos",
		`{"entries":{"a":1}}`: "no list", `{"provider":"youtube","id":""}`: "names no video", `{"provider":"../x","id":"1"}`: "names no video",
		`{"id":"x","extractor_key":"Dailymotion","webpage_url":"javascript:alert(1)"}`: "no video", `{"provider":{},"id":"x"}`: "no line",
		`{"_type":"url","ie_key":"YoutubeTab","id":"PL","url":"https://www.youtube.com/playlist?list=PLotter0000000000"}`: "no video",
	} {
		_, err := ytdlp.Read(strings.NewReader(text), nil)
		if err == nil || !strings.Contains(err.Error(), want) || ingest.Hint(err) == "" {
			t.Errorf("%.40q: error %v, hint %q; want one with %q", text, err, ingest.Hint(err), want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(flat)
	f.Add(full)
	f.Add(`[{"provider":"youtube","id":"otter000001","title":"A"},null]`)
	f.Fuzz(func(t *testing.T, text string) {
		lists, err := ytdlp.Read(strings.NewReader(text), nil)
		if (err == nil) != (len(lists) > 0) {
			t.Fatalf("%d lists and the error %v", len(lists), err)
		}
		for _, l := range lists {
			for _, v := range videos(t, l, nil) {
				if v.Provider == "" || v.ID == "" {
					t.Fatalf("a video without identity: %+v", v)
				}
			}
		}
	})
}
