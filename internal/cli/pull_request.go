package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/publish/pullrequest"
	"github.com/pyvideo/stevie/internal/gh"
)

// request gathers what the pull request of an event tells.
func (run *publishing) request(result pipeline.Publication) pullrequest.Request {
	unavailable, err := intake.RecallUnavailable(cacheOf(run.cfg), result.Event)
	if err != nil {
		run.warn("%v", err) // it can be made anew, and nothing else depends on it
	}
	return pullrequest.Request{
		Publication: result, Unavailable: unavailable, Mapping: run.pipeline.Mapping, Version: version(),
	}
}

// bodies is where the texts of pull requests are written: a file for one event, a
// folder for several.
type bodies struct {
	file string // "" if there is a folder, or nothing is wanted
	dir  string
}

// bodiesAt decides about a path that the person gave.
func (a *app) bodiesAt(given string, events int) (bodies, error) {
	if given == "" {
		return bodies{}, nil
	}
	path := a.path(given)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return bodies{dir: path}, nil
	case err == nil && events > 1:
		return bodies{}, usage(ingest.WithHint(fmt.Errorf("%s is a file, and there are %d events", a.shown(path), events), "name a folder"))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return bodies{}, usage(err)
	case events > 1:
		return bodies{dir: path}, nil
	}
	return bodies{file: path}, nil
}

// write writes the text about an event. In a folder an event about which there is
// nothing to tell gets no file.
func (b bodies) write(event string, request pullrequest.Request) error {
	dir, name := filepath.Split(b.file)
	switch {
	case b.dir != "" && len(request.Publication.Report.Talks) == 0:
		return nil
	case b.dir != "":
		dir, name = b.dir, event+".md"
	case b.file == "":
		return nil
	}
	if err := writeNew(dir, name, request.Body()); err != nil {
		return fmt.Errorf("write the text of the pull request: %w", err)
	}
	return nil
}

// pullRequest pushes the branch and sees to it that there is a pull request for
// it. One that is open keeps its text, which people may have edited, and gets the
// new one as a comment.
func (run *publishing) pullRequest(ctx context.Context, request pullrequest.Request) error {
	branch := request.Publication.Branch
	if branch == "" || len(request.Publication.Report.Talks) == 0 {
		run.say("%s: nothing for a pull request", request.Publication.Event)
		return nil
	}
	repo, base := run.repo.Git(), run.repo.Base()
	remote, err := repo.PushRemote(ctx, base)
	if err != nil {
		return err
	}
	if remote == "" {
		return ingest.WithHint(fmt.Errorf("%s is committed, but the data tree has no remote to push it to", branch),
			"add one: git -C "+run.shown(run.cfg.Data)+" remote add origin URL")
	}
	client, pull, err := run.addressed(ctx, request, remote)
	if err != nil {
		return err
	}
	if err := run.push(ctx, remote, branch); err != nil {
		return err
	}
	url, err := client.Open(ctx, pull)
	if err != nil {
		return atHost(err)
	}
	switch {
	case url == "":
		if url, err = client.Create(ctx, pull); err != nil {
			return atHost(err)
		}
		run.say("opened %s", plain(url))
	case request.Publication.Commit != "":
		if err := client.Comment(ctx, url, pull.Body); err != nil {
			return atHost(err)
		}
		run.say("added the commit to %s", plain(url))
	default:
		run.say("%s is open already", plain(url))
	}
	return nil
}

// push sends the branch to a remote unless all of it is there.
func (run *publishing) push(ctx context.Context, remote, branch string) error {
	repo := run.repo.Git()
	refs, err := repo.Refs(ctx)
	if err != nil {
		return err
	}
	here, there := refs.Local(branch), refs.Remote(remote, branch)
	if here == "" { // somebody else has pushed it
		return nil
	}
	if there != "" {
		pushed, err := repo.IsAncestor(ctx, here, there)
		if pushed || err != nil {
			return err
		}
	}
	return atHost(repo.Push(ctx, remote, branch))
}

// addressed finds gh and where the pull request goes.
func (run *publishing) addressed(ctx context.Context, request pullrequest.Request, remote string) (*gh.Client, gh.Pull, error) {
	repo, base := run.repo.Git(), run.repo.Base()
	client, err := gh.Find(run.cfg.Data)
	if err != nil {
		branch := request.Publication.Branch
		return nil, gh.Pull{}, ingest.WithHint(fmt.Errorf("%s is committed, but there is no pull request: %w", branch, err),
			fmt.Sprintf("%s, then repeat; or git -C %s push %s %s and open it by hand, with the text that --pr-body writes",
				ingest.Hint(err), run.shown(run.cfg.Data), remote, branch))
	}
	pull := gh.Pull{Branch: request.Publication.Branch, Base: base.Name, Title: request.Title(), Body: request.Body()}
	target, ok, err := repo.Project(ctx, base.Remote)
	if err != nil {
		return nil, gh.Pull{}, err
	}
	if ok {
		client.Repo = target.String()
	}
	if remote != base.Remote {
		fork, ok, err := repo.Project(ctx, remote)
		if err != nil {
			return nil, gh.Pull{}, err
		}
		if ok {
			pull.Owner = fork.Owner
		}
	}
	return client, pull, nil
}

// atHost marks an error as the forge's, after all work was saved.
func atHost(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return &exitError{err, ExitHost}
}
