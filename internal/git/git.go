// Package git commits to a repository without touching its checkout, through
// the git binary. Use it where files shall become a commit on a branch while
// somebody else may be at work in the same folder: HEAD, the index and the
// working tree stay as they are, byte for byte.
//
// No shell is involved, and nothing that comes from a host becomes an argument.
// The plumbing runs no hook but the repository's own reference-transaction, and
// a push its pre-push: hooks are never cloned, so they are the person's.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// Repo is a repository with a working tree.
type Repo struct {
	// Prompt lets git ask for a password when it pushes.
	Prompt bool

	dir    string // top of the working tree
	bin    string
	env    []string
	config []string // settings laid over the person's own, "name=value"
}

// Open returns the repository whose working tree has its top in dir. The error
// is a [*NotInstalledError] without git, wraps [ErrNotRepository] where dir is
// the top of none, and has a remedy.
func Open(ctx context.Context, dir string) (*Repo, error) {
	bin, err := exec.LookPath("git")
	if err != nil {
		return nil, ingest.WithHint(&NotInstalledError{err}, "install git from https://git-scm.com/, or commit without stevie")
	}
	r := &Repo{dir: dir, bin: bin, env: environment(os.Environ()), config: settings()}
	out, err := r.run(ctx, "rev-parse", "--is-inside-work-tree", "--is-bare-repository", "--show-prefix")
	if errors.Is(err, ErrNotRepository) {
		return nil, ingest.WithHint(fmt.Errorf("%s: %w", dir, ErrNotRepository), notARepository)
	}
	if err != nil {
		return nil, r.withOwnerHint(err)
	}
	answers := strings.SplitN(string(out), "\n", 3)
	switch {
	case len(answers) < 3:
		return nil, fmt.Errorf("git rev-parse answered %q", out)
	case answers[0] != "true" || answers[1] == "true":
		return nil, ingest.WithHint(fmt.Errorf("%s: %w: it is bare, without a working tree", dir, ErrNotRepository), notARepository)
	case strings.TrimSpace(answers[2]) != "":
		return nil, ingest.WithHint(fmt.Errorf("%s: %w: it is a folder of a larger repository", dir, ErrNotRepository), notARepository)
	}
	return r, nil
}

const notARepository = "clone pyvideo/data (git clone https://github.com/pyvideo/data), and set data in stevie.toml to that folder"

// Tracks reports whether a file is under version control, in whatever repository it lies.
func Tracks(ctx context.Context, file string) bool {
	bin, err := exec.LookPath("git")
	if err != nil {
		return false
	}
	r := &Repo{dir: filepath.Dir(file), bin: bin, env: environment(os.Environ()), config: settings()}
	_, err = r.run(ctx, "ls-files", "--error-unmatch", "--", filepath.Base(file))
	return err == nil
}

// Dir returns the top of the working tree.
func (r *Repo) Dir() string { return r.dir }

// withOwnerHint adds the way out of git's mistrust of other people's folders.
func (r *Repo) withOwnerHint(err error) error {
	if errors.Is(err, ErrOwnership) {
		return ingest.WithHint(err, "if you trust that folder: git config --global --add safe.directory "+r.dir)
	}
	return err
}

// settings are those that every call needs.
func settings() []string {
	return []string{
		"core.fsmonitor=false",           // starts no daemon for an index that is gone at once
		"core.splitIndex=false",          // leaves no shared part of it in .git
		"core.sparseCheckout=false",      // commits files that are not checked out as well
		"core.fsync=committed,reference", // a branch never points to what a power cut took
		"i18n.commitEncoding=UTF-8",
		"user.useConfigOnly=true", // refuses to make up an address from the machine's name
	}
}

// environment is the person's without what would lead git to another repository,
// and with messages that can be recognized. Nothing refreshes the index on the way.
func environment(env []string) []string {
	local := []string{
		"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
		"GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_QUARANTINE_PATH",
		"GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
		"GIT_TRACE", "GIT_TRACE_CURL", "GIT_CURL_VERBOSE", // their output is not ours to show, and may hold tokens
		"LC_ALL", "LANGUAGE", "GIT_OPTIONAL_LOCKS",
	}
	kept := slices.DeleteFunc(slices.Clone(env), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(local, name)
	})
	return append(kept, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
}

// run calls git and returns what it prints.
func (r *Repo) run(ctx context.Context, args ...string) ([]byte, error) {
	return r.call(ctx, nil, args...)
}

// call is run with an input.
func (r *Repo) call(ctx context.Context, stdin io.Reader, args ...string) ([]byte, error) {
	out, _, err := r.listen(ctx, stdin, args...)
	return out, err
}

// listen is call for who also wants to know what git warns of.
func (r *Repo) listen(ctx context.Context, stdin io.Reader, args ...string) (answer, warnings []byte, err error) {
	cmd := r.command(ctx, args...)
	cmd.Stdin = stdin
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return nil, nil, failure(ctx, args, err, problems.Bytes())
	}
	return out.Bytes(), problems.Bytes(), nil
}

func (r *Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	var before []string
	for _, setting := range r.config {
		before = append(before, "-c", setting)
	}
	before = append(before, "--no-pager", "--literal-pathspecs")
	cmd := exec.CommandContext(ctx, r.bin, append(before, args...)...)
	cmd.Dir = r.dir
	cmd.Env = slices.Clone(r.env)
	if !r.Prompt {
		cmd.Env = append(cmd.Env, "GIT_TERMINAL_PROMPT=0")
	}
	// An interrupt lets git remove its lock files. Where there are no interrupts
	// it is killed.
	cmd.Cancel = func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return cmd.Process.Kill()
		}
		return nil
	}
	cmd.WaitDelay = 5 * time.Second
	return cmd
}
