// Package vimeo lists videos of vimeo.com through Vimeo's API, version 3.4:
// single videos (unlisted ones too), showcases (once called albums), channels,
// groups and users.
//
//	p, err := vimeo.New(vimeo.Config{Token: os.Getenv("VIMEO_TOKEN")})
//	ref, err := p.Match(u)
//	listing, err := p.List(ctx, ref)
//	for video, err := range listing.Videos { … }
//
// A collection costs one request, two at most, and one more per hundred videos.
// The API has no anonymous access: give a personal token, or the client id and
// secret of an app, which are traded for a token that sees public videos.
//
// # What becomes of privacy settings
//
// A record's address is https://vimeo.com/ID, and it must play there for
// everybody. So "anybody" is [ingest.Public]. "unlisted" is [ingest.Unlisted]:
// usable, with the hash of its address in Video.Hash and a restriction that says
// so. All others cannot become talks and carry a reason: "nobody", "contacts",
// "users" (logged in) and "password" are [ingest.Private], and lack the reason for a person
// who is signed in, to whom they are shown; "disable", a video
// that plays only where it is embedded, is [ingest.Unavailable], as its address
// shows an error to whoever follows it.
package vimeo

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
)

// Name is the provider's name in identities, drafts and records.
const Name = "vimeo"

// DefaultEndpoint is Vimeo's API.
const DefaultEndpoint = "https://api.vimeo.com"

// The kinds of collection besides [ingest.KindVideo]. Their Ref.ID is the number
// of a showcase, the number or name of a channel or group, and the name in a
// user's address ("user123" for one who chose none).
const (
	KindShowcase = host.KindShowcase
	KindChannel  = host.KindChannel
	KindGroup    = host.KindGroup
	KindUser     = host.KindUser
)

// Descriptor tells people what the provider takes and needs.
var Descriptor = ingest.Descriptor{
	Name:  Name,
	Title: "Vimeo",
	URLForms: []string{
		"https://vimeo.com/showcase/ID",
		"https://vimeo.com/channels/NAME",
		"https://vimeo.com/groups/NAME",
		"https://vimeo.com/NAME",
		"https://vimeo.com/ID",
		"https://vimeo.com/ID/HASH",
	},
	KeyHelp: keyHelp,
}

const keyHelp = "create an app at https://developer.vimeo.com/apps, generate a personal access token there, " +
	"and set it as VIMEO_TOKEN, or as token under [vimeo] in stevie.toml"

// Config says whom to ask and as whom.
type Config struct {
	// Token is a personal access token. It goes before ClientID and ClientSecret.
	Token string
	// SignedIn tells that Token is one of a person who has signed in, to see what is private
	// to them.
	SignedIn bool
	// ClientID and ClientSecret are an app's, traded for a token by the first
	// request.
	ClientID     string
	ClientSecret string
	// Endpoint replaces [DefaultEndpoint], for tests and proxies. It may have a path.
	Endpoint string
	// HTTP sends the requests. nil is the network.
	HTTP http.RoundTripper
	// Logger gets a line per request at level Debug. nil discards them.
	Logger *slog.Logger
	// UserAgent replaces stevie's own.
	UserAgent string
}

// Provider lists videos of Vimeo. It is safe for concurrent use.
type Provider struct {
	client *client
	meter  *httpx.Meter
	logger *slog.Logger
	seen   *headers
}

var _ ingest.Provider = (*Provider)(nil)

// New returns a provider. Missing credentials are no error yet: [Provider.List]
// returns [ingest.ErrNoKey] then.
func New(cfg Config) (*Provider, error) {
	endpoint, err := parseEndpoint(cmp.Or(cfg.Endpoint, DefaultEndpoint))
	if err != nil {
		return nil, err
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	meter := new(httpx.Meter)
	base := httpx.Config{
		Provider: Name, UserAgent: cfg.UserAgent, Origin: endpoint,
		Base: cfg.HTTP, Logger: cfg.Logger, Meter: meter, JSON: true,
	}
	auth, err := newAuth(cfg, endpoint, base)
	if err != nil {
		return nil, err
	}
	return &Provider{client: newClient(endpoint, auth, base), meter: meter, logger: cfg.Logger, seen: new(headers)}, nil
}

func parseEndpoint(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" ||
		u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, ingest.WithHint(
			fmt.Errorf("vimeo: endpoint %q is not an address like %s", httpx.Redact(s), DefaultEndpoint),
			"correct endpoint under [vimeo] in stevie.toml, or leave it out")
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u, nil
}

// Name returns "vimeo".
func (p *Provider) Name() string { return Name }

// Usage returns the requests made so far. Vimeo has no daily quota.
func (p *Provider) Usage() ingest.Usage { return ingest.Usage{Requests: p.meter.Requests()} }

// List looks the collection up, with one request, or two if the first address
// that it may have does not exist. Its videos follow a hundred per request, in
// the order that the host has them in. Errors are *ingest.HostError with a hint,
// the context's own, or [ingest.ErrNoKey].
func (p *Provider) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	switch {
	case ref.Provider != Name || ref.ID == "":
		return nil, fmt.Errorf("vimeo: list %s %q of %q: %w", ref.Kind, ref.ID, ref.Provider, ingest.ErrNoMatch)
	case ref.Kind == ingest.KindVideo:
		return p.single(ctx, ref)
	case collectionPaths[ref.Kind] != "":
		return p.collection(ctx, ref)
	}
	return nil, fmt.Errorf("vimeo: list %s %q: %w", ref.Kind, ref.ID, ingest.ErrUnsupported)
}
