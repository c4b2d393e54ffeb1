package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
)

// PublishOptions say which drafts to publish.
type PublishOptions struct {
	All   bool // also those in review
	Check bool // look at the event's files afterwards and report what is found
}

// Publication is what Publish or Commit did with one event.
type Publication struct {
	Event string `json:"event"`
	// Records are the paths of the files written. Those of a commit are where they
	// will be once its branch is checked out or merged.
	Records []string  `json:"records"`
	Refused []Refusal `json:"refused"`
	Branch  string    `json:"branch"` // that has the event's records, "" if none was needed
	Commit  string    `json:"commit"` // that was made, "" if there was nothing to commit

	// Problems are drafts that could not be read, each with its path.
	Problems []error `json:"-"`
	Report   Report  `json:"-"`
}

// Refusal is a draft that would fail pyvideo/data's own tests.
type Refusal struct {
	Draft  string          `json:"draft"`
	Errors []check.Finding `json:"errors"`
}

// Publish writes an event's drafts that are ready into the data tree and marks
// them as published. A draft with errors is refused; the others are written all
// the same. A draft published before updates the record that holds its video,
// whatever the record's name. Publishing again changes nothing.
func (p *Pipeline) Publish(ctx context.Context, event string, opts PublishOptions) (Publication, error) {
	unlock, err := p.Workspace.Lock(event)
	if err != nil {
		return Publication{}, err
	}
	defer func() { _ = unlock() }() // the lock ends with the process at the latest
	contents, folder, err := p.publishable(ctx, event)
	if err != nil {
		return Publication{}, err
	}
	root, err := os.OpenRoot(p.DataDir)
	if err != nil {
		return Publication{}, fmt.Errorf("open the data tree: %w", err)
	}
	defer root.Close()
	r := &release{
		workspace: p.Workspace, folder: folder, tree: p.Tree, root: root, all: opts.All, claims: claims(contents),
		done: func(d *draft.Draft) error {
			_, err := p.Workspace.MarkPublished(d, canonicalVideos(d.Record))
			return err
		},
	}
	err = r.run(ctx)
	result := r.publication(p.DataDir)
	if err != nil {
		return result, err
	}
	result.Report.NewEvent = r.newEvent
	for _, t := range r.talks {
		if t.written {
			result.Report.Talks = append(result.Report.Talks, t.PublishedTalk)
		}
	}
	if opts.Check {
		result.Report.Findings, err = p.checkEvent(ctx, event)
	}
	return result, err
}

// publishable loads an event that has what publishing needs.
func (p *Pipeline) publishable(ctx context.Context, event string) (*draft.Contents, *draft.Folder, error) {
	contents, err := p.Workspace.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	folder := contents.Folder(event)
	if folder == nil || !folder.HasEvent {
		_, err := p.Workspace.Event(event) // says what is wrong with it, and where
		return nil, nil, err
	}
	if strings.TrimSpace(folder.Event.Title) == "" {
		return nil, nil, ingest.WithHint(fmt.Errorf("%s/event.toml has no title", event), `give it one like "ExConf 2024"`)
	}
	return contents, folder, nil
}

// checkEvent looks at the files of an event in the data tree's checkout. Paths
// count from the tree.
func (p *Pipeline) checkEvent(ctx context.Context, event string) ([]check.Finding, error) {
	dir := filepath.Join(p.DataDir, event)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, nil // nothing has been published yet
	}
	findings, err := check.Paths(ctx, []string{dir}, check.Options{})
	for i := range findings {
		findings[i].Path = strings.TrimPrefix(findings[i].Path, filepath.ToSlash(p.DataDir)+"/")
	}
	return findings, err
}
