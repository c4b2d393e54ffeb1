package pipeline_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
)

// turns is a context by which somebody else gets a turn whenever a run looks whether
// it is to go on.
type turns struct {
	context.Context
	turn func()
}

func (w turns) Err() error {
	w.turn()
	return w.Context.Err()
}

// inTurn is a context that does something at the n-th turn. It reports whether there
// was one.
func inTurn(ctx context.Context, n int, do func()) (_ context.Context, came func() bool) {
	var at atomic.Int64
	return turns{ctx, func() {
		if at.Add(1) == int64(n) {
			do()
		}
	}}, func() bool { return at.Load() >= int64(n) }
}

// edits are what a person may do to drafts while a run is at it.
var edits = map[string]struct {
	do func(t *testing.T, w world)
	// stays tells what must be so in the end.
	stays func(w world, read func(name string) string) bool
	// left means that there is something to be mended or decided.
	left bool
}{
	"a draft is saved": {
		do: func(t *testing.T, w world) { w.later(t) },
		stays: func(_ world, read func(string) string) bool {
			return strings.Contains(read(cookingDraft), `"CC BY" # ask`)
		},
	},
	"a draft is broken": {
		do: func(t *testing.T, w world) { w.put(t, cookingDraft, `title = "Slow`+"\n"+`id = "world24-002"`) },
		stays: func(_ world, read func(string) string) bool {
			return strings.HasPrefix(read(cookingDraft), `title = "Slow`+"\n")
		},
		left: true,
	},
	"a draft is deleted": {
		do:    func(t *testing.T, w world) { w.remove(t, cookingDraft) },
		stays: func(_ world, read func(string) string) bool { return read(cookingDraft) == "" },
	},
	"a draft is renamed": {
		do: func(t *testing.T, w world) {
			text := w.read(t, cookingDraft)
			w.remove(t, cookingDraft)
			w.put(t, renamedDraft, text)
		},
		stays: func(_ world, read func(string) string) bool {
			return read(cookingDraft) == "" && read(renamedDraft) != ""
		},
	},
	"event.toml is saved": {
		do: func(t *testing.T, w world) {
			w.change(t, "workspace/drafts/exconf-2024/event.toml", `time_zone = ""`, `time_zone = "Europe/Vilnius"`)
		},
		stays: func(_ world, read func(string) string) bool {
			return strings.Contains(read("workspace/drafts/exconf-2024/event.toml"), `"Europe/Vilnius"`)
		},
	},
}

const (
	cookingDraft = "workspace/drafts/exconf-2024/slow-cooking.toml"
	renamedDraft = "workspace/drafts/exconf-2024/cooking.toml"
)

// A person works on drafts while a run does, at any moment of it. What they do stays,
// the run does not stop for it, and the next one is at peace with it.
func TestEditedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"import", "sync", "remap", "publish"} {
		j := jobNamed(name)
		start := newWorld(t, j)
		for what, edit := range edits {
			t.Run(name+"/"+what, func(t *testing.T) {
				t.Parallel()
				for turn := 1; ; turn += 1 + turn/4 {
					w := start.copy(t)
					read := func(name string) string { return w.read(t, name) }
					v, err := w.visit(t.Context(), night)
					must(t, err)
					ctx, came := inTurn(t.Context(), turn, func() { edit.do(t, w) })
					v.asked = func(*http.Request) error { return ctx.Err() }
					failed := j.run(ctx, v)
					must(t, v.Workspace.Close())
					if !came() {
						if turn < 3 {
							t.Errorf("only %d turns", turn-1)
						}
						return
					}
					if !edit.stays(w, read) {
						t.Errorf("in turn %d: the edit is lost", turn)
					}
					if others := read("workspace/drafts/exconf-2024/fast-parsers.toml"); name == "publish" && !strings.Contains(others, `"published"`) ||
						(name == "sync" || name == "import") && read("workspace/drafts/exconf-2024/new-maps.toml") == "" {
						t.Errorf("in turn %d: the other drafts were not done (%v)", turn, failed)
					}
					if err := w.work(t.Context(), name); err != nil && !edit.left {
						t.Errorf("in turn %d: the next run: %v", turn, err)
					}
					if !edit.stays(w, read) {
						t.Errorf("in turn %d: the edit is lost by the next run", turn)
					}
					if !edit.left {
						w.once(t)
					}
					if t.Failed() {
						t.FailNow()
					}
				}
			})
		}
	}
}

// What a person writes into event.toml while the host is asked is not undone by the
// import that read it before, and what import adds comes on top.
func TestEventEditedWhileImporting(t *testing.T) {
	t.Parallel()
	for name, known := range map[string]bool{"of an event that was there": true, "of one that both make": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPipeline(t)
			s := memoryHost{"A": {video("a", "Fast parsers - Jane Doe")}}
			was := ingest.Event{}
			if known {
				was = ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024", Sources: []ingest.Source{{URL: playlistURL("B")}}}
				must(t, p.Workspace.CreateEvent(was))
			}
			haul, err := gather.Gather(t.Context(), s.targets("A"), gather.Options{})
			must(t, err)
			ev := was
			ev.Slug, ev.Title = "exconf-2024", "ExConf 2024"
			p.AddSources(&ev, haul)
			theirs := ingest.Event{
				Slug: "exconf-2024", Title: "The ExConf 2024", Language: "pol", Tags: []string{"parsers"},
				Sources: append(was.Sources, ingest.Source{URL: playlistURL("C")}),
			}
			if known {
				must(t, p.Workspace.SaveEvent(was, theirs))
			} else {
				must(t, p.Workspace.CreateEvent(theirs))
			}
			_, err = p.Import(t.Context(), ev, haul, intake.Options{Was: &was})
			must(t, err)
			want := theirs
			want.Sources = append(want.Sources, ingest.Source{URL: playlistURL("A")})
			got, err := p.Workspace.Event("exconf-2024")
			must(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("event.toml (-want +got):\n%s", diff)
			}
			if d := draftOf(t, p, "exconf-2024", "a"); d.Record.Language != "pol" {
				t.Errorf("the talk's language is %q", d.Record.Language)
			}
			if _, err := os.Stat(filepath.Join(p.Workspace.Dir(), "exconf-2024", ".base")); err != nil {
				t.Error(err)
			}
		})
	}
}
