// Package peertube lists videos of PeerTube instances: single videos, playlists,
// channels and accounts. Anybody may run an instance, so that addresses are known by
// their paths; that one really is PeerTube its answers show. Nothing needs a key.
//
//	p, err := peertube.New(peertube.Config{})
//	ref, err := p.Match(u)
//	listing, err := p.List(ctx, ref)
//	for video, err := range listing.Videos { … }
//
// A collection costs a request, one for each hundred entries, and one for each video:
// lists cut descriptions and leave tags out. [Provider.Update] asks for those videos
// only that are new or were changed.
//
// Instances show copies of each other's videos. A copy is the video of the instance
// that it came from: its id and its address are of the origin.
package peertube

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/jsonhost"
)

// Name is the provider's name in identities, drafts and records.
const Name = "peertube"

// The kinds of collection besides [ingest.KindVideo]. The id of each Ref is
// instance/id: of a video and a playlist a uuid in full, of a channel and an account
// the name, with @ and the instance that it came from where it is a copy.
const (
	KindPlaylist = host.KindPlaylist
	KindChannel  = host.KindChannel
	KindAccount  = host.KindAccount
)

// Descriptor tells people what the provider takes and needs.
var Descriptor = ingest.Descriptor{
	Name:  Name,
	Title: "PeerTube",
	URLForms: []string{
		"https://INSTANCE/w/p/ID",
		"https://INSTANCE/c/NAME",
		"https://INSTANCE/a/NAME",
		"https://INSTANCE/w/ID",
	},
}

// Config says whom to ask.
type Config struct {
	// Endpoints has, by instance, where it is asked when that is not at
	// https://instance.
	Endpoints map[string]string
	// HTTP sends the requests; nil is the network.
	HTTP http.RoundTripper
	// Logger gets each request at level Debug; nil discards.
	Logger *slog.Logger
	// UserAgent replaces stevie's own.
	UserAgent string
}

// pause keeps well below the fifty requests in ten seconds that instances allow.
const pause = 250 * time.Millisecond

// Provider lists videos of PeerTube. It is safe for concurrent use.
type Provider struct {
	cfg   Config
	meter *httpx.Meter

	mu      *sync.Mutex
	clients map[string]*jsonhost.Client // by instance

	known func(id string) (ingest.Video, bool) // nil: nothing is known
}

var _ ingest.Provider = (*Provider)(nil)

// New returns a provider. It asks nobody anything.
func New(cfg Config) (*Provider, error) {
	p := &Provider{cfg: cfg, meter: new(httpx.Meter), mu: new(sync.Mutex), clients: map[string]*jsonhost.Client{}}
	for _, instance := range slices.Sorted(maps.Keys(cfg.Endpoints)) {
		if err := p.connect(strings.ToLower(instance), cfg.Endpoints[instance]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *Provider) connect(instance, address string) error {
	endpoint, err := jsonhost.ParseEndpoint(Name, address, fmt.Sprintf("%q under [peertube.endpoints]", instance))
	if err != nil {
		return err
	}
	p.clients[instance] = jsonhost.New(jsonhost.Config{
		Provider: Name, Endpoint: endpoint, Pause: pause,
		HTTP: p.cfg.HTTP, Logger: p.cfg.Logger, UserAgent: p.cfg.UserAgent, Meter: p.meter,
	})
	return nil
}

// at is the client of an instance, and the id of a ref there.
func (p *Provider) at(ref ingest.Ref) (c *jsonhost.Client, instance, id string, err error) {
	instance, id, _ = strings.Cut(ref.ID, "/")
	if ref.Provider != Name || instance == "" || id == "" || api[ref.Kind] == "" {
		return nil, "", "", ingest.WithHint(fmt.Errorf("peertube: %w: %s %q", ingest.ErrUnsupported, ref.Kind, httpx.Plain(ref.ID, 100)), takes)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.clients[instance] == nil {
		if err := p.connect(instance, "https://"+instance); err != nil {
			return nil, "", "", err
		}
	}
	return p.clients[instance], instance, id, nil
}

// Name returns "peertube".
func (p *Provider) Name() string { return Name }

// Usage returns the requests made so far.
func (p *Provider) Usage() ingest.Usage { return ingest.Usage{Requests: p.meter.Requests()} }

// List asks an instance for a collection: see [ingest.Provider]. Its errors are
// *ingest.HostError with a hint, the context's own, or [ingest.ErrUnsupported] for a
// Ref that Match did not make.
func (p *Provider) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	c, instance, id, err := p.at(ref)
	if err != nil {
		return nil, err
	}
	if ref.Kind == ingest.KindVideo {
		return p.single(ctx, c, instance, id)
	}
	return p.collection(ctx, c, ref, instance, id)
}

// Update lists a collection and asks for those videos only that are not known, or whose
// title, duration or time of change is another now: see [ingest.Updater].
func (p *Provider) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	knowing := *p
	knowing.known = known
	return knowing.List(ctx, ref)
}

var _ ingest.OneByOne = (*Provider)(nil)

// AsksOneByOne implements [ingest.OneByOne].
func (*Provider) AsksOneByOne() {}
