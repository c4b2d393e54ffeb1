package httpx

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/pyvideo/stevie/ingest"
)

const (
	maxNetworkTries = 3
	maxTimeouts     = 2
	// patience bounds the time after which a request that does not succeed is
	// not begun again. With the default timeout a dead host has cost less than a
	// minute then. Sleeps that a host asked for do not count: it is alive.
	patience = 35 * time.Second
)

// exchange is one request with its repetitions.
type exchange struct {
	*transport
	req      *http.Request
	start    time.Time
	attempts int
	failures int           // of the network
	timeouts int           // failures because of the time
	asked    time.Duration // slept because the host asked for it
}

func (x *exchange) run() (*http.Response, error) {
	x.start = time.Now()
	resp, err := backoff.Retry(x.req.Context(), x.attempt,
		// Full jitter: from nothing to twice the interval.
		backoff.WithBackOff(&backoff.ExponentialBackOff{
			InitialInterval:     250 * time.Millisecond,
			RandomizationFactor: 1,
			Multiplier:          2,
			MaxInterval:         4 * time.Second,
		}),
		backoff.WithMaxTries(uint(x.MaxTries)),
		backoff.WithMaxElapsedTime(0), // see patience
	)
	if ctxErr := x.req.Context().Err(); err != nil && ctxErr != nil {
		return nil, ctxErr
	}
	// An answer that stayed as it is after the last repetition is the answer.
	if resp != nil {
		return resp, nil
	}
	if last, ok := errors.AsType[*backoff.PermanentError](err); ok {
		err = last.Err
	}
	return nil, err
}

// errAgain sends [backoff.Retry] round once more.
var errAgain = errors.New("ask again")

// attempt asks once. A response with an error is one to ask for again, and the
// one to return if that is not possible.
func (x *exchange) attempt() (*http.Response, error) {
	x.attempts++
	a, err := x.send(x.req, x.attempts)
	if err != nil {
		return nil, x.afterFailure(err)
	}
	if err := x.portal(a); err != nil {
		return nil, backoff.Permanent(err)
	}
	if x.Retry(a.resp.StatusCode, a.resp.Header, a.body) {
		return a.resp, x.afterRefusal(a)
	}
	if x.JSON && x.req.Method != http.MethodHead && a.resp.StatusCode == http.StatusOK {
		if fault := nonsense(a.body); fault != "" {
			return nil, x.again(x.hostFault(a.resp.StatusCode, fault))
		}
	}
	return a.resp, nil
}

// afterRefusal says when an answer that is worth it is asked for again.
func (x *exchange) afterRefusal(a *answer) error {
	pause, ok := x.RetryAfter(a.resp.Header, time.Now())
	if !ok {
		return x.again(errAgain)
	}
	if x.asked+pause > x.MaxWait {
		return backoff.Permanent(errAgain)
	}
	x.asked += pause
	return x.again(&backoff.RetryAfterError{Duration: pause})
}

// afterFailure says whether a request that got no answer is made again.
func (x *exchange) afterFailure(err error) error {
	x.failures++
	if errors.Is(err, errAttemptTimeout) {
		x.timeouts++
	}
	again, failure := x.networkError(err)
	if !again || x.failures >= maxNetworkTries || x.timeouts >= maxTimeouts {
		return backoff.Permanent(failure)
	}
	return x.again(failure)
}

// again asks for another attempt while it makes sense to begin one.
func (x *exchange) again(err error) error {
	replayable := x.req.Body == nil || x.req.Body == http.NoBody || x.req.GetBody != nil
	if !replayable || time.Since(x.start)-x.asked > patience {
		return backoff.Permanent(err)
	}
	return err
}

// portal recognises an answer that a network gave in the host's place.
func (x *exchange) portal(a *answer) error {
	status := a.resp.StatusCode
	if status == http.StatusNetworkAuthenticationRequired {
		return x.notTheHost(status, "the network wants a login")
	}
	if x.JSON && success(a) && IsHTML(a.resp.Header, a.body) {
		return x.notTheHost(status, "a web page where JSON was expected")
	}
	return nil
}

// nonsense says what is wrong with a body that should be a JSON object, "" for
// nothing.
func nonsense(body []byte) string {
	switch {
	case !json.Valid(body):
		return "the answer was cut off"
	case !bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("{")):
		return "the answer makes no sense: it is no JSON object"
	}
	return ""
}

func success(a *answer) bool { return a.resp.StatusCode/100 == 2 }

// DefaultRetry reports whether a status is one that passes: too many requests, a
// timeout, or a failure on the host's side.
func DefaultRetry(status int, _ http.Header, _ []byte) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return status >= 500
}

// RetryAfter reads the Retry-After header in both its forms, seconds and a date.
// It reports false when there is none that makes sense.
func RetryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}

// StatusError is what a status that is no success says of who asks for a file.
func StatusError(status int) error {
	switch {
	case status == http.StatusUnauthorized:
		return ingest.ErrUnauthorized
	case status == http.StatusForbidden:
		return ingest.ErrForbidden
	case status == http.StatusTooManyRequests:
		return ingest.ErrRateLimit
	case status >= 400 && status < 500:
		return ingest.ErrNotFound
	}
	return ingest.ErrHostFault
}
