package transfer

import (
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
