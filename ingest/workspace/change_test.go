package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest/draft"
)

// A change goes into the file as it is now, key by key, and leaves the base alone.
func TestChange(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	d := create(t, w, event, NewDraft{"one", talk(1, "One")})[0]
	base, err := w.Base(d)
	if err != nil {
		t.Fatal(err)
	}
	replaceIn(t, w, event+"/one.toml", `title = "One"`, `title = "One"   # ask Jane`)
	change := draft.Change{Path: d.Path, Set: map[string]draft.Value{"language": "deu"}}
	out := w.Change(t.Context(), event, change)
	if diff := cmp.Diff([]string{"language"}, out.Changed); diff != "" || out.Failure() != nil {
		t.Errorf("%v: changed (-want +got):\n%s", out.Failure(), diff)
	}
	text := tree(t, w.Dir())[event+"/one.toml"]
	if !strings.Contains(text, `# ask Jane`) || !strings.Contains(text, `language = "deu"`) {
		t.Errorf("the file is\n%s", text)
	}
	after, err := w.Base(d)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(base, after, cmpopts.IgnoreUnexported(draft.Base{})); diff != "" {
		t.Errorf("the base (-before +after):\n%s", diff)
	}
	before := tree(t, w.Dir())
	if out := w.Change(t.Context(), event, change); len(out.Changed) > 0 || out.Failure() != nil {
		t.Errorf("the second time: %+v", out)
	}
	if diff := cmp.Diff(before, tree(t, w.Dir())); diff != "" {
		t.Errorf("the second time (-before +after):\n%s", diff)
	}
}

// What an editor saves at the very moment is merged.
func TestChangeWhileAnEditorSaves(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	d := create(t, w, event, NewDraft{"one", talk(1, "One")})[0]
	once := false
	w.step = func(string) error {
		if !once {
			once = true
			replaceIn(t, w, event+"/one.toml", `title = "One"`, `title = "Uno"`)
		}
		return nil
	}
	set := func(field, value, was string) draft.Outcome {
		return w.Change(t.Context(), event, draft.Change{
			Path: d.Path, Set: map[string]draft.Value{field: value}, Was: map[string]draft.Value{field: was},
		})
	}
	if out := set("language", "deu", d.Record.Language); out.Failure() != nil || len(out.Changed) != 1 {
		t.Errorf("another field: %+v", out)
	}
	if out := set("title", "Eins", "One"); len(out.Conflicts) != 1 || out.Conflicts[0].Theirs != draft.Value("Uno") {
		t.Errorf("the same field: %+v", out)
	}
	text := tree(t, w.Dir())[event+"/one.toml"]
	if !strings.Contains(text, `title = "Uno"`) || !strings.Contains(text, `language = "deu"`) {
		t.Errorf("the file is\n%s", text)
	}
}

func TestChangeRefused(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	d := create(t, w, event, NewDraft{"one", talk(1, "One")})[0]
	before := tree(t, w.Dir())
	for _, path := range []string{
		filepath.Join(w.Dir(), event, "event.toml"), filepath.Join(w.Dir(), "other", "one.toml"), "one.toml",
		filepath.Join(w.Dir(), event, ".base", "one.json"), filepath.Join(w.Dir(), event, "two.toml"),
	} {
		out := w.Change(t.Context(), event, draft.Change{Path: path, Set: map[string]draft.Value{"title": "x"}})
		if out.Err == nil || len(out.Changed) > 0 {
			t.Errorf("%s: %+v", path, out)
		}
	}
	other := openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
	release, err := other.Lock(event)
	if err != nil {
		t.Fatal(err)
	}
	if out := w.Change(t.Context(), event, draft.Change{Path: d.Path, Set: map[string]draft.Value{"title": "x"}}); !errors.Is(out.Err, ErrLocked) {
		t.Errorf("of a locked event: %+v", out)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.Path, []byte("title = "), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := w.Change(t.Context(), event, draft.Change{Path: d.Path, Set: map[string]draft.Value{"title": "x"}}); out.Err == nil {
		t.Error("a draft that cannot be read is changed")
	}
	before[event+"/one.toml"] = "title = "
	if diff := cmp.Diff(before, tree(t, w.Dir())); diff != "" {
		t.Errorf("something was written (-before +after):\n%s", diff)
	}
}

// What could not be read back is not written, into a file as stevie made it neither.
func TestChangeToWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	d := create(t, w, event, NewDraft{"one", talk(1, "One")})[0]
	before := tree(t, w.Dir())
	out := w.Change(t.Context(), event, draft.Change{Path: d.Path, Set: map[string]draft.Value{"recorded": "yesterday"}})
	if out.Err == nil || !strings.Contains(out.Err.Error(), `"yesterday" is not a date`) {
		t.Errorf("the error is %v", out.Err)
	}
	if diff := cmp.Diff(before, tree(t, w.Dir())); diff != "" {
		t.Errorf("it was written (-before +after):\n%s", diff)
	}
}
