package signin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// App is what a person has registered with a host, and how hosts are asked.
type App struct {
	ID     string
	Secret string
	// HTTP sends the requests; nil is the network.
	HTTP http.RoundTripper
	// Logger gets each request at level Debug, without secrets; nil discards.
	Logger    *slog.Logger
	UserAgent string
}

// Addresses are where a host signs people in, and the endpoint that its tokens are for.
type Addresses struct {
	Auth, Token, Revoke string
	Endpoint            string
}

// Client is an app together with the host that people sign in to as it. [YouTube] and
// [Vimeo] make one.
type Client struct {
	App
	Addresses
	Provider string // its name: "youtube"
	Title    string // as people know it: "YouTube"
	Scopes   []string

	params  []oauth2.AuthCodeOption // of the page where the person consents
	pkce    bool
	inBasic bool // the secret goes into the header, as it is
	// revocation is the request that takes a token back.
	revocation func(ctx context.Context, address, token string) (*http.Request, error)
}

// YouTube is an app of Google's type "desktop app". It may read, and nothing else.
func YouTube(app App, at Addresses) Client {
	return Client{
		App: app.trimmed(), Addresses: at, Provider: "youtube", Title: "YouTube",
		Scopes: []string{"https://www.googleapis.com/auth/youtube.readonly"},
		// Without the second Google gives the token that lasts at the first consent only.
		params:     []oauth2.AuthCodeOption{oauth2.AccessTypeOffline, oauth2.SetAuthURLParam("prompt", "consent")},
		pkce:       true,
		revocation: revokeInBody,
	}
}

// Vimeo is an app of Vimeo's, whose addresses are all below its endpoint. Its tokens do not
// end.
func Vimeo(app App, endpoint string) Client {
	at := strings.TrimRight(endpoint, "/")
	return Client{
		App: app.trimmed(), Provider: "vimeo", Title: "Vimeo",
		Addresses: Addresses{
			Auth: at + "/oauth/authorize", Token: at + "/oauth/access_token", Revoke: at + "/tokens", Endpoint: endpoint,
		},
		Scopes:     []string{"public", "private"},
		inBasic:    true,
		revocation: revokeItself,
	}
}

func (a App) trimmed() App {
	a.ID, a.Secret = strings.TrimSpace(a.ID), strings.TrimSpace(a.Secret)
	return a
}

// Check refuses a client that nobody can be signed in with: secrets are sent to this machine
// or encrypted, and nowhere else.
func (c Client) Check() error {
	if c.ID == "" {
		return errors.New("there is no client id")
	}
	for _, address := range []string{c.Auth, c.Token, c.Revoke} {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
			return fmt.Errorf("%s: %q is no address to sign in at: it has to begin with https://, unless it is this machine's own",
				c.Provider, httpx.Plain(httpx.Redact(address), 100))
		}
	}
	// The token goes to both, and whoever gives a folder with settings to others chooses them.
	token, _ := url.Parse(c.Token)
	if revoke, _ := url.Parse(c.Revoke); revoke.Host != token.Host && !isLoopback(revoke.Hostname()) {
		return fmt.Errorf("%s: tokens of %s are not revoked at %s", c.Provider, httpx.Plain(token.Host, 100), httpx.Plain(revoke.Host, 100))
	}
	return nil
}

func isLoopback(hostname string) bool {
	address, err := netip.ParseAddr(hostname)
	return strings.EqualFold(hostname, "localhost") || err == nil && address.IsLoopback()
}

// config is the client in the words of package oauth2.
func (c Client) config(redirect string) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if c.inBasic {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID: c.ID, ClientSecret: c.Secret, RedirectURL: redirect, Scopes: c.Scopes,
		Endpoint: oauth2.Endpoint{AuthURL: c.Auth, TokenURL: c.Token, AuthStyle: style},
	}
}

// asking returns a context in which package oauth2 asks as stevie does, so many times at
// most.
func (c Client) asking(ctx context.Context, tries int) (context.Context, error) {
	origin, err := url.Parse(c.Token)
	if err != nil {
		return nil, fmt.Errorf("%s: the address for tokens: %w", c.Provider, httpx.Cause(err))
	}
	config := c.transport(tries)
	config.JSON = true
	if c.inBasic {
		// x/oauth2 percent-encodes both halves of Basic credentials, as RFC 6749 wants. Vimeo
		// takes them as they are, and its secrets do contain "+", "/" and "=".
		config.Origin = origin
		config.Authorize = func(r *http.Request) error {
			r.SetBasicAuth(c.ID, c.Secret)
			return nil
		}
	}
	return context.WithValue(ctx, oauth2.HTTPClient, httpx.NewClient(config)), nil
}

func (c Client) transport(tries int) httpx.Config {
	return httpx.Config{Provider: c.Provider, UserAgent: c.UserAgent, Base: c.HTTP, Logger: c.Logger, MaxTries: tries}
}

// failed is the error for a request about tokens. What is secret is taken out of the host's
// words; remedy is for a grant or a code that it refuses.
func (c Client) failed(ctx context.Context, op string, err error, remedy string, secrets ...string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err = httpx.Cause(err)
	if below, ok := errors.AsType[*ingest.HostError](err); ok {
		named := *below
		named.Op = op
		return ingest.WithHint(&named, ingest.Hint(err))
	}
	refused := &ingest.HostError{Provider: c.Provider, Op: op, Err: ingest.ErrHostFault}
	answer, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		refused.Message = "an answer without a token"
		return ingest.WithHint(refused, "try again later; if endpoints are set in stevie.toml, check that they are right")
	}
	refused.Code = conceal(answer.ErrorCode, 60, append(secrets, c.Secret)...)
	refused.Message = conceal(answer.ErrorDescription, 200, append(secrets, c.Secret)...)
	refused.Status = answer.Response.StatusCode
	hint := "try again later"
	switch status := refused.Status; {
	case answer.ErrorCode == "invalid_grant":
		refused.Err, hint = ingest.ErrUnauthorized, remedy
	case answer.ErrorCode == "invalid_client", answer.ErrorCode == "unauthorized_client", status == http.StatusUnauthorized:
		refused.Err, hint = ingest.ErrUnauthorized, "compare client_id and client_secret with those of your app"
	case status == http.StatusForbidden:
		refused.Err = ingest.ErrForbidden
	case status == http.StatusTooManyRequests:
		refused.Err = ingest.ErrRateLimit
	case status < http.StatusInternalServerError:
		refused.Err, hint = ingest.ErrUnauthorized, remedy
	}
	return ingest.WithHint(refused, hint)
}

// conceal makes a host's words fit for a message.
func conceal(s string, limit int, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			s = strings.ReplaceAll(s, secret, "[redacted]")
		}
	}
	return httpx.Plain(httpx.Redact(s), limit)
}
