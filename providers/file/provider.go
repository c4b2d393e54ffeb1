// Package file lists videos that lie as plain files on anybody's server: one by its
// address, or those to which a page or a list of addresses points. Nothing needs a key.
//
//	p, err := file.New(file.Config{})
//	ref, err := p.Match(u)
//	listing, err := p.List(ctx, ref)
//
// A file is known by its extension (mp4, webm, ogv, mkv), a page of links by .html, .htm
// or the slash at the end of a folder, a list by .txt. Such addresses may be on any
// domain that is not another host's. Each file is asked for its size with one HEAD, every
// time, as nothing else tells that it is still there. Files that differ in nothing but
// the extension are one video.
//
// A page or a list may also name single videos of other hosts ([Config.Others]), which
// their own adapters tell of; collections that it names are left alone, and so are
// further pages. What a page on the internet says of a private network is not asked for.
package file

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/httpx"
)

// Name is the provider's name in identities, drafts and records.
const Name = host.File

// The kinds of Ref besides [ingest.KindVideo]. The ID of each is the address.
const (
	KindPage = host.KindPage
	KindList = host.KindList
)

// Descriptor tells people what the provider takes and needs.
var Descriptor = ingest.Descriptor{
	Name:     Name,
	Title:    "files",
	URLForms: []string{"https://HOST/TALK.mp4", "https://HOST/PAGE.html", "https://HOST/FOLDER/", "https://HOST/LIST.txt"},
}

// Config says how to ask, and who else is to be asked.
type Config struct {
	// Others finds the adapter to which an address belongs, as those of all other hosts
	// are asked before this one. Its error is [ingest.ErrNoMatch] where there is none;
	// nil finds none.
	Others func(u *url.URL) (ingest.Target, error)
	// HTTP sends the requests; nil is the network.
	HTTP http.RoundTripper
	// Logger gets each request at level Debug; nil discards.
	Logger *slog.Logger
	// UserAgent replaces stevie's own.
	UserAgent string
}

// Provider lists files. It is safe for concurrent use.
type Provider struct {
	client client
	meter  *httpx.Meter
	others func(u *url.URL) (ingest.Target, error)
	known  func(id string) (ingest.Video, bool) // nil: nothing is known
}

var (
	_ ingest.Provider = (*Provider)(nil)
	_ ingest.OneByOne = (*Provider)(nil)
	_ ingest.Finder   = (*Provider)(nil)
)

// New returns a provider. It asks nobody anything.
func New(cfg Config) *Provider {
	p := &Provider{meter: new(httpx.Meter), others: cfg.Others}
	p.client = newClient(cfg, p.meter)
	if p.others == nil {
		p.others = func(*url.URL) (ingest.Target, error) { return ingest.Target{}, ingest.ErrNoMatch }
	}
	return p
}

// Name returns "file".
func (p *Provider) Name() string { return Name }

// Usage returns the requests made so far, without those of other adapters.
func (p *Provider) Usage() ingest.Usage { return ingest.Usage{Requests: p.meter.Requests()} }

// unplayable are extensions of recordings that no record can have.
var unplayable = map[string]bool{".avi": true, ".flv": true, ".m4v": true, ".mov": true, ".mp3": true, ".mpg": true, ".ogg": true, ".wmv": true}

// Match understands addresses of files, pages and lists on every domain that is no host's
// own. It returns [ingest.ErrNoMatch] for others.
func (p *Provider) Match(u *url.URL) (ingest.Ref, error) {
	if u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || host.On(u.Hostname()) != "" {
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	ref := ingest.Ref{Provider: Name, ID: host.Canonical(u)}
	switch ext := strings.ToLower(path.Ext(u.Path)); {
	case host.FileType(u) != "":
		ref.Kind = ingest.KindVideo
	case ext == ".html", ext == ".htm", strings.HasSuffix(u.Path, "/") && strings.Trim(u.Path, "/") != "":
		ref.Kind = KindPage
	case ext == ".txt":
		ref.Kind = KindList
	case unplayable[ext]:
		return ingest.Ref{}, ingest.WithHint(fmt.Errorf("%w: records cannot have %s files", ingest.ErrUnsupported, ext),
			"give the address of an mp4, webm, ogv or mkv file of the same talk")
	default:
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	return ref, nil
}

// List asks for a file, a page or a list: see [ingest.Provider]. Its errors are
// *ingest.HostError with a hint, the context's own, those of other adapters, or
// [ingest.ErrUnsupported] for a Ref that Match did not make.
func (p *Provider) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	u, err := url.Parse(ref.ID)
	if again, mismatch := p.Match(u); err != nil || mismatch != nil || again != ref {
		return nil, ingest.WithHint(fmt.Errorf("file: %w: %s %q", ingest.ErrUnsupported, ref.Kind, httpx.Plain(httpx.Redact(ref.ID), 100)),
			"give the address of a video file, a page or a list of addresses")
	}
	if ref.Kind == ingest.KindVideo {
		return p.video(ctx, u)
	}
	return p.collection(ctx, ref, u)
}

// video lists the one video of a file. One that is not there is unavailable, as it is on a
// page.
func (p *Provider) video(ctx context.Context, u *url.URL) (*ingest.Listing, error) {
	l := link{files: []*url.URL{u}}
	known := p.complete(&l)
	v, err := p.look(ctx, l)
	if errors.Is(err, ingest.ErrNotFound) || isNoVideo(err) {
		v, err = unavailable(l, err), nil
	}
	if err != nil {
		return nil, err
	}
	v.Collection, v.Position = known.Collection, known.Position
	c := ingest.Collection{Provider: Name, Kind: ingest.KindVideo, ID: v.ID, URL: v.URL, Title: v.Title, Size: 1}
	return &ingest.Listing{Collection: c, Videos: func(yield func(ingest.Video, error) bool) { yield(v, nil) }}, nil
}

// Update lists like List, and asks other adapters for those videos only that are not
// known, where they are asked for each by itself: see [ingest.Updater]. Known is asked by
// address. Files are looked at whether they are known or not.
func (p *Provider) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	knowing := *p
	knowing.known = known
	return knowing.List(ctx, ref)
}

// AsksOneByOne implements [ingest.OneByOne].
func (*Provider) AsksOneByOne() {}
