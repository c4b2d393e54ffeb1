package vimeo_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/providertest"
	"github.com/pyvideo/stevie/providers/vimeo"
)

func Example() {
	host := httptest.NewServer(&fakehost.Vimeo{
		Token: "personal",
		Videos: []fakehost.VimeoVideo{
			{ID: "101", Title: "Fast parsers", Duration: 1694},
			{ID: "102", Title: "Rehearsal", Privacy: "nobody"},
		},
		Collections: []fakehost.VimeoCollection{
			{Kind: fakehost.VimeoAlbum, ID: "4242", Title: "ExampleConf 2025", Videos: []string{"101", "102"}},
		},
	})
	defer host.Close()

	p, err := vimeo.New(vimeo.Config{Token: "personal", Endpoint: host.URL})
	if err != nil {
		fmt.Println(err)
		return
	}
	u, _ := url.Parse("https://vimeo.com/showcase/4242")
	ref, err := p.Match(u)
	if err != nil {
		fmt.Println(err)
		return
	}
	listing, err := p.List(context.Background(), ref)
	if err != nil {
		fmt.Println(err, ingest.Hint(err))
		return
	}
	fmt.Println(listing.Collection.Title)
	for video, err := range listing.Videos {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s usable=%v %q\n", video.ID, video.Title, video.Usable(), video.Reason)
	}
	fmt.Println(p.Usage().Requests, "requests")
	// Output:
	// ExampleConf 2025
	// 101 Fast parsers usable=true ""
	// 102 Rehearsal usable=false "private: only its owner can watch it"
	// 2 requests
}

const host = "api.talks.example:8080"

// connect gives a provider with a personal token for a fake in memory.
func connect(t testing.TB, fake http.Handler, change ...func(*vimeo.Config)) *vimeo.Provider {
	t.Helper()
	cfg := vimeo.Config{Token: token, Endpoint: "http://" + host, HTTP: providertest.Network{host: fake}}
	for _, c := range change {
		c(&cfg)
	}
	p, err := vimeo.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// list walks what an address points at.
func list(t testing.TB, p *vimeo.Provider, address string) (ingest.Collection, []ingest.Video, error) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(u)
	if err != nil {
		t.Fatal(err)
	}
	listing, err := p.List(t.(interface{ Context() context.Context }).Context(), ref)
	if err != nil {
		return ingest.Collection{}, nil, err
	}
	var videos []ingest.Video
	for v, err := range listing.Videos {
		if err != nil {
			return listing.Collection, videos, err
		}
		videos = append(videos, v)
	}
	return listing.Collection, videos, nil
}

// only lists a single video of a fake.
func only(t *testing.T, v fakehost.VimeoVideo) ingest.Video {
	t.Helper()
	fake := &fakehost.Vimeo{
		Token: token, Videos: []fakehost.VimeoVideo{v},
		Collections: []fakehost.VimeoCollection{{Kind: fakehost.VimeoAlbum, ID: "1", Videos: []string{v.ID}}},
	}
	_, videos, err := list(t, connect(t, fake), "https://vimeo.com/showcase/1")
	if err != nil || len(videos) != 1 {
		t.Fatalf("%d videos, %v; want one", len(videos), err)
	}
	return videos[0]
}

// recorder keeps the requests that pass through it.
type recorder struct {
	next http.Handler
	mu   sync.Mutex
	got  []*http.Request
}

func (rec *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec.mu.Lock()
	rec.got = append(rec.got, r)
	rec.mu.Unlock()
	rec.next.ServeHTTP(w, r)
}

func (rec *recorder) paths() []string {
	var paths []string
	for _, r := range rec.got {
		paths = append(paths, r.URL.Path)
	}
	return paths
}

func TestCollections(t *testing.T) {
	t.Parallel()
	day := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	fake := &fakehost.Vimeo{
		Token: token,
		Users: []fakehost.VimeoUser{{ID: "99", Slug: "exconf", Name: "ExampleConf"}, {ID: "98", Name: "Jane Doe"}},
		Videos: []fakehost.VimeoVideo{
			{ID: "1", Title: "One", Owner: "99"}, {ID: "2", Title: "Two", Owner: "98"}, {ID: "3", Title: "Three", Owner: "99"},
		},
		Collections: []fakehost.VimeoCollection{
			{Kind: fakehost.VimeoAlbum, ID: "4242", Title: "Showcase", Description: "All talks", Owner: "99", Created: day, Videos: []string{"3", "1"}},
			{Kind: fakehost.VimeoChannel, ID: "11", Slug: "exchan", Title: "Channel", Owner: "98", Videos: []string{"2"}},
			{Kind: fakehost.VimeoGroup, ID: "12", Slug: "exgroup", Title: "Group", Videos: []string{"1", "2", "3"}},
		},
	}
	exconf, jane := ingest.Channel{ID: "99", Title: "ExampleConf"}, ingest.Channel{ID: "98", Title: "Jane Doe"}
	for address, c := range map[string]struct {
		want ingest.Collection
		ids  []string
	}{
		"https://vimeo.com/showcase/4242": {ingest.Collection{
			Kind: vimeo.KindShowcase, ID: "4242", URL: "https://vimeo.com/showcase/4242", Title: "Showcase",
			Description: "All talks", Channel: exconf, Published: day, Size: 2,
		}, []string{"3", "1"}},
		"https://vimeo.com/channels/exchan": {ingest.Collection{
			Kind: vimeo.KindChannel, ID: "11", URL: "https://vimeo.com/channels/exchan", Title: "Channel", Channel: jane, Size: 1,
		}, []string{"2"}},
		"https://vimeo.com/groups/exgroup": {ingest.Collection{
			Kind: vimeo.KindGroup, ID: "12", URL: "https://vimeo.com/groups/exgroup", Title: "Group", Size: 3,
		}, []string{"1", "2", "3"}},
		"https://vimeo.com/exconf": {ingest.Collection{
			Kind: vimeo.KindUser, ID: "99", URL: "https://vimeo.com/exconf", Title: "ExampleConf", Channel: exconf, Size: 2,
		}, []string{"1", "3"}},
		"https://vimeo.com/user98": {ingest.Collection{
			Kind: vimeo.KindUser, ID: "98", URL: "https://vimeo.com/user98", Title: "Jane Doe", Channel: jane, Size: 1,
		}, []string{"2"}},
		"https://vimeo.com/2": {ingest.Collection{
			Kind: ingest.KindVideo, ID: "2", URL: "https://vimeo.com/2", Title: "Two", Channel: jane, Size: 1,
		}, []string{"2"}},
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			c.want.Provider = vimeo.Name
			got, videos, err := list(t, connect(t, fake), address)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("collection (-want +got):\n%s", diff)
			}
			var ids []string
			for _, v := range videos {
				ids = append(ids, v.ID)
			}
			if diff := cmp.Diff(c.ids, ids); diff != "" {
				t.Errorf("videos (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRequests(t *testing.T) {
	t.Parallel()
	rec := &recorder{next: showcase(providertest.Content{Videos: make([]providertest.Video, 101)})}
	p := connect(t, rec, func(c *vimeo.Config) { c.UserAgent = "test-agent" })
	if _, _, err := list(t, p, "https://vimeo.com/showcase/4242"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"/albums/4242", "/users/99/albums/4242/videos", "/users/99/albums/4242/videos"}, rec.paths()); diff != "" {
		t.Fatalf("paths (-want +got):\n%s", diff)
	}
	for i, r := range rec.got {
		query := r.URL.Query()
		if r.Method != http.MethodGet || r.Header.Get("Authorization") != "bearer "+token ||
			r.Header.Get("Accept") != "application/vnd.vimeo.*+json;version=3.4" || r.Header.Get("User-Agent") != "test-agent" {
			t.Errorf("request %d: %s %v", i, r.Method, r.Header)
		}
		if i == 0 {
			continue
		}
		want := url.Values{"fields": {allFields(t)}, "per_page": {"100"}}
		if i == 2 {
			want.Set("page", "2")
		}
		if diff := cmp.Diff(want, query); diff != "" {
			t.Errorf("query %d (-want +got):\n%s", i, diff)
		}
	}
	if got := p.Usage(); got != (ingest.Usage{Requests: 3}) {
		t.Errorf("Usage() = %+v, want 3 requests and no quota", got)
	}
}

// allFields is the list of fields that was settled on, given once more so that a
// slip shows.
func allFields(t *testing.T) string {
	t.Helper()
	fields := strings.Fields(`uri name description link player_embed_url duration language license created_time
		release_time modified_time content_rating privacy.view privacy.embed status transcode.status upload.status
		type tags.name categories.name pictures.base_link pictures.sizes user.name user.link user.uri
		metadata.connections.texttracks.total`)
	return strings.Join(fields, ",")
}

func TestNewRefusesBadSettings(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]vimeo.Config{
		"token":         {Token: "two words"},
		"client_id":     {ClientID: "a\x00b", ClientSecret: "hunter2"},
		"client_secret": {ClientID: "a", ClientSecret: "hunter2\nhunter2"},
		"endpoint":      {Endpoint: "https://jane:hunter2@talks.example/"},
	} {
		_, err := vimeo.New(cfg)
		if err == nil || !strings.Contains(err.Error(), name) || ingest.Hint(err) == "" {
			t.Errorf("%s: error %v (hint %q), want one that names it", name, err, ingest.Hint(err))
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error has the secret: %v", name, err)
		}
	}
	if _, err := vimeo.New(vimeo.Config{Token: " token\n"}); err != nil {
		t.Errorf("a token with a line end around it: %v", err)
	}
}

func TestHalfOfAnAppIsNoKey(t *testing.T) {
	t.Parallel()
	p := connect(t, http.NotFoundHandler(), func(c *vimeo.Config) { c.Token, c.ClientID = "", "id" })
	_, _, err := list(t, p, "https://vimeo.com/1")
	if !errors.Is(err, ingest.ErrNoKey) || !strings.Contains(ingest.Hint(err), "VIMEO_TOKEN") {
		t.Errorf("error %v, hint %q; want %v that names VIMEO_TOKEN", err, ingest.Hint(err), ingest.ErrNoKey)
	}
}
