package youtube_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
)

// script serves the given pages of video ids one after another, whatever the
// token, and everything else from a fake.
type script struct {
	pages []scriptPage
	next  *fakehost.YouTube
	seen  []string // tokens
}

type scriptPage struct {
	videos []int
	total  int
	token  string
	reason string // of a refusal, instead
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/playlistItems") {
		s.next.ServeHTTP(w, r)
		return
	}
	p := s.pages[min(len(s.seen), len(s.pages)-1)]
	s.seen = append(s.seen, r.URL.Query().Get("pageToken"))
	if p.reason != "" {
		fakehost.YouTubeFailure(p.reason).ServeHTTP(w, r)
		return
	}
	answer := map[string]any{"pageInfo": map[string]any{"totalResults": p.total}, "nextPageToken": p.token}
	var items []any
	for _, i := range p.videos {
		items = append(items, map[string]any{
			"id":             "entry" + videoID(i),
			"contentDetails": map[string]any{"videoId": videoID(i), "videoPublishedAt": "2025-05-30T08:00:00Z"},
		})
	}
	if len(items) > 0 {
		answer["items"] = items
	}
	body, _ := json.Marshal(answer)
	_, _ = w.Write(body)
}

func TestPagingHazards(t *testing.T) {
	t.Parallel()
	type pages = []scriptPage
	tests := map[string]struct {
		pages  pages
		want   []int
		tokens []string
		err    error
	}{
		"short pages": {
			pages{{[]int{0}, 3, "a", ""}, {[]int{1, 2}, 3, "", ""}},
			[]int{0, 1, 2},
			[]string{"", "a"},
			nil,
		},
		"fewer than the total": {
			pages{{[]int{0, 1}, 9, "", ""}},
			[]int{0, 1},
			[]string{"", ""},
			ingest.ErrIncomplete,
		},
		"fewer than the total, once": {
			pages{{[]int{0, 1}, 4, "", ""}, {[]int{0, 1, 2, 3}, 4, "", ""}},
			[]int{0, 1, 2, 3},
			[]string{"", ""},
			nil,
		},
		"few are hidden": {
			pages{{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, 10, "", ""}},
			[]int{0, 1, 2, 3, 4, 5, 6, 7, 8},
			[]string{""},
			nil,
		},
		"the last page is empty": {
			pages{{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, 10, "a", ""}, {nil, 0, "", ""}},
			[]int{0, 1, 2, 3, 4, 5, 6, 7, 8},
			[]string{"", "a", ""},
			ingest.ErrIncomplete,
		},
		"pages in a circle": {
			pages{{[]int{0}, 9, "a", ""}, {[]int{1}, 9, "b", ""}, {[]int{2}, 9, "a", ""}},
			[]int{0, 1, 2},
			[]string{"", "a", "b"},
			ingest.ErrIncomplete,
		},
		"empty pages with a token": {
			pages{{nil, 2, "a", ""}, {[]int{0}, 2, "b", ""}, {nil, 2, "c", ""}, {[]int{1}, 2, "", ""}},
			[]int{0, 1},
			[]string{"", "a", "b", "c"},
			nil,
		},
		"one slips in at the front": {
			pages{{[]int{0, 1}, 3, "a", ""}, {[]int{1, 2}, 4, "", ""}},
			[]int{0, 1, 2},
			[]string{"", "a"},
			nil,
		},
		"one is taken away at the front": { // 2 slipped over the edge
			pages{{[]int{0, 1}, 4, "a", ""}, {[]int{3}, 3, "", ""}, {[]int{1, 2}, 3, "a", ""}, {[]int{3}, 3, "", ""}},
			[]int{0, 1, 3, 2},
			[]string{"", "a", "", "a"},
			nil,
		},
		"more and more are taken away": { // second walk is the last
			pages{{[]int{0, 1}, 4, "a", ""}, {[]int{3}, 3, "", ""}, {[]int{1, 2}, 3, "a", ""}, {nil, 2, "", ""}},
			[]int{0, 1, 3, 2},
			[]string{"", "a", "", "a"},
			nil,
		},
		"a stale token": {
			pages{{[]int{0}, 3, "a", ""}, {reason: "invalidPageToken"}, {[]int{0, 1}, 3, "b", ""}, {[]int{2}, 3, "", ""}},
			[]int{0, 1, 2},
			[]string{"", "a", "", "b"},
			nil,
		},
		"always a stale token": {
			pages{{[]int{0}, 3, "a", ""}, {reason: "invalidPageToken"}, {[]int{0}, 3, "b", ""}, {reason: "invalidPageToken"}},
			nil,
			[]string{"", "a", "", "b"},
			ingest.ErrHostFault,
		},
		"nothing of some": {
			pages{{nil, 0, "", ""}},
			nil,
			[]string{""},
			ingest.ErrIncomplete,
		},
		"nothing of a total": {
			pages{{nil, 10, "a", ""}, {nil, 10, "", ""}},
			nil,
			[]string{"", "a", ""},
			ingest.ErrIncomplete,
		},
		"a stale token without one": {
			pages{{reason: "invalidPageToken"}},
			nil,
			[]string{""},
			ingest.ErrHostFault,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := &script{pages: tt.pages, next: conference(10)}
			videos, err := walk(t, newFor(t, host), playlistURL)
			if !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
				t.Errorf("error %v, want %v", err, tt.err)
			}
			var want []string
			for _, i := range tt.want {
				want = append(want, videoID(i))
			}
			if diff := cmp.Diff(want, ids(videos)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.tokens, host.seen); diff != "" {
				t.Error("tokens:", diff)
			}
		})
	}
}

// swapped serves from one fake until the n-th page was asked for, and from
// another after it.
func swapped(n int, before, after *fakehost.YouTube) http.Handler {
	pages := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := before
		if pages >= n {
			host = after
		}
		if strings.HasSuffix(r.URL.Path, "/playlistItems") {
			pages++
		}
		host.ServeHTTP(w, r)
	})
}

// Somebody takes a talk off the front of the list between two of its pages, and
// so pulls another over the edge.
func TestShrinkingPlaylistLosesNothing(t *testing.T) {
	t.Parallel()
	after := conference(120)
	after.Playlists[0].Videos = after.Playlists[0].Videos[1:]
	videos, err := walk(t, newFor(t, serial(swapped(1, conference(120), after))), playlistURL)
	got := ids(videos)
	slices.Sort(got)
	if diff := cmp.Diff(conference(120).Playlists[0].Videos, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// serial lets one request in at a time.
func serial(next http.Handler) http.Handler {
	var mu sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func TestListWithoutEnd(t *testing.T) {
	t.Parallel()
	host := &script{pages: []scriptPage{{[]int{0}, 1, "a", ""}}, next: conference(1)}
	_, err := walk(t, newFor(t, host), playlistURL)
	if !errors.Is(err, ingest.ErrIncomplete) || len(host.seen) != 2 {
		t.Errorf("%v after %d pages", err, len(host.seen))
	}
}

// Short pages do not cost a look each.
func TestLooksAreFull(t *testing.T) {
	t.Parallel()
	host := &script{next: conference(120)}
	for i := range 12 {
		p := scriptPage{total: 120, token: fmt.Sprint("more", i)}
		for j := range 10 {
			p.videos = append(p.videos, 10*i+j)
		}
		host.pages = append(host.pages, p)
	}
	host.pages[11].token = ""
	p := newFor(t, host)
	videos, err := walk(t, p, playlistURL)
	if err != nil || len(videos) != 120 || p.Usage().Requests != 1+12+3 {
		t.Errorf("%d videos for %d requests, %v", len(videos), p.Usage().Requests, err)
	}
}

func TestListedTwiceIsOneVideo(t *testing.T) {
	t.Parallel()
	host := conference(60)
	host.Playlists[0].Videos = slices.Concat(host.Playlists[0].Videos, []string{videoID(0), videoID(55)}, host.Playlists[0].Videos[:3])
	videos, err := walk(t, newFor(t, host), playlistURL)
	if err != nil || len(videos) != 60 {
		t.Fatal(len(videos), err)
	}
	for i, v := range videos {
		if v.ID != videoID(i) || *v.Position != i {
			t.Errorf("%s at %d", v.ID, *v.Position)
		}
	}
}

// The pages come one ahead of the looks, so that n pages take the time of n
// requests and a bit, not of 2n.
func TestPagesAndLooksOverlap(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		host := conference(1000)
		host.Latency = time.Second
		start := time.Now()
		videos, err := walk(t, newFor(t, host), playlistURL)
		if err != nil || len(videos) != 1000 {
			t.Fatal(len(videos), err)
		}
		// The playlist, its first page, and 20 looks with the other pages beside them.
		if took := time.Since(start); took != 22*time.Second {
			t.Errorf("took %s for 20 pages", took)
		}
	})
}

// Whoever stops gets no further requests made, and leaves nothing running: a
// goroutine that stayed would deadlock the bubble.
func TestStoppingEndsTheRequests(t *testing.T) {
	t.Parallel()
	for _, stopAfter := range []int{1, 50, 51} {
		synctest.Test(t, func(t *testing.T) {
			host := conference(1000)
			host.Latency = time.Second
			var running atomic.Int32
			counted := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				running.Add(1)
				defer running.Add(-1)
				if strings.HasSuffix(r.URL.Path, "/playlistItems") { // slower than looks
					select {
					case <-time.After(time.Second):
					case <-r.Context().Done():
					}
				}
				host.ServeHTTP(w, r)
			})
			listing, err := list(t.Context(), t, newFor(t, counted), playlistURL)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, err := range listing.Videos {
				if err != nil {
					t.Fatal(err)
				}
				if n++; n == stopAfter {
					time.Sleep(time.Millisecond) // the page ahead is asked for
					break
				}
			}
			if n := running.Load(); n != 0 {
				t.Errorf("%d requests still run after the range", n)
			}
			before := len(host.Requests())
			// The playlist, the looks needed, and as many pages and one ahead.
			if most := 1 + 2*((stopAfter+49)/50) + 1; before > most {
				t.Errorf("%d requests for %d videos, want at most %d", before, stopAfter, most)
			}
			time.Sleep(time.Minute)
			if after := len(host.Requests()); after != before {
				t.Errorf("%d requests after the end", after-before)
			}
		})
	}
}

func TestCancellingIsNotTheEnd(t *testing.T) {
	t.Parallel()
	// At whatever moment it happens, the walk must not look complete.
	for quarters := range 24 {
		synctest.Test(t, func(t *testing.T) {
			host := conference(120)
			host.Latency = time.Second
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(quarters)*250*time.Millisecond)
			defer cancel()
			n := 0
			listing, err := list(ctx, t, newFor(t, host), playlistURL)
			if err == nil {
				for _, walkErr := range listing.Videos {
					if err = walkErr; err != nil {
						break
					}
					n++
				}
			}
			if complete := n == 120 && err == nil; !errors.Is(err, context.DeadlineExceeded) && !complete {
				t.Errorf("after %d quarters of a second: %d videos, %v", quarters, n, err)
			}
		})
	}
}
