package draft_test

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// withSession is what is proposed for the sample's video with an entry of a programme.
func withSession(id string, confirmed bool) draft.Proposed {
	next := proposed()
	next.Proposal.Session, next.Confirmed = id, confirmed
	if id != "" {
		next.Session = &ingest.Session{ID: id, Title: "Fast parsers", Speakers: []string{"Jane Doe"}}
	}
	return next
}

// A draft's session follows the proposals until a person writes one, and says with an
// empty one that there is none.
func TestSessionFollowsUntilAPersonSays(t *testing.T) {
	t.Parallel()
	const path = "exconf-2024/fast-parsers.toml"
	was := withSession("ABC123", false)
	for _, tt := range []struct {
		name      string
		edit      func(string) string
		next      draft.Proposed
		want      draft.Session
		said      string
		confirmed bool
	}{
		{"untouched", nil, withSession("DEF456", false), draft.Session{ID: "DEF456", Given: true}, "", false},
		{"none is proposed any more", nil, withSession("", false), draft.Session{}, "", false},
		{
			"written", func(s string) string { return strings.Replace(s, "ABC123", "XYZ789", 1) },
			withSession("DEF456", false),
			draft.Session{ID: "XYZ789", Given: true},
			"XYZ789", true,
		},
		{
			"none by hand", func(s string) string { return strings.Replace(s, "ABC123", "", 1) },
			withSession("DEF456", false),
			draft.Session{Given: true},
			"", true,
		},
		{
			"taken out by hand", func(s string) string { return strings.Replace(s, "session = \"ABC123\"\n", "", 1) },
			withSession("ABC123", false),
			draft.Session{ID: "ABC123", Given: true},
			"", false,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := string(draft.NewAt(path, was).Bytes())
			if tt.edit != nil {
				text = tt.edit(text)
			}
			d, err := draft.Parse(path, []byte("# mine\n"+text))
			if err != nil {
				t.Fatal(err)
			}
			b := draft.NewBase(was)
			if said, ok := d.Pairing(b); ok != tt.confirmed || said != tt.said {
				t.Errorf("a person said %q, %v", said, ok)
			}
			merged := draft.Merge(d, b, tt.next)
			text2, err := draft.Edit(d.Bytes(), d, merged.Draft)
			if err != nil {
				t.Fatal(err)
			}
			got := mustParse(t, string(text2))
			if got.Source.Session != tt.want {
				t.Errorf("session is %+v, want %+v", got.Source.Session, tt.want)
			}
			if again := draft.Merge(got, merged.Base, tt.next); !draft.Same(again.Draft, got) {
				t.Errorf("a second time changes %s", draft.Encode(again.Draft))
			}
		})
	}
}

// What was confirmed is remembered, and taken back with the key.
func TestConfirmationIsKept(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"ABC123", ""} {
		next := withSession(id, true)
		d := draft.NewAt("exconf-2024/fast-parsers.toml", next)
		src, err := draft.NewBase(next).Encode()
		if err != nil {
			t.Fatal(err)
		}
		b, err := draft.DecodeBase(src)
		if err != nil {
			t.Fatal(err)
		}
		read, err := draft.Parse(d.Path, d.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if said, ok := read.Pairing(b); said != id || !ok {
			t.Errorf("confirmed %q reads as %q, %v", id, said, ok)
		}
		read.Source.Session = draft.Session{}
		if _, ok := read.Pairing(b); ok {
			t.Errorf("%q is confirmed without the key", id)
		}
	}
}

// A settled draft is told what its own session has become, and nothing else of the programme.
func TestSettledDraftIsToldOfItsSession(t *testing.T) {
	t.Parallel()
	first := withSession("ABC123", false)
	d := draft.NewAt("exconf-2024/fast-parsers.toml", first)
	d.Status = draft.Ready
	settled := draft.Merge(d, draft.NewBase(first), first)
	for _, tt := range []struct {
		name   string
		change func(*draft.Proposed)
		told   string
	}{
		{"nothing", func(*draft.Proposed) {}, ""},
		{"another title", func(p *draft.Proposed) { p.Session.Title = "Faster parsers" }, "the programme has changed the title"},
		{"one more speaker", func(p *draft.Proposed) { p.Session.Speakers = []string{"Jane Doe", "John Roe"} }, "the programme has changed the speakers"},
		{"another room", func(p *draft.Proposed) { p.Session.Room = "Main hall" }, ""},
		{"another session", func(p *draft.Proposed) { p.Session.ID, p.Session.Title = "DEF456", "Tea" }, ""},
		{"no session", func(p *draft.Proposed) { p.Session = nil }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			next := withSession("ABC123", false)
			tt.change(&next)
			got := draft.Merge(settled.Draft, settled.Base, next)
			if tt.told == "" {
				if !draft.Same(got.Draft, settled.Draft) {
					t.Errorf("it became %s", draft.Encode(got.Draft))
				}
				return
			}
			notes := got.Draft.Notes
			if got.Draft.Status != draft.Review || len(notes) == 0 || !strings.HasPrefix(notes[len(notes)-1].Text, tt.told) {
				t.Errorf("%s, with %+v", got.Draft.Status, notes)
			}
			back := draft.Merge(got.Draft, got.Base, first)
			if !draft.Same(back.Draft, settled.Draft) {
				t.Errorf("when the cause has gone it is %s", draft.Encode(back.Draft))
			}
		})
	}
}

// A programme that comes later is no change to a settled draft; what it then says is.
func TestSettledDraftGetsAProgramme(t *testing.T) {
	t.Parallel()
	first := withSession("", false)
	d := draft.NewAt("exconf-2024/fast-parsers.toml", first)
	d.Status = draft.Ready
	settled := draft.Merge(d, draft.NewBase(first), first)
	later := draft.Merge(settled.Draft, settled.Base, withSession("ABC123", false))
	if !draft.Same(later.Draft, settled.Draft) {
		t.Errorf("it became %s", draft.Encode(later.Draft))
	}
	next := withSession("ABC123", false)
	next.Session.Title = "Faster parsers"
	if got := draft.Merge(later.Draft, later.Base, next); got.Draft.Status != draft.Review {
		t.Errorf("it is %s", got.Draft.Status)
	}
}
