package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

const (
	// timeout bounds an attempt. A server that hangs is given up after two of them.
	timeout = 11 * time.Second
	// largest is the size of the largest page or list, in bytes.
	largest = 10 << 20
)

// client asks web servers.
type client struct {
	pages *http.Client // stays on the site that it was sent to
	files *http.Client // goes where servers send it
}

func newClient(cfg Config, meter *httpx.Meter) client {
	web := httpx.Config{
		Provider: Name, UserAgent: cfg.UserAgent, Base: cfg.HTTP, Logger: cfg.Logger, Meter: meter,
		Timeout: timeout, MaxBody: largest,
	}
	c := client{pages: httpx.NewClient(web), files: httpx.NewClient(web)}
	c.pages.CheckRedirect, c.files.CheckRedirect = sameSite, httpx.FollowRedirect
	return c
}

// sameSite follows redirects within a site alone: from http to https, to and from "www.".
// A page elsewhere may be a network's login.
func sameSite(req *http.Request, via []*http.Request) error {
	name := func(r *http.Request) string { return strings.TrimPrefix(strings.ToLower(r.URL.Hostname()), "www.") }
	if name(req) != name(via[0]) {
		return &ingest.HostError{Provider: Name, Err: ingest.ErrNotTheHost, Message: "redirected to " + httpx.Plain(req.URL.Host, 100)}
	}
	return httpx.FollowRedirect(req, via)
}

// page is a text that was fetched.
type page struct {
	url    *url.URL // where it was in the end
	header http.Header
	body   []byte
}

// get fetches a page or a list.
func (c client) get(ctx context.Context, u *url.URL) (page, error) {
	op := opOf(u)
	resp, err := send(ctx, c.pages, http.MethodGet, u)
	if err != nil {
		return page{}, failure(op, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return page{}, refusal(op, resp)
	}
	body, err := io.ReadAll(resp.Body)
	return page{resp.Request.URL, resp.Header, body}, err
}

// head asks whether a file is there, and how large it is; 0 is unknown.
func (c client) head(ctx context.Context, u *url.URL) (size int64, err error) {
	op := opOf(u)
	resp, err := send(ctx, c.files, http.MethodHead, u)
	if err != nil {
		return 0, failure(op, err)
	}
	_ = resp.Body.Close()
	if at := resp.Request.URL.Host; at != u.Host && resp.StatusCode >= http.StatusBadRequest {
		return 0, ingest.WithHint(&ingest.HostError{Provider: Name, Op: op, Status: resp.StatusCode, Err: ingest.ErrNotTheHost, Message: "redirected to " + httpx.Plain(at, 100) + ", which does not give it"}, later)
	}
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusMethodNotAllowed, http.StatusNotImplemented: // there, though the server says no more of it
		return 0, nil
	default:
		return 0, refusal(op, resp)
	}
	if err := noVideo(op, resp.Header); err != nil {
		return 0, err
	}
	return length(resp.Header), nil
}

func send(ctx context.Context, c *http.Client, method string, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// length is what a server says of a file's size. The body of an answer to HEAD, which the
// client has read, has none.
func length(header http.Header) int64 {
	var n int64
	if _, err := fmt.Sscan(header.Get("Content-Length"), &n); err != nil {
		return 0
	}
	return max(0, n)
}

// noVideo is the error for an answer in the place of a video. Servers call videos much,
// text among it.
func noVideo(op string, header http.Header) error {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	e := &ingest.HostError{Provider: Name, Op: op, Message: kind + " instead of a video"}
	switch kind {
	case "text/html", "application/xhtml+xml":
		e.Err, e.Message = ingest.ErrNotTheHost, "a web page instead of a video"
	case "application/json", "application/xml", "text/xml":
		e.Err = ingest.ErrHostFault
	default:
		return nil
	}
	return ingest.WithHint(e, "open the address in a browser; the network may want a login first, or the video have moved")
}

// opOf says what was asked for, without the query.
func opOf(u *url.URL) string {
	return httpx.Plain(httpx.Redact(u.Scheme+"://"+u.Host+u.Path), 150)
}

const later = "try again later"

// failure is an error from below the level of HTTP.
func failure(op string, err error) error {
	below, ok := errors.AsType[*ingest.HostError](err)
	if !ok {
		return httpx.Cause(err) // the context's own
	}
	named := *below
	named.Provider, named.Op = Name, op
	hint := ingest.Hint(err)
	switch {
	case hint != "":
	case errors.Is(below, ingest.ErrNotTheHost):
		hint = "open the address in a browser, and give the one that it ends at; the network may want a login first"
	default:
		hint = later
	}
	return ingest.WithHint(&named, hint)
}

// refusal is the error for an answer that is no success.
func refusal(op string, resp *http.Response) error {
	e := &ingest.HostError{Provider: Name, Op: op, Status: resp.StatusCode, Err: ingest.ErrHostFault}
	hint := later
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		e.Err, hint = ingest.ErrUnauthorized, "it is shown to people who are logged in there only: ask for it to be made public"
	case http.StatusForbidden:
		e.Err, hint = ingest.ErrForbidden, "the server shows it to nobody, or not from here: open it in a browser"
	case http.StatusNotFound, http.StatusGone:
		e.Err, hint = ingest.ErrNotFound, "check the address: it may have been removed or renamed"
	case http.StatusTooManyRequests:
		e.Err = ingest.ErrRateLimit
	}
	if pause, ok := httpx.RetryAfter(resp.Header, time.Now()); ok {
		e.RetryAfter = pause
	}
	return ingest.WithHint(e, hint)
}
