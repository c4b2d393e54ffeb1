package httpx

import (
	"context"
	"net"
	"net/http"
	"net/netip"

	"github.com/pyvideo/stevie/ingest"
)

// Follow follows redirects on the web, as the CheckRedirect of a client that asks for
// what pages and people name. They may change the host, as conferences move their
// sites, but lead neither from https to http nor from the internet into a private
// network, and not on for ever.
func Follow(req *http.Request, via []*http.Request) error {
	refuse := func(why string) error {
		return &ingest.HostError{Provider: via[0].URL.Host, Err: ingest.ErrNotTheHost, Message: why + " " + Plain(req.URL.Scheme+"://"+req.URL.Host, 100)}
	}
	last := via[len(via)-1].URL
	switch {
	case len(via) >= 10:
		return &ingest.HostError{Provider: via[0].URL.Host, Err: ingest.ErrHostFault, Message: "ten redirects in a row"}
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return refuse("redirected to")
	case req.URL.Scheme == "http" && last.Scheme == "https":
		return refuse("redirected from https to")
	case req.URL.Hostname() != via[0].URL.Hostname() && IsPrivate(req.Context(), req.URL.Hostname()) && !IsPrivate(req.Context(), via[0].URL.Hostname()):
		return refuse("redirected into a private network,")
	}
	return nil
}

// IsPrivate reports whether a host lies in this machine or a network of one's own.
func IsPrivate(ctx context.Context, host string) bool {
	addresses := []netip.Addr{}
	if a, err := netip.ParseAddr(host); err == nil {
		addresses = append(addresses, a)
	} else if found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host); err == nil {
		addresses = found
	}
	for _, a := range addresses {
		a = a.Unmap()
		if a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsUnspecified() || a.IsMulticast() {
			return true
		}
	}
	return false
}
