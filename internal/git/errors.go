package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/termtext"
)

// What can go wrong, for [errors.Is]. Git's own words are in an [Error].
var (
	ErrNotRepository = errors.New("not a git repository of its own")
	ErrOwnership     = errors.New("git does not trust a folder of another owner")
	ErrNoIdentity    = errors.New("git does not know whose commit it would be")
	ErrNoCommits     = errors.New("the repository has no commits yet")
	ErrNoDefault     = errors.New("it is not clear which branch is the default one")
	ErrDamaged       = errors.New("a branch is damaged")
	ErrNameTaken     = errors.New("there is a branch whose name rules it out")
	ErrMoved         = errors.New("the branch was changed by somebody else just now")
	ErrRejected      = errors.New("the remote has commits of the branch that are not here")
)

// NotInstalledError says that there is no git to run.
type NotInstalledError struct{ Err error }

func (e *NotInstalledError) Error() string { return "git is not installed" }

// Unwrap returns why it was not found.
func (e *NotInstalledError) Unwrap() error { return e.Err }

// Error is a call of git that failed.
type Error struct {
	Command string // the subcommand, "update-ref"
	Status  int    // exit status, -1 if it was killed
	Stderr  string // what it said, one line without secrets
	Err     error  // one of the errors above, or what running it failed with
}

func (e *Error) Error() string {
	said := e.Stderr
	if said == "" {
		said = e.Err.Error()
	}
	return fmt.Sprintf("git %s: %s", e.Command, said)
}

// Unwrap returns the error that the failure was recognized as.
func (e *Error) Unwrap() error { return e.Err }

// failure makes an error of a call that did not end well.
func failure(ctx context.Context, args []string, err error, stderr []byte) error {
	if ctx.Err() != nil {
		return fmt.Errorf("git %s: %w", args[0], ctx.Err())
	}
	e := &Error{Command: args[0], Status: -1, Stderr: saying(stderr), Err: err}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		e.Status = exit.ExitCode()
	}
	if known := recognize(string(stderr)); known != nil {
		e.Err = known
	}
	return e
}

// recognize tells the failures that a person can do something about. Git has no
// statuses for them, so it goes by its words, which LC_ALL=C keeps English.
func recognize(stderr string) error {
	for _, s := range []struct {
		words string
		err   error
	}{
		{"not a git repository", ErrNotRepository},
		{"must be run in a work tree", ErrNotRepository},
		{"dubious ownership", ErrOwnership},
		{"unsafe repository", ErrOwnership}, // before 2.36
		{"tell me who you are", ErrNoIdentity},
		{"auto-detection is disabled", ErrNoIdentity},
		{"empty ident name", ErrNoIdentity},
		{"exists; cannot create", ErrNameTaken},
		{"but expected", ErrMoved},
		{"reference already exists", ErrMoved},
		{"[rejected]", ErrRejected},
	} {
		if strings.Contains(stderr, s.words) {
			return s.err
		}
	}
	return nil
}

// maxSaying bounds how much of git's own words an error repeats, in characters.
const maxSaying = 300

// saying is what git wrote to stderr on one line.
func saying(stderr []byte) string {
	var lines []string
	for line := range bytes.Lines(stderr) {
		text := strings.TrimSpace(string(line))
		for _, prefix := range []string{"fatal: ", "error: "} {
			text = strings.TrimPrefix(text, prefix)
		}
		if text != "" && !strings.HasPrefix(text, "hint: ") {
			lines = append(lines, text)
		}
	}
	return termtext.Short(httpx.Redact(strings.Join(lines, "; ")), maxSaying)
}
