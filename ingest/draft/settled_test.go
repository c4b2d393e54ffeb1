package draft_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/draft"
)

// hosted is the proposal of the sample for a video of which the host says something else.
func hosted(change func(*draft.Proposed)) draft.Proposed {
	return with(func(p *draft.Proposed) {
		change(p)
		p.Proposal.Record.Title = "Whatever is made of it"
	})
}

// A draft that a person has made ready is told of a change of its own video, is theirs in
// every field, and is ready again when the change was taken back.
func TestReadyIsAPersonsWord(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, field, says string
		change            func(*draft.Proposed)
	}{
		{"title", "title", `it was "Fast parsers - Jane Doe - ExConf 2024", and is "Faster"`, func(p *draft.Proposed) { p.Video.Title = "Faster" }},
		{"description", "description", "changed the description", func(p *draft.Proposed) { p.Video.Description = "More." }},
		{"length", "duration", `it was nothing, and is "60 seconds"`, func(p *draft.Proposed) { p.Video.Duration = 60 }},
		{"licence", "copyright_text", `"creativeCommon"`, func(p *draft.Proposed) { p.Video.License = "creativeCommon" }},
		{"language", "language", `"de"`, func(p *draft.Proposed) { p.Video.Language = "de" }},
		{"loss", "videos", "cannot be watched any more: private", func(p *draft.Proposed) {
			p.Incidents = []draft.Incident{{Kind: draft.Unwatchable, Field: "videos", Reason: "private"}}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			first, changed := proposed(), hosted(tt.change)
			ready := draft.New(first)
			ready.Status = draft.Ready
			m := draft.Merge(ready, draft.NewBase(first), hosted(func(*draft.Proposed) {}))
			if diff := cmp.Diff(ready, m.Draft, sameDraft()); diff != "" {
				t.Fatalf("what other talks do touches it:\n%s", diff)
			}
			told := draft.Merge(m.Draft, m.Base, changed)
			if n := len(told.Draft.Notes); n != 2 || told.Draft.Notes[1].Field != tt.field || !strings.Contains(told.Draft.Notes[1].Text, tt.says) {
				t.Fatalf("notes %v", told.Draft.Notes)
			}
			if diff := cmp.Diff(ready.Record, told.Draft.Record); diff != "" || told.Draft.Status != draft.Review || told.Draft.Source != ready.Source {
				t.Errorf("%s, with another record:\n%s", told.Draft.Status, diff)
			}
			again := draft.Merge(told.Draft, told.Base, changed)
			if diff := cmp.Diff(told.Draft, again.Draft, sameDraft()); diff != "" {
				t.Errorf("a second time changes %s", diff)
			}
			back := draft.Merge(again.Draft, again.Base, first)
			if diff := cmp.Diff(ready, back.Draft, sameDraft()); diff != "" {
				t.Errorf("the cause has gone:\n%s", diff)
			}
			accepted := again.Draft.Clone()
			accepted.Status = draft.Ready
			kept := draft.Merge(accepted, again.Base, changed)
			if n := len(kept.Draft.Notes); kept.Draft.Status != draft.Ready || n != 1 {
				t.Errorf("made ready once more: %s, %v", kept.Draft.Status, kept.Draft.Notes)
			}
			later := draft.Merge(kept.Draft, kept.Base, changed)
			if diff := cmp.Diff(kept.Draft, later.Draft, sameDraft()); diff != "" {
				t.Errorf("and the run after that changes\n%s", diff)
			}
			want := draft.Review // since the host has changed once more
			if tt.field == "videos" {
				want = draft.Ready // a video that is back is no news for one who could do without
			}
			if reverted := draft.Merge(later.Draft, later.Base, first); reverted.Draft.Status != want {
				t.Errorf("the host takes back what was accepted, and the draft is %s", reverted.Draft.Status)
			}
		})
	}
}

func TestRemovedCauseStaysAway(t *testing.T) {
	t.Parallel()
	first, changed := proposed(), hosted(func(p *draft.Proposed) { p.Video.Title = "Faster" })
	d := draft.New(first)
	d.Status = draft.Published
	m := draft.Merge(d, draft.NewBase(first), changed)
	if m.Draft.Status != draft.Published || len(m.Draft.Notes) != 2 {
		t.Fatalf("%s, %v", m.Draft.Status, m.Draft.Notes)
	}
	m.Draft.Notes = m.Draft.Notes[:1]
	if m = draft.Merge(m.Draft, m.Base, changed); len(m.Draft.Notes) != 1 {
		t.Errorf("it is back: %v", m.Draft.Notes)
	}
	changed.Video.Title = "Fastest"
	if m = draft.Merge(m.Draft, m.Base, changed); len(m.Draft.Notes) != 2 {
		t.Errorf("no word of what changed after that: %v", m.Draft.Notes)
	}
}

// One that a person puts back to review follows the proposals again, where they have not
// changed it.
func TestBackToReviewByAPerson(t *testing.T) {
	t.Parallel()
	first, second, third := titled("One"), titled("Two"), titled("Three")
	d := draft.New(first)
	d.Status = draft.Ready
	m := draft.Merge(d, draft.NewBase(first), second)
	m.Draft.Status = draft.Review
	m = draft.Merge(m.Draft, m.Base, second)
	if m.Draft.Record.Title != "One" {
		t.Errorf("what they had put aside became %q", m.Draft.Record.Title)
	}
	m.Draft.Record.Title = "Two"
	if m = draft.Merge(m.Draft, m.Base, third); m.Draft.Record.Title != "Three" {
		t.Errorf("stevie's own became %q", m.Draft.Record.Title)
	}
}

func TestIsCorrected(t *testing.T) {
	t.Parallel()
	asProposed, readyByItself := titled("One"), titled("One")
	readyByItself.Status = draft.Ready
	for _, tt := range []struct {
		name   string
		next   draft.Proposed
		change func(*draft.Draft)
		want   bool
	}{
		{"untouched", asProposed, func(*draft.Draft) {}, false},
		{"another title", asProposed, func(d *draft.Draft) { d.Record.Title = "Mine" }, true},
		{"other speakers", asProposed, func(d *draft.Draft) { d.Record.Speakers = []string{"Max"} }, true},
		{"another language", asProposed, func(d *draft.Draft) { d.Record.Language = "deu" }, false},
		{"made ready by a person", asProposed, setStatus(draft.Ready), true},
		{"made ready by stevie", readyByItself, func(*draft.Draft) {}, false},
		{"published as it was", asProposed, setStatus(draft.Published), false},
		{"published as corrected", asProposed, func(d *draft.Draft) { d.Status, d.Record.Title = draft.Published, "Mine" }, true},
	} {
		d, b := draft.New(tt.next), draft.NewBase(tt.next)
		tt.change(d)
		if got := d.IsCorrected(b); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
		moved := tt.next
		moved.Proposal.Record.Title, moved.Proposal.Record.Language = "Elsewhere corrected", "fra"
		m := draft.Merge(d, b, moved)
		if got := m.Draft.IsCorrected(m.Base); got != tt.want {
			t.Errorf("%s, and proposed otherwise since: %t", tt.name, got)
		}
	}
}
