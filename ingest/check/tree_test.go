package check_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
)

func TestTree(t *testing.T) {
	t.Parallel()
	const event = "exconf-2024/"
	long := strings.Repeat("x", 135) + ".json" // 140 bytes
	for _, tt := range []struct {
		name   string
		change map[string]string // "" removes
		want   []string
	}{
		{"good", nil, nil},
		{"foreign file at the top", map[string]string{"notes.txt": "x", ".DS_Store": "x"}, []string{
			".DS_Store:0 error layout ", "notes.txt:0 error layout ",
		}},
		{"dot folder at the top", map[string]string{".idea/x": "x"}, []string{
			".idea:0 error layout ", ".idea:0 error layout ", ".idea/x:0 error layout ",
		}},
		{"foreign in an event", map[string]string{event + "notes.txt": "x", event + "more/a.json": "{}"}, []string{
			event + "more:0 error layout ", event + "notes.txt:0 error layout ",
		}},
		{"foreign among records", map[string]string{event + "videos/.DS_Store": "x", event + "videos/more/a.json": "{}", event + "videos/a.JSON": "{}"}, []string{
			event + "videos/.DS_Store:0 error layout ", event + "videos/a.JSON:0 error layout ", event + "videos/more:0 error layout ",
		}},
		{"folder called like a record", map[string]string{event + "videos/a.json/b": "x"}, []string{event + "videos/a.json:0 error layout "}},
		{"no category", map[string]string{event + "category.json": ""}, []string{"exconf-2024:0 error layout "}},
		{"no videos", map[string]string{event + "videos/opening.json": "", event + "videos/parsers-1.json": ""}, []string{"exconf-2024:0 error layout "}},
		{"videos without records", map[string]string{event + "videos/opening.json": "", event + "videos/parsers-1.json": "", event + "videos/x": "x"}, []string{
			event + "videos:0 error layout ", event + "videos/x:0 error layout ",
		}},
		{"long name", map[string]string{event + "videos/" + long: recordFile("Long", "AAAAAAAAAA4")}, []string{event + "videos/" + long + ":0 error filename-length "}},
		{"name of the greatest length", map[string]string{event + "videos/" + long[1:]: recordFile("Long", "AAAAAAAAAA4")}, nil},
		{"long name in the repository's own folder", map[string]string{"tools/a/" + long: "x"}, []string{"tools/a/" + long + ":0 error filename-length "}},
		{"byte order mark", map[string]string{event + "videos/a.json": "\ufeff{}"}, []string{event + "videos/a.json:1 error json "}},
		{"not UTF-8", map[string]string{event + "videos/a.json": "{\n\"a\":\"\xff\"}"}, []string{event + "videos/a.json:2 error json "}},
		{"not JSON", map[string]string{event + "category.json": "{\"title\": \"ExConf 2024\",\n}"}, []string{event + "category.json:2 error json "}},
		{"array", map[string]string{event + "videos/a.json": "[1]", event + "category.json": "null"}, []string{
			event + "category.json:1 error schema ", event + "videos/a.json:1 error schema ",
		}},
		{"deep", map[string]string{event + "videos/a.json": strings.Repeat(`{"a":[`, 100_000)}, []string{event + "videos/a.json:1 error json "}},
		{"empty file", map[string]string{event + "videos/a.json": " "}, []string{event + "videos/a.json:1 error json "}},
		{"language", map[string]string{event + "videos/opening.json": strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), "eng", "en", 1)}, []string{
			event + "videos/opening.json:3 error language language",
		}},
		{"speaker", map[string]string{event + "videos/opening.json": strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), "Jane Doe", "Glyph Lefkowitz", 1)}, []string{
			event + "videos/opening.json:6 error speaker-name speakers[0]",
		}},
		{"markup", map[string]string{event + "videos/opening.json": described("See *this")}, []string{event + "videos/opening.json:2 error rst description"}},
		{"markup that only the site complains of", map[string]string{event + "videos/opening.json": described("See this_")}, nil},
		{"markup behind a first message that is none", map[string]string{event + "videos/opening.json": described(".. youtube:: x\n\nSee *this")}, nil},
		{"summary", map[string]string{event + "videos/opening.json": strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), "{\n", "{\n  \"summary\": \"See *this\",\n", 1)}, []string{
			event + "videos/opening.json:2 error rst summary",
		}},
		{"same slug", map[string]string{event + "videos/a.json": recordFile("Opening!", "AAAAAAAAAA4")}, []string{
			event + "videos/a.json:8 error slug-unique title", event + "videos/opening.json:8 error slug-unique title",
		}},
		{"same slug by the key", map[string]string{event + "videos/a.json": `{"title":"A","slug":"opening","description":null,"speakers":[],"recorded":null,"videos":[{"type":"","url":""}]}`}, []string{
			event + "videos/a.json:1 error slug-unique title", event + "videos/opening.json:8 error slug-unique title",
		}},
		{"same category in two events", map[string]string{"exconf-2023/category.json": `{"title":"ExConf 2024"}`}, []string{
			"exconf-2023/videos/opening.json:8 error slug-unique title", event + "videos/opening.json:8 error slug-unique title",
		}},
		{"no categories, so none in common", map[string]string{
			"a/videos/a.json": recordFile("Opening", "AAAAAAAAAA4"), "b/videos/a.json": recordFile("Opening", "AAAAAAAAAA5"),
		}, []string{"a:0 error layout ", "b:0 error layout "}},
		{"same id", map[string]string{
			"exconf-2023/videos/a.json": strings.Replace(recordFile("A", "AAAAAAAAAA4"), "{", "{\"id\": 7,", 1),
			event + "videos/b.json":     strings.Replace(recordFile("B", "AAAAAAAAAA5"), "{", "{\n\"id\": 7.0,", 1),
			event + "videos/c.json":     strings.Replace(recordFile("C", "AAAAAAAAAA6"), "{", "{\"id\": 0,", 1),
			event + "videos/d.json":     strings.Replace(recordFile("D", "AAAAAAAAAA7"), "{", "{\"id\": 0,", 1),
		}, []string{"exconf-2023/videos/a.json:1 error id-unique id", event + "videos/b.json:2 error id-unique id"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := good()
			maps.Copy(files, tt.change)
			maps.DeleteFunc(files, func(_, text string) bool { return text == "" })
			files["README.rst"], files["tools/x"], files[".github/x"] = "", "", ""
			findings, err := check.Tree(t.Context(), makeTree(t, files), check.Options{ErrorsOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			got := brief(findings)
			if diff := cmp.Diff(tt.want, got, cmp.Transformer("sort", sorted)); diff != "" {
				t.Errorf("%s\n%v", diff, findings)
			}
			for _, f := range findings {
				if f.Message == "" || strings.ContainsFunc(f.Message, func(r rune) bool { return r < ' ' }) {
					t.Errorf("message %q", f.Message)
				}
			}
		})
	}
}

// described is a record with a description.
func described(text string) string {
	quoted, _ := json.Marshal(text) // a string always can be
	return strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), `"description": ""`, `"description": `+string(quoted), 1)
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	if len(list) == 0 {
		return nil
	}
	return list
}

func TestTreeIsNone(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{makeTree(t, map[string]string{"notes.txt": ""}), filepath.Join(t.TempDir(), "absent")} {
		if _, err := check.Tree(t.Context(), dir, check.Options{ErrorsOnly: true}); !errors.Is(err, record.ErrNotTree) {
			t.Errorf("got %v, want ErrNotTree", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := check.Tree(ctx, makeTree(t, good()), check.Options{ErrorsOnly: true}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
}

func TestTreeWithLinks(t *testing.T) {
	t.Parallel()
	files := map[string]string{"outside/secret.json": `{"title": "Secret"}`, "outside/videos/x.json": "{}"}
	for name, text := range good() {
		files["tree/"+name] = text
	}
	dir := makeTree(t, files)
	for name, target := range map[string]string{
		"tree/exconf-2024/videos/out.json": "../../../outside/secret.json", "tree/exconf-2025": "../outside", "tree/exconf-2024/videos/loop.json": "loop.json",
	} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	findings, err := check.Tree(t.Context(), filepath.Join(dir, "tree"), check.Options{ErrorsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"exconf-2024/videos/loop.json:0 error json ", "exconf-2024/videos/out.json:0 error json ", "exconf-2025:0 error layout "}
	if diff := cmp.Diff(want, brief(findings)); diff != "" {
		t.Errorf("%s\n%v", diff, findings)
	}
	for _, f := range findings {
		if strings.Contains(f.Message, "Secret") {
			t.Errorf("%s was read", f.Path)
		}
	}
}

func TestTreeUnreadable(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("permissions do not keep this user out")
	}
	dir := makeTree(t, good())
	for _, name := range []string{"exconf-2024/videos/opening.json", "exconf-2023/videos"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	findings, err := check.Tree(t.Context(), dir, check.Options{ErrorsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"exconf-2023/videos:0 error layout ", "exconf-2024/videos/opening.json:0 error json "}, brief(findings)); diff != "" {
		t.Error(diff)
	}
	if err := os.Chmod(filepath.Join(dir, "exconf-2023/videos"), 0o755); err != nil { // so that it can be removed
		t.Fatal(err)
	}
}

// TestTreeHuge shows that one monstrous file costs one finding, or fifty.
func TestTreeHuge(t *testing.T) {
	t.Parallel()
	files := good()
	files["exconf-2024/videos/huge.json"] = `{"title": "` + strings.Repeat("x", 50<<20) + `"}`
	files["exconf-2024/videos/wrong.json"] = `{"speakers": [` + strings.Repeat("1,", 500_000) + `2]}`
	findings, err := check.Tree(t.Context(), makeTree(t, files), check.Options{ErrorsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, f := range findings {
		count[f.Path]++
	}
	if diff := cmp.Diff(map[string]int{"exconf-2024/videos/huge.json": 1, "exconf-2024/videos/wrong.json": 50}, count); diff != "" {
		t.Error(diff)
	}
}

// TestRealTree agrees with the repository's tests, which pass at this commit.
func TestRealTree(t *testing.T) {
	t.Parallel()
	findings, err := check.Tree(t.Context(), pyvideo.Dir(t), check.Options{ErrorsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Level == check.Error {
			t.Errorf("%+v", f)
		}
	}
}

func BenchmarkTree(b *testing.B) {
	dir := pyvideo.Dir(b)
	for name, opt := range map[string]check.Options{"errors": {ErrorsOnly: true}, "all": {}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := check.Tree(b.Context(), dir, opt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
