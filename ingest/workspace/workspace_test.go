package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

const event = "exconf-2024"

func openTemp(t testing.TB) *Workspace {
	t.Helper()
	dir := t.TempDir()
	return openAt(t, filepath.Join(dir, "drafts"), filepath.Join(dir, ".stevie"))
}

func openAt(t testing.TB, drafts, state string) *Workspace {
	t.Helper()
	w, err := Open(drafts, state)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// talk is a proposal for the n-th video.
func talk(n int, title string) draft.Proposed {
	id := fmt.Sprintf("AAAAAAAA%03d", n)
	return draft.Proposed{
		Video: ingest.Video{Provider: "youtube", ID: id, Title: title + " - Jane Doe"},
		Proposal: ingest.Proposal{
			Provider: "youtube", ID: id,
			Record: ingest.Record{
				Title: title, Speakers: []string{"Jane Doe"}, Description: "About it.",
				Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + id}},
			},
			Notes: []ingest.Note{{Field: "speakers", Text: "taken from the end of the title"}},
		},
		Status: draft.Review,
	}
}

func create(t testing.TB, w *Workspace, event string, news ...NewDraft) []*draft.Draft {
	t.Helper()
	_, drafts, err := w.Propose(t.Context(), event, nil, news)
	if err != nil {
		t.Fatal(err)
	}
	return drafts
}

func load(t testing.TB, w *Workspace) *Contents {
	t.Helper()
	c, err := w.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tree returns every file below a folder with its text.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t testing.TB, w *Workspace, name, text string) {
	t.Helper()
	file := filepath.Join(w.Dir(), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func replaceIn(t testing.TB, w *Workspace, name, old, new string) {
	t.Helper()
	text := tree(t, w.Dir())[name]
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q:\n%s", name, old, text)
	}
	write(t, w, name, strings.Replace(text, old, new, 1))
}

func TestCreateAndRunAgain(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	drafts := create(t, w, event, NewDraft{"fast-parsers", talk(1, "Fast parsers")}, NewDraft{"slow", talk(2, "Slow")})
	if got := drafts[0].Path; got != filepath.Join(w.Dir(), event, "fast-parsers.toml") {
		t.Errorf("path %s", got)
	}
	files := tree(t, w.Dir())
	if diff := cmp.Diff([]string{
		event + "/.base/youtube-AAAAAAAA001.json", event + "/.base/youtube-AAAAAAAA002.json",
		event + "/fast-parsers.toml", event + "/slow.toml",
	}, sortedKeys(files)); diff != "" {
		t.Error(diff)
	}
	for n, title := range []string{"Fast parsers", "Slow"} {
		known := load(t, w).Lookup(talk(n+1, "").Key(), event)
		if known.State != Drafted || known.Draft.Record.Title != title {
			t.Fatalf("standing %+v", known)
		}
		out, err := w.Update(t.Context(), known.Draft, talk(n+1, title))
		if err != nil || out.Changed {
			t.Errorf("changed again: %v (%v)", out, err)
		}
	}
	if diff := cmp.Diff(files, tree(t, w.Dir())); diff != "" {
		t.Error(diff)
	}
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestCreateNeverOverwrites(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	write(t, w, event+"/Talk.toml", "title = 'mine'\n")
	drafts := create(t, w, event,
		NewDraft{"talk", talk(1, "Talk")}, NewDraft{"talk", talk(2, "Talk")},
		NewDraft{"event", talk(3, "Event")}, NewDraft{"../../x\x00\n", talk(4, "X")},
		NewDraft{"", talk(5, "日本語")}, NewDraft{strings.Repeat("long-", 60), talk(6, "Long")}, NewDraft{"con", talk(7, "Con")})
	var names []string
	for _, d := range drafts {
		names = append(names, d.File)
	}
	want := []string{
		"talk-2.toml", "talk-3.toml", "talk-event.toml", "x.toml", "youtube-aaaaaaaa005.toml",
		strings.Repeat("long-", 15) + "long.toml", "talk-con.toml",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if text := tree(t, w.Dir())[event+"/Talk.toml"]; text != "title = 'mine'\n" {
		t.Errorf("a person's file reads %q", text)
	}
	// A person is faster: the name is taken between looking and writing.
	w.step = func(name string) error {
		if name == "create race.toml" {
			write(t, w, event+"/race.toml", "title = 'first'\n")
		}
		return nil
	}
	d := create(t, w, event, NewDraft{"race", talk(8, "Race")})[0]
	if d.File == "race.toml" || tree(t, w.Dir())[event+"/race.toml"] != "title = 'first'\n" {
		t.Errorf("overwritten by %s", d.File)
	}
}

func TestUpdateKeepsWhatPeopleWrote(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	create(t, w, event, NewDraft{"a", talk(1, "One")})
	replaceIn(t, w, event+"/a.toml", `speakers = ["Jane Doe"]`, `speakers = [ 'Jane A. Doe' ] # asked her`)
	known := load(t, w).Lookup(talk(1, "").Key(), event)
	out, err := w.Update(t.Context(), known.Draft, talk(1, "Two"))
	if err != nil || !out.Changed || out.Problem != nil {
		t.Fatal(out, err)
	}
	if diff := cmp.Diff([]string{"title"}, out.Followed); diff != "" {
		t.Error(diff)
	}
	text := tree(t, w.Dir())[event+"/a.toml"]
	for _, want := range []string{`title = "Two"`, `speakers = [ 'Jane A. Doe' ] # asked her`} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing from\n%s", want, text)
		}
	}
	if string(out.Draft.Bytes()) != text {
		t.Error("the draft returned is not the file's")
	}
}

// A person who goes back to what was proposed before last means it.
func TestGoingBackIsAnEdit(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	d := create(t, w, event, NewDraft{"a", talk(1, "One")})[0]
	if _, err := w.Update(t.Context(), d, talk(1, "Two")); err != nil {
		t.Fatal(err)
	}
	replaceIn(t, w, event+"/a.toml", `title = "Two"`, `title = "One"`)
	out, err := w.Update(t.Context(), load(t, w).Folders[0].Drafts[0], talk(1, "Three"))
	if err != nil || out.Draft.Record.Title != "One" || len(out.Kept) != 1 {
		t.Errorf("%+v %v", out, err)
	}
}

func TestUnreadableBaseCountsAsNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{", `{"video":{"provider":"vimeo","id":"1"}}`, "null"} {
		w := openTemp(t)
		d := create(t, w, event, NewDraft{"a", talk(1, "One")})[0]
		write(t, w, event+"/.base/youtube-AAAAAAAA001.json", text)
		before := tree(t, w.Dir())[event+"/a.toml"]
		out, err := w.Update(t.Context(), d, talk(1, "Two"))
		if err != nil || out.Problem == nil || out.Changed {
			t.Errorf("%q: %+v %v", text, out, err)
		}
		if tree(t, w.Dir())[event+"/a.toml"] != before {
			t.Errorf("%q: the draft was changed", text)
		}
		if b, err := w.Base(d); err != nil || b.Proposal.Record.Title != "Two" {
			t.Errorf("%q: no new base: %v", text, err)
		}
	}
}

func TestStandings(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	create(t, w, event, NewDraft{"kept", talk(1, "Kept")}, NewDraft{"skip", talk(2, "Skip")}, NewDraft{"gone", talk(3, "Gone")},
		NewDraft{"twice", talk(4, "Twice")}, NewDraft{"broken", talk(5, "Broken")}, NewDraft{"moved", talk(6, "Moved")})
	dir := filepath.Join(w.Dir(), event)
	replaceIn(t, w, event+"/skip.toml", `"review"`, `"skip"`)
	if err := os.Remove(filepath.Join(dir, "gone.toml")); err != nil {
		t.Fatal(err)
	}
	write(t, w, "other/copy.toml", tree(t, w.Dir())[event+"/twice.toml"])
	replaceIn(t, w, event+"/broken.toml", `title = "Broken"`, `title = Broken`)
	if err := os.Rename(filepath.Join(dir, "moved.toml"), filepath.Join(w.Dir(), "other", "renamed.toml")); err != nil {
		t.Fatal(err)
	}
	write(t, w, "other/own.toml", "title = 'x'\n[[videos]]\ntype = 'youtube'\nurl = 'https://youtu.be/AAAAAAAA007?t=3'\n")
	write(t, w, "other/.swp.toml", "not a draft")
	write(t, w, "other/notes.txt", "not a draft")
	write(t, w, "Bad Name/a.toml", "")

	c := load(t, w)
	for n, want := range map[int]State{1: Drafted, 2: Skipped, 3: Deleted, 4: Duplicated, 5: Broken, 6: Drafted, 7: Held, 8: Unknown} {
		if got := c.Lookup(talk(n, "").Key(), event); got.State != want {
			t.Errorf("video %d: standing %d, want %d", n, got.State, want)
		}
	}
	// Skip and deletion count for their own event.
	for n, want := range map[int]State{2: Unknown, 3: Unknown, 5: Broken} {
		if got := c.Lookup(talk(n, "").Key(), "other"); got.State != want {
			t.Errorf("video %d from the other event: standing %d, want %d", n, got.State, want)
		}
	}
	if diff := cmp.Diff([]ingest.Key{talk(3, "").Key()}, c.Folder(event).Deleted); diff != "" {
		t.Error(diff)
	}
	var problems []string
	for _, p := range c.Problems {
		rel, _ := filepath.Rel(w.Dir(), p.Path)
		problems = append(problems, filepath.ToSlash(rel))
	}
	slices.Sort(problems)
	want := []string{"Bad Name", "exconf-2024/broken.toml", "exconf-2024/event.toml", "exconf-2024/twice.toml", "other/copy.toml", "other/event.toml"}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
}

func TestMovedDraftTakesItsBaseAlong(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	create(t, w, event, NewDraft{"a", talk(1, "One")})
	if err := os.Mkdir(filepath.Join(w.Dir(), "other"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(w.Dir(), event, "a.toml"), filepath.Join(w.Dir(), "other", "b.toml")); err != nil {
		t.Fatal(err)
	}
	if bases, problems := w.Bases("other"); len(bases) != 1 || problems != nil {
		t.Errorf("bases %v, problems %v", bases, problems)
	}
	known := load(t, w).Lookup(talk(1, "").Key(), event)
	out, err := w.Update(t.Context(), known.Draft, talk(1, "Two"))
	if err != nil || !out.Changed {
		t.Fatal(out, err)
	}
	files := tree(t, w.Dir())
	if diff := cmp.Diff([]string{"other/.base/youtube-AAAAAAAA001.json", "other/b.toml"}, sortedKeys(files)); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(files["other/b.toml"], `title = "Two"`) {
		t.Error(files["other/b.toml"])
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	w := openTemp(t)
	other := openAt(t, w.Dir(), filepath.Dir(w.locks.dir))
	release, err := w.Lock(event)
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.Lock(event)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), event+".lock") || ingest.Hint(err) == "" {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
	if _, _, err := other.Propose(t.Context(), event, nil, []NewDraft{{"a", talk(1, "A")}}); !errors.Is(err, ErrLocked) {
		t.Errorf("created beside a lock: %v", err)
	}
	if _, err := other.Lock("another-event"); err != nil {
		t.Error(err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	if _, err := other.Lock(event); err != nil {
		t.Error(err)
	}
	if err := release(); err != nil {
		t.Error("released twice:", err)
	}
	if _, err := w.Lock("../x"); err == nil {
		t.Error("locked a folder outside")
	}
}

func TestSlugs(t *testing.T) {
	t.Parallel()
	for slug, ok := range map[string]bool{
		"exconf-2024": true, "a": true, "2024": true, "with_underscore": true,
		"": false, "-a": false, "_a": false, ".base": false, "A": false, "a b": false, "a/b": false, "..": false,
		"con": false, "com1": false, "é": false, "a\n": false, strings.Repeat("a", 101): false,
	} {
		if err := draft.CheckSlug(slug); (err == nil) != ok || err != nil && ingest.Hint(err) == "" {
			t.Errorf("%q: %v", slug, err)
		}
	}
}

func TestBaseNames(t *testing.T) {
	t.Parallel()
	seen := map[string]ingest.Key{}
	for _, key := range []ingest.Key{
		{Provider: "youtube", ID: "AAAAAAAAAA0"},
		{Provider: "youtube", ID: "-_-_-_-_-_-"},
		{Provider: "vimeo", ID: "123"},
		{Provider: "peertube", ID: "video.example/9c9de5e8"},
		{Provider: "x-y", ID: "z"},
		{Provider: "x", ID: "y-z"},
		{Provider: "x", ID: "../../a\x00%"},
		{Provider: "x", ID: "é"},
		{Provider: "x", ID: strings.Repeat("a", 300)},
		{Provider: "x", ID: strings.Repeat("é", 300)},
		{Provider: strings.Repeat("p", 300), ID: "1"},
		{Provider: "%%", ID: strings.Repeat("a", 300)},
	} {
		name := baseFile(key)
		if len(name) > 140 || strings.ContainsAny(name, "/\\\x00.."+"\n") && strings.Count(name, ".") != 1 {
			t.Errorf("%v: name %q", key, name)
		}
		if other, ok := seen[name]; ok {
			t.Errorf("%v and %v are both %q", key, other, name)
		}
		seen[name] = key
		if got, ok := baseKey(name); ok && got != key {
			t.Errorf("%q is read as %v, want %v", name, got, key)
		} else if !ok && len(key.ID) < 100 && len(key.Provider) < 100 {
			t.Errorf("%q cannot be read", name)
		}
	}
}

func TestLinksOutOfTheWorkspace(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("making links needs a privilege on Windows")
	}
	w := openTemp(t)
	create(t, w, event, NewDraft{"a", talk(1, "A")})
	secret := filepath.Join(t.TempDir(), "secret.toml")
	if err := os.WriteFile(secret, []byte("title = 'secret'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(w.Dir(), event, "link.toml")); err != nil {
		t.Skip(err)
	}
	c := load(t, w)
	if len(c.Folder(event).Drafts) != 1 || len(c.Problems) == 0 {
		t.Errorf("followed a link out of the workspace: %v", c.Problems)
	}
}
