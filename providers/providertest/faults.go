package providertest

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

const page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Welcome to the hotel</body></html>"

// lasting is a fault that does not pass, and the errors that are right for it.
type lasting struct {
	answer http.Handler
	want   []error
	within time.Duration
}

func (h Harness) lastingFaults() map[string]lasting {
	faults := map[string]lasting{
		"429 with a long wait": {refusal(429, "Retry-After", "7200"), []error{ingest.ErrRateLimit}, time.Minute},
		"429 with a date": {
			at(func() http.Handler {
				return refusal(429, "Retry-After", time.Now().Add(2*time.Hour).UTC().Format(http.TimeFormat))
			}), []error{ingest.ErrRateLimit}, time.Minute,
		},
		"a web page":      {answer(200, "text/html; charset=utf-8", page), []error{ingest.ErrNotTheHost}, time.Minute},
		"an unnamed page": {answer(200, "application/json", page), []error{ingest.ErrNotTheHost}, time.Minute},
		"a network login": {answer(511, "text/html", page), []error{ingest.ErrNotTheHost}, time.Minute},
		"a redirect to another host": {
			http.RedirectHandler("http://"+elsewhere+"/login?for="+hostname, http.StatusFound),
			[]error{ingest.ErrNotTheHost},
			time.Minute,
		},
		"a web page with 503": {answer(503, "text/html", page), []error{ingest.ErrHostFault}, 2 * time.Minute},
		"half an answer": {
			answer(200, "application/json", `{"total": 3, "data": [{"uri": "/vid`), []error{ingest.ErrHostFault, ingest.ErrUnreachable}, 2 * time.Minute,
		},
		"a broken connection": {broken(), []error{ingest.ErrHostFault, ingest.ErrUnreachable}, time.Minute},
		"an empty answer":     {answer(200, "application/json", ""), []error{ingest.ErrHostFault}, 2 * time.Minute},
		"null":                {answer(200, "application/json", "null"), []error{ingest.ErrHostFault}, 2 * time.Minute},
		"a bare list":         {answer(200, "application/json", "[null]"), []error{ingest.ErrHostFault}, 2 * time.Minute},
		"not an object":       {answer(200, "application/json", `"no"`), []error{ingest.ErrHostFault}, 2 * time.Minute},
		"a hanging host":      {silent, []error{ingest.ErrUnreachable}, time.Minute},
		"a stalling host":     {stalling("application/json", `{"data": [`), []error{ingest.ErrUnreachable}, time.Minute},
	}
	for status, want := range map[int]error{
		401: ingest.ErrUnauthorized, 403: ingest.ErrForbidden, 404: ingest.ErrNotFound,
		429: ingest.ErrRateLimit, 500: ingest.ErrHostFault, 503: ingest.ErrHostFault,
	} {
		faults[strconv.Itoa(status)] = lasting{refusal(status), []error{want}, 5 * time.Minute}
		faults[strconv.Itoa(status)+" in the host's words"] = lasting{
			h.hostRefusal(status, "Resource\x1b[31m \x00denied\r\nfor "+h.Secret), []error{want}, 5 * time.Minute,
		}
	}
	return faults
}

func (h Harness) testFaults(t *testing.T) {
	t.Parallel()
	for name, f := range h.lastingFaults() {
		h.perform(t, name+", at once", talks(3), func(t *testing.T, s *stage) {
			s.host.failWith(always(f.answer))
			videos, err := s.timed(t, f.within)
			if len(videos) != 0 {
				t.Errorf("%d videos from a host that refuses everything", len(videos))
			}
			s.checkError(t, err, f.want)
		})
		h.perform(t, name+", in the middle", talks(6*h.PageSize), func(t *testing.T, s *stage) {
			s.testMiddle(t, f)
		})
	}
	h.perform(t, "a refused connection", talks(3), func(t *testing.T, s *stage) {
		p, err := s.New(Options{Endpoint: endpoint, Secret: s.Secret, HTTP: Network{}})
		if err != nil {
			t.Fatal(err)
		}
		s.provider = p
		_, err = s.timed(t, time.Minute)
		s.checkError(t, err, []error{ingest.ErrUnreachable})
	})
	h.perform(t, "a wait the host asked for", talks(3), func(t *testing.T, s *stage) {
		s.host.failWith(always(refusal(429, "Retry-After", "7200")))
		_, err := s.list(t.Context(), t)
		if e, ok := errors.AsType[*ingest.HostError](err); !ok || e.RetryAfter != 2*time.Hour {
			t.Errorf("error %#v, want RetryAfter of two hours", err)
		}
	})
}

// testMiddle lets the fault begin once the caller has the first video. What came
// before it must be the beginning of the collection, and must not look like all
// of it.
func (s *stage) testMiddle(t *testing.T, f lasting) {
	listing, err := s.provider.List(t.Context(), s.match(t, s.Collection))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for v, walkErr := range listing.Videos {
		if walkErr != nil {
			err = walkErr
			break
		}
		got = append(got, v.ID)
		if len(got) == 1 {
			s.host.failWith(always(f.answer))
		}
	}
	s.checkError(t, err, f.want)
	if want := s.ids(len(got)); !slices.Equal(got, want) {
		t.Errorf("videos before the fault (-want +got):\n%s", cmp.Diff(want, got))
	}
}

// timed lists the collection and wants an end within the limit.
func (s *stage) timed(t *testing.T, limit time.Duration) ([]ingest.Video, error) {
	t.Helper()
	start := time.Now()
	videos, err := s.list(t.Context(), t)
	if took := time.Since(start); took > limit {
		t.Errorf("took %v, want at most %v", took, limit)
	}
	return videos, err
}

// checkError wants one of the given causes, a remedy, and nothing that a person
// should not see.
func (s *stage) checkError(t *testing.T, err error, want []error) {
	t.Helper()
	if !slices.ContainsFunc(want, func(w error) bool { return errors.Is(err, w) }) {
		t.Fatalf("error %v, want %v", err, want)
	}
	e, ok := errors.AsType[*ingest.HostError](err)
	if !ok {
		t.Fatalf("error %v is a %T, want *ingest.HostError inside", err, err)
	}
	if e.Provider != s.provider.Name() || e.Op == "" {
		t.Errorf("error of provider %q, op %q", e.Provider, e.Op)
	}
	if ingest.Hint(err) == "" {
		t.Errorf("no hint for: %v", err)
	}
	for what, text := range map[string]string{"error": err.Error(), "hint": ingest.Hint(err), "log": s.logs.String()} {
		if s.Secret != "" && strings.Contains(text, s.Secret) {
			t.Errorf("the %s has the secret: %s", what, text)
		}
		if bad := firstControl(text); bad != "" {
			t.Errorf("the %s has control characters: %s", what, bad)
		}
	}
	for _, r := range s.host.seen() {
		if _, query, _ := strings.Cut(r.target, "?"); query != "" && strings.Contains(err.Error(), query) {
			t.Errorf("the error has a query string: %v", err)
		}
	}
}

// firstControl quotes the first line of text with a character that a terminal
// would act on.
func firstControl(text string) string {
	for line := range strings.Lines(text) {
		if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
		}) {
			return fmt.Sprintf("%q", line)
		}
	}
	return ""
}

// testPassingFaults fails every request once, and wants the listing not to
// suffer.
func (h Harness) testPassingFaults(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.Handler{
		"500":                 refusal(500),
		"502 as a web page":   answer(502, "text/html", page),
		"503 with a wait":     refusal(503, "Retry-After", "3"),
		"429":                 refusal(429),
		"429 with a wait":     refusal(429, "Retry-After", "3"),
		"a broken connection": broken(),
		"half an answer":      answer(200, "application/json", `{"total": 3, "data": [{"uri": "/vid`),
		"a moment of silence": silent,
	} {
		h.perform(t, name, talks(3*h.PageSize), func(t *testing.T, s *stage) {
			s.host.failWith(onFirstTry(answer))
			s.testSurvived(t, 3*s.PageSize)
		})
	}
}

// testSurvived wants all n videos, in twice the budget.
func (s *stage) testSurvived(t *testing.T, n int) {
	videos, err := s.list(t.Context(), t)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.ids(n), idsOf(videos)); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
	if got, most := len(s.host.seen()), 2*s.Budget(n); got > most {
		t.Errorf("%d requests, want at most two for each of %d", got, most/2)
	}
	s.checkUsage(t)
}

// onFirstTry fails each request, known by its path and query, the first time.
func onFirstTry(answer http.Handler) fault {
	seen := map[string]bool{}
	return func(_ int, r *http.Request) http.Handler {
		target := r.URL.RequestURI()
		if seen[target] {
			return nil
		}
		seen[target] = true
		return answer
	}
}

// answer is the same answer to everything.
func answer(status int, contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

// refusal is an answer with an empty object and the given headers.
func refusal(status int, header ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for pair := range slices.Chunk(header, 2) {
			w.Header().Set(pair[0], pair[1])
		}
		answer(status, "application/json", "{}").ServeHTTP(w, r)
	})
}

// hostRefusal is a refusal as the host writes it.
func (h Harness) hostRefusal(status int, message string) http.Handler {
	if h.ErrorBody == nil {
		return refusal(status)
	}
	contentType, body := h.ErrorBody(status, message)
	return answer(status, contentType, body)
}

// at makes the handler when the request comes, under the clock of that moment.
func at(newHandler func() http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { newHandler().ServeHTTP(w, r) })
}

// broken promises more than it sends.
func broken() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		answer(200, "application/json", `{"data": [`).ServeHTTP(w, r)
	})
}

// stalling begins an answer and does not end it.
func stalling(contentType, begin string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer(200, contentType, begin).ServeHTTP(w, r)
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		<-r.Context().Done()
	})
}
