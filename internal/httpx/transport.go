package httpx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/time/rate"

	"github.com/pyvideo/stevie/ingest"
)

// transport is the policy of a Config. Its zero values are filled in.
type transport struct{ Config }

// RoundTrip implements [http.RoundTripper].
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer func() { _ = req.Body.Close() }()
	}
	return (&exchange{transport: t, req: req}).run()
}

// send makes one attempt and reads its answer whole.
func (t *transport) send(req *http.Request, attempt int) (*answer, error) {
	if err := wait(req.Context(), t.Limiter); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(req.Context(), t.Timeout, errAttemptTimeout)
	defer cancel()
	out, err := t.outgoing(ctx, req)
	if err != nil {
		return nil, err
	}
	if t.Spend != nil {
		if err := t.Spend(req.Context()); err != nil {
			return nil, &spendingError{err}
		}
	}
	t.Meter.add()
	ingest.Spend(req.Context(), ingest.Usage{Requests: 1, Quota: t.Units})
	start := time.Now()
	a, err := t.receive(out)
	if err != nil && ctx.Err() != nil && req.Context().Err() == nil {
		err = errAttemptTimeout
	}
	t.log(req, attempt, start, a, err)
	if err != nil {
		return nil, err
	}
	// The answer names the caller's request: the one sent has credentials.
	a.resp.Request = req
	return a, nil
}

// spendingError keeps what Spend said from being taken for the network's fault.
type spendingError struct{ error }

func (e *spendingError) Unwrap() error { return e.error }

// outgoing copies the request, so that what is added here stays here.
func (t *transport) outgoing(ctx context.Context, req *http.Request) (*http.Request, error) {
	out := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, fmt.Errorf("read the request again: %w", err)
		}
		out.Body = body
	}
	out.Header.Set("User-Agent", t.UserAgent)
	if t.Authorize != nil && t.Origin != nil && sameOrigin(out.URL, t.Origin) {
		if err := t.Authorize(out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// answer is a response whose body has been read.
type answer struct {
	resp *http.Response
	body []byte
}

func (t *transport) receive(out *http.Request) (*answer, error) {
	resp, err := t.Base.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, t.MaxBody+1))
	if err != nil {
		return nil, err
	}
	if int64(len(body)) > t.MaxBody {
		return nil, errTooLong
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.ContentLength = int64(len(body))
	return &answer{resp, body}, nil
}

func (t *transport) log(req *http.Request, attempt int, start time.Time, a *answer, err error) {
	ctx := req.Context()
	if !t.Logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	attrs := []slog.Attr{
		slog.String("provider", t.Provider),
		slog.String("method", req.Method),
		slog.String("url", Redact(req.URL.Redacted())),
		slog.Int("attempt", attempt),
		slog.Duration("duration", time.Since(start)),
	}
	switch {
	case err != nil:
		attrs = append(attrs, slog.String("error", describe(err)))
	default:
		attrs = append(attrs, slog.Int("status", a.resp.StatusCode), slog.Int("bytes", len(a.body)))
	}
	t.Logger.LogAttrs(ctx, slog.LevelDebug, "request", attrs...)
}

// wait takes one token from the limiter. Unlike [rate.Limiter.Wait] it does not
// give up beforehand because a deadline would pass.
func wait(ctx context.Context, limiter *rate.Limiter) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if limiter == nil {
		return nil
	}
	turn := limiter.Reserve()
	if !turn.OK() {
		return errors.New("the rate limiter lets no request through: its burst is 0")
	}
	timer := time.NewTimer(turn.Delay())
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		turn.Cancel()
		return ctx.Err()
	}
}

// Network is the transport for the real network. It has timeouts for the steps
// that can hang before the attempt's own runs out.
func Network() http.RoundTripper {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           dialer.DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          20,
		MaxIdleConnsPerHost:   8,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: 20 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
}

var (
	errTooLong        = errors.New("the answer is too long")
	errAttemptTimeout = errors.New("no answer in time")
)

var _ http.RoundTripper = (*transport)(nil)

// hostFault is the host answering in a way that no repetition mends.
func (t *transport) hostFault(status int, message string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: t.Provider, Status: status, Err: ingest.ErrHostFault, Message: message,
	}, "try again later")
}
