package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/git"
)

// Repository is the git repository that a data tree is checked out from, ready
// for [Pipeline.Commit]. It is a snapshot: a branch that somebody moves after it
// was opened is left to them.
type Repository struct {
	dir   string // the data tree, as it was given
	repo  *git.Repo
	refs  git.Refs
	base  git.Branch          // what the events' branches are to be merged into
	files map[string]git.File // of base, by path
	index *record.Index       // of base
}

// OpenRepository opens the repository of the data tree in dir, and reads what is
// on the default branch. It finds out all that would keep commits from being made:
// an error has a remedy.
func OpenRepository(ctx context.Context, dir string) (*Repository, error) {
	repo, err := git.Open(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("commit to the data tree: %w", err)
	}
	g := &Repository{dir: dir, repo: repo}
	if err := repo.CheckIdentity(ctx); err != nil {
		return nil, fmt.Errorf("commit to the data tree: %w", err)
	}
	if g.refs, err = repo.Refs(ctx); err != nil {
		return nil, fmt.Errorf("commit to the data tree: %w", err)
	}
	if g.base, err = g.refs.Default(dir); err != nil {
		return nil, fmt.Errorf("commit to the data tree: %w", err)
	}
	if err := g.read(ctx); err != nil {
		return nil, fmt.Errorf("read %s of the data tree: %w", g.base.Name, err)
	}
	return g, nil
}

// Prompt lets git ask for a password when it pushes.
func (g *Repository) Prompt(ask bool) { g.repo.Prompt = ask }

// read indexes the default branch.
func (g *Repository) read(ctx context.Context) error {
	files, err := g.repo.Files(ctx, g.base.Commit, "")
	if err != nil {
		return err
	}
	g.files = make(map[string]git.File, len(files))
	for _, f := range files {
		g.files[f.Path] = f
	}
	g.index, err = g.indexFiles(ctx, files)
	return err
}

// indexFiles indexes files of commits.
func (g *Repository) indexFiles(ctx context.Context, files []git.File) (*record.Index, error) {
	wanted := slices.DeleteFunc(files, func(f git.File) bool { return !f.Regular() || !record.IsIndexed(f.Path) })
	var err error
	index := record.IndexFiles(func(yield func(string, []byte) bool) {
		err = g.repo.Contents(ctx, wanted, func(f git.File, content []byte) error {
			if !yield(f.Path, content) {
				return context.Canceled // nobody stops early
			}
			return nil
		})
	})
	return index, err
}
