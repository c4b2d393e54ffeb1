// Package jsonhost asks hosts that answer anybody, without a key, with JSON objects.
// The adapters of such hosts use it, so that all of them ask with the same manners and
// say the same of the same refusal.
package jsonhost

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"
	"golang.org/x/time/rate"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// Config says whom to ask, and how.
type Config struct {
	Provider string   // the adapter's name
	Endpoint *url.URL // as [ParseEndpoint] gives it
	// Pause lies between two requests at least, but for a few at the start. This
	// machine is asked without any.
	Pause     time.Duration
	HTTP      http.RoundTripper // nil is the network
	Logger    *slog.Logger      // nil discards
	UserAgent string            // "" is stevie's own
	Meter     *httpx.Meter
}

// timeout bounds an attempt. A host that hangs is given up after two of them.
const timeout = 11 * time.Second

// atOnce is how many requests may follow each other without a pause.
const atOnce = 4

// Client asks one host.
type Client struct {
	provider string
	endpoint *url.URL
	resty    *resty.Client
}

// New returns a client.
func New(c Config) *Client {
	base := httpx.Config{
		Provider: c.Provider, UserAgent: c.UserAgent, Origin: c.Endpoint,
		Base: c.HTTP, Logger: c.Logger, Meter: c.Meter, JSON: true, Timeout: timeout,
	}
	if c.Pause > 0 && !isLoopback(c.Endpoint.Hostname()) {
		base.Limiter = rate.NewLimiter(rate.Every(c.Pause), atOnce)
	}
	return &Client{
		provider: c.Provider, endpoint: c.Endpoint,
		resty: resty.NewWithClient(httpx.NewClient(base)).SetHeader("Accept", "application/json"),
	}
}

func isLoopback(name string) bool {
	addr, err := netip.ParseAddr(name)
	return strings.EqualFold(name, "localhost") || err == nil && addr.IsLoopback()
}

// ParseEndpoint reads the address of a host's API. setting is where it stands in
// stevie.toml: "endpoint under [archiveorg]".
func ParseEndpoint(provider, address, setting string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" ||
		u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, ingest.WithHint(
			fmt.Errorf("%s: endpoint %q is not an address like https://talks.example", provider, httpx.Plain(httpx.Redact(address), 100)),
			"correct "+setting+" in stevie.toml, or leave it out")
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u, nil
}

// Get asks for a path below the endpoint, whose segments are escaped, and reads the
// object that comes back. Values of another type than expected stay empty. op says in
// errors what was asked for.
func (c *Client) Get(ctx context.Context, op, path string, query url.Values, into any) error {
	address := c.endpoint.String() + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	resp, err := c.resty.R().SetContext(ctx).Get(address)
	op = httpx.Plain(op, 150)
	if err != nil {
		return c.failed(ctx, op, err)
	}
	if resp.StatusCode() != http.StatusOK {
		return c.refusal(op, resp)
	}
	if err := Decode(resp.Body(), into); err != nil {
		return c.Nonsense(op, err.Error())
	}
	return nil
}

// Decode reads an object. A value of another type than expected stays empty.
func Decode(body []byte, into any) error {
	if !strings.HasPrefix(strings.TrimSpace(string(body[:min(len(body), 64)])), "{") {
		return errors.New("it is no JSON object")
	}
	err := json.Unmarshal(body, into)
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return nil
	}
	return err
}

const later = "try again later"

// failed is an error from below the level of HTTP.
func (c *Client) failed(ctx context.Context, op string, err error) error {
	if ctxErr := ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	if below, ok := errors.AsType[*ingest.HostError](err); ok {
		named := *below
		named.Op = op
		return ingest.WithHint(&named, cmp.Or(ingest.Hint(err), later))
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		err = dns
	}
	return ingest.WithHint(&ingest.HostError{
		Provider: c.provider, Op: op, Err: ingest.ErrUnreachable, Message: httpx.Plain(httpx.Redact(httpx.Cause(err).Error()), 200),
	}, "check the network connection and try again")
}

// refusal is the error for an answer that is no success.
func (c *Client) refusal(op string, resp *resty.Response) error {
	e := &ingest.HostError{Provider: c.provider, Op: op, Status: resp.StatusCode(), Message: said(resp.Body())}
	hint := later
	switch resp.StatusCode() {
	case http.StatusUnauthorized:
		e.Err, hint = ingest.ErrUnauthorized, "it is shown to people who are logged in there only: ask for it to be made public"
	case http.StatusForbidden:
		e.Err, hint = ingest.ErrForbidden, "the host shows it to nobody, or not from here: open it in a browser, and ask who put it there"
	case http.StatusNotFound, http.StatusGone:
		e.Err, hint = ingest.ErrNotFound, "check the address: it may have been removed, or be private"
	case http.StatusTooManyRequests:
		e.Err = ingest.ErrRateLimit
	default:
		e.Err = ingest.ErrHostFault
	}
	if pause, ok := httpx.RetryAfter(resp.Header(), time.Now()); ok {
		e.RetryAfter = pause
	}
	return ingest.WithHint(e, hint)
}

// said finds a message in an error's body.
func said(body []byte) string {
	var b struct{ Detail, Error, Message, Title string }
	_ = Decode(body, &b) // a body that is no JSON has none
	return httpx.Plain(httpx.Redact(cmp.Or(b.Detail, b.Message, b.Error, b.Title)), 200)
}

// Nonsense is the error for an answer that makes no sense.
func (c *Client) Nonsense(op, message string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: c.provider, Op: httpx.Plain(op, 150), Err: ingest.ErrHostFault,
		Message: httpx.Plain("the answer makes no sense: "+message, 200),
	}, later)
}

// Incomplete is the error for a list of which a part did not come.
func (c *Client) Incomplete(op string) func(message string) error {
	return func(message string) error {
		return ingest.WithHint(&ingest.HostError{
			Provider: c.provider, Op: httpx.Plain(op, 150), Err: ingest.ErrIncomplete, Message: message,
		}, later+"; if it stays so, the rest is shown to nobody")
	}
}

// NotFound is the error for something that the host does not have, though it calls
// the answer a success.
func (c *Client) NotFound(op, message string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: c.provider, Op: httpx.Plain(op, 150), Err: ingest.ErrNotFound, Message: message,
	}, "check the address: it may have been removed, or be private")
}

// FileURL is where a file is asked for that an answer names: see [httpx.FileURL].
func (c *Client) FileURL(ctx context.Context, op, site, address string) (string, error) {
	at, err := httpx.FileURL(ctx, c.endpoint, site, address)
	if err != nil {
		return "", c.Nonsense(op, err.Error())
	}
	return at, nil
}
