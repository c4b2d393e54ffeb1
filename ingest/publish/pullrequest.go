package publish

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/gh"
)

// PullRequest is what became of the pull request for an event's branch.
type PullRequest struct {
	URL   string // "" where there was nothing for one
	State PullRequestState
}

// PullRequestState says what was done about a pull request.
type PullRequestState string

// The states. A pull request that is open keeps its text, which people may have
// edited.
const (
	PullRequestNone      PullRequestState = ""          // there is nothing to be merged
	PullRequestOpened    PullRequestState = "opened"    // now
	PullRequestCommented PullRequestState = "commented" // it was open, and has got the new commit
	PullRequestOpen      PullRequestState = "open"      // with all that there is
)

// ForgeError is a failure of the forge that a branch is pushed to, after all work was
// saved.
type ForgeError struct{ Err error }

func (e *ForgeError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *ForgeError) Unwrap() error { return e.Err }

func atForge(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return &ForgeError{err}
}

// OpenPullRequest pushes the branch of a commit and sees to it that there is a pull
// request for it, with a text for a new one or as a comment on one that is open.
func (g *Repository) OpenPullRequest(ctx context.Context, result Publication, title, body string) (PullRequest, error) {
	if result.Branch == "" || len(result.Report.Talks) == 0 {
		return PullRequest{}, nil
	}
	remote, err := g.repo.PushRemote(ctx, g.base)
	if err != nil {
		return PullRequest{}, err
	}
	if remote == "" {
		return PullRequest{}, ingest.WithHint(fmt.Errorf("%s is committed, but the data tree has no remote to push it to", result.Branch),
			"add one: git -C "+g.dir+" remote add origin URL")
	}
	client, err := gh.Find(g.repo.Dir())
	if err != nil {
		return PullRequest{}, ingest.WithHint(fmt.Errorf("%s is committed, but there is no pull request: %w", result.Branch, err),
			fmt.Sprintf("%s, then repeat; or git -C %s push %s %s and open it by hand, with the text that --pr-body writes",
				ingest.Hint(err), g.dir, remote, result.Branch))
	}
	pull := gh.Pull{Branch: result.Branch, Base: g.base.Name, Title: title, Body: body}
	if err := g.address(ctx, client, &pull, remote); err != nil {
		return PullRequest{}, err
	}
	if err := g.push(ctx, remote, result.Branch); err != nil {
		return PullRequest{}, err
	}
	pr, err := open(ctx, client, pull, result.Commit != "")
	return pr, atForge(err)
}

// open opens a pull request, or comments on the one that is open when there is
// something new.
func open(ctx context.Context, client *gh.Client, pull gh.Pull, news bool) (PullRequest, error) {
	url, err := client.Open(ctx, pull)
	switch {
	case err != nil:
		return PullRequest{}, err
	case url == "":
		url, err = client.Create(ctx, pull)
		return PullRequest{url, PullRequestOpened}, err
	case news:
		return PullRequest{url, PullRequestCommented}, client.Comment(ctx, url, pull.Body)
	}
	return PullRequest{url, PullRequestOpen}, nil
}

// push sends the branch to a remote unless all of it is there.
func (g *Repository) push(ctx context.Context, remote, branch string) error {
	refs, err := g.repo.Refs(ctx)
	if err != nil {
		return err
	}
	here, there := refs.Local(branch), refs.Remote(remote, branch)
	if here == "" { // somebody else has pushed it
		return nil
	}
	if there != "" {
		pushed, err := g.repo.IsAncestor(ctx, here, there)
		if pushed || err != nil {
			return err
		}
	}
	return atForge(g.repo.Push(ctx, remote, branch))
}

// filesAt is where GitHub will show the files of an event's branch, "" where it is pushed
// to another forge, or nobody knows where.
func (g *Repository) filesAt(ctx context.Context, event string) string {
	remote, err := g.repo.PushRemote(ctx, g.base)
	if err != nil || remote == "" {
		return ""
	}
	project, ok, err := g.repo.Project(ctx, remote)
	if err != nil || !ok || strings.Count(project.String(), "/") != 1 {
		return ""
	}
	return "https://github.com/" + project.String() + "/blob/" + branchPrefix + event + "/"
}

// address finds out which project a pull request goes to, and from whose fork.
func (g *Repository) address(ctx context.Context, client *gh.Client, pull *gh.Pull, remote string) error {
	target, ok, err := g.repo.Project(ctx, g.base.Remote)
	if err != nil {
		return err
	}
	if ok {
		client.Repo = target.String()
	}
	if remote == g.base.Remote {
		return nil
	}
	fork, ok, err := g.repo.Project(ctx, remote)
	if ok {
		pull.Owner = fork.Owner
	}
	return err
}
