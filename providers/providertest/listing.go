package providertest

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func (h Harness) testListing(t *testing.T) {
	t.Parallel()
	for name, n := range map[string]int{
		"one video":           1,
		"a page but one":      h.PageSize - 1,
		"a page":              h.PageSize,
		"a page and one":      h.PageSize + 1,
		"three and a bit":     3*h.PageSize + 7,
		"twenty pages":        20 * h.PageSize,
		"an empty collection": 0,
	} {
		h.perform(t, name, talks(n), func(t *testing.T, s *stage) { s.testPages(t, n) })
	}

	repeated := talks(h.PageSize + 1)
	repeated.Repeat = true
	h.perform(t, "a video that is listed twice", repeated, func(t *testing.T, s *stage) {
		s.testPages(t, h.PageSize+1)
	})

	h.perform(t, "the collection", talks(3), testCollection)
	h.perform(t, "one video by its own address", talks(3), testSingle)
	h.perform(t, "videos with nothing but an id", bare(h.PageSize+1), testBare)
	h.perform(t, "hostile text", hostile(), testHostile)
	h.perform(t, "stopping early", talks(10*h.PageSize), testStopping)
	h.perform(t, "several at once", talks(2*h.PageSize), testConcurrent)
}

// testPages wants n videos, each once, in order, for no more requests than
// budgeted.
func (s *stage) testPages(t *testing.T, n int) {
	videos, err := s.list(t.Context(), t)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.ids(n), idsOf(videos)); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
	budgeted := n
	if len(videos) == 0 {
		budgeted = 1 // an empty page has to be seen
	}
	if got, most := len(s.host.seen()), s.Budget(budgeted); got > most {
		t.Errorf("%d requests for %d videos, budgeted are %d", got, n, most)
	}
	for i, v := range videos {
		if v.Provider != s.provider.Name() {
			t.Fatalf("video %d: provider %q, want %q", i, v.Provider, s.provider.Name())
		}
		if v.Position == nil || i > 0 && *v.Position <= *videos[i-1].Position {
			t.Fatalf("video %d: positions do not rise", i)
		}
		if v.Collection.ID == "" {
			t.Fatalf("video %d: no collection", i)
		}
		if !v.Usable() {
			t.Fatalf("video %d: %s (%s), want a public one", i, v.Availability, v.Reason)
		}
	}
	s.checkUsage(t)
}

// checkUsage compares what the adapter counted with what arrived.
func (s *stage) checkUsage(t *testing.T) {
	t.Helper()
	counting, ok := s.provider.(interface{ Usage() ingest.Usage })
	if !ok {
		t.Fatalf("%T has no method Usage() ingest.Usage", s.provider)
	}
	if got, want := counting.Usage().Requests, len(s.host.seen()); got != want {
		t.Errorf("Usage() has %d requests, %d arrived", got, want)
	}
}

func testCollection(t *testing.T, s *stage) {
	ref := s.match(t, s.Collection)
	listing, err := s.provider.List(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	c := listing.Collection
	if c.Provider != s.provider.Name() || c.Kind != ref.Kind || c.ID == "" || c.Title != "ExampleConf 2025" {
		t.Errorf("collection %+v; want one of %s, kind %s, titled as on the host", c, s.provider.Name(), ref.Kind)
	}
	if got := s.match(t, c.URL); got != ref {
		t.Errorf("its canonical address %s is %+v, want %+v", c.URL, got, ref)
	}
	for v, err := range listing.Videos {
		if err != nil {
			t.Fatal(err)
		}
		if want := (ingest.CollectionRef{ID: c.ID, Title: c.Title}); v.Collection != want {
			t.Errorf("a video's collection is %+v, want %+v", v.Collection, want)
		}
		if again := s.match(t, v.URL); again.Kind != s.VideoKind || again.ID != v.ID {
			t.Errorf("a video's address %s is %+v", v.URL, again)
		}
	}
}

func testSingle(t *testing.T, s *stage) {
	ref := s.match(t, s.Video(1))
	if ref.Kind != s.VideoKind || ref.ID != s.VideoID(1) {
		t.Fatalf("Match(%q) = %+v", s.Video(1), ref)
	}
	videos, err := walk(t.Context(), s.provider, ref)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{s.VideoID(1)}, idsOf(videos)); diff != "" {
		t.Fatalf("videos (-want +got):\n%s", diff)
	}
	if videos[0].Title != "Talk number 2" || videos[0].Position != nil {
		t.Errorf("title %q, position %v; want the host's title and no position", videos[0].Title, videos[0].Position)
	}
	if n := len(s.host.seen()); n > 2 {
		t.Errorf("%d requests for one video", n)
	}
}

func bare(n int) Content {
	c := Content{Videos: make([]Video, n)}
	for i := range c.Videos {
		c.Videos[i].Bare = true
	}
	return c
}

func testBare(t *testing.T, s *stage) {
	videos, err := s.list(t.Context(), t)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.ids(s.PageSize+1), idsOf(videos)); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
	for _, v := range videos {
		if s.match(t, v.URL).ID != v.ID {
			t.Fatalf("address %q of %s", v.URL, v.ID)
		}
	}
}

// hostile is text that wants to be more than text.
func hostile() Content {
	return Content{
		Title: "\x1b]0;owned\a\x1b[31mConf\x00\r\n../../../etc/passwd\u202e",
		Videos: []Video{
			{Title: "\x1b[2J\x1b[31mred\x1b[0m \x00\x07\u202egpj.exe", Description: "line\r\nline\u2028line\u0085"},
			{Title: "../../../../etc/passwd", Description: "-rf --force"},
			{Title: "-rf", Description: "::error::file=x"},
			{Title: "'''\n\"\"\"\\", Description: "<script>alert(1)</script>{{.}}%s%n${HOME}`id`"},
			{Title: strings.Repeat("long ", 1000), Description: strings.Repeat("🦀\n", 5000)},
			{Title: " ", Description: ""},
		},
	}
}

// testHostile wants texts as the host gave them: neither interpreted nor a
// reason to fail. Making them harmless is the business of who shows them.
func testHostile(t *testing.T, s *stage) {
	videos, err := s.list(t.Context(), t)
	if err != nil {
		t.Fatal(err)
	}
	var got []Video
	want := hostile().Videos
	for i, v := range videos {
		if s.HTML && i < len(want) {
			want[i].Description, v.Description = "", ""
		}
		got = append(got, Video{Title: v.Title, Description: v.Description})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
	if bad := firstControl(s.logs.String()); bad != "" {
		t.Errorf("the log has control characters: %s", bad)
	}
}

func testStopping(t *testing.T, s *stage) {
	listing, err := s.provider.List(t.Context(), s.match(t, s.Collection))
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range listing.Videos {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	synctest.Wait()
	n := len(s.host.seen())
	time.Sleep(5 * time.Minute)
	if after := len(s.host.seen()); after != n {
		t.Errorf("%d more requests after the caller had stopped", after-n)
	}
	// A few pages may have been on their way.
	if most := s.Budget(4 * s.PageSize); n > most {
		t.Errorf("%d requests for the first video of %d pages, want at most %d", n, 10, most)
	}
}

func testConcurrent(t *testing.T, s *stage) {
	want := s.ids(2 * s.PageSize)
	ref := s.match(t, s.Collection)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			videos, err := walk(t.Context(), s.provider, ref)
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(want, idsOf(videos)); diff != "" {
				t.Errorf("videos (-want +got):\n%s", diff)
			}
		})
	}
	all.Wait()
	s.checkUsage(t)
}
