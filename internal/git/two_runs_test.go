package git_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/pyvideo/stevie/internal/git"
)

// Of several that move a branch from one commit to their own, one does, and the
// others are told that it has moved.
func TestAdvanceTogether(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	r := open(t, dir)
	base := sh(t, dir, "rev-parse", "main")
	const runs = 4
	commits := make([]string, runs)
	for i := range commits {
		var err error
		commits[i], err = r.Commit(t.Context(), git.Commit{Tree: base, Parents: []string{base}, Message: fmt.Sprint("run ", i)})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, old := range []string{"", base} { // a new branch, and one that is there
		branch := "stevie/x" + old
		if old != "" {
			sh(t, dir, "branch", branch, old)
		}
		errs := make([]error, runs)
		var wg sync.WaitGroup
		for i, commit := range commits {
			wg.Go(func() { errs[i] = open(t, dir).Advance(t.Context(), branch, commit, old, "test") })
		}
		wg.Wait()
		won := ""
		for i, err := range errs {
			switch {
			case err == nil && won == "":
				won = commits[i]
			case !errors.Is(err, git.ErrMoved):
				t.Errorf("run %d: %v", i, err)
			}
		}
		if got := sh(t, dir, "rev-parse", branch); got != won {
			t.Errorf("the branch is at %s, and %s has won", got, won)
		}
	}
	if lost := sh(t, dir, "fsck", "--no-dangling"); lost != "" {
		t.Error(lost)
	}
}
