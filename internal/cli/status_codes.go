package cli

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/termtext"
)

// The exit statuses.
const (
	ExitDone        = 0   // done; unavailable videos and warnings included
	ExitFindings    = 1   // errors found, drafts refused, a question without a terminal, a file that could not be written
	ExitUsage       = 2   // usage, unsupported address, configuration, no key
	ExitHost        = 3   // a host refused or could not be reached
	ExitInterrupted = 130 // Ctrl-C
)

// exitError carries an exit status through an error chain.
type exitError struct {
	error
	status int
}

func (e *exitError) Unwrap() error { return e.error }

// usage marks an error as the caller's: wrong flags, settings or addresses.
func usage(err error) error { return &exitError{err, ExitUsage} }

// missing is the error about a path on the command line that leads nowhere.
func missing(path string) error {
	return ingest.WithHint(&ingest.MissingError{Path: path}, "paths count from the folder that you are in: see that you are in the right one, and for typing errors")
}

// dataFlagError is the error about a data tree that was named with --data.
func dataFlagError(err error) error {
	return usage(ingest.WithHint(err, "get one with `git clone https://github.com/pyvideo/data`, and give its folder with --data"))
}

// errFindings ends a command whose output has told already what is wrong.
var errFindings = errors.New("findings")

// exitStatus reads the status off an error.
func exitStatus(err error) int {
	if err == nil {
		return ExitDone
	}
	if errors.Is(err, context.Canceled) {
		return ExitInterrupted
	}
	if with, ok := errors.AsType[*exitError](err); ok {
		return with.status
	}
	for _, ours := range []error{ingest.ErrNoProvider, ingest.ErrUnsupported, ingest.ErrNoMatch, ingest.ErrNoKey} {
		if errors.Is(err, ours) {
			return ExitUsage
		}
	}
	if _, ok := errors.AsType[*pipeline.RequestError](err); ok {
		return ExitUsage
	}
	if _, ok := errors.AsType[*pipeline.ForgeError](err); ok {
		return ExitHost
	}
	if _, ok := errors.AsType[*ingest.HostError](err); ok {
		return ExitHost
	}
	return ExitFindings
}

// report prints an error, or each of those that were joined, as one line that says what and, where there is something
// to do, others that say so.
func (s Streams) report(err error) {
	switch {
	case err == nil, errors.Is(err, errFindings):
		return
	case errors.Is(err, context.Canceled):
		s.say("interrupted; nothing is half done, run the same command again to go on")
		return
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok { // each has its own hint
		for _, one := range several.Unwrap() {
			s.report(one)
		}
		return
	}
	s.say("error: %s", plain(err.Error()))
	for line := range strings.Lines(hintFor(err)) {
		s.say("hint: %s", plain(strings.TrimSpace(line)))
	}
}

// hintFor is the remedy that an error brings, or the one for what the system
// refused.
func hintFor(err error) string {
	hint := ingest.Hint(err)
	switch {
	case hint != "":
		return hint
	case isDiskFull(err):
		return "make room on the disk, then run the same command again: it goes on where it stopped"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return "see that you may write there, then run the same command again"
	}
	return ""
}

// isDiskFull reports whether there was no room for a file, on the disk or in what
// the person may use of it.
func isDiskFull(err error) bool {
	const errorDiskFull = syscall.Errno(112) // of Windows
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || runtime.GOOS == "windows" && errors.Is(err, errorDiskFull)
}

// plain makes a message one harmless line. Several errors joined come on one
// line too, parted by semicolons.
func plain(message string) string {
	return termtext.Line(httpx.Redact(strings.ReplaceAll(message, "\n", "; ")))
}
