package httpx

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// FollowRedirect is the CheckRedirect of a client that asks for files and pages, without
// credentials. Redirects may change the host, as conferences move their sites, but lead
// neither from https to http nor from the internet into a private network.
func FollowRedirect(req *http.Request, via []*http.Request) error {
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

// FileURL is where a file is asked for that an answer names by its address or its path:
// what lies on the site itself at the endpoint that stands for it, the rest on the web.
// Only an endpoint in a private network may name what lies in one.
func FileURL(ctx context.Context, endpoint *url.URL, site, address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return "", fmt.Errorf("%q is no address of a file", Plain(address, 100))
	}
	if u.Scheme == "" && u.Host == "" || strings.EqualFold(u.Host, site) {
		at := *endpoint
		at.Path, at.RawPath, at.RawQuery = endpoint.Path+"/"+strings.TrimLeft(u.Path, "/"), "", u.RawQuery
		return at.String(), nil
	}
	if u.Scheme == "" {
		u.Scheme = endpoint.Scheme
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil:
		return "", fmt.Errorf("%q is no address on the web", Plain(Redact(address), 100))
	case IsPrivate(ctx, u.Hostname()) && !IsPrivate(ctx, endpoint.Hostname()):
		return "", fmt.Errorf("a file in a private network, at %s", Plain(u.Host, 100))
	}
	return u.String(), nil
}
