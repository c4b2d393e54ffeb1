package host_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

func TestKeyOf(t *testing.T) {
	t.Parallel()
	const (
		yt   = "AAAAAAAAA-_"
		uuid = "0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"
	)
	for _, tt := range []struct {
		want string // provider:id
		urls []string
	}{
		{"youtube:" + yt, []string{
			"https://www.youtube.com/watch?v=" + yt, "http://youtube.com/watch?v=" + yt, "youtube.com/watch?v=" + yt,
			"https://m.youtube.com/watch?v=" + yt, "https://www.youtube.com/watch?list=PL1&v=" + yt + "&t=30", " https://youtu.be/" + yt + " ",
			"https://youtu.be/" + yt + "?t=1", "http://youtu.be/" + yt + "/", "//www.youtube.com/embed/" + yt, "https://www.youtube.com/v/" + yt,
			"https://www.youtube.com/live/" + yt + "?feature=shared", "https://www.youtube.com/shorts/" + yt, "https://www.youtube-nocookie.com/embed/" + yt,
			"https://WWW.YouTube.com:443/watch?v=" + yt, "https://www.youtube.com/watch?v=" + yt + "?t=3", "https://www.youtube.com/watch/" + yt,
			"https://www.youtube.com/attribution_link?u=/watch%3Fv%3D" + yt, "https://music.youtube.com/watch?v=" + yt + "#x",
		}},
		{"vimeo:12345", []string{
			"https://vimeo.com/12345", "http://www.vimeo.com/12345", "vimeo.com/12345", "https://vimeo.com/12345/abcdef0123", "https://player.vimeo.com/video/12345?h=abc",
			"https://vimeo.com/channels/exconf/12345", "https://vimeo.com/groups/exconf/videos/12345", "https://vimeo.com/album/9/video/12345",
			"https://vimeo.com/showcase/9/video/12345", "https://vimeo.com/12345#t=3", "https://vimeo.com/video/12345",
		}},
		{"peertube:tube.example/" + uuid, []string{
			"https://tube.example/videos/watch/" + uuid, "https://tube.example/w/" + uuid, "https://Tube.example/videos/embed/" + strings.ToUpper(uuid),
			"https://tube.example/w/2L3vV8zKAJdgBt67mvLVDn",
		}},
		{"archiveorg:exconf-1", []string{
			"https://archive.org/details/exconf-1", "http://www.archive.org/embed/exconf-1", "https://archive.org/download/exconf-1/exconf-1.ogv",
			"https://archive.org/download/exconf-1/exconf-1_512kb.mp4", "https://archive.org/details/exconf-1/exconf-1.mp4", "https://archive.org/download/exconf-1/exconf-1.ia.mp4",
		}},
		{"archiveorg:many/a/talk 1.mp4", []string{"https://archive.org/download/many/a/talk%201.mp4", "https://archive.org/details/many/a/talk%201.mp4"}},
		{"archiveorg:many/many-2.mp4", []string{"https://archive.org/download/many/many-2.mp4"}},
		{"file:https://exconf.example/Fast%20parsers.mp4", []string{
			"https://exconf.example/Fast%20parsers.mp4", "https://EXCONF.example:443/Fast%20parsers.mp4#t=3", "https://exconf.example/Fast parsers.mp4",
			"https://exconf.example/%46ast%20parsers.mp4",
		}},
		{"file:http://[::1]:8080/a%2Fb.WEBM?x=1", []string{"http://[::1]:8080/a%2Fb.WEBM?x=1"}},
		{"", []string{
			"", "https://exconf.example/talk.avi", "https://jane:secret@exconf.example/talk.mp4", "file:///talk.mp4", "https://media.ccc.de/talk.mp4", "https://www.youtube.com/watch?v=short", "https://www.youtube.com/playlist?list=PLAAAAAAAAAAA",
			"https://www.youtube.com/@exconf", "https://notyoutube.com/watch?v=" + yt, "https://youtube.com.example/watch?v=" + yt, "https://vimeo.com/exconf",
			"https://vimeo.com/album/9", "https://vimeo.com/showcase/9", "https://archive.org/", "https://archive.org/search/x", "https://tube.example/w/short", "https://tube.example/videos/watch/x",
			"https://[bad/", "://", "https://youtu.be/", "\x00", "https://www.youtube.com/watch?v=AAAAAAAAAAAAAAAA",
		}},
	} {
		for _, u := range tt.urls {
			key, ok := host.KeyOf(u)
			got := key.String()
			if !ok {
				got = ""
			}
			if got != tt.want {
				t.Errorf("%q: got %q, want %q", u, got, tt.want)
			}
		}
	}
}

func FuzzKeyOf(f *testing.F) {
	f.Add("https://youtu.be/AAAAAAAAAA0")
	f.Add("https://vimeo.com/1/a")
	f.Add("x/w/2L3vV8zKAJdgBt67mvLVDn")
	f.Fuzz(func(t *testing.T, url string) {
		key, ok := host.KeyOf(url)
		if ok != (key.ID != "") {
			t.Fatalf("%v, %v", key, ok)
		}
		if !ok {
			return
		}
		if watch := host.PlayerURL(key); watch != "" {
			if again, _ := host.KeyOf(watch); again != key {
				t.Fatalf("%v became %v at %s", key, again, watch)
			}
		}
	})
}

func key(s string) ingest.Key {
	provider, id, _ := strings.Cut(s, ":")
	return ingest.Key{Provider: provider, ID: id}
}

func TestWatchURL(t *testing.T) {
	t.Parallel()
	const uuid = "0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"
	for id, want := range map[string]struct{ watch, player string }{
		"youtube:AAAAAAAAAA0":           {"https://www.youtube.com/watch?v=AAAAAAAAAA0", "https://www.youtube.com/watch?v=AAAAAAAAAA0"},
		"youtube:A&list=B/../ C":        {"https://www.youtube.com/watch?v=A%26list%3DB%2F..%2F+C", "https://www.youtube.com/watch?v=A%26list%3DB%2F..%2F+C"},
		"vimeo:12345":                   {"https://vimeo.com/12345", "https://vimeo.com/12345"},
		"vimeo:../x?y":                  {"https://vimeo.com/..%2Fx%3Fy", "https://vimeo.com/..%2Fx%3Fy"},
		"peertube:tube.example/" + uuid: {"https://tube.example/videos/watch/" + uuid, "https://tube.example/videos/watch/" + uuid},
		"peertube:tube.example":         {},
		"archiveorg:exconf":             {"https://archive.org/details/exconf", ""},
		"archiveorg:many/a b.mp4":       {"https://archive.org/details/many/a%20b.mp4", ""},
		"mediaccc:" + uuid:              {},
		"bilibili:BV1":                  {},
		"youtube:":                      {},
	} {
		if watch, player := host.WatchURL(key(id)), host.PlayerURL(key(id)); watch != want.watch || player != want.player {
			t.Errorf("%s: watched at %q, played at %q; want %q and %q", id, watch, player, want.watch, want.player)
		}
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	for want, ref := range map[string]ingest.Ref{
		"https://www.youtube.com/playlist?list=PL0":  {Provider: "youtube", Kind: host.KindPlaylist, ID: "PL0"},
		"https://www.youtube.com/@exconf":            {Provider: "youtube", Kind: host.KindHandle, ID: "@exconf"},
		"https://www.youtube.com/c/ex%2Fconf":        {Provider: "youtube", Kind: host.KindName, ID: "ex/conf"},
		"https://vimeo.com/showcase/42":              {Provider: "vimeo", Kind: host.KindShowcase, ID: "42"},
		"https://vimeo.com/123/0a1b2c3d4e":           {Provider: "vimeo", Kind: ingest.KindVideo, ID: "123", Hash: "0a1b2c3d4e"},
		"https://vimeo.com/exconf":                   {Provider: "vimeo", Kind: host.KindUser, ID: "exconf"},
		"https://tube.example/c/exconf@else.example": {Provider: "peertube", Kind: host.KindChannel, ID: "tube.example/exconf@else.example"},
		"https://tube.example/a/exconf":              {Provider: "peertube", Kind: host.KindAccount, ID: "tube.example/exconf"},
		"https://media.example/c/exconf24":           {Provider: "mediaccc", Kind: host.KindConference, ID: "media.example/exconf24"},
		"https://media.ccc.de/c/exconf24":            {Provider: "mediaccc", Kind: host.KindConference, ID: "exconf24"},
	} {
		if got := host.URL(ref); got != want {
			t.Errorf("%+v is at %q, want %q", ref, got, want)
		}
	}
	for _, none := range []ingest.Ref{{}, {Provider: "youtube", Kind: host.KindShowcase, ID: "42"}, {Provider: "vimeo", Kind: host.KindUser}} {
		if got := host.URL(none); got != "" {
			t.Errorf("%+v is at %q", none, got)
		}
	}
}

// Each player has its own way to begin in the middle.
func TestMomentURL(t *testing.T) {
	t.Parallel()
	const peertube = "https://tube.example/videos/watch/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=AAAAAAAAAA0": "https://www.youtube.com/watch?v=AAAAAAAAAA0&t=185s",
		"https://youtu.be/AAAAAAAAAA0?t=1":            "https://www.youtube.com/watch?v=AAAAAAAAAA0&t=185s",
		"https://vimeo.com/12345":                     "https://vimeo.com/12345#t=185s",
		peertube:                                      peertube + "?start=185s",
		"https://archive.org/details/exconf":          "https://archive.org/details/exconf?start=185",
		"https://media.ccc.de/v/exconf24-1-parsers":   "https://media.ccc.de/v/exconf24-1-parsers#t=185",
		"https://talks.example/a.mp4#x":               "https://talks.example/a.mp4#t=185",
	} {
		if got := host.MomentURL(address, 185); got != want {
			t.Errorf("a moment of %s is at %s, want %s", address, got, want)
		}
	}
}

func TestLocation(t *testing.T) {
	t.Parallel()
	for id, c := range map[string]struct {
		url  string
		want string // type and URL
	}{
		"youtube:AAAAAAAAAA0":              {"https://youtu.be/AAAAAAAAAA0", "youtube https://www.youtube.com/watch?v=AAAAAAAAAA0"},
		"vimeo:12345":                      {"https://vimeo.com/12345/0a1b2c3d4e", "vimeo https://vimeo.com/12345"},
		"archiveorg:exconf":                {"https://archive.org/details/exconf", "archive.org https://archive.org/details/exconf"},
		"bilibili:BV1":                     {"https://videos.example/BV1", "bilibili https://videos.example/BV1"},
		"bilibili:BV2":                     {"", ""},
		"mediaccc:x":                       {"https://media.ccc.de/v/x", ""},
		"file:https://talks.example/a.mp4": {"https://talks.example/a.mp4", ""},
	} {
		k := key(id)
		l, ok := host.Location(ingest.Video{Provider: k.Provider, ID: k.ID, URL: c.url})
		if got := strings.TrimSpace(l.Type + " " + l.URL); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: %q, %v; want %q", id, got, ok, c.want)
		}
	}
}

func TestLocations(t *testing.T) {
	t.Parallel()
	files := []ingest.File{{Type: "MP4", URL: "https://talks.example/a.mp4", Size: 7}, {Type: "webm"}}
	for id, want := range map[string]string{
		"peertube:tube.example/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b": "[{peertube https://tube.example/videos/watch/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b 0}]",
		"archiveorg:exconf": "[{archive.org https://page.example 0} {mp4 https://talks.example/a.mp4 7}]",
		"mediaccc:x":        "[{mp4 https://talks.example/a.mp4 7}]",
	} {
		v := ingest.Video{Provider: key(id).Provider, ID: key(id).ID, URL: "https://page.example", Files: files}
		if got := fmt.Sprint(host.Locations(v)); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

func TestSaysMore(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://youtu.be/AAAAAAAAAA0":                              false,
		"https://www.youtube.com/watch?v=AAAAAAAAAA0&feature=share": false,
		"https://www.youtube.com/watch?v=AAAAAAAAAA0&t=3":           true,
		"https://www.youtube.com/embed/AAAAAAAAAA0?start=3":         true,
		"https://vimeo.com/12345/":                                  false,
		"https://vimeo.com/12345#t=3s":                              true,
		"https://vimeo.com/12345/0a1b2c3d4e":                        true,
		"https://player.vimeo.com/video/12345?h=0a1b2c3d4e":         true,
		"https://talks.example/a.mp4?t=3":                           false,
	} {
		if got := host.SaysMore(address); got != want {
			t.Errorf("%s says more than which video it is: %v", address, got)
		}
	}
}

func TestMustBeOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, key string
		want      bool
	}{
		{"youtube", "youtube:A", false},
		{"youtube", "vimeo:1", true},
		{"youtube", ":", true},
		{"vimeo", ":", true},
		{"peertube", ":", false},
		{"mp4", ":", false},
		{"", "youtube:A", false},
	} {
		if got := host.MustBeOn(c.kind, key(c.key)); got != c.want {
			t.Errorf("type %q, key %q: %v, want %v", c.kind, c.key, got, c.want)
		}
	}
}

func TestTarget(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"/redirect?event=x&q=https%3A%2F%2Ffiles.example%2Fa.pdf":                "https://files.example/a.pdf",
		"https://www.youtube.com/redirect?q=https%3A%2F%2Ffiles.example%2Fa.pdf": "https://files.example/a.pdf",
		"https://notyoutube.com/redirect?q=https%3A%2F%2Ffiles.example%2Fa.pdf":  "https://notyoutube.com/redirect?q=https%3A%2F%2Ffiles.example%2Fa.pdf",
		"https://www.youtube.com/redirect":                                       "",
		"https://files.example/redirected?q=1":                                   "https://files.example/redirected?q=1",
		"\x00":                                                                   "\x00",
	} {
		if got := host.Target(address); got != want {
			t.Errorf("%q leads to %q, want %q", address, got, want)
		}
	}
}

func TestThumbnail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ key, offered, want string }{
		{"youtube:AAAAAAAAAA0", "", "https://i.ytimg.com/vi/AAAAAAAAAA0/hqdefault.jpg"},
		{"youtube:AAAAAAAAAA0", "https://i.ytimg.com/x.jpg", "https://i.ytimg.com/x.jpg"},
		{"archiveorg:many/a.mp4", "", "https://archive.org/services/img/many"},
		{"vimeo:1", "", ""},
		{"youtube:", "", ""},
	} {
		k := key(c.key)
		if got := host.Thumbnail(ingest.Video{Provider: k.Provider, ID: k.ID, Thumbnail: c.offered}); got != c.want {
			t.Errorf("the picture of %s is %q, want %q", c.key, got, c.want)
		}
	}
}

func TestSameImage(t *testing.T) {
	t.Parallel()
	const max = "https://i.ytimg.com/vi/AAAAAAAAAA0/maxresdefault.jpg"
	youtube := ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0", Thumbnail: "https://i.ytimg.com/vi/AAAAAAAAAA0/sddefault.jpg"}
	largest := youtube
	largest.Thumbnail = max
	vimeo := ingest.Video{Provider: "vimeo", ID: "1", Thumbnail: "https://i.vimeocdn.com/video/77-abc_1280x720?r=pad"}
	for _, c := range []struct {
		picture string
		video   ingest.Video
		among   string
		want    bool
	}{
		{"https://img.youtube.com/vi/AAAAAAAAAA0/0.jpg", youtube, "", true},
		{max, youtube, "", false},
		{max, largest, "", true},
		{"https://i1.ytimg.com/vi/BBBBBBBBBB0/hqdefault.jpg", youtube, "", false},
		{"https://i1.ytimg.com/vi/BBBBBBBBBB0/hqdefault.jpg", youtube, "youtube:BBBBBBBBBB0", true},
		{"https://i1.ytimg.com/vi/BBBBBBBBBB0/hqdefault.jpg", youtube, "vimeo:BBBBBBBBBB0", false},
		{"https://talks.example/a.jpg", youtube, "", true},
		{"https://i.vimeocdn.com/video/77-abc.jpg?mw=80", vimeo, "", true},
		{"https://i.vimeocdn.com/video/78-abc_640.jpg", vimeo, "", false},
		{"", vimeo, "", true},
		{"https://tube.example/a.jpg", ingest.Video{Provider: "peertube"}, "", true},
	} {
		if got := host.SameImage(c.picture, c.video, []ingest.Key{c.video.Key(), key(c.among)}); got != c.want {
			t.Errorf("%q for %s: %v, want %v", c.picture, c.video.Key(), got, c.want)
		}
	}
}

func TestLicence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ provider, code, want string }{
		{"youtube", "youtube", ""},
		{"youtube", " creativeCommon ", "Creative Commons Attribution license (reuse allowed)"},
		{"vimeo", "by-nc-sa", "Creative Commons Attribution-NonCommercial-ShareAlike"},
		{"vimeo", "cc0", "Creative Commons CC0 (public domain dedication)"},
		{"vimeo", "by-by", ""},
		{"vimeo", "", ""},
		{"peertube", "Attribution - Share Alike", "Attribution - Share Alike"},
		{"archiveorg", "http://creativecommons.org/licenses/by-sa/3.0/", "Creative Commons Attribution-ShareAlike 3.0"},
		{"archiveorg", "https://creativecommons.org/licenses/by/4.0/deed.de", "Creative Commons Attribution 4.0"},
		{"archiveorg", "https://creativecommons.org/publicdomain/zero/1.0/", "Creative Commons CC0 (public domain dedication)"},
		{"archiveorg", "https://licences.example/own", "https://licences.example/own"},
		{"archiveorg", "", ""},
		{"bilibili", "by", "Creative Commons Attribution"},
	} {
		if got := host.Licence(c.provider, c.code); got != c.want {
			t.Errorf("%s: %q means %q, want %q", c.provider, c.code, got, c.want)
		}
	}
}

func TestChannelURL(t *testing.T) {
	t.Parallel()
	for k, want := range map[string]string{
		"youtube:UC0": "https://www.youtube.com/channel/UC0", "vimeo:99": "https://vimeo.com/user99",
		"peertube:tube.example/exconf": "https://tube.example/c/exconf", "mediaccc:exconf24": "https://media.ccc.de/c/exconf24",
		"archiveorg:x": "", "vimeo:": "",
	} {
		if got := host.ChannelURL(key(k).Provider, key(k).ID); got != want {
			t.Errorf("channel %s is at %q, want %q", k, got, want)
		}
	}
}

func TestForOneEvent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		ref  ingest.Ref
		want bool
	}{
		{ingest.Ref{Provider: "youtube", Kind: host.KindPlaylist, ID: "PL0"}, true},
		{ingest.Ref{Provider: "youtube", Kind: host.KindPlaylist, ID: "UU0"}, false},
		{ingest.Ref{Provider: "vimeo", Kind: host.KindShowcase, ID: "1"}, true},
		{ingest.Ref{Provider: "vimeo", Kind: host.KindChannel, ID: "1"}, false},
		{ingest.Ref{Provider: "youtube", Kind: ingest.KindVideo, ID: "1"}, false},
	} {
		if got := host.ForOneEvent(c.ref); got != c.want {
			t.Errorf("%+v: %v, want %v", c.ref, got, c.want)
		}
	}
}

func TestOn(t *testing.T) {
	t.Parallel()
	for domain, want := range map[string]string{
		"www.youtube.com": "youtube", "YouTu.be.": "youtube", "player.vimeo.com": "vimeo", "archive.org": "archiveorg",
		"media.ccc.de": "mediaccc", "tube.example": "", "youtube.com.example": "", "youtube.com:443": "", "::1": "", "": "",
	} {
		if got := host.On(domain); got != want {
			t.Errorf("%q belongs to %q, want %q", domain, got, want)
		}
	}
}

func ExampleKeyOf() {
	for _, address := range []string{"https://youtu.be/AAAAAAAAAA0?t=30", "https://vimeo.com/channels/exconf/12345"} {
		key, ok := host.KeyOf(address)
		fmt.Println(key, ok)
	}
	// Output:
	// youtube:AAAAAAAAAA0 true
	// vimeo:12345 true
}

func ExampleMomentURL() {
	fmt.Println(host.MomentURL("https://vimeo.com/12345", 90))
	// Output: https://vimeo.com/12345#t=90s
}

func TestMayBeCut(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]bool{
		"Fast Parsers":            false,
		"Fast Pars... by Jane":    true,
		"Fast Pars…":              true,
		strings.Repeat("é", 96):   false,
		strings.Repeat("é", 97):   true,
		strings.Repeat("é", 100):  true,
		strings.Repeat("abc", 40): false, // a host with room for more
	} {
		if got := host.MayBeCut(title); got != want {
			t.Errorf("MayBeCut(%q) = %v", title, got)
		}
	}
}
