package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Commit is a commit that is to be made.
type Commit struct {
	Tree    string   // the commit whose files it has
	Files   []File   // but for these, which are new or other
	Parents []string // in order
	Message string
}

// CheckIdentity tells whether git knows an author, which commits need. The error
// wraps [ErrNoIdentity] and has a remedy.
func (r *Repo) CheckIdentity(ctx context.Context) error {
	for _, who := range []string{"GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"} {
		if _, err := r.run(ctx, "var", who); err != nil {
			return r.withIdentityHint(err)
		}
	}
	return nil
}

func (r *Repo) withIdentityHint(err error) error {
	if !errors.Is(err, ErrNoIdentity) {
		return err
	}
	return ingest.WithHint(ErrNoIdentity, fmt.Sprintf(
		`tell it once: git -C %[1]s config user.name "Your Name", and git -C %[1]s config user.email you@example.org`, r.dir))
}

// Commit makes a commit that no branch has yet, by way of an index of its own,
// and returns its id. Nothing is signed, whatever commit.gpgSign says: a
// scheduled run has nobody to type a passphrase.
func (r *Repo) Commit(ctx context.Context, c Commit) (id string, err error) {
	tree, err := r.writeTree(ctx, c)
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", "--no-gpg-sign"}
	for _, parent := range c.Parents {
		args = append(args, "-p", parent)
	}
	out, err := r.call(ctx, strings.NewReader(c.Message), append(args, tree)...)
	if err != nil {
		return "", r.withIdentityHint(err)
	}
	return strings.TrimSpace(string(out)), nil
}

func (r *Repo) writeTree(ctx context.Context, c Commit) (tree string, err error) {
	dir, err := os.MkdirTemp("", "stevie-index-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	own := *r // an index of its own is no event for the person's hooks
	own.env = append(slices.Clone(r.env), "GIT_INDEX_FILE="+filepath.Join(dir, "index"))
	own.config = append(slices.Clone(r.config), "core.hooksPath="+dir)
	if _, err := own.run(ctx, "read-tree", c.Tree); err != nil {
		return "", err
	}
	var changes strings.Builder
	for _, f := range c.Files {
		fmt.Fprintf(&changes, "%s %s\t%s\x00", f.Mode, f.ID, f.Path)
	}
	if _, err := own.call(ctx, strings.NewReader(changes.String()), "update-index", "-z", "--index-info"); err != nil {
		return "", err
	}
	out, err := own.run(ctx, "write-tree")
	return strings.TrimSpace(string(out)), err
}
