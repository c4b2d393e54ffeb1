package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Publisher writes drafts into a data tree.
type Publisher struct {
	Workspace *workspace.Workspace
	Tree      *record.Index // the data tree as it stands
	DataDir   string        // its folder
}

// Options say which drafts to publish.
type Options struct {
	All   bool // also those in review
	Check bool // look at the event's files afterwards and report what is found
	// DryRun says what would be published, as Publication.Changes, and writes nothing.
	DryRun bool
}

// Publication is what Publish or Commit did with one event.
type Publication struct {
	Event string `json:"event"`
	// Records are the paths of the files written. Those of a commit are where they
	// will be once its branch is checked out or merged.
	Records []string  `json:"records"`
	Refused []Refusal `json:"refused"`
	// Remote is where the branch is to be pushed to, "" where that is not known.
	Remote string `json:"-"`
	// Files is the address below which a forge shows the branch's files once it is pushed,
	// "" where that is not known.
	Files  string `json:"-"`
	Branch string `json:"branch"` // that has the event's records, "" if none was needed
	Commit string `json:"commit"` // that was made, "" if there was nothing to commit

	// Absent are published drafts that were left alone, as there is no record to be
	// updated.
	Absent []Absent `json:"-"`
	// InReview is the number of drafts left alone because they are in review.
	InReview int `json:"-"`
	// Problems are drafts that could not be read, each with its path.
	Problems []error `json:"-"`
	// Remarks tell what of a draft was not published because the data tree has
	// another value meanwhile.
	Remarks []string `json:"-"`
	Report  Report   `json:"-"`
	// Changes are, of a dry run, what would become of files of the data tree.
	Changes []FileChange `json:"-"`
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
func (p *Publisher) Publish(ctx context.Context, event string, opts Options) (Publication, error) {
	if opts.DryRun {
		return p.dryRun(ctx, event, opts)
	}
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
	if err := sweepEvent(root, event); err != nil {
		return Publication{}, fmt.Errorf("open the data tree: %w", err)
	}
	var problems []error
	r := &publishing{
		workspace: p.Workspace, folder: folder, tree: p.Tree, root: root, all: opts.All, claims: claims(contents),
		done: func(d *draft.Draft, open []draft.Incident) error {
			_, err := p.Workspace.MarkPublished(d, record.WithCanonicalVideos(d.Record), open)
			if workspace.OfOneDraft(err) { // the next run marks it
				problems = append(problems, err)
				return nil
			}
			return err
		},
	}
	err = r.run(ctx)
	result := r.publication(p.DataDir)
	result.Problems = problems
	if err != nil {
		return result, err
	}
	if err := p.describe(ctx, r, &result); err != nil {
		return result, err
	}
	if opts.Check {
		result.Report.Findings, err = p.checkEvent(ctx, event)
	}
	return result, err
}

// describe reports the talks whose records were written.
func (p *Publisher) describe(ctx context.Context, r *publishing, result *Publication) (err error) {
	if result.Absent, err = p.absent(ctx, result.Event, r.absent); err != nil {
		return err
	}
	result.Report.NewEvent = r.newEvent
	for _, t := range r.talks {
		if t.written {
			result.Report.Talks = append(result.Report.Talks, t.Talk)
		}
	}
	return nil
}

// sweepEvent removes what a killed run has left in an event's folder of the data
// tree, whose tests fail on any foreign file.
func sweepEvent(root *os.Root, event string) error {
	for _, dir := range []string{event, path.Join(event, record.VideosFolder)} {
		if err := atomicfile.Sweep(root, dir, 0); err != nil {
			return err
		}
	}
	return nil
}

// publishable loads an event that has what publishing needs.
func (p *Publisher) publishable(ctx context.Context, event string) (*workspace.Contents, *workspace.Folder, error) {
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
func (p *Publisher) checkEvent(ctx context.Context, event string) ([]check.Finding, error) {
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
