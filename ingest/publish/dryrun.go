package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// FileChange is what publishing makes of one file of the data tree.
type FileChange struct {
	Path   string // slash-separated, from the tree
	Before []byte // nil: there was no such file
	After  []byte
}

// dryRun is Publish into a copy of the event's files.
func (p *Publisher) dryRun(ctx context.Context, event string, opts Options) (result Publication, err error) {
	contents, folder, err := p.publishable(ctx, event)
	if err != nil {
		return Publication{}, err
	}
	copied, err := copyCheckout(p.DataDir, event)
	if err != nil {
		return Publication{}, fmt.Errorf("copy %s of the data tree: %w", event, err)
	}
	defer func() { err = errors.Join(err, copied.remove()) }()
	r := &publishing{
		workspace: p.Workspace, folder: folder, tree: p.Tree, root: copied.root, all: opts.All, claims: claims(contents),
		done: func(*draft.Draft, []draft.Incident) error { return nil },
	}
	if err := r.run(ctx); err != nil {
		return Publication{}, err
	}
	result = r.publication(p.DataDir)
	if err := p.describe(ctx, r, &result); err != nil {
		return result, err
	}
	if result.Changes, err = copied.changes(); err == nil && opts.Check {
		result.Report.Findings, err = check.Tree(ctx, copied.root.Name(), check.Options{})
	}
	return result, err
}

// copyCheckout makes a copy of an event as the checkout has it. The caller removes it.
func copyCheckout(dataDir, event string) (_ *worktree, err error) {
	checkout, err := os.OpenRoot(dataDir)
	if err != nil {
		return nil, err
	}
	defer checkout.Close()
	c, err := newWorktree(event)
	if err != nil {
		return nil, err
	}
	for _, dir := range []string{event, path.Join(event, record.VideosFolder)} {
		if err := c.copyFolder(checkout, dir); err != nil {
			return nil, errors.Join(err, c.remove())
		}
	}
	return c, nil
}

// copyFolder copies the files of one folder, which may be missing.
func (c *worktree) copyFolder(from *os.Root, dir string) error {
	entries, err := fs.ReadDir(from.FS(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		name := path.Join(dir, e.Name())
		text, err := from.ReadFile(name)
		if err == nil {
			err = atomicfile.WriteUnsynced(c.root, name, text)
		}
		if err != nil {
			return err
		}
		c.contents[name] = text
	}
	return nil
}
