package vimeo

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// auth has the token that requests go out with: a personal one, or one bought
// with client credentials by the first request that needs it.
type auth struct {
	personal string
	signedIn bool // personal is of a person who has signed in
	app      *clientcredentials.Config
	http     *http.Client // for app

	turn   chan struct{} // held by who buys; unlike a mutex, waiting for it can be cancelled
	bought atomic.Pointer[oauth2.Token]
}

func newAuth(cfg Config, endpoint *url.URL, base httpx.Config) (*auth, error) {
	a := &auth{personal: strings.TrimSpace(cfg.Token), signedIn: cfg.SignedIn, turn: make(chan struct{}, 1)}
	id, secret := strings.TrimSpace(cfg.ClientID), strings.TrimSpace(cfg.ClientSecret)
	for setting, value := range map[string]string{"token": a.personal, "client_id": id, "client_secret": secret} {
		if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return nil, ingest.WithHint(fmt.Errorf("vimeo: %s holds a character that none of Vimeo's has", setting),
				"copy it again from https://developer.vimeo.com/apps")
		}
	}
	if a.personal != "" || id == "" || secret == "" {
		return a, nil
	}
	// x/oauth2 percent-encodes both halves of Basic credentials, as RFC 6749
	// wants. Vimeo takes them as they are, and its secrets do contain "+", "/"
	// and "=", so the header is written anew (golang/oauth2 issue 783).
	base.Authorize = func(r *http.Request) error {
		r.SetBasicAuth(id, secret)
		return nil
	}
	a.http = httpx.NewClient(base)
	a.app = &clientcredentials.Config{
		ClientID: id, ClientSecret: secret, Scopes: []string{"public"},
		TokenURL:  endpoint.String() + "/oauth/authorize/client",
		AuthStyle: oauth2.AuthStyleInHeader,
	}
	return a, nil
}

// prepare sees to it that there is a token that has not ended.
func (a *auth) prepare(ctx context.Context, c *client) error {
	switch {
	case a.personal != "":
		return nil
	case a.app == nil:
		return ingest.WithHint(fmt.Errorf("vimeo: %w", ingest.ErrNoKey), keyHelp)
	}
	select {
	case a.turn <- struct{}{}:
		defer func() { <-a.turn }()
	case <-ctx.Done():
		return fmt.Errorf("vimeo: wait for a token: %w", ctx.Err())
	}
	if a.bought.Load().Valid() {
		return nil
	}
	token, err := a.app.Token(context.WithValue(ctx, oauth2.HTTPClient, a.http))
	if err != nil {
		return c.tokenError(ctx, err)
	}
	a.bought.Store(token)
	return nil
}

// authorize puts the token into a request's header.
func (a *auth) authorize(r *http.Request) error {
	r.Header.Set("Authorization", "bearer "+a.token())
	return nil
}

func (a *auth) token() string {
	if bought := a.bought.Load(); bought != nil {
		return bought.AccessToken
	}
	return a.personal
}

// conceal takes the credentials out of a text, wherever a host repeats them.
func (a *auth) conceal(s string) string {
	secrets := []string{a.token()}
	if a.app != nil {
		secrets = append(secrets, a.app.ClientSecret)
	}
	for _, secret := range secrets {
		if secret != "" {
			s = strings.ReplaceAll(s, secret, "[redacted]")
		}
	}
	return httpx.Redact(s)
}
