package providertest

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

// silent never answers.
var silent = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })

// testCancelling has the caller give up while the adapter waits for something.
// That its goroutines end too is for the bubble to see.
func (h Harness) testCancelling(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.Handler{
		"while the host is silent":      silent,
		"while a page comes in":         stalling("application/json", `{"data": [`),
		"while waiting to ask again":    refusal(http.StatusTooManyRequests, "Retry-After", "30"),
		"while a failing host is asked": refusal(http.StatusBadGateway),
	} {
		h.perform(t, name+", at once", talks(3), func(t *testing.T, s *stage) {
			s.host.failWith(always(answer))
			s.cancelAfter(t, time.Millisecond, 0)
		})
		h.perform(t, name+", in mid-page", talks(5*h.PageSize), func(t *testing.T, s *stage) {
			// Once the caller has the first video, the next page meets the fault. An
			// adapter must not have run out of repetitions by then, however short the
			// pauses come out by chance.
			s.cancelAfter(t, 200*time.Millisecond, 1, func() { s.host.failWith(always(answer)) })
		})
	}
	h.perform(t, "before anything", talks(3), func(t *testing.T, s *stage) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.list(ctx, t); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want %v", err, context.Canceled)
		}
		if n := len(s.host.seen()); n != 0 {
			t.Errorf("%d requests in spite of it", n)
		}
	})
	h.perform(t, "by a deadline", talks(3), func(t *testing.T, s *stage) {
		s.host.failWith(always(silent))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.list(ctx, t); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
		}
	})
}

// cancelAfter walks the collection, calls the hooks after the first video, and
// gives up after the delay. It wants the walk to end at that moment, and at
// least min videos before.
func (s *stage) cancelAfter(t *testing.T, delay time.Duration, min int, hooks ...func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	start := time.Now()
	time.AfterFunc(delay, cancel)

	listing, err := s.provider.List(ctx, s.match(t, s.Collection))
	count := 0
	if err == nil {
		for _, walkErr := range listing.Videos {
			if walkErr != nil {
				err = walkErr
				break
			}
			if count++; count == 1 {
				for _, hook := range hooks {
					hook()
				}
			}
		}
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v after %d videos, want %v", err, count, context.Canceled)
	}
	if took := time.Since(start); took != delay {
		t.Errorf("ended after %v, cancelled after %v", took, delay)
	}
	if count < min {
		t.Errorf("%d videos before the end, want at least %d", count, min)
	}
}
