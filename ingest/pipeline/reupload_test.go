package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/internal/fakehost"
)

// A published draft stays as it is. That the re-upload is not in it says nothing
// about what a person wants.
func TestReuploadOfAPublishedDraftIsToldOnce(t *testing.T) {
	t.Parallel()
	const first, third = "reupload001", "reupload003"
	for _, tt := range []struct {
		name  string
		later []string // looks after the first
		edit  bool     // of the title, in between
	}{
		{"sync", []string{"sync", "sync"}, false},
		{"import", []string{"import", "import"}, false},
		{"remap", []string{"remap", "sync", "remap"}, false},
		{"with another title meanwhile", []string{"sync", "import"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.p.DataDir = filepath.Join(t.TempDir(), "data")
			if err := os.MkdirAll(n.p.DataDir, 0o755); err != nil {
				t.Fatal(err)
			}
			n.upload(listID(1), first, "Fast parsers - Jane Doe")
			n.upload(listID(1), "reupload002", "Slow cooking - John Roe")
			n.watch(t, "exconf-2024", listID(1))
			n.mustSync(t)
			edit(t, n.p, "exconf-2024", first, func(d *draft.Draft) { d.Status = draft.Ready })
			if _, err := n.p.Publish(t.Context(), "exconf-2024", publish.Options{}); err != nil {
				t.Fatal(err)
			}
			n.openTree(t)
			n.change(first, func(v *fakehost.YouTubeVideo) { v.Deleted = true })
			n.lists[listID(1)] = n.lists[listID(1)][1:]
			n.upload(listID(1), third, "Fast parsers - Jane Doe")
			if sum := n.mustSync(t).Events[0]; sum.New != 0 || len(sum.Remarks) == 0 {
				t.Errorf("at first: %+v", sum)
			}
			if d := draftOf(t, n.p, "exconf-2024", first); d.Status != draft.Published || len(d.Notes) == 0 {
				t.Errorf("the published draft is %s, with the notes %v", d.Status, d.Notes)
			}
			if tt.edit {
				edit(t, n.p, "exconf-2024", first, func(d *draft.Draft) { d.Record.Title = "Faster parsers" })
			}
			if _, err := n.look(t, tt.later[0]); err != nil { // which may propose the others anew
				t.Fatal(err)
			}
			before := snapshot(t, n.p.Workspace.Dir())
			for _, job := range tt.later {
				n.now = n.now.AddDate(0, 0, 8)
				sum, err := n.look(t, job)
				if err != nil || sum.New != 0 || len(sum.Remarks) > 0 || job != "remap" && sum.New+sum.Updated+sum.Known+sum.Skipped != sum.Found {
					t.Errorf("%s: %+v, %v", job, sum, err)
				}
			}
			// An edit teaches the mapper about the others.
			if diff := cmp.Diff(before, snapshot(t, n.p.Workspace.Dir())); diff != "" && !tt.edit {
				t.Errorf("later looks changed files (-before +after):\n%s", diff)
			}
		})
	}
}

// look is one job at the event exconf-2024.
func (n *nightly) look(tb testing.TB, job string) (intake.Summary, error) {
	tb.Helper()
	switch job {
	case "sync":
		sum := n.mustSync(tb)
		return sum.Events[0], nil
	case "remap":
		return n.p.Remap(tb.Context(), "exconf-2024")
	}
	target, err := n.find(playlistURL(listID(1)))
	if err != nil {
		tb.Fatal(err)
	}
	haul, err := gather.Gather(tb.Context(), []ingest.Target{target}, gather.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	ev, err := n.p.Workspace.Event("exconf-2024")
	if err != nil {
		tb.Fatal(err)
	}
	return n.p.Import(tb.Context(), ev, haul, intake.Options{})
}
