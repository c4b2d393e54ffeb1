// Package mediaccc lists talks of media.ccc.de, and of other sites that run the same
// software, voctoweb: conferences and single talks. Nothing needs a key.
//
//	p, err := mediaccc.New(mediaccc.Config{})
//	ref, err := p.Match(u)
//	listing, err := p.List(ctx, ref)
//
// A conference costs one request, and one more for each talk, as only that tells of
// files; [Provider.Update] asks for those only that are new, or were changed, or had no
// video yet. Recordings come one by one over some hours: a talk of which there is
// sound alone is unavailable until then.
//
// A talk is known by its guid, which it has in the conference's schedule too. The host
// names its speakers, who come as they stand.
package mediaccc

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/jsonhost"
)

// Name is the provider's name in identities, drafts and records.
const Name = "mediaccc"

// DefaultEndpoint is where media.ccc.de answers.
const DefaultEndpoint = "https://api.media.ccc.de"

// KindConference is the kind of collection besides [ingest.KindVideo]. Its id is the
// conference's acronym, on other sites than media.ccc.de with the site before it:
// site/acronym. A video's is its guid or the name in its address, likewise.
const KindConference = host.KindConference

// Descriptor tells people what the provider takes and needs.
var Descriptor = ingest.Descriptor{
	Name:     Name,
	Title:    "media.ccc.de",
	URLForms: []string{"https://media.ccc.de/c/CONFERENCE", "https://media.ccc.de/v/TALK"},
}

// Config says whom to ask.
type Config struct {
	// Endpoint replaces [DefaultEndpoint].
	Endpoint string
	// Endpoints has, by site, where other voctoweb sites are asked.
	Endpoints map[string]string
	// HTTP sends the requests; nil is the network.
	HTTP http.RoundTripper
	// Logger gets each request at level Debug; nil discards.
	Logger *slog.Logger
	// UserAgent replaces stevie's own.
	UserAgent string
}

// pause is short enough for people and long enough for the host, which publishes no
// limit.
const pause = 250 * time.Millisecond

// own is the site whose refs have no site.
const own = "media.ccc.de"

// Provider lists talks of voctoweb sites. It is safe for concurrent use.
type Provider struct {
	meter   *httpx.Meter
	clients map[string]*jsonhost.Client          // by site
	known   func(id string) (ingest.Video, bool) // nil: nothing is known
}

var (
	_ ingest.Provider = (*Provider)(nil)
	_ ingest.OneByOne = (*Provider)(nil)
)

// New returns a provider. It asks nobody anything.
func New(cfg Config) (*Provider, error) {
	p := &Provider{meter: new(httpx.Meter), clients: map[string]*jsonhost.Client{}}
	add := func(site, address, setting string) error {
		endpoint, err := jsonhost.ParseEndpoint(Name, address, setting)
		if err == nil {
			p.clients[site] = jsonhost.New(jsonhost.Config{
				Provider: Name, Endpoint: endpoint, Pause: pause,
				HTTP: cfg.HTTP, Logger: cfg.Logger, UserAgent: cfg.UserAgent, Meter: p.meter,
			})
		}
		return err
	}
	if err := add(own, cmp.Or(cfg.Endpoint, DefaultEndpoint), "endpoint under [mediaccc]"); err != nil {
		return nil, err
	}
	for _, site := range slices.Sorted(maps.Keys(cfg.Endpoints)) {
		if err := add(strings.ToLower(site), cfg.Endpoints[site], fmt.Sprintf("%q under [mediaccc.endpoints]", site)); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// at is the client for a ref's site, and the id of the ref there.
func (p *Provider) at(ref ingest.Ref) (c *jsonhost.Client, site, id string, err error) {
	site, id, elsewhere := strings.Cut(ref.ID, "/")
	if !elsewhere {
		site, id = own, ref.ID
	}
	if ref.Provider != Name || id == "" || p.clients[site] == nil || ref.Kind != ingest.KindVideo && ref.Kind != KindConference {
		return nil, "", "", ingest.WithHint(fmt.Errorf("mediaccc: %w: %s %q", ingest.ErrUnsupported, ref.Kind, httpx.Plain(ref.ID, 100)), takes)
	}
	return p.clients[site], site, id, nil
}

// Name returns "mediaccc".
func (p *Provider) Name() string { return Name }

// Usage returns the requests made so far.
func (p *Provider) Usage() ingest.Usage { return ingest.Usage{Requests: p.meter.Requests()} }

// List asks for a conference or a talk: see [ingest.Provider]. Its errors are
// *ingest.HostError with a hint, the context's own, or [ingest.ErrUnsupported] for a
// Ref that Match did not make.
func (p *Provider) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	c, site, id, err := p.at(ref)
	if err != nil {
		return nil, err
	}
	if ref.Kind == ingest.KindVideo {
		return p.single(ctx, c, site, id)
	}
	return p.conference(ctx, c, ref, site, id)
}

// Update lists a conference and asks for those talks only that are not known, had no
// video, or have another title or length now: see [ingest.Updater].
func (p *Provider) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	knowing := *p
	knowing.known = known
	return knowing.List(ctx, ref)
}

// AsksOneByOne implements [ingest.OneByOne].
func (*Provider) AsksOneByOne() {}
