package workspace

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

var errKilled = errors.New("killed")

// killAt makes the workspace stop at its n-th step, as if it had been killed, and
// reports whether it came that far.
func killAt(w *Workspace, n int) (reached func() bool) {
	var at atomic.Int64
	w.step = func(string) error {
		if at.Add(1) > int64(n) {
			return errKilled
		}
		return nil
	}
	return func() bool { return at.Load() > int64(n) }
}

// run is what a command does: what is new is created, what is known updated.
func run(w *Workspace, next ...draft.Proposed) error {
	release, err := w.Lock(event)
	if err != nil {
		return err
	}
	defer release()
	c, err := w.Load(context.Background())
	if err != nil {
		return err
	}
	var news []NewDraft
	for _, p := range next {
		switch known := c.Lookup(p.Key(), event); known.State {
		case Unknown:
			news = append(news, NewDraft{p.Proposal.Record.Title, p})
		case Drafted:
			if _, err := w.Update(context.Background(), known.Draft, p); err != nil {
				return err
			}
		}
	}
	_, _, err = w.Propose(context.Background(), event, nil, news)
	return err
}

func mustRun(t *testing.T, w *Workspace, next ...draft.Proposed) {
	t.Helper()
	if err := run(w, next...); err != nil {
		t.Fatal(err)
	}
}

func TestKilledCreateIsCarriedOn(t *testing.T) {
	t.Parallel()
	one, two := talk(1, "One"), talk(2, "Two")
	undisturbed := openTemp(t)
	mustRun(t, undisturbed, one, two)
	want := tree(t, undisturbed.Dir())
	for n := 0; ; n++ {
		w := openTemp(t)
		reached := killAt(w, n)
		err := run(w, one, two)
		if !reached() {
			break
		}
		if !errors.Is(err, errKilled) {
			t.Fatalf("step %d: %v", n, err)
		}
		w.Close()
		w = openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
		mustRun(t, w, one, two)
		if diff := cmp.Diff(want, tree(t, w.Dir())); diff != "" {
			t.Errorf("killed at step %d:\n%s", n, diff)
		}
	}
}

// Whatever the step at which an update is killed, the next run gives the bytes of
// an undisturbed one; and if a person edits the draft in between, their edit
// stays, with all that they saw then.
func TestKilledUpdateIsNotTakenForAnEdit(t *testing.T) {
	t.Parallel()
	noted := func(title, note string) draft.Proposed {
		p := talk(1, title)
		p.Proposal.Notes = append(p.Proposal.Notes, ingest.Note{Field: "title", Text: note})
		return p
	}
	first, second := noted("One", "first"), noted("Two", "second")
	edits := map[string]func(t *testing.T, w *Workspace){
		"no edit": func(*testing.T, *Workspace) {},
		"edit": func(t *testing.T, w *Workspace) {
			replaceIn(t, w, event+"/one.toml", `speakers = ["Jane Doe"]`, `speakers = ["Max"] # mine`)
		},
	}
	for name, edit := range edits {
		for _, third := range []draft.Proposed{second, noted("Three", "third")} {
			undisturbed := openTemp(t)
			mustRun(t, undisturbed, first)
			mustRun(t, undisturbed, second)
			edit(t, undisturbed)
			mustRun(t, undisturbed, third)
			want := tree(t, undisturbed.Dir())[event+"/one.toml"]
			steps := 0
			for n := 0; ; n++ {
				w := openTemp(t)
				mustRun(t, w, first)
				reached := killAt(w, n)
				if err := run(w, second); !reached() {
					break
				} else if !errors.Is(err, errKilled) {
					t.Fatal(err)
				}
				steps++
				w.Close()
				w = openAt(t, w.Dir(), t.TempDir()) // .stevie/ can be thrown away, as is said of it
				edit(t, w)
				mustRun(t, w, third)
				after := tree(t, w.Dir())
				if _, found := after[event+"/.base/pending"]; found {
					t.Error("a run that ended well counts as interrupted")
				}
				got := after[event+"/one.toml"]
				if diff := cmp.Diff(want, got); diff != "" && name == "no edit" {
					t.Errorf("killed at step %d:\n%s", n, diff)
				}
				if name == "edit" && !strings.Contains(got, `["Max"] # mine`) {
					t.Errorf("killed at step %d, the edit is gone:\n%s", n, got)
				}
				mustRun(t, w, third)
				if diff := cmp.Diff(after, tree(t, w.Dir())); diff != "" {
					t.Errorf("%s: running again changes\n%s", name, diff)
				}
			}
			if steps < 2 {
				t.Errorf("only %d steps", steps)
			}
		}
	}
}

// Saving a draft does not hide from the next update that one was killed.
func TestSaveAfterAKill(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	killAt(w, 1)
	if err := run(w, talk(1, "Two")); !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	w.Close()
	w = openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
	d := load(t, w).Folders[0].Drafts[0]
	edited := d.Clone()
	edited.Record.Language = "deu"
	if _, err := w.Save(d, edited); err != nil {
		t.Fatal(err)
	}
	mustRun(t, w, talk(1, "Two"))
	if got := load(t, w).Folders[0].Drafts[0].Record; got.Title != "Two" || got.Language != "deu" {
		t.Errorf("got %+v", got)
	}
	if names, err := os.ReadDir(w.locks.dir); err != nil || len(names) != 1 {
		t.Errorf("locks: %v (%v)", names, err)
	}
}

func TestEditorSavesJustBeforeTheReplacement(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	saved := 0
	w.step = func(name string) error {
		if name == "draft" && saved < 2 {
			saved++
			from, to := `speakers = ["Jane Doe"]`, `speakers = ["Max"]`
			if saved == 2 {
				from, to = `language = ""`, `language = "deu"`
			}
			replaceIn(t, w, event+"/one.toml", from, to)
		}
		return nil
	}
	mustRun(t, w, talk(1, "Two"))
	text := tree(t, w.Dir())[event+"/one.toml"]
	for _, want := range []string{`title = "Two"`, `speakers = ["Max"]`, `language = "deu"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing from\n%s", want, text)
		}
	}
}

func TestEditorThatNeverStops(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	n := 0
	w.step = func(name string) error {
		if name == "draft" {
			n++
			write(t, w, event+"/one.toml", tree(t, w.Dir())[event+"/one.toml"]+"# saved\n")
		}
		return nil
	}
	err := run(w, talk(1, "Two"))
	if !errors.Is(err, draft.ErrChanged) || ingest.Hint(err) == "" || n != maxTries {
		t.Fatalf("error %v after %d tries", err, n)
	}
	w.Close()
	w = openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
	mustRun(t, w, talk(1, "Two"))
	text := tree(t, w.Dir())[event+"/one.toml"]
	if !strings.Contains(text, `title = "Two"`) || strings.Count(text, "# saved") != maxTries {
		t.Errorf("after that:\n%s", text)
	}
}

func TestEditorSavesSomethingBroken(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	w.step = func(name string) error {
		if name == "draft" {
			write(t, w, event+"/one.toml", "title = ")
		}
		return nil
	}
	err := run(w, talk(1, "Two"))
	if _, ok := errors.AsType[*draft.SyntaxError](err); !ok {
		t.Errorf("error %v", err)
	}
	if text := tree(t, w.Dir())[event+"/one.toml"]; text != "title = " {
		t.Errorf("the file reads %q", text)
	}
}

func TestLockSweepsTemporaryFiles(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	want := tree(t, w.Dir())
	write(t, w, event+"/"+atomicfile.TempPrefix+"ABC", "half")
	write(t, w, event+"/.base/"+atomicfile.TempPrefix+"DEF", "")
	write(t, w, event+"/.mine", "stays")
	want[event+"/.mine"] = "stays"
	mustRun(t, w, talk(1, "One"))
	if diff := cmp.Diff(want, tree(t, w.Dir())); diff != "" {
		t.Error(diff)
	}
}

func TestCancelledCreateIsComplete(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.step = func(name string) error {
		if strings.HasPrefix(name, "create ") {
			cancel()
		}
		return nil
	}
	var news []NewDraft
	for n := range 100 {
		news = append(news, NewDraft{"talk", talk(n, "Talk")})
	}
	_, drafts, err := w.Propose(ctx, event, nil, news)
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	written := 0
	for i, d := range drafts {
		if d == nil {
			continue
		}
		written++
		if b, err := w.Base(d); err != nil || b == nil || b.Key() != news[i].Next.Key() {
			t.Errorf("%s has no base (%v)", d.File, err)
		}
	}
	if written == 0 || written == len(news) {
		t.Errorf("%d of %d written", written, len(news))
	}
}

func TestSave(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	d := load(t, w).Folders[0].Drafts[0]
	published := d.Clone()
	published.Status = draft.Published
	saved, err := w.Save(d, published)
	if err != nil || saved.Status != draft.Published {
		t.Fatal(saved, err)
	}
	skipped := d.Clone()
	skipped.Status = draft.Skip
	if _, err := w.Save(d, skipped); !errors.Is(err, draft.ErrChanged) || ingest.Hint(err) == "" {
		t.Errorf("saved over a change: %v", err)
	}
	mustRun(t, w, talk(1, "Two"))
	got := load(t, w).Folders[0].Drafts[0]
	if got.Record.Title != "One" || got.Status != draft.Published || len(got.Notes) != 2 {
		t.Errorf("published draft is now %+v", got)
	}
}

func TestEventFiles(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	ev := ingest.Event{Slug: event, Title: "ExConf 2024", Sources: []ingest.Source{{URL: "https://www.youtube.com/playlist?list=PLx"}}}
	if _, err := w.Event(event); !errors.Is(err, os.ErrNotExist) || ingest.Hint(err) == "" {
		t.Errorf("missing event: %v", err)
	}
	if err := w.CreateEvent(ev); err != nil {
		t.Fatal(err)
	}
	if err := w.CreateEvent(ev); !errors.Is(err, os.ErrExist) {
		t.Errorf("created twice: %v", err)
	}
	replaceIn(t, w, event+"/event.toml", `url = ""`, `url = "https://exconf.example/" # mine`)
	old, err := w.Event(event)
	if err != nil {
		t.Fatal(err)
	}
	more := old
	more.Watch = true
	if err := w.SaveEvent(old, more); err != nil {
		t.Fatal(err)
	}
	other := old
	other.URL = "https://other.example/"
	if err := w.SaveEvent(ev, other); !errors.Is(err, draft.ErrChanged) || ingest.Hint(err) == "" {
		t.Errorf("saved over a change: %v", err)
	}
	got, err := w.Event(event)
	if diff := cmp.Diff(more, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if text := tree(t, w.Dir())[event+"/event.toml"]; !strings.Contains(text, "# mine") {
		t.Error(text)
	}
	if _, err := w.Event("exconf-2042"); !strings.Contains(ingest.Hint(err), event) {
		t.Errorf("hint %q", ingest.Hint(err))
	}
	if _, err := w.Load(t.Context(), "exconf-2042"); err == nil || ingest.Hint(err) == "" {
		t.Errorf("loaded nothing: %v", err)
	}
	if _, err := os.Stat(filepath.Join(w.Dir(), "exconf-2042")); err == nil {
		t.Error("asking made a folder")
	}
}
