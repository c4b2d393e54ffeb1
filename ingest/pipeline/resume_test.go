package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// importOn imports the first playlist as the command does.
func (n *nightly) importOn(tb testing.TB) (intake.Summary, error) {
	tb.Helper()
	n.requests = nil
	cache := cachefile.Open(n.state)
	target, err := n.find(playlistURL(listID(1)))
	must(tb, err)
	haul, failed := gather.Resume(tb.Context(), n.p.Workspace, cache, n.now, []ingest.Target{target}, gather.Options{})
	if len(haul.Videos) == 0 {
		return intake.Summary{}, failed
	}
	ev, err := n.p.Workspace.Event("exconf-2024")
	must(tb, err)
	summary, err := n.p.Import(tb.Context(), ev, haul, intake.Options{})
	must(tb, err)
	must(tb, gather.KeepUnfinished(cache, n.now, ev.Slug, haul, failed))
	return summary, failed
}

// allow makes a day's quota of so many units.
func (n *nightly) allow(units int) {
	n.spend = func(context.Context) error {
		n.mu.Lock()
		defer n.mu.Unlock()
		if units == 0 {
			return &ingest.HostError{Provider: "youtube", Err: ingest.ErrQuota}
		}
		units--
		return nil
	}
}

func TestImportGoesOnAfterTheQuotaIsUsedUp(t *testing.T) {
	t.Parallel()
	build := func() *nightly {
		n := newNightly(t)
		for k := range 230 {
			n.upload(listID(1), talkID(1, k), fmt.Sprintf("Parsing it %d times - Jane Doe", k))
		}
		n.watch(t, "exconf-2024", listID(1))
		return n
	}
	undisturbed := build()
	if _, err := undisturbed.importOn(t); err != nil {
		t.Fatal(err)
	}
	n := build()
	days, asked := 1, 0
	for ; ; days++ {
		n.allow(7) // the playlist, its five pages, and one lot of videos
		_, err := n.importOn(t)
		asked += count(n.requests, "videos")
		if err == nil {
			break
		}
		if !errors.Is(err, ingest.ErrQuota) || days > 5 {
			t.Fatalf("day %d: %v", days, err)
		}
		n.now = n.now.Add(24 * time.Hour)
	}
	if asked > 7 {
		t.Errorf("the videos were asked for %d times in %d days, want no lot twice", asked, days)
	}
	names := func(n *nightly) []string { return slices.Sorted(maps.Keys(files(t, n.p))) }
	if diff := cmp.Diff(names(undisturbed), names(n)); diff != "" {
		t.Errorf("the drafts are others than after an undisturbed import (-want +got):\n%s", diff)
	}
	n.spend = nil
	if _, err := n.importOn(t); err != nil || count(n.requests, "videos") != 5 {
		t.Errorf("error %v; an import of what is complete looks at all: %v", err, n.requests)
	}
}

func TestAnUnfinishedImportIsForgotten(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		then func(*nightly)
		want int // lots of videos looked at
	}{
		{"not at once", func(*nightly) {}, 1},
		{"after a week", func(n *nightly) { n.now = n.now.Add(8 * 24 * time.Hour) }, 2},
		{"when the clock was set back", func(n *nightly) { n.now = n.now.Add(-time.Hour) }, 2},
		{"when a sync has finished it", func(n *nightly) { n.mustSync(t) }, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			for k := range 60 {
				n.upload(listID(1), talkID(1, k), fmt.Sprintf("Parsing it %d times - Jane Doe", k))
			}
			n.watch(t, "exconf-2024", listID(1))
			n.allow(4) // all but the second lot
			if _, err := n.importOn(t); !errors.Is(err, ingest.ErrQuota) {
				t.Fatal(err)
			}
			n.spend = nil
			tt.then(n)
			if _, err := n.importOn(t); err != nil || count(n.requests, "videos") != tt.want {
				t.Errorf("error %v, requests %v, want %d for videos", err, n.requests, tt.want)
			}
		})
	}
}
