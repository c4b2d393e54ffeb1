package vimeo_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/vimeo"
)

func refOf(t *testing.T, p *vimeo.Provider, address string) ingest.Ref {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(u)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func stateHost() *fakehost.Vimeo {
	return &fakehost.Vimeo{
		Token: token,
		Users: []fakehost.VimeoUser{{ID: "7", Slug: "exconf", Name: "ExConf"}},
		Videos: []fakehost.VimeoVideo{
			{ID: "101", Title: "Fast parsers", Duration: 1694, Owner: "7"},
			{ID: "102", Title: "Rehearsal", Privacy: "nobody", Owner: "7"},
		},
		Collections: []fakehost.VimeoCollection{
			{Kind: fakehost.VimeoAlbum, ID: "41", Title: "ExConf 2024", Owner: "7", Videos: []string{"101"}, Modified: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)},
			{Kind: fakehost.VimeoAlbum, ID: "42", Title: "ExConf 2025", Owner: "7", Videos: []string{"101", "102"}},
			{Kind: fakehost.VimeoChannel, ID: "9", Slug: "pyex", Title: "Py Ex", Videos: []string{"101"}},
		},
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	p := connect(t, stateHost())
	showcase := refOf(t, p, "https://vimeo.com/showcase/41")
	channel := refOf(t, p, "https://vimeo.com/channels/pyex")
	missing := refOf(t, p, "https://vimeo.com/showcase/999")
	states, err := p.States(t.Context(), []ingest.Ref{showcase, channel, missing, showcase})
	if err != nil {
		t.Fatal(err)
	}
	want := ingest.State{Size: 1, Modified: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC)}
	if !states[showcase].Same(want) {
		t.Errorf("state = %+v, want %+v", states[showcase], want)
	}
	if _, ok := states[missing]; ok || states[channel].Size != 1 || len(states) != 2 {
		t.Errorf("states = %v", states)
	}
	before := p.Usage().Requests
	listing, err := p.List(t.Context(), showcase)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Usage().Requests - before; got != 0 || listing.Collection.Title != "ExConf 2024" {
		t.Errorf("listing what is known asked %d times and gave %q", got, listing.Collection.Title)
	}
	for v, err := range listing.Videos {
		if err != nil || v.ID != "101" {
			t.Errorf("video %v, %v", v.ID, err)
		}
	}
}

func TestCollectionsOfAUser(t *testing.T) {
	t.Parallel()
	p := connect(t, stateHost())
	var titles []string
	for c, err := range p.Collections(t.Context(), refOf(t, p, "https://vimeo.com/exconf")) {
		if err != nil {
			t.Fatal(err)
		}
		titles = append(titles, c.Title+" "+c.URL)
	}
	if len(titles) != 2 || titles[1] != "ExConf 2025 https://vimeo.com/showcase/42" {
		t.Errorf("collections = %q", titles)
	}
	for _, err := range p.Collections(t.Context(), refOf(t, p, "https://vimeo.com/channels/pyex")) {
		if !errors.Is(err, ingest.ErrUnsupported) {
			t.Errorf("a channel: error = %v", err)
		}
	}
	for _, err := range p.Collections(t.Context(), refOf(t, p, "https://vimeo.com/nobody")) {
		if !errors.Is(err, ingest.ErrNotFound) {
			t.Errorf("nobody: error = %v", err)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	p := connect(t, stateHost())
	found, err := p.Find(t.Context(), []string{"101", "102", "999", "x/../y"})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found["101"].Title != "Fast parsers" || found["102"].Availability != ingest.Private {
		t.Errorf("found %v", found)
	}
	if p.Usage().Requests != 1 {
		t.Errorf("%d requests", p.Usage().Requests)
	}
}
