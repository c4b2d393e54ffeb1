package git

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// lockPatience is how long another git is given to move a branch. It takes it a
// thousandth of that.
const lockPatience = time.Second

// Advance moves a branch to a commit that has the branch's old commit in its
// history, or makes the branch where old is "", and makes that last. It does nothing
// and returns [ErrMoved] if the branch is not at old any more. A git that was cut off
// when it did the same has left its lock behind, which no later one would get past: a
// lock that nobody has touched meanwhile is taken away.
func (r *Repo) Advance(ctx context.Context, branch, commit, old, why string) error {
	if old != "" {
		forward, err := r.IsAncestor(ctx, old, commit)
		if err != nil {
			return err
		}
		if !forward {
			return fmt.Errorf("move %s to %.10s: it would lose commits", branch, commit)
		}
	}
	ref, common, err := r.fileOf(ctx, heads+branch)
	if err != nil {
		return err
	}
	move := func() error {
		_, err := r.run(ctx, "update-ref", "-m", why, "--no-deref", heads+branch, commit, old)
		return err
	}
	err = move()
	if before, statErr := os.Lstat(ref + ".lock"); err != nil && statErr == nil && !errors.Is(err, ErrMoved) {
		if err := removeIfStale(ctx, ref+".lock", before); err != nil {
			return err
		}
		err = move()
	}
	if err != nil {
		return r.withBranchHint(branch, err)
	}
	syncName(ref, common)
	return nil
}

// nameTaken is how git names the branch that keeps it from making another: of x and
// x/y there can be one.
var nameTaken = regexp.MustCompile(`'refs/heads/([^']+)' exists; cannot create`)

func (r *Repo) withBranchHint(branch string, err error) error {
	switch {
	case errors.Is(err, ErrMoved):
		return ingest.WithHint(fmt.Errorf("%s: %w", branch, ErrMoved), "repeat the command")
	case errors.Is(err, ErrNameTaken):
		other := "of that name"
		if named := nameTaken.FindStringSubmatch(err.Error()); named != nil {
			other = named[1]
		}
		return ingest.WithHint(fmt.Errorf("make the branch %s: %w: %s", branch, ErrNameTaken, other),
			fmt.Sprintf("rename it: git -C %s branch -m %s NEW-NAME", r.dir, other))
	}
	return err
}

// fileOf returns where git keeps a ref, and the folder that the repository shares
// with the working trees that are linked to it.
func (r *Repo) fileOf(ctx context.Context, name string) (ref, common string, err error) {
	out, err := r.run(ctx, "rev-parse", "--git-common-dir", "--git-path", name)
	if err != nil {
		return "", "", err
	}
	common, ref, ok := strings.Cut(strings.TrimSuffix(string(out), "\n"), "\n")
	if !ok {
		return "", "", fmt.Errorf("git rev-parse answered %q", out)
	}
	return r.abs(ref), r.abs(common), nil
}

// abs is where a path leads that counts from the top of the working tree.
func (r *Repo) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(r.dir, path)
}

func removeIfStale(ctx context.Context, lock string, before fs.FileInfo) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(lockPatience):
	}
	if now, err := os.Lstat(lock); err == nil && os.SameFile(before, now) {
		return ingest.WithHint(os.Remove(lock), "a git that was cut off has left this file: delete it, and repeat the command")
	}
	return nil // it was somebody's who is done now
}

// syncName makes the name of a branch last, and those of the folders above it, since
// others build on it next. Git syncs no folders. It may keep branches in another form,
// and then there is nothing that could be done.
func syncName(ref, common string) {
	for dir := filepath.Dir(ref); dir != common && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return
		}
		_ = atomicfile.SyncFolder(root, ".")
		_ = root.Close()
	}
}
