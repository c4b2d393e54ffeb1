package providertest

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

// testOptional covers what an adapter can do beyond listing. What it cannot is
// skipped.
func (h Harness) testOptional(t *testing.T) {
	t.Parallel()
	p, err := h.New(Options{Secret: h.Secret, HTTP: Network{}})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := p.(ingest.Inspector); ok {
		h.testStates(t)
	}
	if _, ok := p.(ingest.Updater); ok {
		h.testUpdate(t)
	}
	if _, ok := p.(ingest.Owner); ok {
		h.testOwner(t)
	}
	if _, ok := p.(ingest.Finder); ok {
		h.testFind(t)
	}
}

// testStates wants states that are equal while nothing changes, and differ when a
// video comes.
func (h Harness) testStates(t *testing.T) {
	state := func(t *testing.T, s *stage) (ingest.State, bool) {
		t.Helper()
		ref := s.match(t, s.Collection)
		states, err := s.provider.(ingest.Inspector).States(t.Context(), []ingest.Ref{ref, ref, {Provider: "another", Kind: ref.Kind, ID: ref.ID}})
		if err != nil {
			t.Fatal(err)
		}
		found, ok := states[ref]
		if len(states) > 1 {
			t.Errorf("states of %d collections, asked for one", len(states))
		}
		return found, ok
	}
	h.perform(t, "state/same and changed", talks(3), func(t *testing.T, s *stage) {
		before, ok := state(t, s)
		if again, _ := state(t, s); !ok || before.IsZero() || !before.Same(again) {
			t.Errorf("states %+v and %+v (%v), though nothing has changed", before, again, ok)
		}
		most := s.Budget(1)
		if n := len(s.host.seen()); n > 2*most {
			t.Errorf("%d requests for two looks at a state", n)
		}
		s.host.next = http.StripPrefix(prefix, s.Host(talks(4)))
		if after, _ := state(t, s); before.Same(after) {
			t.Errorf("state %+v with three videos and with four", before)
		}
	})
	h.perform(t, "state/an unknown collection has none", talks(3), func(t *testing.T, s *stage) {
		s.host.failWith(always(s.hostRefusal(http.StatusNotFound, "not found")))
		ref := s.match(t, s.Collection)
		states, err := s.provider.(ingest.Inspector).States(t.Context(), []ingest.Ref{ref})
		if len(states) != 0 || err != nil && !errors.Is(err, ingest.ErrNotFound) {
			t.Errorf("states %v, error %v; want none", states, err)
		}
	})
	h.perform(t, "state/the listing after it", talks(3), func(t *testing.T, s *stage) {
		if _, ok := state(t, s); !ok {
			t.Fatal("no state")
		}
		s.testPages(t, 3)
	})
	h.refusals(t, "state", func(t *testing.T, s *stage) error {
		_, err := s.provider.(ingest.Inspector).States(t.Context(), []ingest.Ref{s.match(t, s.Collection)})
		return err
	})
}

// testUpdate wants a listing for less where videos are known.
func (h Harness) testUpdate(t *testing.T) {
	n := 2 * h.PageSize
	update := func(t *testing.T, s *stage, known map[string]ingest.Video) []ingest.Video {
		t.Helper()
		listing, err := s.provider.(ingest.Updater).Update(t.Context(), s.match(t, s.Collection), func(id string) (ingest.Video, bool) {
			v, ok := known[id]
			return v, ok
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
		return videos
	}
	h.perform(t, "update/most are known", talks(n), func(t *testing.T, s *stage) {
		whole, err := s.list(t.Context(), t)
		if err != nil {
			t.Fatal(err)
		}
		full := len(s.host.seen())
		known := map[string]ingest.Video{}
		for _, v := range whole {
			known[v.ID] = v
		}
		if diff := cmp.Diff(whole, update(t, s, known)); diff != "" {
			t.Errorf("all known (-listed +updated):\n%s", diff)
		}
		if got := len(s.host.seen()) - full; got >= full {
			t.Errorf("%d requests with all videos known, %d with none", got, full)
		}
		renamed := whole[1]
		renamed.Title = "What it was called before"
		known[renamed.ID] = renamed
		delete(known, whole[0].ID)
		if diff := cmp.Diff(whole, update(t, s, known)); diff != "" {
			t.Errorf("one new, one renamed (-listed +updated):\n%s", diff)
		}
		known[whole[2].ID] = ingest.Video{}
		if got := update(t, s, known)[2]; got.ID != whole[2].ID || got.Title != whole[2].Title {
			t.Errorf("one of which only the id is known: %+v", got)
		}
	})
	h.perform(t, "update/nothing is known", talks(n), func(t *testing.T, s *stage) {
		if diff := cmp.Diff(s.ids(n), idsOf(update(t, s, nil))); diff != "" {
			t.Errorf("videos (-want +got):\n%s", diff)
		}
	})
}

// testOwner wants the collection among those of its owner.
func (h Harness) testOwner(t *testing.T) {
	if h.Owner == "" {
		t.Error("the adapter lists collections of an owner, and the harness names none")
		return
	}
	collections := func(t *testing.T, s *stage, address string) (found []ingest.Collection, err error) {
		t.Helper()
		for c, err := range s.provider.(ingest.Owner).Collections(t.Context(), s.match(t, address)) {
			if err != nil {
				return found, err
			}
			found = append(found, c)
		}
		return found, nil
	}
	h.perform(t, "collections/of their owner", talks(3), func(t *testing.T, s *stage) {
		found, err := collections(t, s, s.Owner)
		if err != nil {
			t.Fatal(err)
		}
		ref := s.match(t, s.Collection)
		if len(found) != 1 || found[0].ID != ref.ID || found[0].Kind != ref.Kind || found[0].Title != "ExampleConf 2025" {
			t.Fatalf("collections %+v, want %s alone", found, s.Collection)
		}
		if again := s.match(t, found[0].URL); again != ref {
			t.Errorf("its address %s is %+v, want %+v", found[0].URL, again, ref)
		}
	})
	h.perform(t, "collections/a video owns none", talks(3), func(t *testing.T, s *stage) {
		if _, err := collections(t, s, s.Video(0)); !errors.Is(err, ingest.ErrUnsupported) || ingest.Hint(err) == "" {
			t.Errorf("error %v, want %v with a hint", err, ingest.ErrUnsupported)
		}
	})
	h.refusals(t, "collections", func(t *testing.T, s *stage) error {
		_, err := collections(t, s, s.Owner)
		return err
	})
}

// testFind wants the videos that are there, and nothing but their absence told of
// those that are not.
func (h Harness) testFind(t *testing.T) {
	h.perform(t, "find/some that are there, some not", talks(20), func(t *testing.T, s *stage) {
		ids := append(s.ids(20), s.VideoID(77), s.VideoID(78), "", "../x", "a,b")
		found, err := s.provider.(ingest.Finder).Find(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 20 {
			t.Errorf("%d videos, want 20", len(found))
		}
		for i, id := range s.ids(20) {
			if v := found[id]; v.ID != id || v.Title != fmt.Sprintf("Talk number %d", i+1) || v.Provider != s.provider.Name() {
				t.Errorf("%s: %+v", id, v)
			}
		}
	})
	h.perform(t, "find/none", talks(3), func(t *testing.T, s *stage) {
		if found, err := s.provider.(ingest.Finder).Find(t.Context(), nil); len(found) != 0 || err != nil || len(s.host.seen()) != 0 {
			t.Errorf("%v, %v for %d requests", found, err, len(s.host.seen()))
		}
		many := slices.Repeat(s.ids(1), ingest.FindAtOnce+1)
		if _, err := s.provider.(ingest.Finder).Find(t.Context(), many); err == nil {
			t.Errorf("%d videos at once: no error", len(many))
		}
	})
	h.refusals(t, "find", func(t *testing.T, s *stage) error {
		found, err := s.provider.(ingest.Finder).Find(t.Context(), s.ids(3))
		if len(found) > 0 {
			t.Errorf("%d videos of a host that refuses everything", len(found))
		}
		return err
	})
}

// refusals has a host fail and wants a typed error each time: never an answer that
// something is not there.
func (h Harness) refusals(t *testing.T, what string, ask func(*testing.T, *stage) error) {
	t.Helper()
	for name, answer := range map[string]http.Handler{
		"500": refusal(500), "403": h.hostRefusal(403, "no"), "429": refusal(429, "Retry-After", "7200"),
		"null": answer(200, "application/json", "null"), "a web page": answer(200, "text/html", page), "silence": silent,
	} {
		h.perform(t, what+"/"+name, talks(3), func(t *testing.T, s *stage) {
			s.host.failWith(always(answer))
			if err := ask(t, s); !isTyped(err) || errors.Is(err, ingest.ErrNotFound) {
				t.Errorf("error %v (hint %q), want one of the host's", err, ingest.Hint(err))
			}
		})
	}
}
