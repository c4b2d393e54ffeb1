package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/review"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// exconf is an event with a draft that nothing is wrong with, changed by change.
func exconf(change func(f *workspace.Folder, d *draft.Draft, b *draft.Base)) (*workspace.Folder, []*draft.Base) {
	ev := ingest.Event{Slug: "exconf-2031", Title: "ExConf 2031", Language: "eng", StartDate: date("2031-05-17"), EndDate: date("2031-05-18")}
	f := &workspace.Folder{Slug: ev.Slug, Path: ev.Slug, Event: ev, HasEvent: true}
	d, b := talk("a", "Fast parsers", "Mirela Tandescu")
	f.Drafts = []*draft.Draft{d}
	if change != nil {
		change(f, d, b)
	}
	return f, []*draft.Base{b}
}

func date(s string) ingest.Date {
	d, err := ingest.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func talk(id, title string, speakers ...string) (*draft.Draft, *draft.Base) {
	next := draft.Proposed{
		Video: ingest.Video{Provider: "youtube", ID: "exconf0000" + id, Title: title},
		Proposal: ingest.Proposal{
			Provider: "youtube", ID: "exconf0000" + id, Level: ingest.LevelSure,
			Confidence: ingest.Confidence{ingest.FieldTitle: 0.95, ingest.FieldSpeakers: 0.92, ingest.FieldRecorded: 0.9, ingest.FieldLanguage: 0.9},
			Record: ingest.Record{
				Title: title, Speakers: speakers, Recorded: "2031-05-17", Language: "eng", Description: "We write a parser that is fast, and measure it.",
				Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=exconf0000" + id}},
			},
		},
	}
	next.Proposal.Readings = []ingest.Reading{{Title: title, Speakers: speakers, Score: 0.92, Reason: "TITLE"}}
	return draft.NewAt(filepath.Join("exconf-2031", id+".toml"), next), draft.NewBase(next)
}

// add puts another draft beside those of a folder, a person's own.
func add(f *workspace.Folder, id, title string, speakers ...string) *draft.Draft {
	d, _ := talk(id, title, speakers...)
	f.Drafts = append(f.Drafts, d)
	return d
}

// reviews gives the first draft its base and the others none.
func reviews(r *review.Reviewer, f *workspace.Folder, bases []*draft.Base) []review.Review {
	return r.Event(f).Drafts(append(bases, make([]*draft.Base, len(f.Drafts)-len(bases))...))
}

func TestLevel(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(f *workspace.Folder, d *draft.Draft, b *draft.Base)
		want   ingest.Level
		reason []string
	}{
		{"nothing against it", nil, ingest.LevelSure, nil},
		{"as the mapper said", func(_ *workspace.Folder, _ *draft.Draft, b *draft.Base) {
			b.Proposal.Level, b.Proposal.Reasons = ingest.LevelLikely, []string{"no speaker"}
		}, ingest.LevelLikely, []string{"no speaker"}},
		{"less sure since", func(_ *workspace.Folder, _ *draft.Draft, b *draft.Base) {
			b.Proposal.Confidence[ingest.FieldTitle] = 0.5
		}, ingest.LevelLikely, []string{"nothing confirms the title as it was read"}},
		{"less sure of the speakers", func(_ *workspace.Folder, _ *draft.Draft, b *draft.Base) {
			b.Proposal.Confidence[ingest.FieldSpeakers] = 0.5
		}, ingest.LevelLikely, []string{"nothing confirms the speakers as they were read"}},
		{"a rival", func(_ *workspace.Folder, _ *draft.Draft, b *draft.Base) {
			b.Proposal.Level = ingest.LevelUnsure
			b.Proposal.Confidence[ingest.FieldTitle] = 0.5
			b.Proposal.Readings = []ingest.Reading{{Title: "Parsers", Score: 0.48}}
		}, ingest.LevelUnsure, []string{"another reading is as likely"}},
		{"not much of a rival", func(_ *workspace.Folder, _ *draft.Draft, b *draft.Base) {
			b.Proposal.Level = ingest.LevelLikely
			b.Proposal.Readings = []ingest.Reading{{Title: "Parsers", Score: 0.1}}
		}, ingest.LevelLikely, []string{"nothing confirms how it was read"}},
		{"of an earlier version", func(_ *workspace.Folder, _ *draft.Draft, b *draft.Base) {
			b.Proposal.Level, b.Proposal.Confidence[ingest.FieldTitle] = "", 0.5
		}, ingest.LevelUnsure, []string{"nothing confirms the title as it was read"}},
		{"a draft with the title", func(f *workspace.Folder, _ *draft.Draft, _ *draft.Base) {
			add(f, "b", "Fast Parsers!", "Noor Solvane").Record.Title = "Fast Parsérs!"
		}, ingest.LevelLikely, []string{"another talk has this title"}},
		{"a title made unequal", func(f *workspace.Folder, d *draft.Draft, b *draft.Base) {
			add(f, "b", "Fast parsers", "Noor Solvane")
			d.Record.Title, b.Proposal.Record.Title = "Fast parsers (2)", "Fast parsers (2)"
			b.Proposal.Notes = []ingest.Note{{Field: ingest.FieldTitle, Kind: mapper.NoteUnequalTitle, Data: []string{"Fast parsers"}}}
		}, ingest.LevelLikely, []string{"another talk has this title"}},
		{"a draft to be skipped", func(f *workspace.Folder, _ *draft.Draft, _ *draft.Base) {
			add(f, "b", "Fast parsers", "Noor Solvane").Status = draft.Skip
		}, ingest.LevelSure, nil},
		{"a record with the title", func(_ *workspace.Folder, d *draft.Draft, b *draft.Base) {
			d.Record.Title, b.Proposal.Record.Title = "Slow cooking", "Slow cooking"
		}, ingest.LevelLikely, []string{"another talk has this title"}},
		{"its own record has the title", func(_ *workspace.Folder, d *draft.Draft, b *draft.Base) {
			d.Record.Title, b.Proposal.Record.Title = "Slow cooking", "Slow cooking"
			d.Record.Videos[0].URL = "https://www.youtube.com/watch?v=exconf0000z"
		}, ingest.LevelSure, nil},
		{"a video of another event", func(_ *workspace.Folder, d *draft.Draft, _ *draft.Base) {
			d.Record.Videos[0].URL = "https://www.youtube.com/watch?v=elsewhere01"
		}, ingest.LevelLikely, []string{"another record has this video"}},
		{"another day", func(_ *workspace.Folder, d *draft.Draft, _ *draft.Base) {
			d.Record.Recorded = "2031-05-19"
		}, ingest.LevelLikely, []string{"the day is outside the event"}},
		{"not to be recorded", func(f *workspace.Folder, d *draft.Draft, _ *draft.Base) {
			f.Sessions = []ingest.Session{{ID: "7", DoNotRecord: true}}
			d.Source.Session = draft.Session{ID: "7", Given: true}
		}, ingest.LevelLikely, []string{"the programme asks not to record it"}},
		{"a check error", func(_ *workspace.Folder, d *draft.Draft, _ *draft.Base) {
			d.Record.Speakers = []string{"Glyph Lefkowitz"}
		}, ingest.LevelLikely, []string{"check refuses it: write Glyph instead of Glyph Lefkowitz"}},
	} {
		f, bases := exconf(test.change)
		got := reviews(review.New(tree(t)), f, bases)[0]
		if got.Level != test.want || !slices.Equal(got.Reasons, test.reason) || got.Reasons == nil {
			t.Errorf("%s: %s %q, want %s %q", test.name, got.Level, got.Reasons, test.want, test.reason)
		}
	}
	f, _ := exconf(nil)
	if got := reviews(review.New(nil), f, nil)[0]; got.Level != ingest.LevelNone || !slices.Equal(got.Reasons, []string{"written by a person"}) {
		t.Errorf("a person's own: %+v", got)
	}
}

// tree is a data tree with one more talk of the event, and another event.
func tree(t *testing.T) *record.Index {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "exconf-2031", "category.json"), `{"title": "ExConf 2031"}`)
	write(t, filepath.Join(dir, "exconf-2031", "videos", "slow-cooking.json"), recordText("Slow cooking", "exconf0000z", "Mirela Tăndescu"))
	write(t, filepath.Join(dir, "other-2030", "category.json"), `{"title": "Other 2030"}`)
	for i := range 3 {
		write(t, filepath.Join(dir, "other-2030", "videos", fmt.Sprintf("talk-%d.json", i)), recordText(fmt.Sprintf("Talk %d", i), fmt.Sprintf("elsewhere%02d", i), "Mirela Tăndescu"))
	}
	open, err := record.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	index, err := open.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func TestReview(t *testing.T) {
	t.Parallel()
	f, bases := exconf(func(_ *workspace.Folder, d *draft.Draft, b *draft.Base) {
		d.Record.Speakers = []string{"Mirela Tandescu", "Odd  Only"}
		d.Record.Tags = []string{"Parsers"}
		b.Proposal.Record.Title = "Faster parsers" // as a session has it
		b.Proposal.Session = "7"
		b.Proposal.Readings = append(b.Proposal.Readings, ingest.Reading{Title: "Faster Parsers", Speakers: []string{"Mirela Tandescu"}, Score: 1}, ingest.Reading{Title: "As posted", Score: 0.99})
	})
	got := reviews(review.New(tree(t)), f, bases)[0]
	got.Findings = slices.DeleteFunc(got.Findings, func(f review.Finding) bool { return f.Rule == check.RuleRecordedRange }) // of the future
	for i := range got.Findings {
		got.Findings[i].Message = ""
	}
	want := review.Review{
		Level: ingest.LevelSure, Reasons: []string{},
		Readings: []ingest.Reading{
			{Title: "Faster parsers", Speakers: []string{"Mirela Tandescu"}, Session: "7", Score: 0.92, Reason: "from the programme"},
			{Title: "Fast parsers", Speakers: []string{"Mirela Tandescu"}, Score: 0.92, Reason: "TITLE"},
			{Title: "As posted", Speakers: []string{}, Score: 0.92},
		},
		Names: []review.Name{{Name: "Mirela Tandescu", State: review.NameNear, Near: "Mirela Tăndescu"}, {Name: "Odd  Only", State: review.NameNew}},
		Findings: []review.Finding{
			{Field: "speakers[0]", Rule: check.RuleSpeakerVariant, Level: check.Warning, Fix: []string{"Mirela Tăndescu", "Odd Only"}},
			{Field: "speakers[1]", Rule: check.RuleSpeakerVariant, Level: check.Warning, Fix: []string{"Mirela Tăndescu", "Odd Only"}},
			{Field: "tags[0]", Rule: check.RuleTagStyle, Level: check.Warning, Fix: []string{"parsers"}},
		},
	}
	slices.SortFunc(got.Findings, func(a, b review.Finding) int { return strings.Compare(a.Field, b.Field) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	names, findings := review.New(tree(t)).Event(f).Draft(f.Drafts[0])
	if diff := cmp.Diff(want.Names, names); diff != "" || len(findings) < len(want.Findings) {
		t.Errorf("by itself: %d findings (-want +got):\n%s", len(findings), diff)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func recordText(title, id, speaker string) string {
	return string(record.Encode(ingest.Record{
		Title: title, Speakers: []string{speaker}, Recorded: "2030-05-17", Description: "A talk.",
		Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + id}},
	}))
}
