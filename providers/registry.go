// Package providers knows which adapter answers for an address. [All] gives the
// registry of every adapter that stevie has; [Registry.Resolve] takes what a
// person typed or pasted:
//
//	registry, err := providers.All(providers.Config{…})
//	target, err := registry.Resolve("vimeo.com/showcase/1234567")
//	listing, err := target.Provider.List(ctx, target.Ref)
//
// To add a host, write what is known of it without asking into ingest/host and a
// package below this one that implements [ingest.Provider], have it pass the suite
// of providers/providertest, and name it in [All].
package providers

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/file"
	"github.com/pyvideo/stevie/providers/mediaccc"
	"github.com/pyvideo/stevie/providers/peertube"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// Config has the settings of each adapter.
type Config struct {
	YouTube    youtube.Config
	Vimeo      vimeo.Config
	ArchiveOrg archiveorg.Config
	MediaCCC   mediaccc.Config
	PeerTube   peertube.Config
	File       file.Config // its Others are those before it
	// YTDLP is asked for what YouTube lists when there is no key; nil asks nobody.
	YTDLP *ytdlp.Program
	// Feeds is where YouTube's feeds are then; "" is [youtube.DefaultFeeds].
	Feeds string
}

// All returns the registry of all adapters. Missing keys are no error here; an
// endpoint that is no address is.
func All(cfg Config) (*Registry, error) {
	yt, err := youtube.New(cfg.YouTube)
	if err != nil {
		return nil, err
	}
	vm, err := vimeo.New(cfg.Vimeo)
	if err != nil {
		return nil, err
	}
	ao, err := archiveorg.New(cfg.ArchiveOrg)
	if err != nil {
		return nil, err
	}
	mc, err := mediaccc.New(cfg.MediaCCC)
	if err != nil {
		return nil, err
	}
	pt, err := peertube.New(cfg.PeerTube)
	if err != nil {
		return nil, err
	}
	var lister ingest.Provider = yt
	if cfg.YTDLP != nil && cfg.YouTube.APIKey == "" && cfg.YouTube.Token == nil {
		feeds, err := youtube.NewFeeds(cfg.Feeds, cfg.YouTube)
		if err != nil {
			return nil, err
		}
		lister = keyless{yt, cfg.YTDLP.Instead(), feeds}
	}
	// Hosts with domains of their own come first: PeerTube may be on any other, and files
	// may be wherever PeerTube is not.
	r := &Registry{entries: []entry{
		{lister, youtube.Descriptor},
		{vm, vimeo.Descriptor},
		{ao, archiveorg.Descriptor},
		{mc, mediaccc.Descriptor},
		{pt, peertube.Descriptor},
	}}
	others := *r
	cfg.File.Others = others.match
	r.entries = append(r.entries, entry{file.New(cfg.File), file.Descriptor})
	return r, nil
}

// Registry finds the provider for an address.
type Registry struct{ entries []entry }

type entry struct {
	provider   ingest.Provider
	descriptor ingest.Descriptor
}

// NewRegistry returns a registry of the given providers, which are asked in
// order. Their descriptors have a name only.
func NewRegistry(ps ...ingest.Provider) *Registry {
	r := &Registry{}
	for _, p := range ps {
		r.entries = append(r.entries, entry{p, ingest.Descriptor{Name: p.Name(), Title: p.Name()}})
	}
	return r
}

// Descriptors returns what people should know about each provider, in the order
// in which they are asked.
func (r *Registry) Descriptors() []ingest.Descriptor {
	var ds []ingest.Descriptor
	for _, e := range r.entries {
		ds = append(ds, e.descriptor)
	}
	return ds
}

// Provider returns the provider with a name, as records and drafts have it, nil if
// there is none.
func (r *Registry) Provider(name string) ingest.Provider {
	for _, e := range r.entries {
		if e.provider.Name() == name {
			return e.provider
		}
	}
	return nil
}

// Resolve finds the provider for an address as people type or paste it: without
// a scheme, in angle brackets or quotes, or a bare id that a provider knows. It
// asks no host. Errors wrap [ingest.ErrUnsupported] or [ingest.ErrNoProvider] and
// have a hint; the text in them is quoted and cut.
func (r *Registry) Resolve(raw string) (ingest.Target, error) {
	u, err := parse(raw)
	if err != nil {
		return ingest.Target{}, r.explain(raw, err)
	}
	if title := unsupported(u); title != "" {
		return ingest.Target{}, r.explain(raw, fmt.Errorf("%w: %s is not supported", ingest.ErrNoProvider, title))
	}
	target, err := r.match(u)
	switch {
	case errors.Is(err, ingest.ErrNoMatch) && u.Host == "":
		err = fmt.Errorf("%w: it is no URL, nor an id that a provider knows", ingest.ErrNoProvider)
	case errors.Is(err, ingest.ErrNoMatch):
		err = ingest.ErrNoProvider
	}
	if err != nil {
		return ingest.Target{}, r.explain(raw, err)
	}
	target.URL = raw
	return target, nil
}

// match finds the provider that takes an address for its own.
func (r *Registry) match(u *url.URL) (ingest.Target, error) {
	for _, e := range r.entries {
		ref, err := e.provider.Match(u)
		if !errors.Is(err, ingest.ErrNoMatch) {
			return ingest.Target{Provider: e.provider, Ref: ref}, err
		}
	}
	return ingest.Target{}, ingest.ErrNoMatch
}

// unsupported names the host of an address that has no adapter and will not have its
// pages read as pages of links either; "" for others.
func unsupported(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	for domain, title := range unsupportedHosts {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return title
		}
	}
	return ""
}

// unsupportedHosts are hosts that people will try: they publish talks, or records
// of pyvideo point at them.
var unsupportedHosts = map[string]string{
	"bilibili.com":    "Bilibili",
	"dailymotion.com": "Dailymotion",
	"odysee.com":      "Odysee",
	"twitch.tv":       "Twitch",
	"vimeopro.com":    "Vimeo Pro",
}

// explain puts the address before an error, and the addresses that work into its
// hint unless it has one.
func (r *Registry) explain(raw string, err error) error {
	hint := ingest.Hint(err)
	if hint == "" {
		hint = r.supported()
	}
	return ingest.WithHint(fmt.Errorf("%s: %w", quote(raw), err), hint)
}

// hintLines is how many hosts have a line of their own in the hint that lists them.
const hintLines = 2

// supported lists the addresses that work, a line for each of the hosts with most
// talks, and one for the others.
func (r *Registry) supported() string {
	lines := []string{"these addresses work, with or without https://"}
	for i, d := range r.Descriptors() {
		line := d.Title
		if forms := shortForms(d.URLForms); len(forms) > 0 {
			line += ": " + strings.Join(forms, ", ")
		}
		if i > hintLines {
			lines[len(lines)-1] += "; " + line
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n") + "; others, where yt-dlp knows them: stevie import --via yt-dlp ADDRESS"
}

// shortForms takes off what addresses begin with, and of those on the host of the
// one before all but the path.
func shortForms(forms []string) []string {
	var short []string
	last := ""
	for _, form := range forms {
		_, address, isURL := strings.Cut(form, "://")
		host, path, _ := strings.Cut(strings.TrimPrefix(address, "www."), "/")
		switch {
		case !isURL:
			short = append(short, form)
		case host == last:
			short = append(short, "/"+path)
		default:
			short = append(short, host+"/"+path)
		}
		last = host
	}
	return short
}

// maxQuoted is how much of a bad address is shown, in characters.
const maxQuoted = 100

// quote makes what a person gave fit for a message: in quotes, control
// characters escaped, without secrets, not too long.
func quote(raw string) string {
	runes := []rune(httpx.Redact(strings.TrimSpace(raw)))
	if len(runes) > maxQuoted {
		runes = append(runes[:maxQuoted-1], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}
