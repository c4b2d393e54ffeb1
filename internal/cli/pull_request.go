package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// bodies is where the texts of pull requests are written: a file for one event, a
// folder for several.
type bodies struct {
	file string // "" if there is a folder, or nothing is wanted
	dir  string
}

// bodiesAt decides about a path that the person gave.
func (run *publishing) bodiesAt(given string, events int) (bodies, error) {
	if given == "" {
		return bodies{}, nil
	}
	path := run.path(given)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return bodies{dir: path}, nil
	case err == nil && events > 1:
		return bodies{}, usage(ingest.WithHint(fmt.Errorf("%s is a file, and there are %d events", run.shown(path), events), "name a folder"))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return bodies{}, usage(err)
	case events > 1:
		return bodies{dir: path}, nil
	}
	return bodies{file: path}, nil
}

// writeBody writes the text about an event, if one is wanted. One about which there is
// nothing to tell gets no file.
func (run *publishing) writeBody(event string, text pipeline.PullRequestText) error {
	dir, name := filepath.Split(run.bodies.file)
	if run.bodies.dir != "" {
		dir, name = run.bodies.dir, event+".md"
	}
	if name == "" {
		return nil
	}
	if len(text.Publication.Report.Talks) == 0 {
		run.say("%s: no text for a pull request, as there is nothing to tell: %s was not written", event, run.shown(filepath.Join(dir, name)))
		return nil
	}
	if err := writeNew(dir, name, text.Body()); err != nil {
		return fmt.Errorf("write the text of the pull request: %w", err)
	}
	return nil
}

// pullRequest sees to it that there is a pull request, and says so.
func (run *publishing) pullRequest(ctx context.Context, text pipeline.PullRequestText) error {
	done, err := run.pipeline.OpenPullRequest(ctx, text)
	if err != nil {
		return err
	}
	switch done.State {
	case pipeline.PullRequestNone:
		run.say("%s: nothing for a pull request", text.Publication.Event)
	case pipeline.PullRequestOpened:
		run.say("opened %s", plain(done.URL))
	case pipeline.PullRequestCommented:
		run.say("added the commit to %s", plain(done.URL))
	case pipeline.PullRequestOpen:
		run.say("%s is open already", plain(done.URL))
	}
	return nil
}
