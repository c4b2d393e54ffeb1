package draft_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// with returns the proposal of the sample with changes.
func with(change func(*draft.Proposed)) draft.Proposed {
	p := proposed()
	p.Proposal.Record.Speakers = slices.Clone(p.Proposal.Record.Speakers)
	change(&p)
	return p
}

func titled(title string) draft.Proposed {
	return with(func(p *draft.Proposed) { p.Proposal.Record.Title = title })
}

func noted(texts ...string) draft.Proposed {
	return with(func(p *draft.Proposed) {
		p.Proposal.Notes = nil
		for _, text := range texts {
			p.Proposal.Notes = append(p.Proposal.Notes, ingest.Note{Field: "speakers", Text: text})
		}
	})
}

func TestMergeOneField(t *testing.T) {
	t.Parallel()
	p1, p2, p3 := titled("One"), titled("Two"), titled("Three")
	for _, c := range []struct {
		name     string
		value    string
		base     *draft.Base
		next     draft.Proposed
		want     string
		followed []string
		kept     []string
	}{
		{"untouched follows", "One", draft.NewBase(p1), p2, "Two", []string{"title"}, nil},
		{"a person's stays", "Mine", draft.NewBase(p1), p1, "Mine", nil, nil},
		{"a person's stays and the proposal moved", "Mine", draft.NewBase(p1), p2, "Mine", nil, []string{"title"}},
		{"an earlier one that was put back stays", "One", draft.NewBase(p2), p3, "One", nil, []string{"title"}},
		{"and nobody asks again", "One", draft.NewBase(p2), p2, "One", nil, nil},
		{"equal to the new proposal", "Two", draft.NewBase(p1), p2, "Two", nil, nil},
		{"no base: a person's", "One", nil, p2, "One", nil, nil},
		{"no base, same", "One", nil, p1, "One", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := draft.New(p1)
			d.Record.Title = c.value
			got := draft.Merge(d, c.base, c.next)
			if got.Draft.Record.Title != c.want {
				t.Errorf("title %q, want %q", got.Draft.Record.Title, c.want)
			}
			if diff := cmp.Diff(c.followed, got.Followed); diff != "" {
				t.Error("followed", diff)
			}
			if diff := cmp.Diff(c.kept, got.Kept); diff != "" {
				t.Error("kept", diff)
			}
			conflict := slices.ContainsFunc(got.Draft.Notes, func(n draft.Note) bool {
				return n.Field == "title" && strings.Contains(n.Text, c.next.Proposal.Record.Title)
			})
			if conflict != (c.kept != nil) {
				t.Errorf("notes: %v", got.Draft.Notes)
			}
		})
	}
}

func TestMergeStatus(t *testing.T) {
	t.Parallel()
	status := func(p draft.Proposed, s draft.Status) draft.Proposed { p.Status = s; return p }
	for _, c := range []struct {
		name  string
		now   draft.Status
		base  draft.Proposed
		next  draft.Proposed
		want  draft.Status
		title string
	}{
		{"follows", "review", status(titled("A"), "review"), status(titled("A"), "ready"), "ready", "A"},
		{"follows back", "ready", status(titled("A"), "ready"), status(titled("A"), "review"), "review", "A"},
		{"a person's ready stays", "ready", status(titled("A"), "review"), status(titled("A"), "review"), "ready", "A"},
		{"a person's review stays", "review", status(titled("A"), "ready"), status(titled("A"), "ready"), "review", "A"},
		{"skip stays, and all with it", "skip", status(titled("A"), "review"), status(titled("B"), "ready"), "skip", "A"},
		{"published stays, and all with it", "published", status(titled("A"), "review"), status(titled("B"), "ready"), "published", "A"},
		{"a person's ready is theirs, and all with it", "ready", status(titled("A"), "review"), status(titled("B"), "review"), "ready", "A"},
		{"nothing gets ready with a conflict", "review", status(titled("A"), "review"), status(titled("B"), "ready"), "review", "Mine"},
		{"stevie's own goes on following", "ready", status(titled("A"), "ready"), status(titled("B"), "ready"), "ready", "B"},
		{"until a person touches it", "ready", status(titled("A"), "ready"), status(titled("B"), "review"), "ready", "Mine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := draft.New(c.base)
			d.Status = c.now
			if c.title == "Mine" {
				d.Record.Title = c.title
			}
			got := draft.Merge(d, draft.NewBase(c.base), c.next)
			if got.Draft.Status != c.want || got.Draft.Record.Title != c.title {
				t.Errorf("status %s, title %s", got.Draft.Status, got.Draft.Record.Title)
			}
			if got.Base != nil {
				again := draft.Merge(got.Draft, got.Base, c.next)
				if diff := cmp.Diff(got.Draft, again.Draft, sameDraft()); diff != "" {
					t.Errorf("a second time changes %s", diff)
				}
			}
		})
	}
}

func TestMergeNotes(t *testing.T) {
	t.Parallel()
	own := draft.Note{Field: "title", Text: "ask Jane"}
	note := func(text string) draft.Note { return draft.Note{Field: "speakers", Confidence: 0.62, Text: text} }
	edit := func(d *draft.Draft, notes ...draft.Note) { d.Notes = notes }
	for _, c := range []struct {
		name       string
		base, next draft.Proposed
		change     func(*draft.Draft)
		want       []draft.Note
	}{
		{"a new one comes", noted("a"), noted("a", "b"), nil, []draft.Note{note("a"), note("b")}},
		{"an old one goes", noted("a", "b"), noted("b"), nil, []draft.Note{note("b")}},
		{"a person's own stays", noted("a"), noted("b"), func(d *draft.Draft) { edit(d, own, note("a")) }, []draft.Note{own, note("b")}},
		{"a removed one stays away", noted("a"), noted("a"), func(d *draft.Draft) { edit(d) }, nil},
		{"until its text changes", noted("a"), noted("a", "b"), func(d *draft.Draft) { edit(d) }, []draft.Note{note("b")}},
		{"one that a person rewrote is theirs", noted("a"), noted("b"), func(d *draft.Draft) { edit(d, note("a!")) }, []draft.Note{note("a!"), note("b")}},
		{"none about a settled field", noted("a"), noted("a", "b"), setSpeakers("Max"), []draft.Note{note("a")}},
		{"which go when they are no more", noted("a"), noted("b"), setSpeakers("Max"), nil},
		{"published drafts keep theirs", noted("a"), noted("b"), setStatus(draft.Published), []draft.Note{note("a")}},
		{"and so do those that a person made ready", noted("a"), noted("b"), setStatus(draft.Ready), []draft.Note{note("a")}},
		{
			"confidence follows however little it moves", noted("a"), with(func(p *draft.Proposed) { *p = noted("a"); p.Proposal.Confidence[ingest.FieldSpeakers] = 0.63 }), nil,
			[]draft.Note{{Field: "speakers", Confidence: 0.63, Text: "a"}},
		},
		{
			"in the order of the proposal, a person's behind the one it stands behind", noted("b", "c"), noted("a", "b", "c"),
			func(d *draft.Draft) { edit(d, note("b"), own, note("c")) },
			[]draft.Note{note("a"), note("b"), own, note("c")},
		},
		{
			"confidence follows", noted("a"), with(func(p *draft.Proposed) { *p = noted("a"); p.Proposal.Confidence[ingest.FieldSpeakers] = 0.8 }), nil,
			[]draft.Note{{Field: "speakers", Confidence: 0.8, Text: "a"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := draft.New(c.base)
			if c.change != nil {
				c.change(d)
			}
			got := draft.Merge(d, draft.NewBase(c.base), c.next)
			if diff := cmp.Diff(c.want, got.Draft.Notes, sameDraft()); diff != "" {
				t.Error(diff)
			}
			again := draft.Merge(got.Draft, got.Base, c.next)
			if diff := cmp.Diff(got.Draft, again.Draft, sameDraft()); diff != "" {
				t.Errorf("a second time changes %s", diff)
			}
		})
	}
}

func TestConflictNoteStaysUntilRemoved(t *testing.T) {
	t.Parallel()
	d := draft.New(titled("One"))
	d.Record.Title = "Mine"
	m := draft.Merge(d, draft.NewBase(titled("One")), titled("Two"))
	if n := len(m.Draft.Notes); n != 2 {
		t.Fatalf("%d notes", n)
	}
	m.Draft.Notes = m.Draft.Notes[:1]
	m = draft.Merge(m.Draft, m.Base, titled("Two"))
	if n := len(m.Draft.Notes); n != 1 {
		t.Fatalf("the note is back: %v", m.Draft.Notes)
	}
	m = draft.Merge(m.Draft, m.Base, titled("Three"))
	if n := len(m.Draft.Notes); n != 2 || !strings.Contains(m.Draft.Notes[1].Text, "Three") {
		t.Fatalf("no word of the new conflict: %v", m.Draft.Notes)
	}
}

// A person edits at random between proposals that move at random. Whatever they
// typed is there at the end, whatever they did not touch is as last proposed, and
// running again changes nothing. All of it goes through the file's text.
func TestEditsSurviveAnySequence(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		next := proposed()
		text := draft.Encode(draft.New(next))
		base := draft.NewBase(next)
		typed := map[string]string{} // field -> what the person typed there
		for round := range 12 {
			next = with(func(p *draft.Proposed) { *p = next; moveAtRandom(r, &p.Proposal, round) })
			d := mustParse(t, string(text))
			m := draft.Merge(d, base, next)
			text = mustEdit(t, text, d, m.Draft)
			base = m.Base
			d = mustParse(t, string(text))
			if r.IntN(2) == 0 {
				edited := d.Clone()
				field, value := typeAtRandom(r, edited, round)
				typed[field] = value
				text = mustEdit(t, text, d, edited)
				d = mustParse(t, string(text))
			}
			again := draft.Merge(d, base, next)
			if got := mustEdit(t, text, d, again.Draft); string(got) != string(text) {
				t.Fatalf("seed %d: running again changes\n%s\nto\n%s", seed, text, got)
			}
		}
		d := draft.Merge(mustParse(t, string(text)), base, next).Draft
		for _, field := range []string{"title", "language", "description", "speakers"} {
			want, ok := typed[field]
			if !ok {
				want = valueOf(&next.Proposal.Record, field)
			}
			if got := valueOf(&d.Record, field); got != want {
				t.Fatalf("seed %d: %s is %q, want %q (typed: %t)", seed, field, got, want, ok)
			}
		}
		if !strings.Contains(string(text), "# review | ready | skip | published") {
			t.Fatalf("seed %d: a comment is gone", seed)
		}
	}
}

func moveAtRandom(r *rand.Rand, p *ingest.Proposal, round int) {
	for _, field := range []string{"title", "language", "description", "speakers"} {
		if r.IntN(4) == 0 {
			setValue(&p.Record, field, fmt.Sprintf("host %d %c", round, 'a'+r.IntN(26)))
		}
	}
	p.Notes = nil
	for range r.IntN(3) {
		p.Notes = append(p.Notes, ingest.Note{Field: "title", Text: fmt.Sprint("note ", r.IntN(3), r.IntN(2))})
	}
	slices.SortFunc(p.Notes, func(a, b ingest.Note) int { return strings.Compare(a.Text, b.Text) })
	p.Notes = slices.CompactFunc(p.Notes, ingest.Note.Same)
}

func typeAtRandom(r *rand.Rand, d *draft.Draft, round int) (field, value string) {
	field = []string{"title", "language", "description", "speakers"}[r.IntN(4)]
	value = fmt.Sprintf("mine %d", round)
	setValue(&d.Record, field, value)
	if len(d.Notes) > 0 && r.IntN(2) == 0 {
		i := r.IntN(len(d.Notes))
		d.Notes = slices.Delete(slices.Clone(d.Notes), i, i+1)
	}
	return field, value
}

func valueOf(r *ingest.Record, field string) string {
	switch field {
	case "title":
		return r.Title
	case "language":
		return r.Language
	case "description":
		return r.Description
	}
	return strings.Join(r.Speakers, ", ")
}

func setValue(r *ingest.Record, field, value string) {
	switch field {
	case "title":
		r.Title = value
	case "language":
		r.Language = value
	case "description":
		r.Description = value
	default:
		r.Speakers = []string{value}
	}
}

func mustEdit(t *testing.T, src []byte, old, new *draft.Draft) []byte {
	t.Helper()
	text, err := draft.Edit(src, old, new)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestDoubts(t *testing.T) {
	t.Parallel()
	p := with(func(p *draft.Proposed) { p.Proposal.Confidence[ingest.FieldTitle] = 0.5 })
	d, base := draft.New(p), draft.NewBase(p)
	if diff := cmp.Diff([]string{"title", "speakers"}, draft.Doubts(d, base)); diff != "" {
		t.Error(diff)
	}
	d.Record.Speakers = []string{"Max"}
	if diff := cmp.Diff([]string{"title"}, draft.Doubts(d, base)); diff != "" {
		t.Error("a changed field is settled:", diff)
	}
	d.Record.Title = "Mine"
	d = draft.Merge(d, base, titled("Two")).Draft
	base = draft.Merge(d, base, titled("Two")).Base
	if diff := cmp.Diff([]string{"title"}, draft.Doubts(d, base)); diff != "" {
		t.Error("a conflict is not:", diff)
	}
	if diff := cmp.Diff([]string{"title", "speakers"}, draft.Doubts(d, nil)); diff != "" {
		t.Error("without a base the notes count:", diff)
	}
	for _, status := range []draft.Status{draft.Ready, draft.Published} {
		settled := draft.New(p)
		settled.Status = status
		if got := draft.Doubts(settled, draft.NewBase(p)); len(got) > 0 {
			t.Errorf("%s: %v in doubt, which a person has settled", status, got)
		}
		settled.Notes = append(settled.Notes, draft.Note{Field: "tags", Text: "ask Max"})
		if diff := cmp.Diff([]string{"tags"}, draft.Doubts(settled, draft.NewBase(p))); diff != "" {
			t.Errorf("%s: a person's own note stays: %s", status, diff)
		}
	}
}

// A day that is the event's, or the upload's, is one fact about the event: no draft says it.
func TestDayOfTheEventIsNotedNowhere(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]draft.GuessedDay{ingest.NoteFirstDay: draft.EventDay, ingest.NoteUploadDay: draft.UploadDay, "day-from-description": draft.OwnDay} {
		p := with(func(p *draft.Proposed) {
			p.Proposal.Confidence[ingest.FieldRecorded] = 0.5
			p.Proposal.Notes = []ingest.Note{{Field: ingest.FieldRecorded, Kind: kind, Text: "said once"}}
		})
		d, base := draft.New(p), draft.NewBase(p)
		if got := len(d.Notes) > 0; got != (want == draft.OwnDay) {
			t.Errorf("%s: noted in the draft: %v", kind, got)
		}
		if got := draft.DayGuessed(d, base); got != want {
			t.Errorf("%s: guessed %v, want %v", kind, got, want)
		}
		if !slices.Contains(draft.Doubts(d, base), ingest.FieldRecorded) {
			t.Errorf("%s: the day is in doubt all the same", kind)
		}
		d.Status = draft.Ready
		if got := draft.DayGuessed(d, base); got != draft.OwnDay {
			t.Errorf("%s: ready, and yet %v", kind, got)
		}
	}
}

// A list that a person has changed gains and loses what the proposal does.
func TestMergeListsByElement(t *testing.T) {
	t.Parallel()
	speakers := func(names ...string) draft.Proposed {
		return with(func(p *draft.Proposed) { p.Proposal.Record.Speakers, p.Proposal.Notes = names, nil })
	}
	for _, c := range []struct {
		name       string
		status     draft.Status
		mine       []string
		base, next draft.Proposed
		want       []string
		wantStatus draft.Status
		notes      []string
	}{
		{
			"in review", draft.Review,
			[]string{"Jane Doe", "John Roe"},
			speakers("Jane Doe"), speakers("Jane Doe", "Ann Poe"),
			[]string{"Jane Doe", "John Roe", "Ann Poe"},
			draft.Review,
			[]string{"merged with what is proposed now; it was: Jane Doe, John Roe"},
		},
		{
			"no ready draft changes", draft.Ready,
			[]string{"Jane Doe", "John Roe"},
			speakers("Jane Doe"), speakers("Jane Doe", "Ann Poe"),
			[]string{"Jane Doe", "John Roe"},
			draft.Ready,
			nil,
		},
		{
			"another guess at the same name", draft.Review,
			[]string{"Jane Doe"},
			speakers("Jane"), speakers("Janet"),
			[]string{"Jane Doe"},
			draft.Review,
			[]string{"now proposed: Janet"},
		},
		{
			"both at once", draft.Review,
			[]string{"Jane Doe", "Max Moe"},
			speakers("Jane", "Max Moe"), speakers("Janet", "Max Moe", "Ann Poe"),
			[]string{"Jane Doe", "Max Moe", "Ann Poe"},
			draft.Review,
			[]string{"merged with what is proposed now; it was: Jane Doe, Max Moe", "now proposed: Janet, Max Moe, Ann Poe"},
		},
		{
			"published drafts stay", draft.Published,
			[]string{"Jane Doe", "John Roe"},
			speakers("Jane Doe"), speakers("Jane Doe", "Ann Poe"),
			[]string{"Jane Doe", "John Roe"},
			draft.Published,
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := draft.New(c.base)
			d.Status, d.Record.Speakers = c.status, c.mine
			got := draft.Merge(d, draft.NewBase(c.base), c.next)
			if diff := cmp.Diff(c.want, got.Draft.Record.Speakers); diff != "" {
				t.Error(diff)
			}
			if got.Draft.Status != c.wantStatus {
				t.Errorf("status %s, want %s", got.Draft.Status, c.wantStatus)
			}
			var notes []string
			for _, n := range got.Draft.Notes {
				notes = append(notes, n.Text)
			}
			if diff := cmp.Diff(c.notes, notes); diff != "" {
				t.Error(diff)
			}
			again := draft.Merge(got.Draft, got.Base, c.next)
			if diff := cmp.Diff(got.Draft, again.Draft, sameDraft()); diff != "" {
				t.Errorf("a second time changes %s", diff)
			}
		})
	}
}

// Whatever was proposed before, a draft that nobody has touched becomes what a new one
// would be.
func TestUntouchedIsAsNew(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		next := proposed()
		d, base := draft.New(next), draft.NewBase(next)
		for round := range 6 {
			next = with(func(p *draft.Proposed) {
				*p = next
				moveAtRandom(r, &p.Proposal, round)
				p.Proposal.Confidence[ingest.FieldTitle] = float64(r.IntN(100)) / 100
				p.Status = []draft.Status{draft.Review, draft.Ready}[r.IntN(2)]
				p.Incidents = nil
				if r.IntN(3) == 0 {
					p.Incidents = []draft.Incident{{Kind: draft.Delisted, Field: "videos"}}
				}
			})
			m := draft.Merge(d, base, next)
			if diff := cmp.Diff(draft.New(next), m.Draft, sameDraft()); diff != "" {
				t.Fatalf("seed %d, round %d (-new +merged):\n%s", seed, round, diff)
			}
			if diff := cmp.Diff(encoded(t, draft.NewBase(next)), encoded(t, m.Base)); diff != "" {
				t.Fatalf("seed %d, round %d: base (-new +merged):\n%s", seed, round, diff)
			}
			d, base = m.Draft, m.Base
		}
	}
}

func encoded(t *testing.T, b *draft.Base) string {
	t.Helper()
	text, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
