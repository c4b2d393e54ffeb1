package draft

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestRepublish(t *testing.T) {
	t.Parallel()
	published := ingest.Record{
		Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Language: "eng", Tags: []string{"parsers", "c"},
		Description: "A talk.",
	}
	change := func(changes ...func(*ingest.Record)) ingest.Record {
		r := cloneRecord(published)
		for _, c := range changes {
			c(&r)
		}
		return r
	}
	title := func(s string) func(*ingest.Record) { return func(r *ingest.Record) { r.Title = s } }
	speakers := func(s ...string) func(*ingest.Record) { return func(r *ingest.Record) { r.Speakers = s } }
	tags := func(s ...string) func(*ingest.Record) { return func(r *ingest.Record) { r.Tags = s } }
	note := Note{Field: "title", Text: inTreeText + "Fast Parsers"}
	for _, tt := range []struct {
		name            string
		inDraft, inTree ingest.Record
		notes, told     []Note
		want            ingest.Record
		open            []Note
	}{
		{
			name:    "different fields",
			inDraft: change(title("Faster parsers")), inTree: change(speakers("Jane Doe", "John Roe")),
			want: change(title("Faster parsers"), speakers("Jane Doe", "John Roe")),
		},
		{
			name:    "the same change",
			inDraft: change(title("Faster parsers")), inTree: change(title("Faster parsers")),
			want: change(title("Faster parsers")),
		},
		{
			name:    "elements of one list",
			inDraft: change(tags("parsers", "c", "speed")), inTree: change(tags("go", "parsers")),
			want: change(tags("go", "parsers", "speed")),
		},
		{
			name:    "the same field: the tree's stays",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			want: change(title("Fast Parsers")), open: []Note{note},
		},
		{
			name:    "for as long as the note does",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			notes: []Note{note}, told: []Note{note},
			want: change(title("Fast Parsers")), open: []Note{note},
		},
		{
			name:    "the note was removed",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			told: []Note{note},
			want: change(title("Faster parsers")),
		},
		{
			name:    "the note was about another value",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			told: []Note{{Field: "title", Text: inTreeText + "Fast parsing"}},
			want: change(title("Fast Parsers")), open: []Note{note},
		},
		{
			name:    "the same element",
			inDraft: change(speakers("Jane M. Doe")), inTree: change(speakers("Jane Doe-Roe")),
			want: change(speakers("Jane Doe-Roe")),
			open: []Note{{Field: "speakers", Text: inTreeText + "Jane Doe-Roe"}},
		},
		{
			name:    "the same element was settled: the tree's others stay",
			inDraft: change(tags("parsing", "c")), inTree: change(tags("parse", "c", "speed")),
			told: []Note{{Field: "tags", Text: inTreeText + "parse, c, speed"}},
			want: change(tags("parsing", "c", "speed")),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := &Base{Published: &published}
			for _, n := range tt.told {
				b.Notes = append(b.Notes, WrittenNote{Note: n, Conflict: true})
			}
			got := republish(&Draft{Notes: tt.notes}, b, tt.inDraft, tt.inTree)
			if diff := cmp.Diff(Republished{Record: tt.want, Open: tt.open}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for name, b := range map[string]*Base{"no base": nil, "never published": {}} {
		inDraft := change(title("Faster parsers"))
		if diff := cmp.Diff(Republished{Record: inDraft}, republish(&Draft{}, b, inDraft, change(tags("go")))); diff != "" {
			t.Errorf("%s: the draft's is not taken (-want +got):\n%s", name, diff)
		}
	}
}

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
				own.Source = Source{}
				if err := os.WriteFile(d.Path, Encode(own), 0o600); err != nil {
					t.Fatal(err)
				}
				d = load(t, w).Folders[0].Drafts[0]
			}
			republishUntilSettled(t, w, d)
		})
	}
}

func republishUntilSettled(t *testing.T, w *Workspace, d *Draft) {
	t.Helper()
	inTree := cloneRecord(d.Record)
	publish := func(d *Draft) *Draft {
		t.Helper()
		merged := w.Republish(d, d.Record, inTree)
		inTree = merged.Record
		marked, err := w.MarkPublished(d, d.Record, merged.Open)
		if err != nil {
			t.Fatal(err)
		}
		return marked
	}
	edit := func(d *Draft, change func(*Draft)) *Draft {
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
	if d.Status != Published {
		t.Fatalf("status %s", d.Status)
	}
	inTree.Title = "A maintainer's title"
	d = edit(d, func(d *Draft) { d.Record.Title = "A curator's title" })
	for range 3 {
		d = publish(d)
		if n := len(d.Notes); inTree.Title != "A maintainer's title" || n == 0 || d.Notes[n-1].Field != "title" {
			t.Fatalf("title %q, notes %v", inTree.Title, d.Notes)
		}
	}
	if want := 1; countIn(d.Notes, "title") != want {
		t.Fatalf("%d notes, want %d: %v", countIn(d.Notes, "title"), want, d.Notes)
	}
	d = edit(d, func(d *Draft) { d.Notes = d.Notes[:len(d.Notes)-1] })
	d = publish(d)
	if inTree.Title != "A curator's title" || countIn(d.Notes, "title") != 0 {
		t.Fatalf("title %q, notes %v", inTree.Title, d.Notes)
	}
	inTree.Title = "A maintainer's title" // once more: that was settled for the last time only
	d = edit(d, func(d *Draft) { d.Record.Title = "Another curator's title" })
	d = publish(d)
	if inTree.Title != "A maintainer's title" || countIn(d.Notes, "title") != 1 {
		t.Fatalf("title %q, notes %v", inTree.Title, d.Notes)
	}
	d = edit(d, func(d *Draft) { d.Record.Title = "A maintainer's title" })
	if d = publish(d); countIn(d.Notes, "title") != 0 {
		t.Fatalf("both agree, and the note stays: %v", d.Notes)
	}
}

func countIn(notes []Note, field string) int {
	n := 0
	for _, note := range notes {
		if note.Field == field {
			n++
		}
	}
	return n
}
