// Package gh opens pull requests through gh, GitHub's own command, with the login
// that the person has there. Use it for a branch that has been pushed. No shell is
// involved; texts go through standard input.
package gh

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/termtext"
)

// NotInstalledError says that there is no gh to run.
type NotInstalledError struct{ Err error }

func (e *NotInstalledError) Error() string { return "gh, the command of GitHub, is not installed" }

// Unwrap returns why it was not found.
func (e *NotInstalledError) Unwrap() error { return e.Err }

// Error is a call of gh that failed.
type Error struct {
	Command string // "pr create"
	Stderr  string // what it said, one line without secrets
	Err     error
}

func (e *Error) Error() string {
	if e.Stderr == "" {
		return fmt.Sprintf("gh %s: %v", e.Command, e.Err)
	}
	return fmt.Sprintf("gh %s: %s", e.Command, e.Stderr)
}

// Unwrap returns what running it failed with.
func (e *Error) Unwrap() error { return e.Err }

// Client runs gh for one checkout.
type Client struct {
	// Repo is where pull requests go, OWNER/NAME or HOST/OWNER/NAME; "" lets gh
	// tell from the checkout's remotes.
	Repo string

	bin string
	dir string
}

// Find looks for gh. The error is a [*NotInstalledError] with a remedy.
func Find(dir string) (*Client, error) {
	bin, err := exec.LookPath("gh")
	if err != nil {
		return nil, ingest.WithHint(&NotInstalledError{err}, "install it from https://cli.github.com/ and run gh auth login")
	}
	return &Client{bin: bin, dir: dir}, nil
}

// Pull is a pull request that is to be opened.
type Pull struct {
	Owner  string // of the repository that the branch was pushed to, "" for the same as Repo's
	Branch string
	Base   string // the branch that it shall be merged into
	Title  string
	Body   string // Markdown
}

// Open returns the address of the open pull request for a branch, "" if there is
// none.
func (c *Client) Open(ctx context.Context, p Pull) (url string, err error) {
	out, err := c.run(ctx, "", "pr", "list", "--head", p.Branch, "--base", p.Base, "--state", "open", "--json", "url,headRepositoryOwner")
	if err != nil {
		return "", err
	}
	var pulls []struct {
		URL   string `json:"url"`
		Owner struct {
			Login string `json:"login"`
		} `json:"headRepositoryOwner"`
	}
	if err := json.Unmarshal(out, &pulls); err != nil {
		return "", fmt.Errorf("gh pr list: %w", err)
	}
	for _, found := range pulls {
		if p.Owner == "" || strings.EqualFold(found.Owner.Login, p.Owner) {
			return found.URL, nil
		}
	}
	return "", nil
}

// Create opens a pull request and returns its address.
func (c *Client) Create(ctx context.Context, p Pull) (url string, err error) {
	head := p.Branch
	if p.Owner != "" {
		head = p.Owner + ":" + p.Branch
	}
	out, err := c.run(ctx, p.Body, "pr", "create", "--head", head, "--base", p.Base, "--title", p.Title, "--body-file", "-")
	return lastLine(out), err
}

// Comment adds a comment to a pull request.
func (c *Client) Comment(ctx context.Context, url, body string) error {
	_, err := c.run(ctx, body, "pr", "comment", url, "--body-file", "-")
	return err
}

func lastLine(out []byte) string {
	text := strings.TrimSpace(string(out))
	return text[strings.LastIndexByte(text, '\n')+1:]
}

func (c *Client) run(ctx context.Context, stdin string, args ...string) ([]byte, error) {
	name := strings.Join(args[:2], " ")
	if c.Repo != "" && !strings.HasPrefix(args[2], "https://") {
		args = append(args, "--repo", c.Repo)
	}
	cmd := exec.CommandContext(ctx, c.bin, args...)
	cmd.Dir = c.dir
	cmd.Stdin = strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GH_PROMPT_DISABLED=1", "GH_NO_UPDATE_NOTIFIER=1", "NO_COLOR=1", "GH_DEBUG=")
	cmd.WaitDelay = 5 * time.Second
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("gh %s: %w", name, ctx.Err())
		}
		return nil, failure(name, err, problems.String())
	}
	return out.Bytes(), nil
}

const maxSaying = 300 // characters of gh's own words that an error repeats

func failure(name string, err error, stderr string) error {
	said := termtext.Short(httpx.Redact(stderr), maxSaying)
	failed := error(&Error{Command: name, Stderr: said, Err: err})
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == 4 || strings.Contains(stderr, "gh auth login") {
		return ingest.WithHint(failed, "log in with gh auth login, or set GH_TOKEN, then repeat the command")
	}
	return failed
}
