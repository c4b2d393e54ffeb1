package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
)

// whereabouts tells of each published draft of the shop where status says that its
// record is; "gone" is the doubt that none has it.
func (s *shop) whereabouts() string {
	s.t.Helper()
	contents, err := s.Workspace.Load(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	lines, problems := s.Status(s.t.Context(), contents, "exconf-2024")
	for _, problem := range problems {
		s.t.Error(problem)
	}
	var list []string
	for _, l := range lines {
		if l.Status != string(draft.Published) {
			continue
		}
		where := l.Record.Branch
		if l.Record.Kind == publish.Deleted {
			where = "HEAD"
		}
		switch gone := slices.Contains(l.Doubts, draft.FieldStatus); {
		case gone && where != "":
			s.t.Errorf("%s: gone, and yet on %s", l.Path, where)
		case gone:
			where = "gone"
		case where == "":
			where = "here"
		}
		list = append(list, strings.TrimSuffix(filepath.Base(l.Path), ".toml")+" "+where)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// reopen reads the checkout as the next run would.
func (s *shop) reopen() {
	s.t.Helper()
	tree, err := record.OpenTree(s.data)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.Tree, err = tree.Index(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// A record that is on its way to the data tree is not missing; one whose pull
// request was closed is.
func TestStatusLooksForRecordsBesideTheCheckout(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.commit()
	want := func(when, parsers, cooking string) {
		t.Helper()
		s.reopen()
		want := fmt.Sprintf("fast-parsers %s, slow-cooking %s", parsers, cooking)
		if got := s.whereabouts(); got != want {
			t.Errorf("%s: %s; want %s", when, got, want)
		}
	}
	want("on the branch", branch, branch)
	gitIn(t, s.data, "push", "-q", "origin", branch)
	gitIn(t, s.data, "branch", "-q", "-D", branch)
	want("on the remote alone", branch, branch)

	gitIn(t, s.data, "push", "-q", "origin", "--delete", branch)
	want("closed", "gone", "gone")
	s.set("exconf24-01", func(d *draft.Draft) { d.Status = draft.Ready })
	s.set("exconf24-02", func(d *draft.Draft) { d.Status = draft.Ready })
	s.commit()
	want("published again", branch, branch)

	gitIn(t, s.data, "push", "-q", "origin", branch+":main")
	want("merged, not pulled", "origin/main", "origin/main")
	gitIn(t, s.data, "merge", "-q", "--ff-only", "origin/main")
	want("pulled", "here", "here")

	theirs := s.theirs("main")
	gitIn(t, theirs, "rm", "-q", cooking)
	gitIn(t, theirs, "commit", "-q", "-m", "No such talk")
	gitIn(t, theirs, "push", "-q", "origin", "main")
	gitIn(t, s.data, "pull", "-q", "--ff-only")
	want("taken out after it was merged", "here", "gone")
	gitIn(t, s.data, "switch", "-q", "--detach", "HEAD~2")
	want("an old checkout", "origin/main", "gone")
}

// What is in no repository is judged by the checkout alone.
func TestStatusOutsideARepository(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.commit()
	if err := os.RemoveAll(filepath.Join(s.data, ".git")); err != nil {
		t.Fatal(err)
	}
	s.reopen()
	if got, want := s.whereabouts(), "fast-parsers gone, slow-cooking gone"; got != want {
		t.Errorf("%s; want %s", got, want)
	}
}

// Publishing into the checkout leaves a draft alone that is published on its
// branch, and says so when there is something new in it.
func TestPublishOfWhatIsOnTheBranch(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.commit()
	publishing := func(when string, want ...publish.Absent) {
		t.Helper()
		s.reopen()
		got, err := s.Publish(t.Context(), "exconf-2024", publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Absent {
			got.Absent[i].Draft = filepath.Base(got.Absent[i].Draft)
		}
		if diff := cmp.Diff(want, got.Absent); diff != "" || len(got.Records) > 0 {
			t.Errorf("%s: records %v, absent (-want +got):\n%s", when, got.Records, diff)
		}
	}
	onBranch := publish.Place{Kind: publish.EventBranch, Branch: branch}
	publishing("as committed", publish.Absent{Draft: "fast-parsers.toml", Where: onBranch}, publish.Absent{Draft: "slow-cooking.toml", Where: onBranch})
	s.set("exconf24-01", func(d *draft.Draft) { d.Record.Title = "Very fast parsers" })
	publishing("edited", publish.Absent{Draft: "fast-parsers.toml", Where: onBranch, Edited: true}, publish.Absent{Draft: "slow-cooking.toml", Where: onBranch})
	if got := s.commit(); len(got.Records) != 1 || len(got.Absent) != 0 {
		t.Errorf("a commit has the records %v, absent %v", got.Records, got.Absent)
	}
	gitIn(t, s.data, "branch", "-q", "-D", branch)
	publishing("closed", publish.Absent{Draft: "fast-parsers.toml"}, publish.Absent{Draft: "slow-cooking.toml"})
	if got := s.commit(); len(got.Absent) != 2 || got.Absent[0].Where != (publish.Place{}) || got.Commit != "" {
		t.Errorf("a commit after that: %+v", got)
	}
}
