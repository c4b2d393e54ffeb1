package providertest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

// hostsFault are the errors that are right for an answer without sense. One that
// leaves out what was asked for may also be taken for a refusal.
var hostsFault = []error{ingest.ErrHostFault, ingest.ErrIncomplete, ingest.ErrNotTheHost, ingest.ErrNotFound, ingest.ErrForbidden}

// testNonsense changes one place of the host's answers at a time. Whatever stands
// there, the adapter neither panics nor takes half a list for a whole one.
func (h Harness) testNonsense(t *testing.T) {
	t.Parallel()
	n := h.PageSize + 2
	for _, place := range h.places(t) {
		for name, value := range map[string]any{"null": nil, "a text": "no / id", "a number": -7.5, "a list": []any{}, "an object": map[string]any{}} {
			h.perform(t, strings.Join(place, ".")+" is "+name, talks(2), func(t *testing.T, s *stage) {
				s.rewrite(func(_ *http.Request, answer any) any { return replaced(answer, place, value) })
				if h.OnePage && name == "a list" {
					_, _ = s.list(t.Context(), t)
					return // the collection is empty, for all that anybody can tell
				}
				s.checkNonsense(t, 2)
			})
		}
	}
	for name, change := range map[string]func(list []any) []any{
		"the first half of each list": func(list []any) []any { return list[:(len(list)+1)/2] },
		"the second half":             func(list []any) []any { return list[len(list)/2:] },
		"null for each second":        secondsNull,
	} {
		if h.OnePage && !strings.HasPrefix(name, "null") {
			continue
		}
		h.perform(t, name, talks(n), func(t *testing.T, s *stage) {
			s.rewrite(func(_ *http.Request, answer any) any { return listsChanged(answer, change) })
			s.checkNonsense(t, n)
		})
		h.perform(t, name+", after the first page", talks(3*h.PageSize), func(t *testing.T, s *stage) {
			s.rewrite(s.afterFirst(func(answer any) any { return listsChanged(answer, change) }))
			s.checkNonsense(t, 3*s.PageSize)
		})
	}
	h.perform(t, "empty lists after the first page", talks(3*h.PageSize), func(t *testing.T, s *stage) {
		s.rewrite(s.afterFirst(func(answer any) any {
			return listsChanged(answer, func([]any) []any { return []any{} })
		}))
		s.checkNonsense(t, 3*s.PageSize)
	})
	h.perform(t, "pages that go round in a circle", talks(3*h.PageSize), func(t *testing.T, s *stage) {
		s.circle()
		s.checkNonsense(t, 3*s.PageSize)
		if got, most := len(s.host.seen()), 2*s.Budget(3*s.PageSize)+20; got > most {
			t.Errorf("%d requests, want at most %d", got, most)
		}
	})
}

// checkNonsense wants the host's fault, or else every video in its place: half of
// them do not make a listing that ended well.
func (s *stage) checkNonsense(t *testing.T, n int) {
	t.Helper()
	videos, err := s.list(t.Context(), t)
	if err != nil {
		s.checkError(t, err, hostsFault)
		return
	}
	if diff := cmp.Diff(s.ids(n), idsOf(videos)); diff != "" {
		diff = diff[:min(len(diff), 1000)]
		t.Errorf("no error, though videos are missing (-want +got):\n%s", diff)
	}
}

// places are the paths of everything in the answers to one listing of two videos, but
// for what stands in lists after their first element.
func (h Harness) places(t *testing.T) [][]string {
	t.Helper()
	var mu sync.Mutex // adapters may ask several things at a time
	all := map[string][]string{}
	host := h.Host(talks(2))
	p, err := h.New(Options{Endpoint: endpoint, Secret: h.Secret, HTTP: Network{hostname: http.StripPrefix(prefix, rewriting{host, func(_ *http.Request, answer any) any {
		mu.Lock()
		defer mu.Unlock()
		collect(all, nil, answer)
		return answer
	}})}})
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(parse(t, h.Collection))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := walk(t.Context(), p, ref); err != nil {
		t.Fatal(err)
	}
	var places [][]string
	for _, key := range slices.Sorted(maps.Keys(all)) {
		places = append(places, all[key])
	}
	return places
}

func collect(into map[string][]string, path []string, value any) {
	if len(path) > 0 {
		into[strings.Join(path, "\x00")] = slices.Clone(path)
	}
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			collect(into, append(path, key), v)
		}
	case []any:
		if len(value) > 0 {
			collect(into, append(path, "0"), value[0])
		}
	}
}

// replaced puts a value in a place, where there is one.
func replaced(in any, place []string, value any) any {
	if len(place) == 0 {
		return value
	}
	switch in := in.(type) {
	case map[string]any:
		if v, ok := in[place[0]]; ok {
			in[place[0]] = replaced(v, place[1:], value)
		}
	case []any:
		if len(in) > 0 && place[0] == "0" {
			in[0] = replaced(in[0], place[1:], value)
		}
	}
	return in
}

// listsChanged changes every list of objects.
func listsChanged(in any, change func([]any) []any) any {
	switch in := in.(type) {
	case map[string]any:
		for key, v := range in {
			in[key] = listsChanged(v, change)
		}
	case []any:
		for i, v := range in {
			in[i] = listsChanged(v, change)
		}
		if len(in) > 1 {
			if _, objects := in[0].(map[string]any); objects {
				return change(in)
			}
		}
	}
	return in
}

func secondsNull(list []any) []any {
	list = slices.Clone(list)
	for i := 1; i < len(list); i += 2 {
		list[i] = nil
	}
	return list
}

// afterFirst changes the answers to all but the first request of each path.
func (s *stage) afterFirst(change func(answer any) any) func(*http.Request, any) any {
	seen := map[string]string{}
	var mu sync.Mutex
	return func(r *http.Request, answer any) any {
		mu.Lock()
		defer mu.Unlock()
		if first, ok := seen[r.URL.Path]; !ok || first == r.URL.RawQuery {
			seen[r.URL.Path] = r.URL.RawQuery
			return answer
		}
		return change(answer)
	}
}

// circle gives every request of a path the answer to the first.
func (s *stage) circle() {
	var mu sync.Mutex
	first := map[string]any{}
	s.rewrite(func(r *http.Request, answer any) any {
		mu.Lock()
		defer mu.Unlock()
		if _, ok := first[r.URL.Path]; !ok {
			first[r.URL.Path] = answer
		}
		return first[r.URL.Path]
	})
}

// rewrite changes the host's JSON answers.
func (s *stage) rewrite(change func(r *http.Request, answer any) any) {
	s.host.next = rewriting{s.host.next, change}
}

type rewriting struct {
	next   http.Handler
	change func(r *http.Request, answer any) any
}

// ServeHTTP implements [http.Handler].
func (h rewriting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := httptest.NewRecorder()
	h.next.ServeHTTP(rec, r)
	body := rec.Body.Bytes()
	var answer any
	if rec.Code == http.StatusOK && json.Unmarshal(body, &answer) == nil {
		changed, err := json.Marshal(h.change(r, answer))
		if err != nil {
			panic(fmt.Sprintf("providertest: %v", err))
		}
		body = changed
	}
	maps.Copy(w.Header(), rec.Header())
	w.Header().Del("Content-Length")
	w.WriteHeader(rec.Code)
	_, _ = w.Write(body)
}

// isTyped reports whether an error is one that a front end can explain.
func isTyped(err error) bool {
	_, ok := errors.AsType[*ingest.HostError](err)
	return ok && ingest.Hint(err) != ""
}
