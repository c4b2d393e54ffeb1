package vimeo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// accept pins the version of the API.
const accept = "application/vnd.vimeo.*+json;version=3.4"

// client asks the API and turns whatever goes wrong into an *ingest.HostError.
type client struct {
	resty    *resty.Client
	endpoint *url.URL // its path has no slash at the end
	auth     *auth
	pace     *pace
}

func newClient(endpoint *url.URL, auth *auth, base httpx.Config) *client {
	c := &client{endpoint: endpoint, auth: auth, pace: new(pace)}
	base.Authorize = auth.authorize
	base.Retry = c.pace.retry
	// Repeating, limits and logs are httpx's; resty's own stay off.
	c.resty = resty.NewWithClient(httpx.NewClient(base)).SetHeader("Accept", accept)
	return c
}

// get asks for a path below the endpoint and returns the body of a success. op
// says in errors what was asked for.
func (c *client) get(ctx context.Context, op, path string, query url.Values) ([]byte, error) {
	if err := c.auth.prepare(ctx, c); err != nil {
		return nil, err
	}
	if err := c.pace.wait(ctx, op); err != nil {
		return nil, err
	}
	resp, err := c.resty.R().SetContext(ctx).Get(c.address(path, query))
	if err != nil {
		return nil, c.failed(ctx, op, err)
	}
	c.pace.observe(resp.StatusCode(), resp.Header(), time.Now())
	if resp.StatusCode() != http.StatusOK {
		return nil, c.refusal(op, resp.StatusCode(), resp.Header(), resp.Body())
	}
	return resp.Body(), nil
}

// address puts a path under the endpoint, which may have a path of its own.
func (c *client) address(path string, query url.Values) string {
	u := *c.endpoint
	u.Path += path
	u.RawQuery = query.Encode()
	return u.String()
}

// errElsewhere refuses a link that leads away from the endpoint.
var errElsewhere = errors.New("a link to another host")

// follow takes apart a link from an answer: a path relative to the endpoint, or
// an address on the endpoint's host. Others are refused, as requests carry the
// token.
func (c *client) follow(link string) (path string, query url.Values, err error) {
	u, err := url.Parse(link)
	if err != nil {
		return "", nil, errors.New("a link that is no address")
	}
	if u.Host != "" || u.Scheme != "" {
		if u.Scheme != c.endpoint.Scheme || !strings.EqualFold(u.Host, c.endpoint.Host) || u.User != nil {
			return "", nil, fmt.Errorf("%w (%s)", errElsewhere, httpx.Plain(u.Host, 60))
		}
		u.Path = strings.TrimPrefix(u.Path, c.endpoint.Path)
	}
	if !strings.HasPrefix(u.Path, "/") || strings.Contains(u.Path, "/..") {
		return "", nil, errors.New("a link that is no path")
	}
	return u.Path, u.Query(), nil
}

// badLink is the error for a link that follow refused.
func (c *client) badLink(op string, err error) error {
	e := &ingest.HostError{Provider: Name, Op: op, Message: "the answer has " + err.Error(), Err: ingest.ErrHostFault}
	if errors.Is(err, errElsewhere) {
		e.Err = ingest.ErrNotTheHost
		return ingest.WithHint(e, "the token was not sent there; if an endpoint is configured, check that it is right")
	}
	return ingest.WithHint(e, hintLater)
}
