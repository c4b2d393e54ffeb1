package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/realtree"
)

func (n *nightly) audit(tb testing.TB, change func(*audit.Options)) (audit.Result, error) {
	tb.Helper()
	n.requests = nil
	opts := audit.Options{}
	if change != nil {
		change(&opts)
	}
	return n.p.Audit(tb.Context(), opts)
}

// published makes a data tree of talks that the host has, and reads it.
func (n *nightly) published(t *testing.T, talks int) {
	t.Helper()
	n.p.DataDir = filepath.Join(t.TempDir(), "data")
	for i := range talks {
		id := fmt.Sprintf("audited%04d", i)
		n.upload(listID(1), id, fmt.Sprintf("Talk %d - Jane Doe", i))
		writeRecord(t, n.p.DataDir, "exconf-2024", fmt.Sprintf("talk-%d.json", i), ingest.Record{
			Title: fmt.Sprintf("Talk %d", i), Speakers: []string{"Jane Doe"}, Recorded: "2024-05-18", Duration: 1694,
			Videos: []ingest.Location{{Type: "youtube", URL: "https://youtu.be/" + id}},
		})
	}
	n.openTree(t)
}

func states(a audit.Result) []string {
	var list []string
	for _, f := range a.Found {
		list = append(list, f.ID+" "+string(f.State))
	}
	slices.Sort(list)
	return list
}

func TestGoneNeedsTwoDays(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.published(t, 120)
	want := func(when string, want ...string) {
		t.Helper()
		got, err := n.audit(t, nil)
		if err != nil || !got.Complete {
			t.Fatalf("%s: %v, complete %v", when, err, got.Complete)
		}
		if diff := cmp.Diff(want, states(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
		if len(n.requests) != 3 {
			t.Errorf("%s: %d requests for 120 videos", when, len(n.requests))
		}
	}
	want("all is well")
	n.change("audited0007", func(v *fakehost.YouTubeVideo) { v.Deleted = true })
	want("the first day", "audited0007 missing")
	n.now = n.now.Add(time.Hour)
	want("an hour later", "audited0007 missing")
	n.now = n.now.AddDate(0, 0, 1)
	want("the next day", "audited0007 gone")
	n.now = n.now.AddDate(0, 0, -9)
	want("with a clock set back", "audited0007 missing")
	n.now = n.now.AddDate(0, 0, 20)
	n.change("audited0007", func(v *fakehost.YouTubeVideo) { v.Deleted = false })
	want("it is back")
	n.change("audited0007", func(v *fakehost.YouTubeVideo) { v.Deleted = true })
	want("and gone once more", "audited0007 missing")
}

func TestOnlyAnswersCount(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.published(t, 500)
	for id := range n.videos {
		n.change(id, func(v *fakehost.YouTubeVideo) { v.Deleted = true })
	}
	looked := map[string]bool{}
	for run := range 5 {
		left := 6
		n.spend = func(context.Context) error {
			time.Sleep(time.Millisecond) // as a host takes its time, so that no look-up overtakes another
			n.mu.Lock()
			defer n.mu.Unlock()
			if left == 0 {
				return &ingest.HostError{Provider: "youtube", Err: ingest.ErrQuota}
			}
			left--
			return nil
		}
		got, err := n.audit(t, nil)
		if !errors.Is(err, ingest.ErrQuota) || got.Complete {
			t.Fatalf("run %d: %v, complete %v", run, err, got.Complete)
		}
		if len(got.Found) != got.Videos || got.Videos > 300 {
			t.Errorf("run %d: %d found of %d answered", run, len(got.Found), got.Videos)
		}
		for _, f := range got.Found {
			if gone := f.State == audit.Gone; gone != looked[f.ID] {
				t.Errorf("run %d: %s is %s, looked at before: %v", run, f.ID, f.State, looked[f.ID])
			}
		}
		for _, f := range got.Found {
			looked[f.ID] = true
		}
		n.now = n.now.AddDate(0, 0, 1)
	}
	if len(looked) != 500 {
		t.Errorf("%d of 500 videos were looked at in five runs", len(looked))
	}
}

// BenchmarkAudit looks at all YouTube videos of the real data tree, on a host that
// answers at once and has none of them: the worst that can be.
func BenchmarkAudit(b *testing.B) {
	var real realtree.Tree
	dir := real.Dir(b)
	b.Cleanup(func() {
		if err := real.Remove(); err != nil {
			b.Error(err)
		}
	})
	tree, err := record.OpenTree(dir)
	if err != nil {
		b.Fatal(err)
	}
	index, err := tree.Index(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	n := newNightly(b)
	n.p.Tree, n.p.DataDir = index, dir
	for b.Loop() {
		got, err := n.audit(b, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(got.Requests), "requests")
		b.ReportMetric(float64(got.Videos), "videos")
	}
}

// At risk is what is missing, what only its address leads to, and what a host has refused
// to tell of, until it tells again.
func TestAtRisk(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.published(t, 3)
	want := func(when string, want ...string) {
		t.Helper()
		_, _ = n.audit(t, nil) // a refusal is what some of it is about
		var got []string
		for _, key := range audit.AtRisk(n.p.Cache) {
			got = append(got, key.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	want("all is well")
	n.change("audited0001", func(v *fakehost.YouTubeVideo) { v.Deleted = true })
	n.change("audited0002", func(v *fakehost.YouTubeVideo) { v.Privacy = "unlisted" })
	want("one gone, one unlisted", "audited0001", "audited0002")
	n.spend = func(context.Context) error { return &ingest.HostError{Provider: "youtube", Err: ingest.ErrForbidden} }
	want("the host refuses", "audited0000", "audited0001", "audited0002")
	n.spend = nil
	n.change("audited0001", func(v *fakehost.YouTubeVideo) { v.Deleted = false })
	want("it tells again", "audited0002")
}
