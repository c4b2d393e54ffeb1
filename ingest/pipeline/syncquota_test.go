package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	stepsync "github.com/pyvideo/stevie/ingest/sync"

	"github.com/pyvideo/stevie/ingest"
)

// syncWith syncs with so many units left, of which the sync is told.
func (n *nightly) syncWith(t *testing.T, units int) (stepsync.Summary, error) {
	t.Helper()
	n.allow(units)
	n.requests = nil
	return n.p.Sync(t.Context(), stepsync.Options{
		Left: func(_ context.Context, provider string) (int, bool) {
			return units - len(n.requests), provider == "youtube"
		},
	})
}

func TestASmallQuotaIsSpentOnWhatItCanFinish(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	for k := range 70 { // more than the quota of a day, and the first by its name
		n.upload(listID(0), talkID(0, k), fmt.Sprintf("Parsing it %d times - Jane Doe", k))
	}
	n.watch(t, "exconf-2000", listID(0))
	for i := 1; i < 12; i++ {
		n.upload(listID(i), talkID(i, 0), fmt.Sprintf("Loading it %d times - Ada Poe", i))
		n.watch(t, fmt.Sprintf("exconf-%d", 2000+i), listID(i))
	}
	for night := range 5 {
		summary, err := n.syncWith(t, 5) // the states, and two events
		if !errors.Is(err, ingest.ErrQuota) || summary.New != 2 || !summary.Again {
			t.Errorf("night %d: error %v, %d new drafts, again %v; want 2, and more to come", night, err, summary.New, summary.Again)
		}
		n.now = n.now.Add(24 * time.Hour)
	}
	summary, err := n.syncWith(t, 50)
	if err != nil || summary.New != 71 || !summary.Complete || summary.Again {
		t.Errorf("with enough: error %v, %d new drafts, complete %v", err, summary.New, summary.Complete)
	}
}

func TestABrokenEventKeepsNoOtherFromBeingSynced(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	for i, year := range []string{"2023", "2024"} {
		n.upload(listID(i), talkID(i, 0), "Fast parsers - Jane Doe")
		n.watch(t, "exconf-"+year, listID(i))
	}
	file := filepath.Join(n.p.Workspace.Dir(), "exconf-2024", "event.toml")
	must(t, os.WriteFile(file, []byte("title = [\n"), 0o644))
	for _, tt := range []struct {
		events           []string
		problems, remark int
	}{
		{nil, 1, 0},
		{[]string{"exconf-2023"}, 0, 1},
		{[]string{"exconf-2024"}, 1, 0},
		{[]string{"exconf-2024", "exconf-2023"}, 1, 0},
	} {
		summary, err := n.sync(t, tt.events...)
		if err != nil || len(summary.Problems) != tt.problems || len(summary.Remarks) != tt.remark {
			t.Errorf("%v: error %v, problems %v, remarks %v", tt.events, err, summary.Problems, summary.Remarks)
		}
		if summary.Complete != (tt.problems == 0) || summary.Again {
			t.Errorf("%v: complete %v, again %v", tt.events, summary.Complete, summary.Again)
		}
	}
}

func TestAPlaylistThatIsGoneIsToldWithItsEvent(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.watch(t, "exconf-2024", "PLnobodyhasthis1")
	summary, err := n.sync(t)
	if !errors.Is(err, ingest.ErrNotFound) || !strings.HasPrefix(err.Error(), "exconf-2024/event.toml: ") {
		t.Errorf("error %v, want one that names the event", err)
	}
	if summary.Complete || summary.Again {
		t.Errorf("complete %v, again %v; only a person can mend it", summary.Complete, summary.Again)
	}
}
