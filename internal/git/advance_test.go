package git_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/git"
)

// A linked working tree keeps its branches where the repository does. A lock that was
// left there by a git that was cut off is no obstacle.
func TestAdvanceInALinkedWorktree(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	linked := filepath.Join(t.TempDir(), "linked tree")
	sh(t, dir, "worktree", "add", "-q", "-b", "mine", linked)
	base := sh(t, dir, "rev-parse", "main")
	r := open(t, linked)
	id, err := r.Commit(t.Context(), git.Commit{Tree: base, Parents: []string{base}, Message: "x", Files: []git.File{store(t, r, "x", "x")}})
	if err != nil {
		t.Fatal(err)
	}
	lock := filepath.Join(dir, ".git", "refs", "heads", "stevie", "x.lock")
	write(t, filepath.Dir(lock), "x.lock", "")
	if err := r.Advance(t.Context(), "stevie/x", id, "", "new"); err != nil {
		t.Fatal(err)
	}
	if got := sh(t, dir, "rev-parse", "stevie/x"); got != id {
		t.Errorf("the branch is at %s, want %s", got, id)
	}
	if _, err := os.Stat(lock); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the lock is there still (%v)", err)
	}
	if got := sh(t, linked, "status", "--porcelain"); got != "" {
		t.Errorf("the linked tree has changes: %s", got)
	}
}

// Of x and x/y there can be one branch.
func TestAdvanceBesideABranchInTheWay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ there, wanted string }{
		{"stevie", "stevie/exconf-2024"},
		{"stevie/exconf-2024/mine", "stevie/exconf-2024"},
	} {
		dir := newRepo(t)
		sh(t, dir, "branch", tt.there)
		err := open(t, dir).Advance(t.Context(), tt.wanted, sh(t, dir, "rev-parse", "main"), "", "x")
		if !errors.Is(err, git.ErrNameTaken) || !strings.HasSuffix(err.Error(), ": "+tt.there) ||
			!strings.Contains(ingest.Hint(err), "branch -m "+tt.there+" ") {
			t.Errorf("beside %s: %v, hint %q", tt.there, err, ingest.Hint(err))
		}
	}
}

// A branch that a power cut has emptied is not the same as none.
func TestDamagedBranch(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"empty": "", "no id": "garbage\n"} {
		for _, branch := range []string{"main", "stevie/x"} {
			dir := newRepo(t)
			sh(t, dir, "branch", "stevie/x")
			write(t, dir, ".git/refs/heads/"+branch, text)
			_, err := open(t, dir).Refs(t.Context())
			if !errors.Is(err, git.ErrDamaged) || !strings.Contains(err.Error(), "refs/heads/"+branch) || ingest.Hint(err) == "" {
				t.Errorf("%s is %s: error %v, hint %q", branch, name, err, ingest.Hint(err))
			}
		}
	}
}

// A commit runs none of a person's hooks but the one about branches.
func TestCommitRunsNoHooks(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("hooks are shell scripts")
	}
	dir := newRepo(t)
	ran := filepath.Join(t.TempDir(), "ran")
	for _, hook := range []string{"post-index-change", "pre-commit", "commit-msg", "post-commit", "post-checkout", "reference-transaction"} {
		write(t, dir, ".git/hooks/"+hook, "#!/bin/sh\necho "+hook+" >> "+ran+"\n")
		if err := os.Chmod(filepath.Join(dir, ".git", "hooks", hook), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	r := open(t, dir)
	base := sh(t, dir, "rev-parse", "main")
	id, err := r.Commit(t.Context(), git.Commit{Tree: base, Parents: []string{base}, Message: "x", Files: []git.File{store(t, r, "x", "x")}})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(ran); err == nil {
		t.Errorf("hooks ran: %q", text)
	}
	if err := r.Advance(t.Context(), "stevie/x", id, "", "new"); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(ran); err != nil || strings.Trim(strings.ReplaceAll(string(text), "reference-transaction", ""), "\n") != "" {
		t.Errorf("hooks ran: %q (%v)", text, err)
	}
}
