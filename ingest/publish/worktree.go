package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/git"
)

// worktree is a folder with an event's files as a commit has them, a data tree of
// one event.
type worktree struct {
	root     *os.Root
	event    string
	files    map[string]git.File // by path; what was not copied, such as links, is missing
	contents map[string][]byte
}

// newWorktree makes a data tree without events in a folder of its own.
func newWorktree(event string) (*worktree, error) {
	dir, err := os.MkdirTemp("", "stevie-publish-")
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	c := &worktree{root: root, event: event, files: map[string]git.File{}, contents: map[string][]byte{}}
	// The mark of a data tree, by which one without events is known as well.
	if err := root.Mkdir(".schemas", 0o755); err != nil {
		return nil, errors.Join(err, c.remove())
	}
	return c, nil
}

// copyEvent makes a copy of an event. The caller removes it.
func (g *Repository) copyEvent(ctx context.Context, commit, event string) (_ *worktree, err error) {
	c, err := newWorktree(event)
	if err != nil {
		return nil, err
	}
	if err := c.fill(ctx, g.repo, commit); err != nil {
		return nil, errors.Join(err, c.remove())
	}
	return c, nil
}

func (c *worktree) fill(ctx context.Context, repo *git.Repo, commit string) error {
	files, err := repo.Files(ctx, commit, c.event)
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f git.File) bool { return !f.Regular() })
	return repo.Contents(ctx, files, func(f git.File, content []byte) error {
		c.files[f.Path], c.contents[f.Path] = f, bytes.Clone(content)
		return atomicfile.WriteUnsynced(c.root, f.Path, content)
	})
}

// index indexes the copy as it is now.
func (c *worktree) index(ctx context.Context) (*record.Index, error) {
	tree, err := record.OpenTree(c.root.Name())
	if err != nil {
		return nil, err
	}
	return tree.Index(ctx)
}

// changed lists the files that are new or other than copied, sorted.
func (c *worktree) changed() ([]string, error) {
	var names []string
	err := fs.WalkDir(c.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && e.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		text, err := c.root.ReadFile(name)
		if old, ok := c.contents[name]; err == nil && (!ok || !bytes.Equal(old, text)) {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	return names, err
}

// changes are the files that are new or other than copied, in order of their paths.
func (c *worktree) changes() ([]FileChange, error) {
	names, err := c.changed()
	if err != nil {
		return nil, err
	}
	var list []FileChange
	for _, name := range names {
		text, err := c.root.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list = append(list, FileChange{name, c.contents[name], text})
	}
	return list, nil
}

// store puts files of the copy into the repository. One that was there keeps its
// mode.
func (c *worktree) store(ctx context.Context, repo *git.Repo, names []string) ([]git.File, error) {
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join(c.root.Name(), filepath.FromSlash(name)))
	}
	ids, err := repo.Store(ctx, paths)
	if err != nil {
		return nil, err
	}
	var stored []git.File
	for i, name := range names {
		mode := git.Mode
		if old, ok := c.files[name]; ok {
			mode = old.Mode
		}
		stored = append(stored, git.File{Path: name, Mode: mode, ID: ids[i]})
	}
	return stored, nil
}

// remove deletes the copy.
func (c *worktree) remove() error {
	dir := c.root.Name()
	return errors.Join(c.root.Close(), os.RemoveAll(dir))
}
