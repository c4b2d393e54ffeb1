package youtube_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/youtube"
)

// inMemory calls a handler instead of a network, so that a synctest bubble can
// wait on it.
type inMemory struct{ http.Handler }

func (m inMemory) RoundTrip(req *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	m.ServeHTTP(rec, req)
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	return rec.Result(), nil
}

// newFor makes an adapter in front of a fake.
func newFor(t testing.TB, host http.Handler) *youtube.Provider {
	t.Helper()
	return newProvider(t, youtube.Config{APIKey: apiKey, HTTP: inMemory{host}})
}

func list(ctx context.Context, t testing.TB, p *youtube.Provider, address string) (*ingest.Listing, error) {
	t.Helper()
	ref, err := p.Match(parse(t, address))
	if err != nil {
		t.Fatal(err)
	}
	return p.List(ctx, ref)
}

// walk collects the videos of an address and the error that ended them.
func walk(t testing.TB, p *youtube.Provider, address string) ([]ingest.Video, error) {
	t.Helper()
	listing, err := list(t.Context(), t, p, address)
	if err != nil {
		return nil, err
	}
	var videos []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			return videos, err
		}
		videos = append(videos, v)
	}
	return videos, nil
}

func ids(videos []ingest.Video) []string {
	var got []string
	for _, v := range videos {
		got = append(got, v.ID)
	}
	return got
}

// conference is a host with one channel, whose n videos are also a playlist.
func conference(n int) *fakehost.YouTube {
	y := &fakehost.YouTube{
		Key: apiKey,
		Channels: []fakehost.YouTubeChannel{{
			ID: channelID, Title: "ExampleConf", Description: "Talks about examples", Handle: "@ExConf", User: "oldexconf",
			Published: "2015-01-02T03:04:05Z", Language: "en",
		}},
		Playlists: []fakehost.YouTubePlaylist{{
			ID: playlistID, Title: "ExampleConf 2025", Description: "All of it", ChannelID: channelID,
			Published: "2025-06-01T00:00:00Z", Language: "en",
		}},
	}
	for i := range n {
		y.Videos = append(y.Videos, fakehost.YouTubeVideo{
			ID: videoID(i), Title: fmt.Sprintf("Talk %d", i), ChannelID: channelID,
			Published: "2025-05-30T08:00:00Z", Duration: "PT30M",
		})
		y.Playlists[0].Videos = append(y.Playlists[0].Videos, videoID(i))
	}
	y.Channels[0].Uploads = slices.Clone(y.Playlists[0].Videos)
	slices.Reverse(y.Channels[0].Uploads)
	return y
}

const playlistURL = "https://www.youtube.com/playlist?list=" + playlistID

func TestListCollections(t *testing.T) {
	t.Parallel()
	channel := ingest.Channel{ID: channelID, Title: "ExampleConf"}
	uploads := ingest.Collection{
		Provider: "youtube", Kind: youtube.KindChannel, ID: channelID,
		URL: "https://www.youtube.com/channel/" + channelID, Title: "ExampleConf", Description: "Talks about examples",
		Channel: channel, Language: "en", Published: time.Date(2015, 1, 2, 3, 4, 5, 0, time.UTC), Size: 3,
	}
	asPlaylist := uploads
	asPlaylist.Kind, asPlaylist.ID = youtube.KindPlaylist, "UUinvented00000000000000"
	asPlaylist.URL = "https://www.youtube.com/playlist?list=UUinvented00000000000000"
	tests := map[string]struct {
		want     ingest.Collection
		newest   bool // first
		requests int
	}{
		playlistURL: {
			want: ingest.Collection{
				Provider: "youtube", Kind: youtube.KindPlaylist, ID: playlistID, URL: playlistURL,
				Title: "ExampleConf 2025", Description: "All of it", Channel: channel, Language: "en",
				Published: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC), Size: 3,
			},
			requests: 3,
		},
		watchURL(1) + "&list=" + playlistID: {
			want: ingest.Collection{
				Provider: "youtube", Kind: youtube.KindPlaylist, ID: playlistID, URL: playlistURL,
				Title: "ExampleConf 2025", Description: "All of it", Channel: channel, Language: "en",
				Published: time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC), Size: 3,
			},
			requests: 3,
		},
		"https://www.youtube.com/channel/" + channelID:                   {uploads, true, 3},
		"https://www.youtube.com/@exconf":                                {uploads, true, 3},
		"https://www.youtube.com/user/oldexconf":                         {uploads, true, 3},
		"https://www.youtube.com/c/exconf":                               {uploads, true, 3},
		"https://www.youtube.com/oldexconf":                              {uploads, true, 4}, // no handle, then a user
		"https://www.youtube.com/playlist?list=UU" + channelID[2:]:       {asPlaylist, true, 3},
		"https://www.youtube.com/watch?v=x&list=UU" + channelID[2:] + "": {asPlaylist, true, 3},
	}
	for address, tt := range tests {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			p := newFor(t, conference(3))
			listing, err := list(t.Context(), t, p, address)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, listing.Collection); diff != "" {
				t.Error(diff)
			}
			order := []string{videoID(0), videoID(1), videoID(2)}
			if tt.newest {
				slices.Reverse(order)
			}
			i := 0
			for v, err := range listing.Videos {
				if err != nil {
					t.Fatal(err)
				}
				in := ingest.CollectionRef{ID: listing.Collection.ID, Title: listing.Collection.Title}
				if v.ID != order[i] || *v.Position != i || v.Collection != in {
					t.Errorf("video %d: %s at %d of %v", i, v.ID, *v.Position, v.Collection)
				}
				i++
			}
			if got := p.Usage(); got != (ingest.Usage{Requests: tt.requests, Quota: tt.requests}) {
				t.Errorf("spent %+v, want %d", got, tt.requests)
			}
		})
	}
}

func TestListVideo(t *testing.T) {
	t.Parallel()
	p := newFor(t, conference(3))
	listing, err := list(t.Context(), t, p, "https://youtu.be/"+videoID(1))
	if err != nil {
		t.Fatal(err)
	}
	published := time.Date(2025, 5, 30, 8, 0, 0, 0, time.UTC)
	channel := ingest.Channel{ID: channelID, Title: "ExampleConf"}
	want := ingest.Collection{
		Provider: "youtube", Kind: ingest.KindVideo, ID: videoID(1), URL: watchURL(1), Title: "Talk 1",
		Channel: channel, Published: published, Size: 1,
	}
	if diff := cmp.Diff(want, listing.Collection); diff != "" {
		t.Error(diff)
	}
	for v, err := range listing.Videos {
		want := ingest.Video{
			Provider: "youtube", ID: videoID(1), URL: watchURL(1), Title: "Talk 1", Channel: channel,
			Published: published, Duration: 1800, License: "youtube", Availability: ingest.Public, Live: ingest.LiveNone,
			Thumbnail: "https://i.ytimg.com/vi/" + videoID(1) + "/maxresdefault.jpg",
		}
		if diff := cmp.Diff(want, v); diff != "" || err != nil {
			t.Error(err, diff)
		}
	}
	if p.Usage().Requests != 1 {
		t.Errorf("%d requests", p.Usage().Requests)
	}
}

func TestListNothingThere(t *testing.T) {
	t.Parallel()
	private := conference(1)
	private.Playlists[0].Privacy = "private"
	tests := map[string]struct {
		host     *fakehost.YouTube
		requests int
		hint     string
	}{
		playlistURL: {private, 1, "unlisted or public"},
		"https://www.youtube.com/playlist?list=PLunknown0000000000000000000000000": {conference(1), 1, "unlisted or public"},
		"https://www.youtube.com/playlist?list=UUunknown00000000000000x":           {conference(1), 1, "unlisted or public"},
		"https://www.youtube.com/channel/UCunknown00000000000000x":                 {conference(1), 1, "/channel/UC"},
		"https://www.youtube.com/@nobody":                                          {conference(1), 1, "/@handle"},
		"https://www.youtube.com/c/nobody":                                         {conference(1), 2, "open the channel in a browser"},
		"https://youtu.be/AAAAAAAAAAA":                                             {conference(1), 1, "private"},
	}
	for address, tt := range tests {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			p := newFor(t, tt.host)
			_, err := walk(t, p, address)
			if !errors.Is(err, ingest.ErrNotFound) || !strings.Contains(ingest.Hint(err), tt.hint) {
				t.Errorf("%v, hint %q; want %q in it", err, ingest.Hint(err), tt.hint)
			}
			if n := p.Usage().Requests; n != tt.requests {
				t.Errorf("%d requests, want %d", n, tt.requests)
			}
		})
	}
}

// A channel that the host knows and has no uploads of is not an empty success:
// the host says that the playlist is not there.
func TestListChannelWithoutUploads(t *testing.T) {
	t.Parallel()
	host := conference(1)
	host.Faults = []fakehost.YouTubeFault{{Method: "playlistItems", Reason: "playlistNotFound"}}
	if _, err := walk(t, newFor(t, host), "https://www.youtube.com/@exconf"); !errors.Is(err, ingest.ErrNotFound) {
		t.Error(err)
	}
}

func TestListNeedsAKey(t *testing.T) {
	t.Parallel()
	host := conference(1)
	for key, want := range map[string]error{
		"":              ingest.ErrNoKey,
		"   ":           ingest.ErrNoKey,
		"two\nlines":    ingest.ErrUnauthorized,
		"schlüssel":     ingest.ErrUnauthorized,
		"wrong-key-0":   ingest.ErrUnauthorized,
		apiKey + "\r\n": nil,
	} {
		p := newProvider(t, youtube.Config{APIKey: key, HTTP: inMemory{host}})
		_, err := walk(t, p, playlistURL)
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("key %q: %v, want %v", key, err, want)
		}
		if err != nil && !strings.Contains(ingest.Hint(err), "console.cloud.google.com") {
			t.Errorf("key %q: hint %q", key, ingest.Hint(err))
		}
	}
}

func TestListRefusesForeignRefs(t *testing.T) {
	t.Parallel()
	p := newFor(t, conference(1))
	for _, ref := range []ingest.Ref{
		{},
		{Provider: "vimeo", Kind: ingest.KindVideo, ID: "AAAAAAAAAAA"},
		{Provider: "youtube", Kind: "showcase", ID: "1"},
		{Provider: "youtube", Kind: ingest.KindVideo, ID: "\x1b[31m"},
		{Provider: "youtube", Kind: youtube.KindPlaylist, ID: "WL"},
		{Provider: "youtube", Kind: youtube.KindHandle, ID: "exconf"},
	} {
		_, err := p.List(t.Context(), ref)
		if !errors.Is(err, ingest.ErrUnsupported) || ingest.Hint(err) == "" || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("List(%+v): %q", ref, err)
		}
	}
	if p.Usage().Requests != 0 {
		t.Error("a request was made")
	}
}

// Two requests for each 50 videos, and one for the playlist.
func TestListBudget(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{0: 2, 1: 3, 50: 3, 51: 5, 120: 7, 400: 17} {
		p := newFor(t, conference(n))
		videos, err := walk(t, p, playlistURL)
		if err != nil || len(videos) != n || p.Usage().Requests != want {
			t.Errorf("%d of %d videos for %d requests, want %d; %v", len(videos), n, p.Usage().Requests, want, err)
		}
	}
}

func TestListMayBeRangedTwice(t *testing.T) {
	t.Parallel()
	listing, err := list(t.Context(), t, newFor(t, conference(60)), playlistURL)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		n := 0
		for _, err := range listing.Videos {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 60 {
			t.Errorf("%d videos", n)
		}
	}
}

func ExampleProvider_List() {
	host := httptest.NewServer(conference(2))
	defer host.Close()
	p, err := youtube.New(youtube.Config{APIKey: apiKey, Endpoint: host.URL})
	if err != nil {
		fmt.Println(err)
		return
	}
	listing, err := p.List(context.Background(), ingest.Ref{
		Provider: youtube.Name, Kind: youtube.KindPlaylist, ID: playlistID,
	})
	if err != nil {
		fmt.Println(err, "-", ingest.Hint(err))
		return
	}
	fmt.Println(listing.Collection.Title)
	for v, err := range listing.Videos {
		if err != nil {
			fmt.Println(err, "-", ingest.Hint(err))
			return
		}
		fmt.Println(v.Title, v.URL, v.Usable())
	}
	// Output:
	// ExampleConf 2025
	// Talk 0 https://www.youtube.com/watch?v=inv-0000000 true
	// Talk 1 https://www.youtube.com/watch?v=inv-0000001 true
}
