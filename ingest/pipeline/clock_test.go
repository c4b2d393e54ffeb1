package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	stepsync "github.com/pyvideo/stevie/ingest/sync"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/quota"
)

// rightAgain is the day from which on the wrong clocks are right.
const rightAgain = 14

func rightClock(day int) time.Time { return time.Date(2026, 3, 2+day, 3, 0, 0, 0, time.UTC) }

// wrongClocks give the time that a machine believes it is, on which day after the
// first.
func wrongClocks() map[string]func(day int) time.Time {
	r := rand.New(rand.NewPCG(7, 7))
	until := func(wrong func(day int) time.Time) func(day int) time.Time {
		return func(day int) time.Time {
			if day >= rightAgain {
				return rightClock(day)
			}
			return wrong(day)
		}
	}
	everyThird := func(years int) func(day int) time.Time {
		return until(func(day int) time.Time {
			if day%3 != 1 {
				return rightClock(day)
			}
			return rightClock(day).AddDate(years, 0, 0)
		})
	}
	return map[string]func(day int) time.Time{
		"decades ahead, every third day":  everyThird(35),
		"decades behind, every third day": everyThird(-56),
		"a day ahead, every third day": until(func(day int) time.Time {
			return rightClock(day + 1 - min(1, day%3))
		}),
		"an empty battery": until(func(day int) time.Time { return time.Date(2001, 1, 1, 0, day%2, 0, 0, time.UTC) }),
		"anything": until(func(int) time.Time {
			return rightClock(0).Add(time.Duration(r.Int64N(int64(20*365*24*time.Hour))) - 10*365*24*time.Hour)
		}),
	}
}

// Whatever a clock says, and however it jumps between runs and in one: what a
// playlist tells of itself is found at once, and what it does not tell within the
// week after the clock is right again. The drafts become what they would have been.
func TestSyncWithAWrongClock(t *testing.T) {
	t.Parallel()
	want := syncBy(t, rightClock)
	for name, clock := range wrongClocks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, syncBy(t, clock)); diff != "" {
				t.Errorf("drafts (-of a right clock +got):\n%s", diff)
			}
		})
	}
}

// syncBy syncs every night for three weeks, and returns the drafts.
func syncBy(t *testing.T, clock func(day int) time.Time) map[string]string {
	t.Helper()
	n := newNightly(t)
	ordinals := []string{"one", "two", "three", "four", "five"}
	for k := range 3 {
		n.upload(listID(1), talkID(1, k), fmt.Sprintf("Parsing %s things - Jane Doe", ordinals[k]))
	}
	n.watch(t, "exconf-2024", listID(1))
	for day := range rightAgain + 8 {
		isNew := day%5 == 2 && day < rightAgain
		if isNew {
			n.upload(listID(1), talkID(2, day), fmt.Sprintf("Cooking %s things - John Roe", ordinals[day/5]))
		}
		if day == rightAgain { // which no playlist tells of
			n.change(talkID(1, 1), func(v *fakehost.YouTubeVideo) { v.Title = "Reading two things - Jane Doe" })
		}
		looks := 0
		n.p.Now = func() time.Time {
			looks++
			return clock(day).AddDate(0, 0, looks-1)
		}
		_, err := n.p.Sync(t.Context(), stepsync.Options{})
		must(t, err)
		if isNew && draftOf(t, n.p, "exconf-2024", talkID(2, day)) == nil {
			t.Errorf("the talk of day %d was not found", day)
		}
	}
	if got := draftOf(t, n.p, "exconf-2024", talkID(1, 1)).Record.Title; got != "Reading two things" {
		t.Errorf("a week after the clock was right again the title is %q", got)
	}
	return withoutMemory(files(t, n.p))
}

// A video is called gone on the second day of a right clock, whatever was written down
// before, and not on the first.
func TestAuditWithAWrongClock(t *testing.T) {
	t.Parallel()
	for name, clock := range wrongClocks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.published(t, 3)
			const missing = rightAgain - 1 // the last day that is wrong
			for day := range rightAgain + 3 {
				if day == missing {
					n.change("audited0001", func(v *fakehost.YouTubeVideo) { v.Deleted = true })
				}
				before := n.now
				n.now = clock(day)
				got, err := n.audit(t, nil)
				must(t, err)
				gone := slices.Contains(states(got), "audited0001 gone")
				ahead := day == rightAgain && before.After(n.now) // it was missing on a day that has not been yet
				if gone && (day <= missing || ahead) || !gone && day > rightAgain {
					t.Errorf("on day %d: %v", day, states(got))
				}
			}
		})
	}
}

// A clock that was once ahead does not put a video at the end of the line for years.
func TestAuditStarvesNobody(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.published(t, 100)
	for id := range n.videos {
		n.change(id, func(v *fakehost.YouTubeVideo) { v.Deleted = true })
	}
	audit := func(now time.Time) []string {
		n.now = now
		once := sync.Once{}
		n.spend = func(context.Context) error { // one look-up, of fifty
			err := error(&ingest.HostError{Provider: "youtube", Err: ingest.ErrQuota})
			once.Do(func() { err = nil })
			return err
		}
		got, err := n.audit(t, nil)
		if !errors.Is(err, ingest.ErrQuota) || len(got.Found) != 50 {
			t.Fatalf("%d found, %v", len(got.Found), err)
		}
		return states(got)
	}
	seen := map[string]bool{}
	for _, now := range []time.Time{rightClock(0).AddDate(30, 0, 0), rightClock(0), rightClock(1), rightClock(2), rightClock(3)} {
		for _, s := range audit(now) {
			if now.Year() == 2026 {
				seen[strings.Fields(s)[0]] = true
			}
		}
	}
	if len(seen) != 100 {
		t.Errorf("%d of 100 videos were looked at since the clock is right", len(seen))
	}
}

// The quota of a day is counted for that day, whatever others the clock has shown in
// between.
func TestQuotaWithAWrongClock(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	for k := range 3 {
		n.upload(listID(1), talkID(1, k), fmt.Sprintf("Parsing %d things - Jane Doe", k))
	}
	n.watch(t, "exconf-2024", listID(1))
	dir := filepath.Join(t.TempDir(), "quota")
	ledger := quota.New(quota.Config{Dir: dir, Provider: "youtube", Key: "key-of-the-test", Limit: 6, Now: func() time.Time { return n.now }})
	n.spend = ledger.Spend
	n.now = rightClock(0)
	n.mustSync(t)
	spent, err := ledger.Used(t.Context())
	must(t, err)
	if spent == 0 || spent > 6 {
		t.Fatalf("%d spent", spent)
	}
	for _, years := range []int{20, -20, 35, 1} {
		n.now = rightClock(0).AddDate(years, 0, 0)
		n.mustSync(t) // another day has its own
	}
	n.now = rightClock(0).Add(time.Hour)
	for {
		_, err = n.sync(t)
		if err != nil {
			break
		}
	}
	used, usedErr := ledger.Used(t.Context())
	if !errors.Is(err, ingest.ErrQuota) || used != 6 || usedErr != nil {
		t.Errorf("back on the first day: %v after %d units (%v)", err, used, usedErr)
	}
	n.now = rightClock(1)
	n.mustSync(t)
	if d := draftOf(t, n.p, "exconf-2024", talkID(1, 0)); d.Status != draft.Review {
		t.Errorf("status %s", d.Status)
	}
}

// Commits of a clock that is set back stand on top of those of the future all the
// same, and nothing is committed twice.
func TestCommitWithAWrongClock(t *testing.T) {
	t.Parallel()
	j := jobNamed("commit")
	w := newWorld(t, j)
	commitIn := func(year int) string {
		cmd := w.command(t.Context(), t, j.name)
		at := fmt.Sprintf("%d-03-04T03:00:00Z", year)
		cmd.Env = append(cmd.Env, "GIT_AUTHOR_DATE="+at, "GIT_COMMITTER_DATE="+at)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("in %d: %v: %s", year, err, out)
		}
		return gitIn(t, w.data(), "rev-parse", branch)
	}
	before := gitIn(t, w.data(), "rev-parse", "main")
	for i, year := range []int{2050, 1990, 2026} {
		w.change(t, "workspace/drafts/exconf-2024/quiet-logs.toml", "My own words", fmt.Sprintf("My own words of %d:", i))
		now := commitIn(year)
		if parents := gitIn(t, w.data(), "log", "-1", "--format=%P", now); parents != before {
			t.Errorf("the commit of %d stands on %s, not on %s", year, parents, before)
		}
		if again := commitIn(year + 1); again != now {
			t.Errorf("in %d there was nothing to commit, and it was", year+1)
		}
		before = now
	}
}
