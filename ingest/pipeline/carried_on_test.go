package pipeline_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// disturbances bounds how many disturbed states of each job are tried.
var disturbances = flag.Int("disturb", 12, "disturbed states of each job that are tried, spread over all there are; 0 is all of them")

// tree is everything that a job is to bring to the same bytes however it is
// disturbed, by slash-separated paths. Of a repository it is the branches: which
// objects nobody needs lie about is git's affair. Lock files are left behind on
// purpose, and temporary ones of states for an hour. The event of a new playlist is
// listed once more by the run after the one that made it, whichever that is.
func (w world) tree(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(w.dir, func(name string, e fs.DirEntry, err error) error {
		rel := filepath.ToSlash(strings.TrimPrefix(name, w.dir+string(filepath.Separator)))
		inState := strings.HasPrefix(rel, "workspace/.stevie/")
		switch {
		case err != nil:
			return err
		case rel == "data/.git":
			files[rel] = gitIn(t, w.data(), "for-each-ref")
			return fs.SkipDir
		case e.IsDir(), rel == "workspace/.stevie/sync/exconf-2026.json", path.Ext(rel) == ".lock" && inState, strings.HasPrefix(e.Name(), atomicfile.TempPrefix) && inState:
			return nil
		}
		text, err := os.ReadFile(name)
		files[rel] = string(text)
		return err
	}))
	return files
}

// whole reports files that cannot be understood, and people's edits that are gone.
func (w world) whole(t *testing.T) {
	t.Helper()
	for name, text := range w.tree(t) {
		if err := readable(name, []byte(text)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	for name, words := range map[string]string{
		"workspace/drafts/exconf-2024/quiet-logs.toml":   "My own words about Quiet logs",
		"workspace/drafts/exconf-2024/fast-parsers.toml": `title = "My own parsers"   # mine`,
		"workspace/drafts/exconf-2024/event.toml":        "schedule = \"\" # none yet\n# I was here",
		"data/exconf-2024/videos/quiet-logs.json":        "Ann B. Poe",
	} {
		text, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(text), words) {
			t.Errorf("the person's %q is gone from %s (%v):\n%s", words, name, err, text)
		}
	}
}

// readable reports whether a file is whole, by what it is to hold.
func readable(name string, text []byte) error {
	switch {
	case strings.HasPrefix(path.Base(name), atomicfile.TempPrefix):
		return nil
	case path.Base(name) == draft.EventFile:
		_, err := draft.ParseEvent("exconf-2024", name, text)
		return err
	case path.Ext(name) == ".toml":
		_, err := draft.Parse(name, text)
		return err
	case path.Base(path.Dir(name)) == ".base" && path.Ext(name) == "": // what is pending
		return json.Unmarshal(text, &struct{}{})
	case path.Base(path.Dir(name)) == ".base":
		_, err := draft.DecodeBase(text)
		return err
	case path.Ext(name) == ".json":
		canonical, err := record.Canonical(text)
		if err == nil && strings.HasPrefix(name, "data/") && string(canonical) != string(text) {
			err = errors.New("not canonical")
		}
		return err
	}
	return nil
}

// once reports videos that are in several drafts or in several records.
func (w world) once(t *testing.T) {
	t.Helper()
	v, err := w.visit(t.Context(), night)
	must(t, err)
	defer v.Workspace.Close()
	contents, err := v.Workspace.Load(t.Context())
	must(t, err)
	for _, problem := range contents.Problems {
		t.Error(problem)
	}
	drafts := map[ingest.Key]string{}
	for _, f := range contents.Folders {
		for _, d := range f.Drafts {
			if other := drafts[d.Source.Key()]; other != "" {
				t.Errorf("%s is in %s and %s", d.Source.Key(), other, d.Path)
			}
			drafts[d.Source.Key()] = d.Path
		}
	}
	for key := range drafts {
		if places := v.Tree.Lookup(key); len(places) > 1 {
			t.Errorf("%s is in %v", key, places)
		}
	}
}

// withoutMemory leaves out the bases and the commits. They have in them what was
// there before, and so differ when an edit came before a run instead of after it.
func withoutMemory(tree map[string]string) map[string]string {
	maps.DeleteFunc(tree, func(name, _ string) bool { return path.Base(path.Dir(name)) == ".base" || name == "data/.git" })
	return tree
}

// carriedOn does the job in a disturbed world and compares it with the same job
// undisturbed.
func (w world) carriedOn(t *testing.T, j job, want map[string]string, compared func(map[string]string) map[string]string) {
	t.Helper()
	w.whole(t)
	if err := w.finish(t, j); err != nil {
		t.Errorf("the next run: %v", err)
	}
	if diff := cmp.Diff(want, compared(w.tree(t))); diff != "" {
		t.Errorf("after the next run (-undisturbed +disturbed):\n%s", diff)
	}
}

func everything(tree map[string]string) map[string]string { return tree }

// undisturbed does a job in peace, and makes sure that there is nothing left to do.
func (w world) undisturbed(t *testing.T, j job) map[string]string {
	t.Helper()
	w = w.copy(t)
	before := w.tree(t)
	must(t, w.finish(t, j))
	want := w.tree(t)
	if cmp.Equal(before, want) {
		t.Fatal("the job does nothing")
	}
	must(t, w.finish(t, j))
	if diff := cmp.Diff(want, w.tree(t)); diff != "" {
		t.Fatalf("a second run changes files (-first +second):\n%s", diff)
	}
	w.whole(t)
	w.once(t)
	return want
}

// spread picks at most so many out of n, the first and the last among them.
func spread(n, most int) []int {
	var picked []int
	for i := range n {
		if most == 0 || n <= most || i == 0 || i*(most-1)/(n-1) != (i-1)*(most-1)/(n-1) {
			picked = append(picked, i)
		}
	}
	return picked
}
