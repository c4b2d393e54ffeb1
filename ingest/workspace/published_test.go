package workspace

import (
	"os"
	"testing"

	"github.com/pyvideo/stevie/ingest/draft"
)

// What both have changed goes through the files: the tree's value stays until a
// person removes the note, over any number of runs.
func TestRepublishUntilSettled(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]bool{"proposed": true, "a person's own": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := openTemp(t)
			mustRun(t, w, talk(1, "One"))
			d := load(t, w).Folders[0].Drafts[0]
			if !source {
				own := d.Clone()
				own.Source = draft.Source{}
				if err := os.WriteFile(d.Path, draft.Encode(own), 0o600); err != nil {
					t.Fatal(err)
				}
				d = load(t, w).Folders[0].Drafts[0]
			}
			republishUntilSettled(t, w, d)
		})
	}
}

func republishUntilSettled(t *testing.T, w *Workspace, d *draft.Draft) {
	t.Helper()
	inTree := d.Clone().Record
	publish := func(d *draft.Draft) *draft.Draft {
		t.Helper()
		merged := w.Republish(d, d.Record, inTree)
		inTree = merged.Record
		marked, err := w.MarkPublished(d, d.Record, merged.Open)
		if err != nil {
			t.Fatal(err)
		}
		return marked
	}
	edit := func(d *draft.Draft, change func(*draft.Draft)) *draft.Draft {
		t.Helper()
		now := d.Clone()
		change(now)
		saved, err := w.Save(d, now)
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	d = publish(d)
	if d.Status != draft.Published {
		t.Fatalf("status %s", d.Status)
	}
	inTree.Title = "A maintainer's title"
	d = edit(d, func(d *draft.Draft) { d.Record.Title = "A curator's title" })
	for range 3 {
		d = publish(d)
		if n := len(d.Notes); inTree.Title != "A maintainer's title" || n == 0 || d.Notes[n-1].Field != "title" {
			t.Fatalf("title %q, notes %v", inTree.Title, d.Notes)
		}
	}
	if want := 1; countIn(d.Notes, "title") != want {
		t.Fatalf("%d notes, want %d: %v", countIn(d.Notes, "title"), want, d.Notes)
	}
	d = edit(d, func(d *draft.Draft) { d.Notes = d.Notes[:len(d.Notes)-1] })
	d = publish(d)
	if inTree.Title != "A curator's title" || countIn(d.Notes, "title") != 0 {
		t.Fatalf("title %q, notes %v", inTree.Title, d.Notes)
	}
	inTree.Title = "A maintainer's title" // once more: that was settled for the last time only
	d = edit(d, func(d *draft.Draft) { d.Record.Title = "Another curator's title" })
	d = publish(d)
	if inTree.Title != "A maintainer's title" || countIn(d.Notes, "title") != 1 {
		t.Fatalf("title %q, notes %v", inTree.Title, d.Notes)
	}
	d = edit(d, func(d *draft.Draft) { d.Record.Title = "A maintainer's title" })
	if d = publish(d); countIn(d.Notes, "title") != 0 {
		t.Fatalf("both agree, and the note stays: %v", d.Notes)
	}
}

func countIn(notes []draft.Note, field string) int {
	n := 0
	for _, note := range notes {
		if note.Field == field {
			n++
		}
	}
	return n
}
