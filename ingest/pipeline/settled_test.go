package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/intake"
)

// draftOf finds the draft of a video in the workspace.
func draftOf(t *testing.T, p *steps, event, id string) *draft.Draft {
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
func edit(t *testing.T, p *steps, event, id string, change func(*draft.Draft)) {
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
	s := memoryHost{"A": {video("a", "Fast parsers - Jane Doe"), video("b", "Slow cooking - John Roe"), video("c", "Quiet logs - Ann Poe")}}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	importFrom(t, p, s, ev, intake.Options{}, "A")
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
	importFrom(t, p, s, ev, intake.Options{}, "A")
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

// Without a base every difference is a person's, in all later rounds too: what the
// mapper repeats of it is not to be remembered as proposed.
func TestEditsOutliveTheirBase(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(file string) error{
		"gone":   os.Remove,
		"broken": func(file string) error { return os.WriteFile(file, []byte("{bad"), 0o600) },
	} {
		for _, status := range []draft.Status{draft.Review, draft.Ready, draft.Published} {
			t.Run(name+", "+string(status), func(t *testing.T) {
				t.Parallel()
				p := newPipeline(t)
				s := memoryHost{"A": {video("a", "Fast parsers - Jane Doe"), video("b", "Slow cooking - John Roe"), video("c", "Quiet logs - Ann Poe")}}
				ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
				importFrom(t, p, s, ev, intake.Options{}, "A")
				base := filepath.Join(p.Workspace.Dir(), ev.Slug, ".base", "youtube-a.json")
				if err := lose(base); err != nil {
					t.Fatal(err)
				}
				edit(t, p, ev.Slug, "a", func(d *draft.Draft) {
					d.Status = status
					d.Record.Title, d.Record.Speakers, d.Record.Description = "My title", []string{"Jane Doe", "My guest"}, "My words."
				})
				for round := range 4 {
					s["A"][0].Title = fmt.Sprintf("Parsers, version %d - Jane Doe", round/2)
					if round%2 == 0 {
						importFrom(t, p, s, ev, intake.Options{}, "A")
					} else if _, err := p.Remap(t.Context(), ev.Slug); err != nil {
						t.Fatal(err)
					}
					r := draftOf(t, p, ev.Slug, "a").Record
					if r.Title != "My title" || !slices.Contains(r.Speakers, "My guest") || r.Description != "My words." {
						t.Fatalf("round %d: %q by %q: %q", round, r.Title, r.Speakers, r.Description)
					}
				}
				if status == draft.Published {
					edit(t, p, ev.Slug, "a", func(d *draft.Draft) { d.Status = draft.Review })
					if _, err := p.Remap(t.Context(), ev.Slug); err != nil {
						t.Fatal(err)
					}
					if title := draftOf(t, p, ev.Slug, "a").Record.Title; title != "My title" {
						t.Errorf("back in review it is called %q", title)
					}
				}
			})
		}
	}
}

// A sync makes a base anew that was lost, and leaves the draft as it is.
func TestSyncRestoresALostBase(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.upload(listID(0), talkID(0, 0), "Fast parsers - Jane Doe")
	n.watch(t, "exconf-2024", listID(0))
	n.mustSync(t)
	base := filepath.Join(n.p.Workspace.Dir(), "exconf-2024", ".base", "youtube-"+talkID(0, 0)+".json")
	was := files(t, n.p)
	if err := os.WriteFile(base, []byte("{bad"), 0o600); err != nil {
		t.Fatal(err)
	}
	n.now = n.now.AddDate(0, 0, 8)
	if _, err := n.sync(t); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(was, files(t, n.p)); diff != "" {
		t.Errorf("after the base was lost (-before +after):\n%s", diff)
	}
}
