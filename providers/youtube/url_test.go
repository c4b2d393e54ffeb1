package youtube_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/providers/youtube"
)

// taken has every form of address that the adapter takes.
func taken() map[string]ingest.Ref {
	ref := func(kind ingest.Kind, id string) ingest.Ref {
		return ingest.Ref{Provider: "youtube", Kind: kind, ID: id}
	}
	var (
		video    = ref(ingest.KindVideo, "AAAAAAAAA-_")
		playlist = ref(youtube.KindPlaylist, playlistID)
		channel  = ref(youtube.KindChannel, channelID)
		handle   = ref(youtube.KindHandle, "@exconf")
		user     = ref(youtube.KindUser, "exconf")
		name     = ref(youtube.KindName, "exconf")
	)
	return map[string]ingest.Ref{
		"https://www.youtube.com/watch?v=AAAAAAAAA-_":                                 video,
		"http://youtube.com/watch?v=AAAAAAAAA-_":                                      video,
		"https://m.youtube.com/watch/?t=1&v=AAAAAAAAA-_":                              video,
		"https://music.youtube.com/watch?v=AAAAAAAAA-_&feature=share":                 video,
		"https://www.youtube.com:443/watch?v=AAAAAAAAA-_&ab_channel=ExConf&pp=x&t=72": video,
		"https://www.youtube.com./watch?v=AAAAAAAAA-_#t=5":                            video,
		"https://www.youtube.com//watch?v=AAAAAAAAA-_":                                video,
		"https://www.youtube.com/watch?v=AAAAAAAAA-_&list=":                           video,
		"https://www.youtube.com/watch?v=AAAAAAAAA-_&list=RDAAAAAAAAA-_":              video,
		"https://www.youtube.com/watch?v=AAAAAAAAA-_&list=WL&index=3":                 video,
		"https://youtu.be/AAAAAAAAA-_":                                                video,
		"https://youtu.be/AAAAAAAAA-_/":                                               video,
		"https://youtu.be/AAAAAAAAA-_?t=1126&si=x":                                    video,
		"https://youtu.be/AAAAAAAAA-_?list=RDAAAAAAAAA-_":                             video,
		"https://www.youtu.be/AAAAAAAAA-_&feature=youtu.be":                           video,
		"https://youtu.be/watch?v=AAAAAAAAA-_":                                        video,
		"https://www.youtube.com/embed/AAAAAAAAA-_":                                   video,
		"https://www.youtube-nocookie.com/embed/AAAAAAAAA-_?rel=0":                    video,
		"https://youtube-nocookie.com/embed/AAAAAAAAA-_":                              video,
		"https://www.youtube.com/v/AAAAAAAAA-_&hl=en_US&fs=1":                         video,
		"https://www.youtube.com/e/AAAAAAAAA-_":                                       video,
		"https://www.youtube.com/live/AAAAAAAAA-_?feature=share":                      video,
		"https://www.youtube.com/shorts/AAAAAAAAA-_":                                  video,
		"www.youtube.com/watch?v=AAAAAAAAA-_":                                         video,
		"YouTu.be/AAAAAAAAA-_":                                                        video,
		"//www.youtube.com/watch?v=AAAAAAAAA-_":                                       video,
		"AAAAAAAAA-_":                                                                 video,
		"-AAAAAAAAA_":                                                                 ref(ingest.KindVideo, "-AAAAAAAAA_"),

		"https://www.youtube.com/playlist?list=" + playlistID:                 playlist,
		"https://youtu.be/AAAAAAAAA-_?feature=shared&list=" + playlistID:      playlist,
		"https://www.youtube.com/playlist?list=" + playlistID + "&si=x":       playlist,
		"https://music.youtube.com/playlist?feature=share&list=" + playlistID: playlist,
		"https://www.youtube.com/watch?v=AAAAAAAAA-_&list=" + playlistID:      playlist,
		"https://www.youtube.com/watch?list=" + playlistID + "&index=2":       playlist,
		"https://www.youtube.com/embed/videoseries?list=" + playlistID:        playlist,
		"https://www.youtube.com/embed?listType=playlist&list=" + playlistID:  playlist,
		"youtube.com/playlist?list=" + playlistID:                             playlist,
		playlistID: playlist,
		"https://www.youtube.com/playlist?list=PL63F0C78739B0995":                   ref(youtube.KindPlaylist, "PL63F0C78739B0995"),
		"https://www.youtube.com/playlist?list=UUinvented00000000000000":            ref(youtube.KindPlaylist, "UUinvented00000000000000"),
		"UULFinvented00000000000000":                                                ref(youtube.KindPlaylist, "UULFinvented00000000000000"),
		"https://music.youtube.com/playlist?list=OLAK5uy_inventedinventedinvented0": ref(youtube.KindPlaylist, "OLAK5uy_inventedinventedinvented0"),

		"https://www.youtube.com/channel/" + channelID:                channel,
		"https://www.youtube.com/channel/" + channelID + "/videos":    channel,
		"https://m.youtube.com/channel/" + channelID + "/featured?x=": channel,
		channelID:                                  channel,
		"https://www.youtube.com/@exconf":          handle,
		"https://www.youtube.com/%40exconf/videos": handle,
		"@exconf": handle,
		"https://www.youtube.com/@%E4%BE%8B%E3%81%88.conf":              ref(youtube.KindHandle, "@例え.conf"),
		"https://www.youtube.com/@%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D": ref(youtube.KindHandle, "@हिन्"),
		"https://www.youtube.com/user/exconf":                           user,
		"https://www.youtube.com/user/exconf/videos?sort=dd":            user,
		"https://www.youtube.com/c/exconf":                              name,
		"https://www.youtube.com/c/exconf/featured":                     name,
		"https://www.youtube.com/exconf":                                name,
		"https://www.youtube.com/exconf/videos":                         name,
		"https://www.youtube.com/c/Caf%C3%A9Conf":                       ref(youtube.KindName, "CaféConf"),
	}
}

// refused has addresses of YouTube that list no videos.
func refused() []string {
	return []string{
		"https://www.youtube.com", "https://www.youtube.com/", "youtube.com", "https://youtu.be/",
		"https://www.youtube.com/redirect?q=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DAAAAAAAAA-_",
		"https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DAAAAAAAAA-_",
		"https://www.youtube.com/results?search_query=exconf",
		"https://www.youtube.com/feed/subscriptions", "https://www.youtube.com/feed/history",
		"https://www.youtube.com/playlist", "https://www.youtube.com/playlist?list=",
		"https://www.youtube.com/playlist?list=WL", "https://www.youtube.com/playlist?list=LL",
		"https://www.youtube.com/playlist?list=HL", "https://www.youtube.com/playlist?list=RDAAAAAAAAA-_",
		"https://www.youtube.com/playlist?list=RDMM", "https://www.youtube.com/playlist?list=" + channelID,
		"https://www.youtube.com/playlist?list=..%2F..%2Fvideos%3Fid=1",
		"https://www.youtube.com/watch", "https://www.youtube.com/watch?v=", "https://www.youtube.com/watch?v=short",
		"https://www.youtube.com/watch?v=far-too-long-for-an-id", "https://www.youtube.com/watch?v=AAAA%20AAAA-_",
		"https://www.youtube.com/watch?list=WL", "https://youtu.be/short", "https://youtu.be/playlist?list=RDMM",
		"https://www.youtube.com/embed/", "https://www.youtube.com/embed/videoseries", "https://www.youtube.com/embed/live_stream?channel=" + channelID,
		"https://www.youtube.com/shorts", "https://www.youtube.com/live/",
		"https://www.youtube.com/channel/", "https://www.youtube.com/channel/exconf", "https://www.youtube.com/user/", "https://www.youtube.com/c/",
		"https://www.youtube.com/c/..", "https://www.youtube.com/@", "https://www.youtube.com/a%00b", "https://www.youtube.com/a%20b", "https://www.youtube.com/%FF",
		"https://www.youtube.com/hashtag/exconf", "https://www.youtube.com/clip/UgkxInvented", "https://www.youtube.com/post/UgkxInvented",
		"https://www.youtube.com/exconf/unknown", "https://studio.youtube.com/video/AAAAAAAAA-_/edit",
		"https://www.youtube.com/@exconf/playlists", "https://www.youtube.com/@exconf/shorts", "https://www.youtube.com/@exconf/live",
		"https://www.youtube.com/@exconf/Streams/", "https://www.youtube.com/channel/" + channelID + "/streams", "https://www.youtube.com/c/exconf/shorts",
		"https://www.youtube.com/user/exconf/playlists?view=1", "https://www.youtube.com/exconf/streams", "https://www.youtube.com/@exconf/community",
		"RDAAAAAAAAA-_",
	}
}

// What is refused says what to give instead.
func TestPartsOfAChannel(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://www.youtube.com/@exconf/streams":                    "https://www.youtube.com/@exconf",
		"https://www.youtube.com/@exconf/playlists":                  "https://www.youtube.com/playlist?list=PL…",
		"https://www.youtube.com/c/exconf/live":                      "https://www.youtube.com/c/exconf",
		"https://www.youtube.com/channel/" + channelID + "/streams":  "https://www.youtube.com/playlist?list=UULV" + channelID[2:],
		"https://www.youtube.com/channel/" + channelID + "/shorts":   "https://www.youtube.com/playlist?list=UUSH" + channelID[2:],
		"https://www.youtube.com/channel/" + channelID + "/podcasts": "https://www.youtube.com/channel/" + channelID,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = newProvider(t, youtube.Config{}).Match(u); !strings.Contains(ingest.Hint(err), want) {
			t.Errorf("%s: %v, hint %q; want %s in it", address, err, ingest.Hint(err), want)
		}
	}
}

func newProvider(t testing.TB, cfg youtube.Config) *youtube.Provider {
	t.Helper()
	p, err := youtube.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func parse(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// An address that is refused is answered with what to give instead of it, not
// with a general remark.
func TestMatchHints(t *testing.T) {
	t.Parallel()
	p := newProvider(t, youtube.Config{})
	for address, want := range map[string]string{
		"https://www.youtube.com/redirect?q=x":                         "the address that it ends at",
		"https://www.youtube.com/results?search_query=x":               "that the search found",
		"https://www.youtube.com/playlist?list=WL":                     "playlist of their own",
		"https://www.youtube.com/playlist?list=RDAAAAAAAAA-_":          "playlist?list=PL",
		"https://www.youtube.com/playlist?list=" + channelID:           "/channel/" + channelID,
		"https://www.youtube.com/channel/exconf":                       "/@handle",
		"https://www.youtube.com/watch?v=x&key=invented-key-012345678": "watch?v=",
	} {
		_, err := p.Match(parse(t, address))
		if !errors.Is(err, ingest.ErrUnsupported) || !strings.Contains(ingest.Hint(err), want) {
			t.Errorf("Match(%q): %v, hint %q; want %q in it", address, err, ingest.Hint(err), want)
		}
		if err != nil && strings.Contains(err.Error(), "invented-key") {
			t.Errorf("Match(%q): a key in %v", address, err)
		}
	}
}

func TestMatchForeignBareWords(t *testing.T) {
	t.Parallel()
	p := newProvider(t, youtube.Config{})
	for _, u := range []*url.URL{
		{},
		{Path: "exconf"},
		{Path: "WL"},
		{Path: "/AAAAAAAAA-_"},
		{Path: "PLshort"},
		{Path: "talks/AAAAAAAAA-_"},
		{Opaque: "AAAAAAAAA-_"},
		{Scheme: "ftp", Host: "youtube.com", Path: "/watch", RawQuery: "v=AAAAAAAAA-_"},
		{Scheme: "https", Host: "youtube.com:8080", Path: "/watch", RawQuery: "v=AAAAAAAAA-_"},
		{Path: "youtube.com.talks.example/watch", RawQuery: "v=AAAAAAAAA-_"},
	} {
		if ref, err := p.Match(u); !errors.Is(err, ingest.ErrNoMatch) {
			t.Errorf("Match(%#v) = %+v, %v", u, ref, err)
		}
	}
}

// The canonical address of whatever matched matches again, as the same.
func FuzzMatch(f *testing.F) {
	for address := range taken() {
		f.Add(address)
	}
	for _, address := range refused() {
		f.Add(address)
	}
	p := newProvider(f, youtube.Config{})
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil {
			return
		}
		ref, err := p.Match(u)
		if err != nil {
			if !errors.Is(err, ingest.ErrNoMatch) && (!errors.Is(err, ingest.ErrUnsupported) || ingest.Hint(err) == "") {
				t.Errorf("Match(%q): %v", address, err)
			}
			return
		}
		canonical := host.URL(ref)
		again, err := p.Match(parse(t, canonical))
		if err != nil || again != ref {
			t.Errorf("%q is %+v, its canonical address %s is %+v, %v", address, ref, canonical, again, err)
		}
	})
}
