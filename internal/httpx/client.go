package httpx

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/pyvideo/stevie/ingest"
)

// DefaultUserAgent tells a host who is asking, and where to complain.
const DefaultUserAgent = "stevie (+https://github.com/pyvideo/stevie)"

// What a Config without a value of its own gets.
const (
	DefaultMaxTries = 5
	DefaultTimeout  = 20 * time.Second
	DefaultMaxWait  = 65 * time.Second
	DefaultMaxBody  = 16 << 20
)

// Config says how to talk to one host. Only Provider is required.
type Config struct {
	// Provider names the host in errors and logs: "youtube".
	Provider string
	// UserAgent replaces [DefaultUserAgent].
	UserAgent string
	// Origin is the host's endpoint. Authorize is applied to requests to its
	// scheme, host and port, and to no others.
	Origin *url.URL
	// Authorize adds credentials to a request. It is called once per attempt, on
	// a copy that neither the caller nor a redirect ever sees. nil adds none.
	Authorize func(*http.Request) error
	// Base sends the requests. nil is the network, with timeouts.
	Base http.RoundTripper
	// Logger gets one line per attempt at level Debug. nil discards them.
	Logger *slog.Logger
	// Limiter sets the pace. Requests wait for it however long that takes; the
	// wait does not count against Timeout. nil sets none.
	Limiter *rate.Limiter
	// Meter counts the attempts that go out. nil counts nothing.
	Meter *Meter
	// Units of the host's daily quota are what one attempt costs. They are told to
	// [ingest.Spend].
	Units int
	// Spend is asked before each attempt goes out. Its error ends the request and
	// is returned as it is. nil lets all pass.
	Spend func(context.Context) error
	// JSON promises that every answer of the host is a JSON object. A web page with
	// a status of success is then [ingest.ErrNotTheHost], and an answer that was cut
	// off or is another value, like null, is asked for again.
	JSON bool
	// Retry decides whether an answer, whatever its status, is worth asking
	// again. It sees the whole body and takes the place of [DefaultRetry], which
	// nil stands for.
	Retry func(status int, header http.Header, body []byte) bool
	// RetryAfter reads how long the host wants to be left alone before an answer
	// that Retry rejected is asked for again. nil stands for [RetryAfter].
	RetryAfter func(header http.Header, now time.Time) (time.Duration, bool)
	// MaxTries bounds the attempts for one request; 0 is [DefaultMaxTries].
	// Failures of the network get three at most, timeouts two.
	MaxTries int
	// Timeout bounds one attempt, its body included; 0 is [DefaultTimeout].
	Timeout time.Duration
	// MaxWait bounds the time that one request spends sleeping because the host
	// asked for it; 0 is [DefaultMaxWait]. An answer that asks for more is
	// returned as it is.
	MaxWait time.Duration
	// MaxBody bounds an answer, in bytes; 0 is [DefaultMaxBody].
	MaxBody int64
}

// NewClient returns a client that follows c. It refuses redirects to another
// origin than the first request's.
//
// What fails below the level of HTTP comes back as *ingest.HostError with an
// empty Op, for the caller to fill in: [ingest.ErrUnreachable],
// [ingest.ErrNotTheHost] for a network's login page, [ingest.ErrHostFault] for
// an answer that is too long or stays broken. When the request's context ended,
// the error is the context's. Answers of any status are returned as they are,
// once repeating them has not helped.
func NewClient(c Config) *http.Client {
	t := &transport{Config: c}
	t.fillIn()
	return &http.Client{Transport: t, CheckRedirect: t.checkRedirect}
}

func (t *transport) fillIn() {
	if t.UserAgent == "" {
		t.UserAgent = DefaultUserAgent
	}
	if t.Base == nil {
		t.Base = Network()
	}
	if t.Logger == nil {
		t.Logger = slog.New(slog.DiscardHandler)
	}
	if t.Retry == nil {
		t.Retry = DefaultRetry
	}
	if t.RetryAfter == nil {
		t.RetryAfter = RetryAfter
	}
	if t.MaxTries <= 0 {
		t.MaxTries = DefaultMaxTries
	}
	if t.Timeout <= 0 {
		t.Timeout = DefaultTimeout
	}
	if t.MaxWait <= 0 {
		t.MaxWait = DefaultMaxWait
	}
	if t.MaxBody <= 0 {
		t.MaxBody = DefaultMaxBody
	}
}

// checkRedirect keeps a request on the origin that it was made for. A host's API
// never sends its callers elsewhere; a network that wants a login does.
func (t *transport) checkRedirect(req *http.Request, via []*http.Request) error {
	if !sameOrigin(req.URL, via[0].URL) {
		return t.notTheHost(0, fmt.Sprintf("redirected to %s", Plain(req.URL.Host, 100)))
	}
	if len(via) >= 10 {
		return &ingest.HostError{
			Provider: t.Provider, Err: ingest.ErrHostFault, Message: "ten redirects in a row",
		}
	}
	return nil
}

func (t *transport) notTheHost(status int, message string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: t.Provider, Status: status, Err: ingest.ErrNotTheHost, Message: message,
	}, "the network may want a login first: open any page in a browser, then try again; "+
		"if an endpoint is configured, check that it is right")
}

func sameOrigin(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) &&
		strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
}

// Cause returns what went wrong without the *url.Error that net/http puts around
// it, whose text has the whole address with its query.
func Cause(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}
