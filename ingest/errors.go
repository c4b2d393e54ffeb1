package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// What can go wrong with a URL or a host. Providers wrap these, so that
// [errors.Is] finds them; a host's own words are in a [HostError].
var (
	ErrNoMatch      = errors.New("not an address of this host")
	ErrNoProvider   = errors.New("no provider for this address")
	ErrUnsupported  = errors.New("unsupported address")
	ErrNoKey        = errors.New("no key or token")
	ErrUnauthorized = errors.New("key or token refused")
	ErrForbidden    = errors.New("access denied")
	ErrNotFound     = errors.New("not found or private")
	ErrQuota        = errors.New("daily quota used up")
	ErrRateLimit    = errors.New("too many requests")
	ErrHostFault    = errors.New("the host failed")
	ErrUnreachable  = errors.New("the host could not be reached")
	ErrNotTheHost   = errors.New("the answer did not come from the host")
	ErrIncomplete   = errors.New("the listing is not complete")
)

// HostError is a host's refusal or failure. Its text never holds a key, a
// token, a query string or a control character.
type HostError struct {
	Provider   string
	Op         string        // what was asked: "playlist PL…"
	Status     int           // HTTP status, 0 when no answer came
	Code       string        // the host's reason: "quotaExceeded"
	Message    string        // the host's words, tags removed
	RetryAfter time.Duration // what the host asked for, 0 when it did not
	Err        error         // one of the errors above
}

func (e *HostError) Error() string {
	s := e.Provider
	if e.Op != "" {
		s += ": " + e.Op
	}
	s += ": " + e.Err.Error()
	switch {
	case e.Message != "":
		s += fmt.Sprintf(" (%s)", e.Message)
	case e.Code != "":
		s += fmt.Sprintf(" (%s)", e.Code)
	case e.Status != 0:
		s += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	return s
}

// Unwrap gives the sentinel.
func (e *HostError) Unwrap() error { return e.Err }

// hinted is an error with a remedy.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

// WithHint adds to an error what its reader can do about it: one sentence,
// printed on a line of its own. A nil error stays nil.
func WithHint(err error, hint string) error {
	if err == nil {
		return nil
	}
	return &hinted{err, hint}
}

// Hint returns the remedy nearest to the outside of err, "" without one.
func Hint(err error) string {
	if h, ok := errors.AsType[*hinted](err); ok {
		return h.hint
	}
	return ""
}

// MissingError is a file or folder that somebody named and that is not there. It wraps
// [fs.ErrNotExist].
type MissingError struct{ Path string }

func (e *MissingError) Error() string { return fmt.Sprintf("there is no file or folder %q", e.Path) }

// Unwrap gives what the system calls it.
func (e *MissingError) Unwrap() error { return fs.ErrNotExist }

// PathFault is an error of the system about a path that somebody named, in plain words: a
// [MissingError] where nothing is there.
func PathFault(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &MissingError{path}
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%q is a file, and a folder is wanted", path)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Errorf("%q is a folder, and a file is wanted", path)
	}
	return err
}
