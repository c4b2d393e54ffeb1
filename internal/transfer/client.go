package transfer

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/pyvideo/stevie/internal/httpx"
)

// NewClient returns a client for large files, without credentials and without a limit of
// time: [Client.Get] ends what has come to a halt. Both arguments may be zero.
func NewClient(userAgent string, logger *slog.Logger) *http.Client {
	if userAgent == "" {
		userAgent = httpx.DefaultUserAgent
	}
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	return &http.Client{Transport: named{httpx.Network(), userAgent, logger}, CheckRedirect: httpx.FollowRedirect}
}

// named says who asks, and logs what for.
type named struct {
	base      http.RoundTripper
	userAgent string
	logger    *slog.Logger
}

func (n named) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.Header.Set("User-Agent", n.userAgent)
	resp, err := n.base.RoundTrip(out)
	if err == nil {
		n.logger.DebugContext(req.Context(), "request", "method", req.Method, "url", httpx.Redact(req.URL.Redacted()),
			"range", req.Header.Get("Range"), "status", resp.StatusCode)
	}
	return resp, err
}

// Size asks how large a file is, and for nothing of it; 0 is unknown.
func Size(ctx context.Context, client *http.Client, address string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	f := File{Name: address}
	if err != nil {
		return 0, f.broken(ctx, unanswered(err), err)
	}
	defer func() { _ = resp.Body.Close() }()
	switch resp.StatusCode {
	case http.StatusOK:
		return max(0, resp.ContentLength), nil
	case http.StatusNotFound, http.StatusGone:
		return 0, f.fault(httpx.StatusError(resp.StatusCode), fmt.Sprintf("HTTP %d", resp.StatusCode))
	}
	return 0, nil // many that refuse to say so have the file all the same
}
