package youtube

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// Name is the provider's name in identities, drafts and records.
const Name = "youtube"

// DefaultEndpoint is where YouTube answers.
const DefaultEndpoint = "https://youtube.googleapis.com/"

// Descriptor says what the adapter takes and needs.
var Descriptor = ingest.Descriptor{
	Name:  Name,
	Title: "YouTube",
	URLForms: []string{
		"https://www.youtube.com/playlist?list=PL…",
		"https://www.youtube.com/@handle",
		"https://www.youtube.com/channel/UC…",
		"https://www.youtube.com/user/NAME",
		"https://www.youtube.com/c/NAME",
		"https://www.youtube.com/watch?v=ID",
		"https://youtu.be/ID",
		"a bare video, playlist or channel id",
	},
	KeyHelp: keyHelp,
}

// Config says how to talk to YouTube. Its zero value lacks only the key.
type Config struct {
	// APIKey is needed by every listing, unless there is a Token. Blanks around it do not
	// count.
	APIKey string
	// Token gives an access token of a person who is signed in, another one where the host
	// has refused the last. It takes the place of the key, which is not sent then, and shows
	// what is private to that person.
	Token func(ctx context.Context, refused bool) (string, error)
	// Endpoint is an absolute URL under which the API answers; "" is
	// [DefaultEndpoint]. The key goes there and nowhere else.
	Endpoint string
	// HTTP sends the requests; nil is the network.
	HTTP http.RoundTripper
	// Logger gets each request at level Debug, without the key; nil discards.
	Logger *slog.Logger
	// UserAgent replaces stevie's own.
	UserAgent string
	// Spend is asked before each request goes out, which costs one unit of the
	// key's daily quota; its error ends the listing. nil lets all pass.
	Spend func(context.Context) error
	// Now is the clock by which the end of a quota is told, in its zone; nil is
	// [time.Now].
	Now func() time.Time
}

// Provider lists the videos of YouTube collections. It may be used by several
// goroutines at once.
type Provider struct {
	client *client
	seen   *headers
	known  func(id string) (ingest.Video, bool) // nil: nothing is known
}

var _ ingest.Provider = (*Provider)(nil)

// New makes the adapter. It asks nobody anything; a missing key is found by
// [Provider.List].
func New(cfg Config) (*Provider, error) {
	endpoint, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	key := strings.TrimSpace(cfg.APIKey)
	c, err := newClient(cfg, endpoint, key)
	if err != nil {
		return nil, fmt.Errorf("youtube: %w", err)
	}
	return &Provider{client: c, seen: new(headers)}, nil
}

// parseEndpoint checks the address of an API. The slash at its end is needed: the
// generated client would drop the last part of a path without one.
func parseEndpoint(endpoint string) (*url.URL, error) {
	if endpoint == "" {
		endpoint = DefaultEndpoint
	}
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" ||
		u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, ingest.WithHint(
			fmt.Errorf("youtube: endpoint %q is no address of an API", httpx.Plain(httpx.Redact(endpoint), 100)),
			"leave endpoint out of [youtube] in stevie.toml, or give one like "+DefaultEndpoint)
	}
	u.Path = strings.TrimSuffix(u.Path, "/") + "/"
	u.RawPath = ""
	return u, nil
}

// Name returns "youtube".
func (p *Provider) Name() string { return Name }

// Usage returns what was spent since New. A request costs one unit, whether it
// succeeds or not.
func (p *Provider) Usage() ingest.Usage {
	n := p.client.meter.Requests()
	return ingest.Usage{Requests: n, Quota: n}
}

// List asks for a collection: see [ingest.Provider]. Its errors are [ingest.ErrNoKey]
// without a key, [ingest.ErrUnsupported] for a Ref that Match did not make, the
// context's own when that ended, and *ingest.HostError otherwise.
//
// A listing may be ranged over again; that asks the host again.
func (p *Provider) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	if !valid(ref) {
		return nil, ingest.WithHint(
			fmt.Errorf("youtube: %w: %s %q", ingest.ErrUnsupported, ref.Kind, httpx.Plain(ref.ID, 60)), formsHint)
	}
	if err := p.client.keys.check(); err != nil {
		return nil, err
	}
	switch ref.Kind {
	case ingest.KindVideo:
		return p.listVideo(ctx, ref)
	case KindPlaylist:
		return p.listPlaylist(ctx, ref)
	default:
		return p.listChannel(ctx, ref)
	}
}

// checkKey finds keys that need no request to be known as wrong.
func checkKey(key string) error {
	if key == "" {
		return ingest.WithHint(fmt.Errorf("youtube: %w", ingest.ErrNoKey), keyHelp+
			"; or install yt-dlp, by which playlists and channels are listed without one")
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ingest.WithHint(&ingest.HostError{
			Provider: Name, Err: ingest.ErrUnauthorized, Message: "it holds a character that no key has",
		}, wrongKeyHelp)
	}
	return nil
}
