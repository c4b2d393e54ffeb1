package record_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// makeTree writes files, by slash-separated name, into a new folder.
func makeTree(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func indexOf(t testing.TB, files map[string]string) *record.Index {
	t.Helper()
	tree, err := record.OpenTree(makeTree(t, files))
	if err != nil {
		t.Fatal(err)
	}
	x, err := tree.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestOpenTree(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		files map[string]string
		ok    bool
	}{
		{"schemas", map[string]string{".schemas/video.json": "{}", "README.rst": ""}, true},
		{"one event", map[string]string{"exconf-2024/category.json": "{}", "x/y": ""}, true},
		{"empty", nil, false},
		{"only git", map[string]string{".git/config": ""}, true},
		{"a workspace", map[string]string{"stevie.toml": "", "drafts/exconf-2024/event.toml": ""}, false},
		{"a file beside", map[string]string{"notes.txt": ""}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := makeTree(t, tt.files)
			tree, err := record.OpenTree(dir)
			if (err == nil) != tt.ok {
				t.Fatalf("got %v", err)
			}
			if err == nil {
				if tree.Dir() != dir {
					t.Errorf("got %s, want %s", tree.Dir(), dir)
				}
				return
			}
			if !errors.Is(err, record.ErrNotTree) || ingest.Hint(err) == "" {
				t.Errorf("got %v, want ErrNotTree with a hint", err)
			}
		})
	}
	_, err := record.OpenTree(filepath.Join(t.TempDir(), "absent"))
	if !errors.Is(err, record.ErrNotTree) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want ErrNotTree and not exist", err)
	}
}

func TestFindTree(t *testing.T) {
	t.Parallel()
	dir := makeTree(t, map[string]string{".schemas/x": "", "exconf-2024/category.json": "{}", "exconf-2024/videos/a.json": "{}"})
	for _, path := range []string{"", "exconf-2024", "exconf-2024/videos", "exconf-2024/videos/a.json", "exconf-2024/videos/absent.json"} {
		tree, err := record.FindTree(filepath.Join(dir, path))
		if err != nil || tree.Dir() != dir {
			t.Errorf("%s: got %v, %v", path, tree, err)
		}
	}
	if _, err := record.FindTree(makeTree(t, map[string]string{"a/b": ""})); !errors.Is(err, record.ErrNotTree) {
		t.Errorf("got %v, want ErrNotTree", err)
	}
}

func TestIndex(t *testing.T) {
	t.Parallel()
	x := indexOf(t, map[string]string{
		".schemas/video.json":     "not read",
		"README.rst":              "",
		"tools/x.json":            "{",
		"b-conf/category.json":    `{"title":"B Conf 2024","url":"https://b.example","start_date":"2024-05-18","end_date":"soon"}`,
		"b-conf/videos/two.json":  `{"title":"Two","slug":"zwei","speakers":["Jane Doe",7],"language":"deu","recorded":"2024-05-18","videos":[{"type":"youtube","url":"http://youtu.be/AAAAAAAAAA0"},{"type":"mp4","url":"https://b.example/2.mp4"}]}`,
		"b-conf/videos/one.json":  `{"title":"Caf\u00e9 One","speakers":["Jane Doe","Zo\u00eb"],"language":"eng","recorded":null,"videos":[{"type":"youtube","url":"https://www.youtube.com/watch?v=AAAAAAAAAA0"}]}`,
		"b-conf/videos/notes.txt": "not a record",
		"b-conf/videos/bad.json":  "{\n1}",
		"a-group/videos/x.json":   `[]`,
		"a-group/category.json":   `"A Group"`,
		"c-conf/videos":           "a file",
	})
	key := ingest.Key{Provider: "youtube", ID: "AAAAAAAAAA0"}
	want := []record.EventEntry{
		{Slug: "a-group", Records: []record.Entry{}},
		{
			Slug: "b-conf", Title: "B Conf 2024", URL: "https://b.example", StartDate: ingest.Date{Year: 2024, Month: 5, Day: 18}, Language: "deu",
			Records: []record.Entry{
				{File: "one.json", Title: "Café One", Slug: "cafe-one", Speakers: []string{"Jane Doe", "Zoë"}, Language: "eng", Keys: []ingest.Key{key}},
				{File: "two.json", Title: "Two", Slug: "zwei", Speakers: []string{"Jane Doe"}, Language: "deu", Recorded: "2024-05-18", Keys: []ingest.Key{key}, URLs: []string{"https://b.example/2.mp4"}},
			},
		},
		{Slug: "c-conf"},
	}
	if diff := cmp.Diff(want, x.Events()); diff != "" {
		t.Error(diff)
	}
	var problems []string
	for _, p := range x.Problems {
		problems = append(problems, p.Path)
	}
	if diff := cmp.Diff([]string{"a-group/category.json", "a-group/videos/x.json", "b-conf/videos/bad.json", "c-conf/videos"}, problems); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]record.Place{{Event: "b-conf", File: "one.json"}, {Event: "b-conf", File: "two.json"}}, x.Lookup(key)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"Jane Doe": 2, "Zoë": 1}, x.Speakers()); diff != "" {
		t.Error(diff)
	}
	if _, ok := x.Event("absent"); ok {
		t.Error("found an event that is not there")
	}
	if ev, ok := x.Event("b-conf"); !ok || ev.Title != "B Conf 2024" {
		t.Errorf("got %v, %v", ev, ok)
	}
}

func TestIndexCancelled(t *testing.T) {
	t.Parallel()
	tree, err := record.OpenTree(makeTree(t, map[string]string{"a/category.json": "{}", "b/category.json": "{}"}))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tree.Index(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
}

func TestIndexLinks(t *testing.T) {
	t.Parallel()
	dir := makeTree(t, map[string]string{
		"secret/x.json":             `{"title":"Secret"}`,
		"tree/.schemas/x":           "",
		"tree/a/videos/a.json":      `{"title":"A"}`,
		"tree/b/videos/plain.json":  `{"title":"B"}`,
		"tree/b/videos/.hidden.txt": "",
	})
	for name, target := range map[string]string{"tree/b/videos/out.json": "../../../secret/x.json", "tree/b/videos/in.json": "../../a/videos/a.json", "tree/c": "../secret"} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	tree, err := record.OpenTree(filepath.Join(dir, "tree"))
	if err != nil {
		t.Fatal(err)
	}
	x, err := tree.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := x.Event("b")
	var titles []string
	for _, r := range b.Records {
		titles = append(titles, r.Title)
	}
	if diff := cmp.Diff([]string{"A", "B"}, titles); diff != "" {
		t.Error(diff)
	}
	if len(x.Problems) != 2 || x.Problems[0].Path != "b/videos/out.json" || x.Problems[1].Path != "c" {
		t.Errorf("got %v", x.Problems)
	}
}

// conferences is a tree of events without records, by folder and title.
func conferences(t testing.TB) *record.Index {
	t.Helper()
	files := map[string]string{}
	for folder, title := range map[string]string{
		"exconf2015": "ExConf 2015", "exconf2016": "ExConf 2016",
		"northland-2017": "Py Northland 2017", "py-northland-2019": "Py Northland 2019", "py-northland-2018": "Py-Northland 2018",
		"demo-eu-2020": "Demo Europe 2020", "demo-europe-2019": "Demo Europe 2019", "demo-us-2021": "Demo US 2021",
		"hamlet-2016": "Hamlet Conference 2016 Springfield", "isle-conf-2018": "Isle Conf Springfield 2018",
		"under_score-2020": "Under Score 2020", "springfield-users": "Springfield User Group", "demo": "Demo",
		"twice-2020-2021": "Twice (2020-2021)", "bare": "",
	} {
		files[folder+"/category.json"] = string(record.EncodeCategory(ingest.Event{Title: title}))
	}
	return indexOf(t, files)
}

func TestFolderFor(t *testing.T) {
	t.Parallel()
	x := conferences(t)
	for _, tt := range []struct{ name, title, want string }{
		{"no hyphen before the year", "ExConf 2026", "exconf2026"},
		{"newest earlier edition wins", "Py Northland 2020", "py-northland-2020"},
		{"of this year already", "Py Northland 2017", "northland-2017"},
		{"short name of the newest", "Demo Europe 2022", "demo-eu-2022"},
		{"name of its time", "Demo Europe 2020", "demo-eu-2020"},
		{"only later editions", "Demo US 2019", "demo-us-2019"},
		{"written together", "DemoEurope 2024", "demo-eu-2024"},
		{"city after the year", "Hamlet Conference 2018 Shelbyville", "hamlet-2018"},
		{"city before the year", "Isle Conf Shelbyville 2019", "isle-conf-2019"},
		{"underscore", "Under Score 2021", "under-score-2021"},
		{"group", "Springfield User Group", "springfield-users"},
		{"two years", "Twice (2021-2022)", "twice-2021-2022"},
		{"unknown", "Première Conférence 2026", "premiere-conference-2026"},
		{"not of that name", "Demo Asia 2026", "demo-asia-2026"},
		{"empty", "", "event"},
		{"no letters", "!!!", "event"},
		{"hostile", "../..\x1b[0m", "0m"},
		{"repository's own folder", "Tools", "tools-event"},
		{"device", "Con", "con-event"},
		{"long", "X" + string(make([]byte, 10)) + " " + longWord, longFolder},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := x.FolderFor(tt.title); got != tt.want {
				t.Errorf("%q: got %q, want %q", tt.title, got, tt.want)
			}
		})
	}
}

var (
	longWord   = fmt.Sprintf("%0200d", 0)
	longFolder = "x-" + longWord[:137]
)

func TestEditions(t *testing.T) {
	t.Parallel()
	x := conferences(t)
	for _, tt := range []struct {
		title string
		want  []string
	}{
		{"Py Northland 2026", []string{"py-northland-2019", "py-northland-2018", "northland-2017"}},
		{"Py Northland 2018", []string{"northland-2017"}},
		{"Py Northland", []string{"py-northland-2019", "py-northland-2018", "northland-2017"}},
		{"Demo 2026", nil},
		{"Unheard Of 2026", nil},
		{"", nil},
	} {
		var got []string
		for _, ev := range x.Editions(tt.title) {
			got = append(got, ev.Slug)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: %s", tt.title, diff)
		}
	}
}

func ExampleTree_Index() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Mkdir(filepath.Join(dir, "exconf-2024"), 0o755); err != nil {
		fmt.Println(err)
		return
	}
	category := record.EncodeCategory(ingest.Event{Title: "Example Conf 2024"})
	if err := os.WriteFile(filepath.Join(dir, "exconf-2024", record.CategoryFile), category, 0o644); err != nil {
		fmt.Println(err)
		return
	}

	tree, err := record.OpenTree(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	index, err := tree.Index(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(index.FolderFor("Example Conf 2025"))
	// Output: exconf-2025
}
