package workspace

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// publishedForReopening is a draft that was published, and edited since, with a
// change of what was published.
func publishedForReopening(t *testing.T) (*Workspace, *draft.Draft, draft.Proposed) {
	t.Helper()
	w, err := Open(t.TempDir(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	rec := ingest.Record{
		Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Duration: 1694, Tags: []string{},
		Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA0"}},
	}
	next := draft.Proposed{
		Video: ingest.Video{Provider: "youtube", ID: "AAAAAAAAAA0"}, Status: draft.Review,
		Proposal: ingest.Proposal{Provider: "youtube", ID: "AAAAAAAAAA0", Record: rec},
	}
	if err := w.CreateEvent(ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}); err != nil {
		t.Fatal(err)
	}
	_, drafts, err := w.Propose(t.Context(), "exconf-2024", nil, []NewDraft{{"fast-parsers", next}})
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.MarkPublished(drafts[0], rec, nil)
	if err != nil {
		t.Fatal(err)
	}
	edited := d.Clone()
	edited.Record.Title = "By hand"
	if d, err = w.Save(d, edited); err != nil {
		t.Fatal(err)
	}
	next.Record = &rec
	next.Proposal.Record.Duration = 1800
	next.Proposal.Record.Videos = []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=BBBBBBBBBB1"}}
	next.Incidents = []draft.Incident{{Kind: draft.Replaced, Field: ingest.FieldVideos}}
	return w, d, next
}

// A kill between the writes loses nothing: the draft is published and as it was, or
// reopened with the base that belongs to that, and the next run completes it.
func TestReopenInterrupted(t *testing.T) {
	t.Parallel()
	for steps := range 5 {
		w, d, next := publishedForReopening(t)
		killAt(w, steps)
		_, err := w.Reopen(t.Context(), d, next)
		if err != nil && !errors.Is(err, errKilled) {
			t.Fatal(err)
		}
		w.step = func(string) error { return nil }
		now, err := w.files.read(d.Event, d.File)
		if err != nil {
			t.Fatal(err)
		}
		if now.Status == draft.Published {
			_, err = w.Reopen(t.Context(), now, next)
		} else {
			_, err = w.Update(t.Context(), now, next)
		}
		if err != nil {
			t.Fatal(err)
		}
		if now, err = w.files.read(d.Event, d.File); err != nil {
			t.Fatal(err)
		}
		want := next.Proposal.Record
		want.Title = "By hand"
		if diff := cmp.Diff(want, now.Record, cmpopts.EquateEmpty()); diff != "" || now.Status != draft.Review {
			t.Errorf("killed after %d steps: %s (-want +got):\n%s", steps, now.Status, diff)
		}
	}
}
