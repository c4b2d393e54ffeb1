package vimeo_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/vimeo"
)

// Vimeo's secrets have characters that a form would encode.
const (
	clientID     = "0a1b2c+/="
	clientSecret = "s3cr3t/with+odd=characters%20=="
)

func app() *fakehost.Vimeo {
	return &fakehost.Vimeo{
		ClientID: clientID, ClientSecret: clientSecret,
		Videos: []fakehost.VimeoVideo{{ID: "1", Title: "Public"}, {ID: "2", Title: "Private", Privacy: "nobody"}},
		Collections: []fakehost.VimeoCollection{
			{Kind: fakehost.VimeoAlbum, ID: "1", Videos: []string{"1", "2"}},
		},
	}
}

func asApp(c *vimeo.Config) { c.Token, c.ClientID, c.ClientSecret = "", clientID, clientSecret }

func TestClientCredentials(t *testing.T) {
	t.Parallel()
	rec := &recorder{next: app()}
	var log strings.Builder
	p := connect(t, rec, asApp, func(c *vimeo.Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	_, videos, err := list(t, p, "https://vimeo.com/showcase/1")
	if err != nil || len(videos) != 1 {
		t.Fatalf("%d videos, %v; want the public one", len(videos), err)
	}
	if _, _, err := list(t, p, "https://vimeo.com/1"); err != nil {
		t.Error(err)
	}
	want := []string{"/oauth/authorize/client", "/albums/1", "/albums/1/videos", "/videos/1"}
	if diff := cmp.Diff(want, rec.paths()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if got := rec.got[0].PostForm; got.Get("scope") != "public" || got.Has("client_secret") {
		t.Errorf("asked for a token with %v", got)
	}
	for _, r := range rec.got[1:] {
		if r.Header.Get("Authorization") != "bearer bought-token-1" {
			t.Errorf("%s with Authorization %q", r.URL.Path, r.Header.Get("Authorization"))
		}
	}
	if n := p.Usage().Requests; n != len(want) {
		t.Errorf("%d requests counted, want %d, the one for the token included", n, len(want))
	}
	for _, secret := range []string{clientSecret, "bought-token"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log has %q:\n%s", secret, log.String())
		}
	}
}

func TestTokensOfAnAppEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := app()
		fake.TokenLifetime = time.Hour
		rec := &recorder{next: fake}
		p := connect(t, rec, asApp)
		for range 4 {
			if _, _, err := list(t, p, "https://vimeo.com/1"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(31 * time.Minute)
		}
		buy, ask := "/oauth/authorize/client", "/videos/1"
		if diff := cmp.Diff([]string{buy, ask, ask, buy, ask, ask}, rec.paths()); diff != "" {
			t.Errorf("requests (-want +got):\n%s", diff)
		}
	})
}

func TestOneTokenForManyRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := app()
		fake.Latency = time.Second
		p := connect(t, fake, asApp)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, _, err := list(t, p, "https://vimeo.com/1"); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := p.Usage().Requests; n != 9 {
			t.Errorf("%d requests, want one token and eight videos", n)
		}
	})
}

func TestTokenRefused(t *testing.T) {
	t.Parallel()
	portal := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html>Welcome to the hotel"))
	})
	noToken := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"scope": "public"}`))
	})
	elsewhere := http.RedirectHandler("https://talks.example/token", http.StatusTemporaryRedirect)
	for name, c := range map[string]struct {
		host http.Handler
		want error
		text string
		hint string
	}{
		"a wrong secret":    {&fakehost.Vimeo{ClientID: clientID, ClientSecret: "other"}, ingest.ErrUnauthorized, "client secret is wrong", "vimeo.client_secret"},
		"a failing host":    {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }), ingest.ErrHostFault, "HTTP 500", "later"},
		"a network login":   {portal, ingest.ErrNotTheHost, "web page", "login"},
		"another host":      {elsewhere, ingest.ErrNotTheHost, "talks.example", "login"},
		"no token in it":    {noToken, ingest.ErrHostFault, "without a token", "later"},
		"nobody at home":    {nil, ingest.ErrUnreachable, "refused", "connection"},
		"too many requests": {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }), ingest.ErrRateLimit, "too many", "1m0s"},
		"a host that echoes": {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			_, _ = w.Write([]byte(`{"error": "` + clientSecret + ` is bad"}`))
		}), ingest.ErrForbidden, "is bad", "scope"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := connect(t, c.host, asApp, func(cfg *vimeo.Config) {
					if c.host == nil {
						cfg.Endpoint = "http://127.0.0.1:9"
					}
				})
				_, _, err := list(t, p, "https://vimeo.com/1")
				if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) || !strings.Contains(ingest.Hint(err), c.hint) {
					t.Errorf("error %v, hint %q; want %v, %q, %q", err, ingest.Hint(err), c.want, c.text, c.hint)
				}
				if e, ok := errors.AsType[*ingest.HostError](err); !ok || e.Op == "" {
					t.Errorf("error %#v is no HostError with an Op", err)
				}
				if strings.Contains(err.Error(), clientSecret) {
					t.Errorf("the error has the secret: %v", err)
				}
			})
		})
	}
}

func TestCancelWhileATokenIsBought(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := app()
		fake.Latency = 15 * time.Second
		p := connect(t, fake, asApp)
		ref := ingest.Ref{Provider: vimeo.Name, Kind: ingest.KindVideo, ID: "1"}
		var both sync.WaitGroup
		for i := range 2 { // the second waits for the first one's token, and gives up earlier
			both.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				patience := time.Duration(2-i) * time.Second
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				defer cancel()
				start := time.Now()
				_, err := p.List(ctx, ref)
				if took := time.Since(start); !errors.Is(err, context.DeadlineExceeded) || took != patience {
					t.Errorf("error %v after %v, want %v after %v", err, took, context.DeadlineExceeded, patience)
				}
			})
		}
		both.Wait()
	})
}
