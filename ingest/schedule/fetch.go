package schedule

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// Source is where a programme is read from.
type Source struct {
	Address string // a file, a folder, an archive, or an http or https address
	// Validators are what the server said at the last visit. With them, what has not
	// changed is not sent again.
	Validators Validators
}

// Validators are a server's names for one state of what it sends.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Fetched is what a source holds.
type Fetched struct {
	Files      []File
	Validators Validators // of an address, for the next visit
	// Address is where it was found in the end: behind redirects, or the export that
	// a page names. The validators are that one's.
	Address   string
	Unchanged bool // the server says so; there are no files then
}

// whatIsRead is the remedy for what no programme can be at.
const whatIsRead = "give a file, a folder or an http address"

// NewClient returns a client for programmes: patient within limits, and silent
// but for logger's level Debug. Both arguments may be zero.
func NewClient(userAgent string, logger *slog.Logger) *http.Client {
	return httpx.NewClient(httpx.Config{
		Provider: "schedule", UserAgent: userAgent, Logger: logger, MaxBody: maxFile - 1,
		Timeout: 60 * time.Second, MaxTries: 3, MaxWait: 20 * time.Second,
	})
}

// Fetch reads what a source holds. Only the command line and settings name files
// of this machine; pass an address alone for what comes from elsewhere.
func Fetch(ctx context.Context, s Source, o Options) (Fetched, error) {
	if !IsAddress(s.Address) {
		if scheme, _, found := strings.Cut(s.Address, "://"); found {
			return Fetched{}, ingest.WithHint(fmt.Errorf("%w: %s:// is not read", ingest.ErrUnsupported, line(scheme)), whatIsRead)
		}
		files, err := readPath(s.Address)
		return Fetched{Files: files, Address: s.Address}, err
	}
	if o.Client == nil {
		o.Client = NewClient("", nil)
	}
	return fetch(ctx, s, o.Client)
}

// IsAddress tells the address of a programme from the path of one.
func IsAddress(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// answer is what a server sent.
type answer struct {
	url        *url.URL // after redirects
	data       []byte
	validators Validators
	unchanged  bool
}

// fetch asks for one address: for the programme that a web page names, if it is one, and
// for the other pages of an answer.
func fetch(ctx context.Context, s Source, client *http.Client) (Fetched, error) {
	careful := *client
	careful.CheckRedirect = httpx.FollowRedirect
	a, err := ask(ctx, s, &careful)
	if err != nil {
		return Fetched{}, err
	}
	if a.unchanged {
		return Fetched{Unchanged: true, Validators: s.Validators, Address: s.Address}, nil
	}
	if isWebPage(a.data) {
		if found, ok := a.programme(ctx, &careful); ok {
			a = found
		}
	}
	files, err := unpack(File{Path: strings.Trim(a.url.Path, "/"), Data: a.data, URL: a.url, Asked: true})
	if err != nil {
		return Fetched{}, err
	}
	more, err := a.otherPages(ctx, &careful)
	return Fetched{Files: append(files, more...), Validators: a.validators, Address: a.url.String()}, err
}

// ask makes one request.
func ask(ctx context.Context, s Source, client *http.Client) (answer, error) {
	u, err := url.Parse(s.Address)
	if err != nil || u.Host == "" {
		return answer{}, ingest.WithHint(fmt.Errorf("%w: no address of a programme", ingest.ErrUnsupported), "see that it is complete")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return answer{}, fmt.Errorf("ask for the programme: %w", err)
	}
	req.Header.Set("Accept", "application/json, text/xml, application/xml, text/calendar, text/csv, */*;q=0.5")
	if s.Validators.ETag != "" {
		req.Header.Set("If-None-Match", s.Validators.ETag)
	}
	if s.Validators.LastModified != "" {
		req.Header.Set("If-Modified-Since", s.Validators.LastModified)
	}
	resp, err := client.Do(req)
	if err != nil {
		return answer{}, hostError(u, err)
	}
	defer func() { _ = resp.Body.Close() }()
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusNotModified:
		return answer{unchanged: true}, nil
	default:
		return answer{}, refusal(u, resp.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxFile))
	if err != nil {
		return answer{}, hostError(u, err)
	}
	if len(data) == maxFile {
		return answer{}, tooLarge(plainAddress(u))
	}
	return answer{resp.Request.URL, data, Validators{resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")}, false}, nil
}

// hostError names the address with what went wrong below HTTP.
func hostError(u *url.URL, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	cause := httpx.Cause(err)
	if host, ok := errors.AsType[*ingest.HostError](cause); ok {
		told := *host
		told.Provider, told.Op = u.Host, "programme "+plainAddress(u)
		return ingest.WithHint(&told, hintOr(cause, "see that the address is right and the network is there"))
	}
	return ingest.WithHint(&ingest.HostError{Provider: u.Host, Op: "programme " + plainAddress(u), Err: ingest.ErrUnreachable, Message: httpx.Plain(httpx.Redact(cause.Error()), 200)},
		"see that the address is right and the network is there")
}

func hintOr(err error, otherwise string) string {
	if hint := ingest.Hint(err); hint != "" {
		return hint
	}
	return otherwise
}

// refusal is the error for a status that is no success.
func refusal(u *url.URL, status int) error {
	err := &ingest.HostError{Provider: u.Host, Op: "programme " + plainAddress(u), Status: status, Err: httpx.StatusError(status)}
	hint := "see that the address is right; a file or folder may be given instead"
	if status == http.StatusTooManyRequests || status >= 500 {
		hint = "try again later"
	}
	return ingest.WithHint(err, hint)
}

// plainAddress is an address without its query, which may hold a key.
func plainAddress(u *url.URL) string { return u.Scheme + "://" + u.Host + u.Path }
