package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// draftOf finds the draft of a video in the workspace.
func draftOf(t *testing.T, p *pipeline.Pipeline, event, id string) *draft.Draft {
	t.Helper()
	contents, err := p.Workspace.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range contents.Folder(event).Drafts {
		if d.Source.ID == id {
			return d
		}
	}
	return nil
}

// edit changes a draft as a person would.
func edit(t *testing.T, p *pipeline.Pipeline, event, id string, change func(*draft.Draft)) {
	t.Helper()
	d := draftOf(t, p, event, id)
	if d == nil {
		t.Fatalf("%s has no draft of %s", event, id)
	}
	fresh := d.Clone()
	change(fresh)
	if _, err := p.Workspace.Save(d, fresh); err != nil {
		t.Fatal(err)
	}
}

// The mapper learns from a correction and repeats it. That must not make it
// stevie's own words, which a later round may change.
func TestCorrectionsOutliveEveryLaterRound(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	s := shelf{"A": {video("a", "Fast parsers - Jane Doe"), video("b", "Slow cooking - John Roe"), video("c", "Quiet logs - Ann Poe")}}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	importFrom(t, p, s, ev, pipeline.ImportOptions{}, "A")
	edit(t, p, ev.Slug, "a", func(d *draft.Draft) {
		d.Record.Title, d.Record.Speakers = "Parsers, and how they became fast", []string{"J. Doe"}
	})
	var after map[string]string
	for round := range 4 {
		if _, err := p.Remap(t.Context(), ev.Slug); err != nil {
			t.Fatal(err)
		}
		d := draftOf(t, p, ev.Slug, "a")
		if d.Record.Title != "Parsers, and how they became fast" || d.Record.Speakers[0] != "J. Doe" {
			t.Fatalf("after round %d: %q by %q", round, d.Record.Title, d.Record.Speakers)
		}
		now := snapshot(t, p.Workspace.Dir())
		if diff := cmp.Diff(after, now); round > 0 && diff != "" {
			t.Errorf("round %d changed files (-before +after):\n%s", round, diff)
		}
		after = now
	}
	// What the host calls it now is told, and the person's words stay.
	s["A"][0].Title = "Very fast parsers - Jane Doe"
	importFrom(t, p, s, ev, pipeline.ImportOptions{}, "A")
	d := draftOf(t, p, ev.Slug, "a")
	if d.Record.Title != "Parsers, and how they became fast" {
		t.Errorf("title = %q", d.Record.Title)
	}
	want := draft.Note{Field: ingest.FieldTitle, Text: "now proposed: Very fast parsers"}
	found := false
	for _, n := range d.Notes {
		found = found || n == want
	}
	if !found {
		t.Errorf("notes = %v, want %v among them", d.Notes, want)
	}
}
