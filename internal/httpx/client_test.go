package httpx_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// script answers requests one after another; the last answer stays.
type script struct {
	steps []step
	seen  []*http.Request
}

type step func(*http.Request) (*http.Response, error)

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	next := s.steps[min(len(s.seen), len(s.steps)-1)]
	s.seen = append(s.seen, req)
	return next(req)
}

func reply(status int, body string, header ...string) step {
	return func(req *http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i+1 < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{
			StatusCode: status, Header: h, Request: req, Body: io.NopCloser(strings.NewReader(body)),
		}, nil
	}
}

func fail(err error) step {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// hang answers never.
func hang(req *http.Request) (*http.Response, error) {
	<-req.Context().Done()
	return nil, req.Context().Err()
}

// stall sends the header and half a body, then nothing.
func stall(req *http.Request) (*http.Response, error) {
	body := io.MultiReader(strings.NewReader(`{"a":`), readerFunc(func([]byte) (int, error) {
		<-req.Context().Done()
		return 0, req.Context().Err()
	}))
	return &http.Response{StatusCode: 200, Header: http.Header{}, Request: req, Body: io.NopCloser(body)}, nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

const address = "http://host.example/v3/things?id=a&key=HUSHHUSH"

func get(ctx context.Context, client *http.Client, address string) (int, error) {
	return send(ctx, client, http.MethodGet, address, nil)
}

func send(ctx context.Context, client *http.Client, method, address string, body io.Reader) (int, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, httpx.Cause(err)
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

func TestClientRepeats(t *testing.T) {
	t.Parallel()
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	tests := map[string]struct {
		steps  []step
		config httpx.Config
		status int
		tries  int
		err    error
		atMost time.Duration
	}{
		"success at once":                 {steps: []step{reply(200, "{}")}, status: 200, tries: 1},
		"what is wrong stays wrong":       {steps: []step{reply(404, "")}, status: 404, tries: 1},
		"a fault passes":                  {steps: []step{reply(503, ""), reply(500, ""), reply(200, "{}")}, status: 200, tries: 3, atMost: 2 * time.Second},
		"a fault stays":                   {steps: []step{reply(502, "")}, status: 502, tries: 5, atMost: 8 * time.Second},
		"fewer tries":                     {steps: []step{reply(502, "")}, config: httpx.Config{MaxTries: 2}, status: 502, tries: 2, atMost: time.Second},
		"not implemented is no fault":     {steps: []step{reply(501, "")}, status: 501, tries: 1},
		"too many requests":               {steps: []step{reply(429, ""), reply(200, "{}")}, status: 200, tries: 2, atMost: time.Second},
		"a refusal that the host names":   {steps: []step{reply(403, "slow down"), reply(200, "{}")}, config: httpx.Config{Retry: slowDown}, status: 200, tries: 2, atMost: time.Second},
		"a fault that the host explains":  {steps: []step{reply(429, "come back tomorrow")}, config: httpx.Config{Retry: slowDown}, status: 429, tries: 1},
		"connection refused":              {steps: []step{fail(refused)}, tries: 3, err: ingest.ErrUnreachable, atMost: 2 * time.Second},
		"connection refused once":         {steps: []step{fail(refused), reply(200, "{}")}, status: 200, tries: 2, atMost: time.Second},
		"the connection breaks in a body": {steps: []step{broken, reply(200, "{}")}, status: 200, tries: 2, atMost: time.Second},
		"nobody answers":                  {steps: []step{hang}, tries: 2, err: ingest.ErrUnreachable, atMost: 42 * time.Second},
		"the body never ends":             {steps: []step{stall}, tries: 2, err: ingest.ErrUnreachable, atMost: 42 * time.Second},
		"nobody answers for long":         {steps: []step{hang}, config: httpx.Config{Timeout: time.Second}, tries: 2, err: ingest.ErrUnreachable, atMost: 3 * time.Second},
		"slow faults":                     {steps: []step{slow(19*time.Second, reply(500, ""))}, status: 500, tries: 2, atMost: time.Minute},
		"one timeout":                     {steps: []step{hang, reply(200, "{}")}, status: 200, tries: 2, atMost: 22 * time.Second},
		"a certificate of somebody else":  {steps: []step{fail(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}})}, tries: 1, err: ingest.ErrNotTheHost},
		"the network wants a login":       {steps: []step{reply(511, "<html>")}, tries: 1, err: ingest.ErrNotTheHost},
		"a login page":                    {steps: []step{reply(200, "\n <!DOCTYPE html><html>")}, config: httpx.Config{JSON: true}, tries: 1, err: ingest.ErrNotTheHost},
		"a login page by its type":        {steps: []step{reply(200, "hello", "Content-Type", "text/html; charset=utf-8")}, config: httpx.Config{JSON: true}, tries: 1, err: ingest.ErrNotTheHost},
		"a web page that is wanted":       {steps: []step{reply(200, "<html>")}, status: 200, tries: 1},
		"JSON cut off once":               {steps: []step{reply(200, `{"a":[`), reply(200, "{}")}, config: httpx.Config{JSON: true}, status: 200, tries: 2, atMost: time.Second},
		"JSON cut off always":             {steps: []step{reply(200, `{"a":[`)}, config: httpx.Config{JSON: true}, tries: 5, err: ingest.ErrHostFault, atMost: 8 * time.Second},
		"an empty body":                   {steps: []step{reply(200, "")}, config: httpx.Config{JSON: true}, tries: 5, err: ingest.ErrHostFault, atMost: 8 * time.Second},
		"no content":                      {steps: []step{reply(204, "")}, config: httpx.Config{JSON: true}, status: 204, tries: 1},
		"an endless body":                 {steps: []step{reply(200, "0123456789")}, config: httpx.Config{MaxBody: 9}, tries: 1, err: ingest.ErrHostFault},
		"a body that just fits":           {steps: []step{reply(200, "0123456789")}, config: httpx.Config{MaxBody: 10}, status: 200, tries: 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				host := &script{steps: tt.steps}
				meter := new(httpx.Meter)
				tt.config.Provider, tt.config.Base, tt.config.Meter = "example", host, meter
				start := time.Now()
				status, err := get(t.Context(), httpx.NewClient(tt.config), address)
				if took := time.Since(start); took > tt.atMost {
					t.Errorf("took %s, want at most %s", took, tt.atMost)
				}
				if !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
					t.Errorf("error %v, want %v", err, tt.err)
				}
				if status != tt.status {
					t.Errorf("status %d, want %d", status, tt.status)
				}
				if len(host.seen) != tt.tries || meter.Requests() != tt.tries {
					t.Errorf("%d requests, %d counted, want %d", len(host.seen), meter.Requests(), tt.tries)
				}
				if err == nil {
					return
				}
				if _, ok := errors.AsType[*ingest.HostError](err); !ok {
					t.Errorf("%v is no HostError", err)
				}
				if ingest.Hint(err) == "" {
					t.Errorf("%v has no remedy", err)
				}
				if text := err.Error(); strings.Contains(text, "HUSH") || strings.Contains(text, "?") {
					t.Errorf("the query stands in %q", text)
				}
			})
		})
	}
}

func slowDown(_ int, _ http.Header, body []byte) bool { return string(body) == "slow down" }

func broken(req *http.Request) (*http.Response, error) {
	body := io.MultiReader(strings.NewReader(`{"a":`), readerFunc(func([]byte) (int, error) {
		return 0, io.ErrUnexpectedEOF
	}))
	return &http.Response{StatusCode: 200, Header: http.Header{}, Request: req, Body: io.NopCloser(body)}, nil
}

func slow(pause time.Duration, then step) step {
	return func(req *http.Request) (*http.Response, error) {
		time.Sleep(pause)
		return then(req)
	}
}

func TestClientWaitsAsAsked(t *testing.T) {
	t.Parallel()
	inOneHour := time.Date(2000, 1, 1, 1, 0, 0, 0, time.UTC).Format(http.TimeFormat) // synctest begins in 2000
	tests := map[string]struct {
		header string
		config httpx.Config
		status int
		tries  int
		slept  time.Duration
	}{
		"seconds":               {header: "7", status: 200, tries: 2, slept: 7 * time.Second},
		"a date":                {header: time.Date(2000, 1, 1, 0, 0, 30, 0, time.UTC).Format(http.TimeFormat), status: 200, tries: 2, slept: 30 * time.Second},
		"a date gone by":        {header: "Sat, 01 Jan 1994 00:00:00 GMT", status: 200, tries: 2},
		"longer than we wait":   {header: "3600", status: 429, tries: 1},
		"a date too far":        {header: inOneHour, status: 429, tries: 1},
		"a patient caller":      {header: "3600", config: httpx.Config{MaxWait: 2 * time.Hour}, status: 200, tries: 2, slept: time.Hour},
		"another header counts": {header: "3600", config: httpx.Config{RetryAfter: twoSeconds}, status: 200, tries: 2, slept: 2 * time.Second},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				host := &script{steps: []step{reply(429, "", "Retry-After", tt.header), reply(200, "{}")}}
				tt.config.Provider, tt.config.Base = "example", host
				start := time.Now()
				status, err := get(t.Context(), httpx.NewClient(tt.config), address)
				if err != nil || status != tt.status || len(host.seen) != tt.tries {
					t.Errorf("status %d, %d tries, error %v; want %d, %d", status, len(host.seen), err, tt.status, tt.tries)
				}
				if slept := time.Since(start); slept != tt.slept {
					t.Errorf("slept %s, want %s", slept, tt.slept)
				}
			})
		})
	}
}

func twoSeconds(http.Header, time.Time) (time.Duration, bool) { return 2 * time.Second, true }

// The waits that a host asks for add up to MaxWait at most.
func TestClientSumsUpWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		host := &script{steps: []step{reply(503, "", "Retry-After", "40")}}
		start := time.Now()
		status, err := get(t.Context(), httpx.NewClient(httpx.Config{Provider: "example", Base: host}), address)
		if err != nil || status != 503 || len(host.seen) != 2 || time.Since(start) != 40*time.Second {
			t.Errorf("status %d after %s and %d tries, error %v", status, time.Since(start), len(host.seen), err)
		}
	})
}

func TestClientEndsWithItsContext(t *testing.T) {
	t.Parallel()
	tests := map[string]step{
		"while waiting for an answer": hang,
		"while reading one":           stall,
		"between two tries":           reply(503, "", "Retry-After", "60"),
	}
	for name, host := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(3*time.Second, cancel)
				start := time.Now()
				client := httpx.NewClient(httpx.Config{Provider: "example", Base: &script{steps: []step{host}}})
				_, err := get(ctx, client, address)
				if !errors.Is(err, context.Canceled) || time.Since(start) != 3*time.Second {
					t.Errorf("%v after %s", err, time.Since(start))
				}
			})
		})
	}
	t.Run("before the first request", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		host := &script{steps: []step{reply(200, "")}}
		_, err := get(ctx, httpx.NewClient(httpx.Config{Provider: "example", Base: host}), address)
		if !errors.Is(err, context.Canceled) || len(host.seen) != 0 {
			t.Errorf("%v after %d requests", err, len(host.seen))
		}
	})
}

func TestLimiterSetsThePace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := httpx.NewClient(httpx.Config{
			Provider: "example",
			Base:     &script{steps: []step{reply(200, "{}")}},
			Limiter:  rate.NewLimiter(rate.Every(10*time.Second), 1),
			Timeout:  time.Second, // shorter than the wait, which does not count
		})
		start := time.Now()
		for range 4 {
			if _, err := get(t.Context(), client, address); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 30*time.Second {
			t.Errorf("took %s", took)
		}
		// A deadline before the turn ends the wait when it comes, not before.
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
		defer cancel()
		start = time.Now()
		_, err := get(ctx, client, address)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 4*time.Second {
			t.Errorf("%v after %s", err, time.Since(start))
		}
	})
}

func TestPostIsSentAgainWhole(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var bodies []string
		record := func(then step) step {
			return func(req *http.Request) (*http.Response, error) {
				body, err := io.ReadAll(req.Body)
				bodies = append(bodies, string(body))
				if err != nil {
					return nil, err
				}
				return then(req)
			}
		}
		host := &script{steps: []step{record(reply(503, "")), record(reply(200, "{}"))}}
		client := httpx.NewClient(httpx.Config{Provider: "example", Base: host})
		if _, err := send(t.Context(), client, http.MethodPost, address, strings.NewReader("grant")); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"grant", "grant"}, bodies); diff != "" {
			t.Error(diff)
		}
		// A body that cannot be had twice is sent once.
		bodies, host.seen = nil, nil
		status, err := send(t.Context(), client, http.MethodPost, address, io.MultiReader(strings.NewReader("once")))
		if err != nil || status != http.StatusServiceUnavailable || len(bodies) != 1 {
			t.Errorf("status %d after %q, %v", status, bodies, err)
		}
	})
}

func TestCredentialsStayAtTheirOrigin(t *testing.T) {
	t.Parallel()
	var elsewhere []http.Header
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		elsewhere = append(elsewhere, r.Header)
	}))
	defer other.Close()
	var keys []string
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		keys = append(keys, r.Header.Get("X-Goog-Api-Key"))
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, other.URL+"/login?from=secretquery", http.StatusFound)
		case "/home":
			http.Redirect(w, r, "/there", http.StatusMovedPermanently)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		}
	}))
	defer host.Close()
	origin, err := url.Parse(host.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := httpx.NewClient(httpx.Config{
		Provider: "example", Origin: origin,
		Authorize: func(r *http.Request) error { r.Header.Set("X-Goog-Api-Key", "HUSH"); return nil },
	})

	if _, err := get(t.Context(), client, host.URL+"/home"); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"HUSH", "HUSH"}, keys); diff != "" {
		t.Error("a redirect at home:", diff)
	}
	_, err = get(t.Context(), client, host.URL+"/away")
	if !errors.Is(err, ingest.ErrNotTheHost) || ingest.Hint(err) == "" || strings.Contains(err.Error(), "secretquery") {
		t.Errorf("a redirect away: %v", err)
	}
	if len(elsewhere) != 0 {
		t.Errorf("the other host was asked: %v", elsewhere)
	}
	// The same host name at another port is another server.
	if _, err := get(t.Context(), client, other.URL); err != nil || elsewhere[0].Get("X-Goog-Api-Key") != "" {
		t.Errorf("the other host got %v, error %v", elsewhere, err)
	}
	keys = nil
	if _, err := get(t.Context(), client, host.URL+"/round"); !errors.Is(err, ingest.ErrHostFault) || len(keys) != 10 {
		t.Errorf("redirects without end: %v after %d requests", err, len(keys))
	}
}

// Neither the caller's request nor the one that the answer names has the key.
func TestCredentialsAreOnNobodysRequest(t *testing.T) {
	t.Parallel()
	host := &script{steps: []step{reply(200, "{}")}}
	client := httpx.NewClient(httpx.Config{
		Provider: "example", Base: host, Origin: &url.URL{Scheme: "HTTP", Host: "Host.example:80"},
		Authorize: func(r *http.Request) error { r.Header.Set("Authorization", "Bearer HUSH"); return nil },
	})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://host.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if got := host.seen[0].Header.Get("Authorization"); got != "Bearer HUSH" {
		t.Errorf("the host got %q", got)
	}
	if h := resp.Request.Header.Get("Authorization"); h != "" || len(req.Header) != 0 {
		t.Errorf("credentials on %v and %v", resp.Request.Header, req.Header)
	}
}

func TestAuthorizeMayRefuse(t *testing.T) {
	t.Parallel()
	want := &ingest.HostError{Provider: "example", Err: ingest.ErrUnauthorized}
	host := &script{steps: []step{reply(200, "{}")}}
	client := httpx.NewClient(httpx.Config{
		Provider: "example", Base: host, Origin: &url.URL{Scheme: "http", Host: "host.example"},
		Authorize: func(*http.Request) error { return want },
	})
	_, err := get(t.Context(), client, address)
	if !errors.Is(err, ingest.ErrUnauthorized) || len(host.seen) != 0 {
		t.Errorf("%v after %d requests", err, len(host.seen))
	}
}

func TestLogHasOneLinePerAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		quiet := func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey || a.Key == "duration" {
				return slog.Attr{}
			}
			return a
		}
		client := httpx.NewClient(httpx.Config{
			Provider: "example",
			Base:     &script{steps: []step{fail(errors.New("odd\x1b[31m\nkey=HUSHHUSH")), reply(200, "{}")}},
			Logger:   slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: quiet})),
		})
		if _, err := get(t.Context(), client, address); err != nil {
			t.Fatal(err)
		}
		want := `level=DEBUG msg=request provider=example method=GET url="http://host.example/v3/things?id=a&key=[redacted]" attempt=1 error="odd[31m key=[redacted]"
level=DEBUG msg=request provider=example method=GET url="http://host.example/v3/things?id=a&key=[redacted]" attempt=2 status=200 bytes=2
`
		if diff := cmp.Diff(want, log.String()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	for want, config := range map[string]httpx.Config{
		httpx.DefaultUserAgent: {},
		"curious/1":            {UserAgent: "curious/1"},
	} {
		host := &script{steps: []step{reply(200, "")}}
		config.Base = host
		if _, err := get(t.Context(), httpx.NewClient(config), address); err != nil {
			t.Fatal(err)
		}
		if got := host.seen[0].Header.Get("User-Agent"); got != want {
			t.Errorf("User-Agent %q, want %q", got, want)
		}
	}
}

func TestNilMeterCountsNothing(t *testing.T) {
	t.Parallel()
	if n := (*httpx.Meter)(nil).Requests(); n != 0 {
		t.Error(n)
	}
}

func ExampleNewClient() {
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `{"you":%q}`, r.Header.Get("Authorization"))
	}))
	defer host.Close()
	origin, err := url.Parse(host.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	meter := new(httpx.Meter)
	client := httpx.NewClient(httpx.Config{
		Provider: "example",
		Origin:   origin,
		Authorize: func(r *http.Request) error {
			r.Header.Set("Authorization", "Bearer invented")
			return nil
		},
		Meter: meter,
		JSON:  true,
	})
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, host.URL, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := client.Do(req)
	if err != nil {
		fmt.Println(httpx.Cause(err))
		return
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	fmt.Println(string(body), err, meter.Requests())
	// Output: {"you":"Bearer invented"} <nil> 1
}
