// Package archiveorg lists videos of archive.org: items, which hold one talk or many,
// and collections of items. Nothing needs a key.
//
//	p, err := archiveorg.New(archiveorg.Config{})
//	ref, err := p.Match(u)
//	listing, err := p.List(ctx, ref)
//
// Whether an address is of an item or of a collection only the Archive knows. An item
// costs one request; a collection one more for each two hundred items, and one for each
// item, as only that tells of files. [Provider.Update] asks for those only that are
// new, or have another title, or had no video.
//
// An item with several talks, each with a file of its own that somebody uploaded, is a
// list of them: their ids are item/file. Of each talk there is one file for each
// extension, the uploaded one where it has it, else the best that the Archive has made
// of it; never a private one.
package archiveorg

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/jsonhost"
)

// Name is the provider's name in identities, drafts and records.
const Name = "archiveorg"

// DefaultEndpoint is where the Archive answers.
const DefaultEndpoint = "https://archive.org"

// KindItem is the one kind of Ref: an item or a collection, by its identifier, or one
// file of an item, as identifier/file.
const KindItem = host.KindItem

// Descriptor tells people what the provider takes and needs.
var Descriptor = ingest.Descriptor{
	Name:     Name,
	Title:    "archive.org",
	URLForms: []string{"https://archive.org/details/ID"},
}

// Config says whom to ask.
type Config struct {
	// Endpoint replaces [DefaultEndpoint].
	Endpoint string
	// HTTP sends the requests; nil is the network.
	HTTP http.RoundTripper
	// Logger gets each request at level Debug; nil discards.
	Logger *slog.Logger
	// UserAgent replaces stevie's own.
	UserAgent string
}

// pause is what the Archive, which publishes no limit, bears for hours.
const pause = 500 * time.Millisecond

// Provider lists videos of archive.org. It is safe for concurrent use.
type Provider struct {
	client *jsonhost.Client
	meter  *httpx.Meter
	known  func(id string) (ingest.Video, bool) // nil: nothing is known
}

var (
	_ ingest.Provider = (*Provider)(nil)
	_ ingest.OneByOne = (*Provider)(nil)
)

// New returns a provider. It asks nobody anything.
func New(cfg Config) (*Provider, error) {
	endpoint, err := jsonhost.ParseEndpoint(Name, cmp.Or(cfg.Endpoint, DefaultEndpoint), "endpoint under [archiveorg]")
	if err != nil {
		return nil, err
	}
	meter := new(httpx.Meter)
	client := jsonhost.New(jsonhost.Config{
		Provider: Name, Endpoint: endpoint, Pause: pause,
		HTTP: cfg.HTTP, Logger: cfg.Logger, UserAgent: cfg.UserAgent, Meter: meter,
	})
	return &Provider{client: client, meter: meter}, nil
}

// Name returns "archiveorg".
func (p *Provider) Name() string { return Name }

// Usage returns the requests made so far.
func (p *Provider) Usage() ingest.Usage { return ingest.Usage{Requests: p.meter.Requests()} }

// List asks for an item or a collection: see [ingest.Provider]. Its errors are
// *ingest.HostError with a hint, the context's own, or [ingest.ErrUnsupported] for a
// Ref that Match did not make.
func (p *Provider) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	identifier, file, _ := strings.Cut(ref.ID, "/")
	if ref.Provider != Name || ref.Kind != KindItem || !idShape.MatchString(identifier) {
		return nil, ingest.WithHint(fmt.Errorf("archiveorg: %w: %s %q", ingest.ErrUnsupported, ref.Kind, httpx.Plain(ref.ID, 100)), takes)
	}
	it, err := p.item(ctx, identifier)
	if err != nil {
		return nil, err
	}
	if string(it.Metadata.MediaType) == "collection" {
		return p.collection(ctx, ref, it), nil
	}
	return p.single(ref, it, file)
}

// Update lists a collection and asks for those items only that are not known, have
// another title now, or had no video: see [ingest.Updater].
func (p *Provider) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	knowing := *p
	knowing.known = known
	return knowing.List(ctx, ref)
}

// AsksOneByOne implements [ingest.OneByOne].
func (*Provider) AsksOneByOne() {}
