package vimeo_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers/providertest"
)

// TestStaysWithinTheLimit lists 12 pages at 4 requests a minute. The host must
// never have to refuse one.
func TestStaysWithinTheLimit(t *testing.T) {
	t.Parallel()
	for name, unix := range map[string]bool{"ISO 8601": false, "Unix": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				fake := showcase(providertest.Content{Videos: make([]providertest.Video, 1200)})
				fake.RateLimit, fake.UnixReset = 4, unix
				p := connect(t, fake)
				start := time.Now()
				_, videos, err := list(t, p, "https://vimeo.com/showcase/4242")
				if err != nil || len(videos) != 1200 {
					t.Fatalf("%d videos, %v; want 1200", len(videos), err)
				}
				if n := p.Usage().Requests; n != 13 {
					t.Errorf("%d requests, want 13: none was refused", n)
				}
				// Three of the four are used each minute: 13 requests begin in the fifth.
				if took := time.Since(start); took < 4*time.Minute || took > 4*time.Minute+10*time.Second {
					t.Errorf("took %v, want a little over four minutes", took)
				}
			})
		})
	}
}

// limited answers the first request with the headers, the others well.
func limited(status int, header func() map[string]string) http.Handler {
	first := true
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if first {
			first = false
			for name, value := range header() {
				w.Header().Set(name, value)
			}
			w.WriteHeader(status)
		}
		_, _ = io.WriteString(w, `{"uri": "/videos/1"}`)
	})
}

// TestPauses looks at the time between the first answer and the next request:
// the next of the listing after a success, a repetition after a 429.
func TestPauses(t *testing.T) {
	t.Parallel()
	in := func(d time.Duration) func() time.Time { return func() time.Time { return time.Now().Add(d) } }
	iso := func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05+00:00") }
	for name, c := range map[string]struct {
		status    int
		remaining string
		reset     func() string
		extra     map[string]string
		want      time.Duration
	}{
		"plenty left":             {200, "50", func() string { return iso(in(40 * time.Second)()) }, nil, 0},
		"no headers":              {200, "", nil, nil, 0},
		"one left, ISO":           {200, "1", func() string { return iso(in(40 * time.Second)()) }, nil, 41 * time.Second},
		"none left, Unix":         {200, "0", func() string { return strconv.FormatInt(in(40*time.Second)().Unix(), 10) }, nil, 41 * time.Second},
		"none left, another zone": {200, "0", func() string { return in(40 * time.Second)().In(time.FixedZone("", 7200)).Format(time.RFC3339) }, nil, 41 * time.Second},
		"none left, no colon":     {200, "0", func() string { return in(40 * time.Second)().UTC().Format("2006-01-02T15:04:05-0700") }, nil, 41 * time.Second},
		"none left, no zone":      {200, "0", func() string { return in(40 * time.Second)().UTC().Format(time.DateTime) }, nil, 41 * time.Second},
		"none left, seconds":      {200, "0", func() string { return "40" }, nil, 41 * time.Second},
		"none left, nothing said": {200, "0", nil, nil, time.Minute},
		"none left, nonsense":     {200, "0", func() string { return "soon" }, nil, time.Minute},
		"none left, long ago":     {200, "0", func() string { return iso(in(-time.Hour)()) }, nil, time.Second},
		"none left, a clock apart": {
			200, "0", func() string { return iso(in(3*time.Hour + 40*time.Second)()) },
			map[string]string{"Date": time.Date(2000, 1, 1, 3, 0, 0, 0, time.UTC).Format(http.TimeFormat)},
			41 * time.Second,
		},
		"429, ISO":          {429, "0", func() string { return iso(in(20 * time.Second)()) }, nil, 21 * time.Second},
		"429, Retry-After":  {429, "0", func() string { return iso(in(20 * time.Second)()) }, map[string]string{"Retry-After": "7"}, 7 * time.Second},
		"429, nothing said": {429, "", nil, nil, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := connect(t, limited(c.status, func() map[string]string {
					headers := map[string]string{}
					if c.remaining != "" {
						headers["X-RateLimit-Remaining"] = c.remaining
					}
					if c.reset != nil {
						headers["X-RateLimit-Reset"] = c.reset()
					}
					for name, value := range c.extra {
						headers[name] = value
					}
					return headers
				}))
				start := time.Now()
				for range 2 {
					if _, _, err := list(t, p, "https://vimeo.com/1"); err != nil {
						t.Fatal(err)
					}
				}
				if got := time.Since(start); got != c.want {
					t.Errorf("paused for %v, want %v", got, c.want)
				}
			})
		})
	}
}

func TestLongPausesAreLeftToTheCaller(t *testing.T) {
	t.Parallel()
	reset := func() map[string]string {
		return map[string]string{
			"X-RateLimit-Remaining": "0",
			"X-RateLimit-Reset":     strconv.FormatInt(time.Now().Add(15*time.Minute).Unix(), 10),
		}
	}
	after := func() map[string]string { return map[string]string{"Retry-After": "901"} }
	for name, c := range map[string]struct {
		status int
		header func() map[string]string
	}{"before the limit": {200, reset}, "after it": {429, reset}, "after it, by Retry-After": {429, after}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := connect(t, limited(c.status, c.header))
				start := time.Now()
				_, _, first := list(t, p, "https://vimeo.com/1")
				if limited := errors.Is(first, ingest.ErrRateLimit); limited != (c.status == 429) {
					t.Errorf("first: %v", first)
				}
				_, _, err := list(t, p, "https://vimeo.com/1")
				e, ok := errors.AsType[*ingest.HostError](err)
				if !errors.Is(err, ingest.ErrRateLimit) || !ok || e.RetryAfter != 15*time.Minute+time.Second {
					t.Fatalf("error %#v, want %v with RetryAfter", err, ingest.ErrRateLimit)
				}
				if ingest.Hint(err) != "Vimeo limits requests per minute: run the same again in 15m1s" {
					t.Errorf("hint %q", ingest.Hint(err))
				}
				if took := time.Since(start); took != 0 || p.Usage().Requests != 1 {
					t.Errorf("waited %v, %d requests; want no wait and one", took, p.Usage().Requests)
				}
				time.Sleep(16 * time.Minute)
				if _, _, err := list(t, p, "https://vimeo.com/1"); err != nil {
					t.Errorf("once the time has passed: %v", err)
				}
			})
		})
	}
}

func TestPausesCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := showcase(providertest.Content{Videos: make([]providertest.Video, 500)})
		fake.RateLimit = 3
		p := connect(t, fake)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(10*time.Second, cancel)
		start := time.Now()
		listing, err := p.List(ctx, ingest.Ref{Provider: p.Name(), Kind: "showcase", ID: "4242"})
		if err != nil {
			t.Fatal(err)
		}
		for _, walkErr := range listing.Videos {
			err = walkErr
		}
		if !errors.Is(err, context.Canceled) || time.Since(start) != 10*time.Second {
			t.Errorf("error %v after %v, want %v after 10s", err, time.Since(start), context.Canceled)
		}
	})
}

// BenchmarkList walks 1,000 videos at 50 ms per answer and reports how much
// longer that takes than the answers alone.
func BenchmarkList(b *testing.B) {
	fake := showcase(providertest.Content{Videos: make([]providertest.Video, 1000)})
	fake.Latency = 50 * time.Millisecond
	p := connect(b, fake)
	b.ReportAllocs()
	for b.Loop() {
		_, videos, err := list(b, p, "https://vimeo.com/showcase/4242")
		if err != nil || len(videos) != 1000 {
			b.Fatal(len(videos), err)
		}
	}
	answers := time.Duration(p.Usage().Requests) * fake.Latency
	b.ReportMetric(float64(b.Elapsed())/float64(answers), "×latency")
}
