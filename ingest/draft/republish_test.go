package draft

import (
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
	changed := func(field, value string) Incident { return Incident{Kind: ChangedInTree, Field: field, Value: value} }
	note := changed("title", "Fast Parsers")
	for _, tt := range []struct {
		name            string
		inDraft, inTree ingest.Record
		notes, told     []Incident
		want            ingest.Record
		open            []Incident
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
			want: change(title("Fast Parsers")), open: []Incident{note},
		},
		{
			name:    "for as long as the note does",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			notes: []Incident{note}, told: []Incident{note},
			want: change(title("Fast Parsers")), open: []Incident{note},
		},
		{
			name:    "the note was removed",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			told: []Incident{note},
			want: change(title("Faster parsers")),
		},
		{
			name:    "the note was about another value",
			inDraft: change(title("Faster parsers")), inTree: change(title("Fast Parsers")),
			told: []Incident{changed("title", "Fast parsing")},
			want: change(title("Fast Parsers")), open: []Incident{note},
		},
		{
			name:    "the same element",
			inDraft: change(speakers("Jane M. Doe")), inTree: change(speakers("Jane Doe-Roe")),
			want: change(speakers("Jane Doe-Roe")),
			open: []Incident{changed("speakers", "Jane Doe-Roe")},
		},
		{
			name:    "the same element was settled: the tree's others stay",
			inDraft: change(tags("parsing", "c")), inTree: change(tags("parse", "c", "speed")),
			told: []Incident{changed("tags", "parse, c, speed")},
			want: change(tags("parsing", "c", "speed")),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b, d := &Base{Published: &published, Conflicts: tt.told}, &Draft{}
			for _, c := range tt.told {
				b.Notes = append(b.Notes, WrittenNote{Note: c.Note()})
			}
			for _, c := range tt.notes {
				d.Notes = append(d.Notes, WrittenNote{Note: c.Note()}.shown())
			}
			got := Republish(d, b, tt.inDraft, tt.inTree)
			if diff := cmp.Diff(Republished{Record: tt.want, Open: tt.open}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for name, b := range map[string]*Base{"no base": nil, "never published": {}} {
		inDraft := change(title("Faster parsers"))
		if diff := cmp.Diff(Republished{Record: inDraft}, Republish(&Draft{}, b, inDraft, change(tags("go")))); diff != "" {
			t.Errorf("%s: the draft's is not taken (-want +got):\n%s", name, diff)
		}
	}
}
