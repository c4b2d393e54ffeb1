package signin_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/signin"
)

// google serves a fake and returns a client of its app.
func google(t *testing.T, host *fakehost.GoogleAuth) signin.Client {
	t.Helper()
	host.ClientID, host.ClientSecret = "app-1", "secret-of-the-app"
	server := httptest.NewServer(host)
	t.Cleanup(server.Close)
	return signin.YouTube(signin.App{ID: "app-1", Secret: "secret-of-the-app"}, signin.Addresses{
		Auth: server.URL + "/auth", Token: server.URL + "/token", Revoke: server.URL + "/revoke", Endpoint: server.URL + "/",
	})
}

// open is a browser that follows where it is led.
func open(address string) {
	resp, err := new(http.Client).Get(address)
	if err == nil {
		_ = resp.Body.Close()
	}
}

// inBrowser is a person with a browser on this machine.
func inBrowser() signin.Asking { return signin.Asking{Show: func(address string) { go open(address) }} }

func signIn(t *testing.T, c signin.Client) signin.Grant {
	t.Helper()
	grant, err := signin.SignIn(t.Context(), c, inBrowser())
	if err != nil {
		t.Fatal(err)
	}
	return grant
}

func TestSignInToGoogle(t *testing.T) {
	t.Parallel()
	host := &fakehost.GoogleAuth{}
	client := google(t, host)
	grant := signIn(t, client)
	if !host.Allows(grant.Access) || grant.Refresh == "" || !grant.IsFor(client) || time.Until(grant.Expires) < 50*time.Minute {
		t.Errorf("%#v %+v", grant, host.Log())
	}
	if diff := cmp.Diff([]string{"https://www.googleapis.com/auth/youtube.readonly"}, grant.Scopes); diff != "" {
		t.Error(diff)
	}
}

func TestSignInToVimeo(t *testing.T) {
	t.Parallel()
	port := freePort(t)
	host := &fakehost.Vimeo{
		ClientID: "app-2", ClientSecret: "secret+/=", Me: "Example Conference",
		Redirects: []string{fmt.Sprintf("http://127.0.0.1:%d/callback", port)},
	}
	server := httptest.NewServer(host)
	defer server.Close()
	client := signin.Vimeo(signin.App{ID: "app-2", Secret: "secret+/="}, server.URL)
	asking := inBrowser()
	asking.Port = port
	grant, err := signin.SignIn(t.Context(), client, asking)
	if err != nil {
		t.Fatal(err)
	}
	if grant.Account != "Example Conference" || !grant.Expires.IsZero() || !cmp.Equal(grant.Scopes, []string{"public", "private"}) {
		t.Errorf("account %q, scopes %q, expires %v", grant.Account, grant.Scopes, grant.Expires)
	}
	token, err := signin.Resume(client, grant, nil).Token(t.Context(), true)
	if err != nil || token != grant.Access {
		t.Errorf("a token that cannot be renewed: %v", err)
	}
	if err := signin.Revoke(t.Context(), client, grant); err != nil {
		t.Error(err)
	}
	if err := signin.Revoke(t.Context(), client, grant); !errors.Is(err, ingest.ErrUnauthorized) {
		t.Errorf("revoked twice: %v", err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestSignInThatFails(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		host *fakehost.GoogleAuth
		want error
		says string
	}{
		"denied":    {&fakehost.GoogleAuth{Deny: true}, nil, "denied"},
		"late code": {&fakehost.GoogleAuth{LateCodes: true}, ingest.ErrUnauthorized, "[redacted]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := signin.SignIn(t.Context(), google(t, tt.host), inBrowser())
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) || ingest.Hint(err) == "" {
				t.Errorf("error %v, hint %q", err, ingest.Hint(err))
			}
			if err != nil && strings.Contains(err.Error(), "secret-code") {
				t.Errorf("the code stands in %v", err)
			}
		})
	}
}

// Somebody else's secret, and a verifier of another sign-in.
func TestSignInWithTheWrongProof(t *testing.T) {
	t.Parallel()
	client := google(t, &fakehost.GoogleAuth{})
	client.Secret = "another-secret"
	if _, err := signin.SignIn(t.Context(), client, inBrowser()); !errors.Is(err, ingest.ErrUnauthorized) ||
		!strings.Contains(ingest.Hint(err), "client_secret") || strings.Contains(err.Error(), "another-secret") {
		t.Errorf("wrong secret: %v", err)
	}
	client.Secret = "secret-of-the-app"
	asking := signin.Asking{Show: func(address string) {
		u, _ := url.Parse(address)
		q := u.Query()
		q.Set("code_challenge", "of-another-sign-in")
		u.RawQuery = q.Encode()
		go open(u.String())
	}}
	if _, err := signin.SignIn(t.Context(), client, asking); !errors.Is(err, ingest.ErrUnauthorized) || !strings.Contains(err.Error(), "verifier") {
		t.Errorf("wrong verifier: %v", err)
	}
}

// What the address of this machine is asked for beside the answer changes nothing.
func TestAnswersOfOthersArePassedOver(t *testing.T) {
	t.Parallel()
	host := &fakehost.GoogleAuth{}
	client := google(t, host)
	statuses := map[string]int{}
	asking := signin.Asking{Show: func(address string) {
		u, _ := url.Parse(address)
		back := u.Query().Get("redirect_uri")
		state := u.Query().Get("state")
		if len(state) < 16 || u.Query().Get("code_challenge_method") != "S256" || !strings.HasPrefix(back, "http://127.0.0.1:") {
			t.Errorf("asked with %s", address)
		}
		origin := strings.TrimSuffix(back, signin.RedirectPath)
		for _, path := range []string{
			"/", "/favicon.ico", "/callback/", signin.RedirectPath,
			signin.RedirectPath + "?code=forged&state=another", signin.RedirectPath + "?code=forged",
			signin.RedirectPath + "?code=forged&state=" + state + "&state=another", signin.RedirectPath + "?error=access_denied&state=another",
			signin.RedirectPath + "?state=" + state, signin.RedirectPath + "?code=a&code=b&state=" + state,
		} {
			resp, err := new(http.Client).Get(origin + path)
			if err != nil {
				t.Error(err)
				continue
			}
			_ = resp.Body.Close()
			statuses[strings.ReplaceAll(path, state, "STATE")] = resp.StatusCode
		}
		if n := len(host.Log()); n != 0 {
			t.Errorf("asked %d times with forged answers", n)
		}
		go open(address)
	}}
	if _, err := signin.SignIn(t.Context(), client, asking); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{
		"/": 404, "/favicon.ico": 404, "/callback/": 404, "/callback": 400,
		"/callback?code=forged&state=another": 400, "/callback?code=forged": 400, "/callback?code=forged&state=STATE&state=another": 400,
		"/callback?error=access_denied&state=another": 400, "/callback?state=STATE": 400, "/callback?code=a&code=b&state=STATE": 400,
	}
	if diff := cmp.Diff(want, statuses); diff != "" {
		t.Error(diff)
	}
}

// Where no browser of this machine can be led back, the address or its code is pasted.
func TestPastedAnswers(t *testing.T) {
	t.Parallel()
	for name, form := range map[string]func(landed *url.URL) string{
		"address": func(u *url.URL) string { return " " + u.String() + "\n" },
		"query":   func(u *url.URL) string { return u.RawQuery },
		"code":    func(u *url.URL) string { return u.Query().Get("code") },
		"as it stands in the address": func(u *url.URL) string {
			return "code=" + url.QueryEscape(u.Query().Get("code"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			landed := make(chan *url.URL, 1)
			var asked []bool
			asking := signin.Asking{
				Show: func(address string) {
					elsewhere := &http.Client{CheckRedirect: func(r *http.Request, _ []*http.Request) error {
						landed <- r.URL
						return http.ErrUseLastResponse
					}}
					resp, err := elsewhere.Get(address)
					if err != nil {
						t.Error(err)
						return
					}
					_ = resp.Body.Close()
				},
				Pasted: func(_ context.Context, again bool) (string, error) {
					asked = append(asked, again)
					if !again {
						return "http://127.0.0.1/callback?code=forged&state=another", nil
					}
					return form(<-landed), nil
				},
			}
			if _, err := signin.SignIn(t.Context(), google(t, &fakehost.GoogleAuth{}), asking); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]bool{false, true}, asked); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSignInEnds(t *testing.T) {
	t.Parallel()
	client := google(t, &fakehost.GoogleAuth{})
	ctx, cancel := context.WithCancel(t.Context())
	_, err := signin.SignIn(ctx, client, signin.Asking{
		Show:   func(string) { cancel() },
		Pasted: func(context.Context, bool) (string, error) { return "", io.EOF },
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	asking := inBrowser()
	asking.Port = port
	_, err = signin.SignIn(t.Context(), client, asking)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprint(port)) || ingest.Hint(err) == "" {
		t.Errorf("a port that is taken: %v", err)
	}
}

func TestCheckRefusesAddresses(t *testing.T) {
	t.Parallel()
	good := signin.Addresses{Auth: "https://a.example/auth", Token: "https://t.example/token", Revoke: "https://t.example/revoke", Endpoint: "https://e.example"}
	for name, change := range map[string]func(*signin.Addresses){
		"in the clear":          func(a *signin.Addresses) { a.Token = "http://t.example/token" },
		"a file":                func(a *signin.Addresses) { a.Auth = "file:///etc/passwd" },
		"nothing":               func(a *signin.Addresses) { a.Auth = "" },
		"revoked at a stranger": func(a *signin.Addresses) { a.Revoke = "https://stranger.example/revoke" },
	} {
		bad := good
		change(&bad)
		if signin.YouTube(signin.App{ID: "app"}, bad).Check() == nil {
			t.Errorf("%s: %+v", name, bad)
		}
	}
	if err := signin.YouTube(signin.App{ID: "app"}, good).Check(); err != nil {
		t.Error(err)
	}
	if signin.YouTube(signin.App{ID: " "}, good).Check() == nil {
		t.Error("no client id")
	}
}

func TestStore(t *testing.T) {
	t.Parallel()
	client := google(t, &fakehost.GoogleAuth{})
	store := signin.Store{Dir: filepath.Join(t.TempDir(), "state", "stevie")}
	if _, err := store.Load("youtube"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nobody is signed in: %v", err)
	}
	if err := store.Delete(t.Context(), "youtube"); err != nil {
		t.Error(err)
	}
	grant := signIn(t, client)
	if err := store.Save(t.Context(), grant); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(store.Path("youtube")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	got, err := store.Load("youtube")
	if diff := cmp.Diff(grant, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if err := os.WriteFile(store.Path("youtube"), []byte(`{"provider":"youtube","access_token":"half-a-secret`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Load("youtube"); err == nil || strings.Contains(err.Error(), "half-a-secret") || ingest.Hint(err) == "" {
		t.Errorf("a file that is cut: %v", err)
	}
	if err := store.Delete(t.Context(), "youtube"); err != nil {
		t.Error(err)
	}
	if _, err := store.Load("youtube"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("deleted: %v", err)
	}
}

// session is one whose access token has ended already.
func session(t *testing.T, host *fakehost.GoogleAuth) (*signin.Session, signin.Client, signin.Store) {
	t.Helper()
	client := google(t, host)
	store := signin.Store{Dir: t.TempDir()}
	grant := signIn(t, client)
	grant.Account = "ExConf"
	grant.Expires = time.Now().Add(-time.Minute)
	if err := store.Save(t.Context(), grant); err != nil {
		t.Fatal(err)
	}
	return signin.Resume(client, grant, &store), client, store
}

func TestSessionRenews(t *testing.T) {
	t.Parallel()
	host := &fakehost.GoogleAuth{Rotates: true}
	s, _, store := session(t, host)
	was := s.Grant()
	var told []string
	s.Renewed = func(g signin.Grant) { told = append(told, g.Access) }
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if token, err := s.Token(t.Context(), false); err != nil || !host.Allows(token) {
				t.Errorf("%v", err)
			}
		})
	}
	wait.Wait()
	stored, err := store.Load("youtube")
	if diff := cmp.Diff(s.Grant(), stored); diff != "" || err != nil {
		t.Error("not kept:", diff, err)
	}
	if diff := cmp.Diff(was, stored, cmpopts.IgnoreFields(signin.Grant{}, "Access", "Refresh", "Expires")); diff != "" {
		t.Error(diff)
	}
	if stored.Refresh == was.Refresh || stored.Access == was.Access || len(told) != 1 {
		t.Errorf("one renewal with a new refresh token is wanted: told %d times", len(told))
	}
	host.EndAccess()
	if token, err := s.Token(t.Context(), true); err != nil || !host.Allows(token) {
		t.Errorf("after the host has refused a token: %v", err)
	}
	if n := len(host.Log()); n != 4 { // consent, code, two renewals
		t.Errorf("asked %q", host.Log())
	}
}

// Of two processes the second takes what the first has renewed.
func TestSessionsShare(t *testing.T) {
	t.Parallel()
	host := &fakehost.GoogleAuth{Rotates: true}
	first, client, store := session(t, host)
	second := signin.Resume(client, first.Grant(), &store)
	a, err := first.Token(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := second.Token(t.Context(), false); err != nil || b != a {
		t.Errorf("the second renewed for itself: %v", err)
	}
}

func TestSessionEnds(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*fakehost.GoogleAuth, signin.Store) error{
		"taken back at the host": func(host *fakehost.GoogleAuth, _ signin.Store) error { host.EndAll(); return nil },
		"signed out meanwhile":   func(_ *fakehost.GoogleAuth, store signin.Store) error { return store.Delete(t.Context(), "youtube") },
		"signed in otherwise meanwhile": func(_ *fakehost.GoogleAuth, store signin.Store) error {
			g, err := store.Load("youtube")
			g.ClientID = "app-3"
			return errors.Join(err, store.Save(t.Context(), g))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := &fakehost.GoogleAuth{}
			s, _, store := session(t, host)
			if err := end(host, store); err != nil {
				t.Fatal(err)
			}
			_, err := s.Token(t.Context(), false)
			if !errors.Is(err, ingest.ErrUnauthorized) || !strings.Contains(ingest.Hint(err), "stevie auth youtube") {
				t.Errorf("%v, hint %q", err, ingest.Hint(err))
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("a token stands in %v", err)
			}
		})
	}
}

// A refresh token from the environment is used, and kept nowhere.
func TestLasting(t *testing.T) {
	t.Parallel()
	host := &fakehost.GoogleAuth{Refresh: "1//0secret-from-elsewhere"}
	client := google(t, host)
	s := signin.Resume(client, signin.Lasting(client, host.Refresh), nil)
	if token, err := s.Token(t.Context(), false); err != nil || !host.Allows(token) {
		t.Errorf("%v", err)
	}
	_, err := signin.Resume(client, signin.Lasting(client, "1//0secret-wrong"), nil).Token(t.Context(), false)
	if !errors.Is(err, ingest.ErrUnauthorized) || !strings.Contains(ingest.Hint(err), "stevie auth youtube") || strings.Contains(err.Error(), "secret-wrong") {
		t.Errorf("%v", err)
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	host := &fakehost.GoogleAuth{}
	client := google(t, host)
	grant := signIn(t, client)
	elsewhere := client
	elsewhere.Revoke = "http://127.0.0.1:1/not-asked" // other settings do not lead a token elsewhere
	if err := signin.Revoke(t.Context(), elsewhere, grant); err != nil || host.Allows(grant.Access) {
		t.Errorf("%v", err)
	}
	if err := signin.Revoke(t.Context(), client, grant); !errors.Is(err, ingest.ErrUnauthorized) {
		t.Errorf("revoked twice: %v", err)
	}
	host.RevokeFails = true
	if err := signin.Revoke(t.Context(), client, grant); !errors.Is(err, ingest.ErrHostFault) || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
}

func TestGrantIsForItsClientAlone(t *testing.T) {
	t.Parallel()
	app := signin.App{ID: "app"}
	at := signin.Addresses{Auth: "https://a.example", Token: "https://t.example/token", Revoke: "https://t.example/revoke", Endpoint: "https://E.example/"}
	grant := signin.Lasting(signin.YouTube(app, at), "secret")
	for name, tt := range map[string]struct {
		change func(*signin.App, *signin.Addresses)
		want   bool
	}{
		"the same":          {func(*signin.App, *signin.Addresses) {}, true},
		"written otherwise": {func(_ *signin.App, at *signin.Addresses) { at.Endpoint = "https://e.example" }, true},
		"client":            {func(app *signin.App, _ *signin.Addresses) { app.ID = "another" }, false},
		"token_url":         {func(_ *signin.App, at *signin.Addresses) { at.Token = "https://stranger.example/token" }, false},
		"endpoint":          {func(_ *signin.App, at *signin.Addresses) { at.Endpoint = "https://stranger.example/" }, false},
		"port":              {func(_ *signin.App, at *signin.Addresses) { at.Endpoint = "https://e.example:8443/" }, false},
	} {
		a, b := app, at
		tt.change(&a, &b)
		if got := grant.IsFor(signin.YouTube(a, b)); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, text := range []string{fmt.Sprint(grant), fmt.Sprintf("%+v", grant), fmt.Sprintf("%#v", grant)} {
		if strings.Contains(text, "secret") {
			t.Errorf("printed as %s", text)
		}
	}
}

// Nothing secret is logged, not even at level Debug.
func TestLogHasNoSecret(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	host := &fakehost.GoogleAuth{}
	client := google(t, host)
	client.Logger = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	grant := signIn(t, client)
	if _, err := signin.Resume(client, signin.Lasting(client, grant.Refresh), nil).Token(t.Context(), false); err != nil {
		t.Error(err)
	}
	if err := signin.Revoke(t.Context(), client, grant); err != nil {
		t.Error(err)
	}
	if text := log.String(); strings.Count(text, "msg=request") != 3 || strings.Contains(text, "secret") {
		t.Errorf("logged %s", text)
	}
}
