package providertest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/pyvideo/stevie/ingest"
)

// The fake host stands under a path, so that an adapter which builds addresses
// from the host alone is caught. It is a loopback address because adapters may
// keep their secrets from others.
const (
	hostname  = "127.0.0.1:8080"
	prefix    = "/under/a/path"
	endpoint  = "http://" + hostname + prefix + "/"
	elsewhere = "elsewhere.example"
)

// stage is one adapter in front of one fake host, with a switchboard for faults
// between them.
type stage struct {
	Harness
	provider ingest.Provider
	host     *host
	other    *host // another host, which must never be told the secret
	logs     *lockedBuffer
}

// perform runs one case under a clock of its own.
func (h Harness) perform(t *testing.T, name string, c Content, play func(*testing.T, *stage)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		if why := h.Exempt[name]; why != "" {
			t.Skip(why)
		}
		synctest.Test(t, func(t *testing.T) { play(t, h.newStage(t, c)) })
	})
}

func (h Harness) newStage(t *testing.T, c Content) *stage {
	t.Helper()
	s := &stage{
		Harness: h,
		host:    &host{next: http.StripPrefix(prefix, h.Host(c))},
		other:   &host{next: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })},
		logs:    &lockedBuffer{},
	}
	s.provider = s.newProvider(t, h.Secret)
	return s
}

// newProvider makes another adapter for the same host.
func (s *stage) newProvider(t *testing.T, secret string) ingest.Provider {
	t.Helper()
	p, err := s.New(Options{
		Endpoint: endpoint,
		Secret:   secret,
		HTTP:     Network{hostname: s.host, elsewhere: s.other},
		Logger:   slog.New(slog.NewTextHandler(s.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return p
}

// list walks the collection and returns what came before the error, if any.
func (s *stage) list(ctx context.Context, t *testing.T) ([]ingest.Video, error) {
	t.Helper()
	return walk(ctx, s.provider, s.match(t, s.Collection))
}

// walk lists a ref to its end.
func walk(ctx context.Context, p ingest.Provider, ref ingest.Ref) ([]ingest.Video, error) {
	listing, err := p.List(ctx, ref)
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

func (s *stage) match(t *testing.T, address string) ingest.Ref {
	t.Helper()
	ref, err := s.provider.Match(parse(t, address))
	if err != nil {
		t.Fatalf("Match(%q): %v", address, err)
	}
	return ref
}

// ids returns the canonical ids of the first n videos.
func (h Harness) ids(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = h.VideoID(i)
	}
	return ids
}

func idsOf(videos []ingest.Video) []string {
	ids := make([]string, len(videos))
	for i, v := range videos {
		ids[i] = v.ID
	}
	return ids
}

// talks makes up a content of n videos.
func talks(n int) Content {
	c := Content{Title: "ExampleConf 2025"}
	for i := range n {
		c.Videos = append(c.Videos, Video{Title: fmt.Sprintf("Talk number %d", i+1)})
	}
	return c
}

// fault decides what becomes of the n-th request that reaches a host, counted
// from 1: nil lets it through.
type fault func(n int, r *http.Request) http.Handler

// always answers every request alike.
func always(answer http.Handler) fault {
	return func(int, *http.Request) http.Handler { return answer }
}

// host counts and keeps the requests for a handler, and puts faults before it.
type host struct {
	next http.Handler

	mu       sync.Mutex
	fault    fault
	requests []request
}

// request is what arrived.
type request struct {
	header http.Header
	target string // path and query
	body   string
}

// ServeHTTP implements [http.Handler].
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	h.mu.Lock()
	h.requests = append(h.requests, request{r.Header.Clone(), r.URL.RequestURI(), string(body)})
	next := h.next
	if h.fault != nil {
		if answer := h.fault(len(h.requests), r); answer != nil {
			next = answer
		}
	}
	h.mu.Unlock()
	next.ServeHTTP(w, r)
}

// failWith sets the fault from now on.
func (h *host) failWith(f fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fault = f
}

// seen returns the requests so far.
func (h *host) seen() []request {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]request(nil), h.requests...)
}

// lockedBuffer is a log that several goroutines write to.
type lockedBuffer struct {
	mu  sync.Mutex
	buf strings.Builder
}

// Write implements [io.Writer].
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String returns what was written.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
