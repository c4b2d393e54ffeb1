package workspace

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// Save keeps what an editor has saved since the draft was read, and fails only where
// both have changed the same.
func TestSaveAfterAnEditor(t *testing.T) {
	t.Parallel()
	ready := func(d *draft.Draft) { d.Status = draft.Ready }
	for _, tt := range []struct {
		name   string
		theirs [2]string // what the editor replaces, by what
		mine   func(*draft.Draft)
		want   []string // in the file afterwards
		err    error
	}{
		{"another field", [2]string{`speakers = ["Jane Doe"]`, `speakers = ["Max"] # mine`}, ready, []string{`["Max"] # mine`, `status = "ready"`}, nil},
		{"the same, to the same", [2]string{`status = "review"`, `status = "ready"`}, ready, []string{`status = "ready"`}, nil},
		{"the same, to something else", [2]string{`status = "review"`, `status = "skip"`}, ready, []string{`status = "skip"`}, draft.ErrChanged},
		{"the same field", [2]string{`title = "One"`, `title = "Theirs"`}, func(d *draft.Draft) { d.Record.Title = "Mine" }, []string{`title = "Theirs"`}, draft.ErrChanged},
		{
			"notes",
			[2]string{"[source]", "[[notes]]\nfield = \"tags\"\nnote = \"theirs\"\n\n[source]"},
			func(d *draft.Draft) { d.Notes = []draft.Note{{Field: "title", Text: "mine"}} },
			[]string{"theirs", "mine"},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := openTemp(t)
			mustRun(t, w, talk(1, "One"))
			old := load(t, w).Folders[0].Drafts[0]
			replaceIn(t, w, event+"/one.toml", tt.theirs[0], tt.theirs[1])
			mine := old.Clone()
			tt.mine(mine)
			saved, err := w.Save(old, mine)
			if !errors.Is(err, tt.err) || err != nil && ingest.Hint(err) == "" {
				t.Errorf("error %v, hint %q", err, ingest.Hint(err))
			}
			text := tree(t, w.Dir())[event+"/one.toml"]
			for _, want := range tt.want {
				if !strings.Contains(text, want) {
					t.Errorf("%s is missing from\n%s", want, text)
				}
			}
			if err == nil && string(saved.Bytes()) != text {
				t.Errorf("it returned\n%s", saved.Bytes())
			}
		})
	}
}

// An editor may save just before the file is replaced, and may break or delete it.
func TestSaveJustAfterAnEditor(t *testing.T) {
	t.Parallel()
	name := event + "/one.toml"
	for what, tt := range map[string]struct {
		do   func(t *testing.T, w *Workspace)
		want func(err error, text string) bool
	}{
		"saved": {
			func(t *testing.T, w *Workspace) {
				replaceIn(t, w, name, `speakers = ["Jane Doe"]`, `speakers = ["Max"]`)
			},
			func(err error, text string) bool {
				return err == nil && strings.Contains(text, `["Max"]`) && strings.Contains(text, `"ready"`)
			},
		},
		"broken": {
			func(t *testing.T, w *Workspace) { write(t, w, name, "title = ") },
			func(err error, text string) bool {
				_, broken := errors.AsType[*draft.SyntaxError](err)
				return broken && text == "title = "
			},
		},
		"deleted": {
			func(t *testing.T, w *Workspace) {
				if err := os.Remove(filepath.Join(w.Dir(), name)); err != nil {
					t.Fatal(err)
				}
			},
			func(err error, text string) bool { return errors.Is(err, fs.ErrNotExist) && text == "" },
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w := openTemp(t)
			mustRun(t, w, talk(1, "One"))
			old := load(t, w).Folders[0].Drafts[0]
			mine := old.Clone()
			mine.Status = draft.Ready
			first := true
			w.step = func(string) error {
				if first {
					tt.do(t, w)
				}
				first = false
				return nil
			}
			_, err := w.Save(old, mine)
			if text := tree(t, w.Dir())[name]; !tt.want(err, text) {
				t.Errorf("error %v, and the file holds\n%s", err, text)
			}
		})
	}
}

func TestSaveEventAfterAnEditor(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	source := func(id string) ingest.Source {
		return ingest.Source{URL: "https://www.youtube.com/playlist?list=" + id}
	}
	was := ingest.Event{Slug: event, Title: "ExConf 2024", Tags: []string{"a", "b"}, Sources: []ingest.Source{source("one")}}
	if err := w.CreateEvent(was); err != nil {
		t.Fatal(err)
	}
	replaceIn(t, w, event+"/event.toml", `language = ""`, `language = "pol" # mine`)
	mine := was
	mine.Watch, mine.Tags, mine.Sources = true, []string{"a", "c"}, []ingest.Source{source("one"), source("two")}
	saves := 0
	w.step = func(name string) error {
		if name == "event" && saves == 0 { // and once more, in the last moment
			saves++
			replaceIn(t, w, event+"/event.toml", `tags = ["a", "b"]`, `tags = ["a", "b", "d"]`)
		}
		return nil
	}
	if err := w.SaveEvent(was, mine); err != nil {
		t.Fatal(err)
	}
	want := mine
	want.Language, want.Tags = "pol", []string{"a", "d", "c"}
	got, err := w.Event(event)
	if diff := cmp.Diff(want, got); diff != "" || err != nil || saves == 0 {
		t.Errorf("event.toml (-want +got):\n%s (%v)", diff, err)
	}
	if text := tree(t, w.Dir())[event+"/event.toml"]; !strings.Contains(text, "# mine") {
		t.Error(text)
	}
}

// Of two runs that create drafts, of whatever events, one waits for the other, but
// not forever, and not against its context.
func TestLockNew(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	other := openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
	release, err := w.LockNew(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	other.OnWait(func(file string) { told = append(told, filepath.Base(file)) })
	other.locks.moment, other.locks.patience = 10*time.Millisecond, 30*time.Millisecond
	if _, err := other.LockNew(t.Context()); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), newLock) || ingest.Hint(err) == "" {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
	if len(told) != 1 || told[0] != newLock {
		t.Errorf("told of waiting for %q", told)
	}
	other.locks.patience = time.Minute
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := other.LockNew(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	time.AfterFunc(20*time.Millisecond, func() { _ = release() })
	again, err := other.LockNew(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
}

// What a run leaves that is killed when it makes an event is no event.
func TestBlankFoldersAreNoEvents(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	mustRun(t, w, talk(1, "One"))
	for _, dir := range []string{"exconf-2031", "exconf-2032/.base"} {
		if err := os.MkdirAll(filepath.Join(w.Dir(), filepath.FromSlash(dir)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, w, "exconf-2031/.stevie-tmp-ABC", "half")
	write(t, w, "exconf-2033/.base/youtube-a.json", "{}") // all drafts of it were deleted
	events, err := w.Events()
	if diff := cmp.Diff([]string{event, "exconf-2033"}, events); diff != "" || err != nil {
		t.Errorf("events (-want +got):\n%s (%v)", diff, err)
	}
}

// An update that was cut off between the base and the draft does not make the
// confidence of a note a person's.
func TestKilledUpdateKeepsConfidencesStevies(t *testing.T) {
	t.Parallel()
	sure := func(confidence float64) draft.Proposed {
		p := talk(1, "One")
		p.Proposal.Confidence = ingest.Confidence{ingest.FieldTitle: confidence}
		p.Proposal.Notes = []ingest.Note{{Field: "title", Text: "read from the title"}}
		return p
	}
	w := openTemp(t)
	mustRun(t, w, sure(0.2))
	killAt(w, 1)
	if err := run(w, sure(0.5)); !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	w.Close()
	w = openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
	replaceIn(t, w, event+"/one.toml", `language = ""`, `language = "deu"`)
	mustRun(t, w, sure(0.8))
	if got := load(t, w).Folders[0].Drafts[0]; len(got.Notes) != 1 || got.Notes[0].Confidence != 0.8 || got.Record.Language != "deu" {
		t.Errorf("notes %v, language %q", got.Notes, got.Record.Language)
	}
}
