package youtube_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/youtube"
)

func refOf(t *testing.T, p *youtube.Provider, address string) ingest.Ref {
	t.Helper()
	ref, err := p.Match(parse(t, address))
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestStatesOfManyCollections(t *testing.T) {
	t.Parallel()
	host := conference(3)
	var refs []ingest.Ref
	for i := range 60 {
		id := fmt.Sprintf("PLstates%011d", i)
		host.Playlists = append(host.Playlists, fakehost.YouTubePlaylist{ID: id, ChannelID: channelID, Videos: make([]string, i)})
		refs = append(refs, ingest.Ref{Provider: "youtube", Kind: youtube.KindPlaylist, ID: id})
	}
	p := newFor(t, host)
	channel := refOf(t, p, "https://www.youtube.com/channel/"+channelID)
	uploads := refOf(t, p, "https://www.youtube.com/playlist?list=UU"+channelID[2:])
	handle := refOf(t, p, "https://www.youtube.com/@exconf")
	missing := ingest.Ref{Provider: "youtube", Kind: youtube.KindPlaylist, ID: "PLnobodyhasthis00000"}
	video := refOf(t, p, watchURL(0))
	refs = append(refs, channel, uploads, handle, missing, video, refs[0])
	states, err := p.States(t.Context(), refs)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Usage().Requests; got != 4 { // two for the playlists, one for the channel, one for the handle
		t.Errorf("%d requests: %v", got, host.Requests())
	}
	for ref, size := range map[ingest.Ref]int{refs[0]: 0, refs[59]: 59, channel: 3, uploads: 3, handle: 3} {
		if got, ok := states[ref]; !ok || got.Size != size {
			t.Errorf("%v: %+v, %v, want size %d", ref, got, ok, size)
		}
	}
	for _, ref := range []ingest.Ref{missing, video} {
		if got, ok := states[ref]; ok {
			t.Errorf("%v has the state %+v", ref, got)
		}
	}
	// What is known is not asked for again, once.
	for want := range 2 {
		before := p.Usage().Requests
		if _, err := p.List(t.Context(), refs[59]); err != nil {
			t.Fatal(err)
		}
		if got := p.Usage().Requests - before; got != want {
			t.Errorf("listing %d asked %d times for the playlist", want, got)
		}
	}
	changed := conference(3)
	changed.Playlists = slices.Clone(host.Playlists)
	changed.Playlists[60].Videos = slices.Clone(changed.Playlists[60].Videos)
	changed.Playlists[60].Videos[3] = "another"
	now, err := newFor(t, changed).States(t.Context(), refs[:60])
	if err != nil {
		t.Fatal(err)
	}
	for i, ref := range refs[:60] {
		if same := now[ref].Same(states[ref]); same != (i != 59) {
			t.Errorf("playlist %d: same = %v", i, same)
		}
	}
}

func TestUpdateLooksAtUnknownVideosOnly(t *testing.T) {
	t.Parallel()
	host := conference(120)
	host.Videos[5].Privacy = "private"
	host.Videos[6].Deleted = true
	host.Videos[7].Title = "Renamed"
	host.Videos[8].Privacy = "unlisted"
	p := newFor(t, host)
	ref := refOf(t, p, playlistURL)
	listing, err := p.Update(t.Context(), ref, func(id string) (ingest.Video, bool) {
		switch id {
		case videoID(100):
			return ingest.Video{}, false
		case videoID(101):
			return ingest.Video{Provider: "youtube", ID: id}, true // no more than its id
		}
		var i int
		_, _ = fmt.Sscanf(id, "inv-%d", &i)
		return ingest.Video{Provider: "youtube", ID: id, Title: fmt.Sprintf("Talk %d", i), Description: "as known", Availability: ingest.Public}, true
	})
	if err != nil {
		t.Fatal(err)
	}
	var videos []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			t.Fatal(err)
		}
		videos = append(videos, v)
	}
	var want []string
	for i := range 120 {
		want = append(want, videoID(i))
	}
	if diff := cmp.Diff(want, ids(videos)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if got := p.Usage().Requests; got != 1+3+1 {
		t.Errorf("%d requests: %v", got, host.Requests())
	}
	for i, v := range videos {
		known := v.Description == "as known"
		if want := !slices.Contains([]int{5, 6, 7, 8, 100, 101}, i); known != want {
			t.Errorf("video %d: taken as known %v, want %v", i, known, want)
		}
		if v.Position == nil || *v.Position != i || v.Collection.ID != playlistID {
			t.Errorf("video %d stands at %v of %v", i, v.Position, v.Collection)
		}
	}
	if got := []string{videos[5].Reason, videos[6].Reason, videos[7].Title, string(videos[8].Availability)}; !slices.Equal(got,
		[]string{"private", "deleted", "Renamed", "unlisted"}) {
		t.Errorf("what has changed: %q", got)
	}
	if v := videos[101]; v.Title != "Talk 101" || v.Duration != 0 || !v.Usable() || v.Channel.ID != channelID {
		t.Errorf("known by its id alone: %+v", v)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	host := conference(3)
	host.Videos[1].Privacy = "private"
	p := newFor(t, host)
	found, err := p.Find(t.Context(), []string{videoID(0), videoID(1), videoID(2), "no such id", ""})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found[videoID(0)].Title != "Talk 0" || found[videoID(2)].Duration != 1800 {
		t.Errorf("found %v", found)
	}
	if _, err := p.Find(t.Context(), make([]string, ingest.FindAtOnce+1)); err == nil {
		t.Error("more than fit into a request were taken")
	}
	if found, err := p.Find(t.Context(), []string{"!"}); len(found) > 0 || err != nil || p.Usage().Requests != 1 {
		t.Errorf("nothing to ask for: %v, %v, %d requests", found, err, p.Usage().Requests)
	}
}

func TestCollectionsOfAChannel(t *testing.T) {
	t.Parallel()
	host := conference(2)
	for i := range 60 {
		privacy := ""
		if i == 3 {
			privacy = "private"
		}
		host.Playlists = append(host.Playlists, fakehost.YouTubePlaylist{
			ID: fmt.Sprintf("PLcollections%06d", i), Title: fmt.Sprintf("ExampleConf %d", 1960+i), ChannelID: channelID, Privacy: privacy,
		})
	}
	for address, requests := range map[string]int{
		"https://www.youtube.com/channel/" + channelID: 2,
		"https://www.youtube.com/@exconf":              3,
	} {
		p := newFor(t, host)
		var got []ingest.Collection
		for c, err := range p.Collections(t.Context(), refOf(t, p, address)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, c)
		}
		if len(got) != 60 || got[0].Title != "ExampleConf 2025" || got[0].Size != 2 || got[0].URL != playlistURL {
			t.Errorf("%s: %d collections, the first is %+v", address, len(got), got[0])
		}
		if p.Usage().Requests != requests {
			t.Errorf("%s: %d requests, want %d", address, p.Usage().Requests, requests)
		}
	}
	p := newFor(t, host)
	for _, err := range p.Collections(t.Context(), refOf(t, p, playlistURL)) {
		if !errors.Is(err, ingest.ErrUnsupported) || ingest.Hint(err) == "" {
			t.Errorf("a playlist: error = %v", err)
		}
	}
	for _, err := range p.Collections(t.Context(), refOf(t, p, "https://www.youtube.com/@nobody")) {
		if !errors.Is(err, ingest.ErrNotFound) {
			t.Errorf("an unknown channel: error = %v", err)
		}
	}
}

// Whoever is asked before each request can end a listing, and is counted with.
func TestSpendEndsTheListing(t *testing.T) {
	t.Parallel()
	p := newProvider(t, youtube.Config{APIKey: apiKey, HTTP: inMemory{conference(3)}, Spend: spendNothing})
	_, err := p.List(t.Context(), refOf(t, p, playlistURL))
	refused, ok := errors.AsType[*ingest.HostError](err)
	if !ok || !errors.Is(err, ingest.ErrQuota) || refused.Op == "" {
		t.Errorf("error = %v", err)
	}
	if p.Usage().Requests != 0 {
		t.Errorf("%d requests went out", p.Usage().Requests)
	}
}

func spendNothing(context.Context) error {
	return &ingest.HostError{Provider: "youtube", Err: ingest.ErrQuota}
}

func TestTallyCountsOneErrand(t *testing.T) {
	t.Parallel()
	p := newFor(t, conference(3))
	tally := new(ingest.Tally)
	if _, err := p.Find(ingest.WithTally(t.Context(), tally), []string{videoID(0)}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Find(t.Context(), []string{videoID(1)}); err != nil {
		t.Fatal(err)
	}
	if want := (ingest.Usage{Requests: 1, Quota: 1}); tally.Usage() != want {
		t.Errorf("tally = %+v, want %+v", tally.Usage(), want)
	}
}
