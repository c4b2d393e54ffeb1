package pipeline_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/intake"
)

// refusedAsPrivate reports whether publish refuses a draft because of its video.
func refusedAsPrivate(d *draft.Draft) bool {
	return slices.ContainsFunc(check.Draft(d), func(f check.Finding) bool { return f.Rule == check.RulePrivateVideo })
}

func noted(d *draft.Draft, words string) bool {
	return slices.ContainsFunc(d.Notes, func(n draft.Note) bool { return strings.Contains(n.Text, words) })
}

// What its owner alone can watch becomes a draft when they are the one who asks, and a talk
// when they let others watch it.
func TestAPrivateVideoWaitsForItsOwner(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	own := video("own", "Unannounced things - Jane Doe - ExConf 2024")
	own.Availability = ingest.Private
	host := memoryHost{"A": {
		video("a", "Fast parsers - John Roe - ExConf 2024"), own,
		{Provider: "youtube", ID: "hidden", Title: "Private video", Availability: ingest.Private},
	}}
	first := importFrom(t, p, host, ev, intake.Options{}, "A")
	wantCounts(t, first, intake.Summary{Found: 3, New: 2})
	if len(first.Unavailable) != 1 || first.Unavailable[0].ID != "hidden" {
		t.Errorf("unavailable: %+v", first.Unavailable)
	}
	d := draftOf(t, p, ev.Slug, "own")
	if filepath.Base(d.Path) != "own.toml" || !refusedAsPrivate(d) || !noted(d, "private: ") || d.Record.Title != "Unannounced things" {
		t.Errorf("%s: %q, notes %v, refused %v", d.Path, d.Record.Title, d.Notes, refusedAsPrivate(d))
	}
	before := snapshot(t, p.Workspace.Dir())
	wantCounts(t, importFrom(t, p, host, ev, intake.Options{}, "A"), intake.Summary{Found: 3, Known: 2})
	if _, err := p.Remap(t.Context(), ev.Slug); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, snapshot(t, p.Workspace.Dir())); diff != "" {
		t.Errorf("again, and it is another:\n%s", diff)
	}

	host["A"][1].Availability = ingest.Unlisted
	wantCounts(t, importFrom(t, p, host, ev, intake.Options{}, "A"), intake.Summary{Found: 3, New: 0, Updated: 1, Known: 1})
	if d = draftOf(t, p, ev.Slug, "own"); refusedAsPrivate(d) || noted(d, "private: ") || strings.Contains(string(d.Bytes()), "availability") {
		t.Errorf("unlisted, and still\n%s", d.Bytes())
	}
}

// A person's word does not make public what its owner keeps to themselves.
func TestAPrivateVideoThatIsReady(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	own := video("own", "Unannounced things - Jane Doe")
	own.Availability = ingest.Private
	host := memoryHost{"A": {own}}
	importFrom(t, p, host, ev, intake.Options{}, "A")
	d := draftOf(t, p, ev.Slug, "own")
	ready := d.Clone()
	ready.Status, ready.Notes, ready.Source.Private = draft.Ready, nil, false
	if _, err := p.Workspace.Save(d, ready); err != nil {
		t.Fatal(err)
	}
	host["A"][0].Title = "Unannounced things, at last - Jane Doe" // that is news
	importFrom(t, p, host, ev, intake.Options{}, "A")
	if d = draftOf(t, p, ev.Slug, "own"); !refusedAsPrivate(d) {
		t.Errorf("the key is not back\n%s", d.Bytes())
	}
	host["A"][0].Title = own.Title
	host["A"][0].Availability = ingest.Public
	importFrom(t, p, host, ev, intake.Options{}, "A")
	if d = draftOf(t, p, ev.Slug, "own"); refusedAsPrivate(d) || d.Status != draft.Ready {
		t.Errorf("public now, and %s\n%s", d.Status, d.Bytes())
	}
}

// A video that others could watch and that its owner has taken back is lost to them, also
// when the owner, who asks, sees it still.
func TestAVideoIsMadePrivate(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	host := memoryHost{"A": {video("a", "Fast parsers - John Roe - ExConf 2024"), video("b", "Slow cooking - Jane Doe - ExConf 2024")}}
	importFrom(t, p, host, ev, intake.Options{}, "A")
	host["A"][0].Availability = ingest.Private
	for i := range 2 {
		got := importFrom(t, p, host, ev, intake.Options{}, "A")
		if len(got.Unavailable) != 1 || got.Unavailable[0].Title != "" || got.Unavailable[0].Reason != "private" {
			t.Errorf("unavailable: %+v", got.Unavailable)
		}
		if told := strings.Join(got.Remarks, "\n"); (i == 0) != strings.Contains(told, "cannot be watched any more: private") {
			t.Errorf("run %d remarked %q", i, told)
		}
		if d := draftOf(t, p, ev.Slug, "a"); !refusedAsPrivate(d) || !noted(d, "cannot be watched any more") || d.Record.Title != "Fast parsers" {
			t.Errorf("run %d:\n%s", i, d.Bytes())
		}
	}
	host["A"][0].Availability = ingest.Public
	got := importFrom(t, p, host, ev, intake.Options{}, "A")
	if d := draftOf(t, p, ev.Slug, "a"); refusedAsPrivate(d) || noted(d, "any more") || noted(d, "private") || !strings.Contains(strings.Join(got.Remarks, "\n"), "is back") {
		t.Errorf("it is back:\n%s\n%q", d.Bytes(), got.Remarks)
	}
}
