package vimeo

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

const (
	// unnamedPause is how long Vimeo blocks whoever asked too often, when an
	// answer does not say (help.vimeo.com, "Rate limits").
	unnamedPause = time.Minute
	// maxPause is the longest pause that is slept. Limits are per minute; what
	// takes longer is for a person or a scheduler to wait for.
	maxPause = httpx.DefaultMaxWait
)

// pace keeps within the limit that Vimeo announces with each answer. It pauses
// before the limit is overrun, as an app that overruns it often is blocked.
type pace struct {
	mu     sync.Mutex
	resume time.Time // when the next request may go out
}

// observe reads what an answer says about the limit.
func (p *pace) observe(status int, header http.Header, now time.Time) {
	remaining, err := strconv.Atoi(strings.TrimSpace(header.Get("X-RateLimit-Remaining")))
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case status == http.StatusTooManyRequests:
		p.resume = now.Add(pause(header, now))
	case err == nil && remaining <= 1:
		p.resume = now.Add(untilReset(header, now))
	}
}

// wait pauses until the next request may go out.
func (p *pace) wait(ctx context.Context, op string) error {
	p.mu.Lock()
	left := time.Until(p.resume)
	p.mu.Unlock()
	if left <= 0 {
		return nil
	}
	if left > maxPause {
		return rateLimited(&ingest.HostError{
			Provider: Name, Op: op, RetryAfter: left.Round(time.Second), Err: ingest.ErrRateLimit,
		})
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("vimeo: %s: %w", op, ctx.Err())
	}
}

// retry is httpx's question whether an answer is worth asking again. On the way
// it gives a 429 that lacks it the Retry-After header that httpx goes by: Vimeo
// says when in a header of its own, or not at all.
func (p *pace) retry(status int, header http.Header, body []byte) bool {
	if status == http.StatusTooManyRequests {
		seconds := (pause(header, time.Now()) + time.Second - 1) / time.Second
		header.Set("Retry-After", strconv.Itoa(int(seconds)))
	}
	return httpx.DefaultRetry(status, header, body)
}

// pause is how long a 429 asks to be left alone.
func pause(header http.Header, now time.Time) time.Duration {
	if d, ok := httpx.RetryAfter(header, now); ok {
		return d
	}
	return untilReset(header, now)
}

// untilReset reads X-RateLimit-Reset: ISO 8601, Unix seconds, or a number of
// seconds from now. Without one that makes sense it is a minute.
func untilReset(header http.Header, now time.Time) time.Duration {
	reset, ok := parseReset(strings.TrimSpace(header.Get("X-RateLimit-Reset")), now)
	if !ok {
		return unnamedPause
	}
	// The host's own clock, where it shows it, so that a wrong one here does not
	// matter.
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	// Resets are in whole seconds; the one under way may have begun.
	return max(0, reset.Sub(now)) + time.Second
}

func parseReset(value string, now time.Time) (time.Time, bool) {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && n >= 0 {
		const threeYears = 1e8 // seconds: more is a moment, less a wait
		if n < threeYears {
			return now.Add(time.Duration(n) * time.Second), true
		}
		return time.Unix(n, 0), true
	}
	for _, layout := range []string{
		time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05", time.DateTime,
	} {
		if t, err := time.Parse(layout, value); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
