package check_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
)

// faulty is a tree with a fault in each of two events and one at the top.
func faulty() map[string]string {
	files := good()
	files["notes.txt"] = "x"
	files["exconf-2023/notes.txt"] = "x"
	files["exconf-2023/videos/a.json"] = recordFile("Opening", "AAAAAAAAAA4")
	files["exconf-2024/videos/b.json"] = "[]"
	files["exconf-2024-extra/category.json"] = "7"
	files["exconf-2024-extra/videos/a.json"] = recordFile("Encore", "AAAAAAAAAA6")
	return files
}

func TestPaths(t *testing.T) {
	dir := makeTree(t, faulty())
	if err := os.MkdirAll(filepath.Join(dir, "..", "other", "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "..", "other", "lone.json"), []byte("[]"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, tt := range []struct {
		name  string
		paths []string
		want  []string
	}{
		{"tree", []string{"."}, []string{
			"exconf-2023/notes.txt:0 error layout ", "exconf-2023/videos/a.json:8 error slug-unique title",
			"exconf-2023/videos/opening.json:8 error slug-unique title", "exconf-2024-extra/category.json:1 error schema ",
			"exconf-2024/videos/b.json:1 error schema ", "notes.txt:0 error layout ",
		}},
		{"event", []string{"exconf-2024/"}, []string{"exconf-2024/videos/b.json:1 error schema "}},
		{"file", []string{"./exconf-2023/videos/a.json"}, []string{"exconf-2023/videos/a.json:8 error slug-unique title"}},
		{"foreign file", []string{"exconf-2023/notes.txt"}, []string{"exconf-2023/notes.txt:0 error layout "}},
		{"good file", []string{"exconf-2024/videos/opening.json"}, nil},
		{"category", []string{"exconf-2024/category.json"}, nil},
		{"videos folder", []string{"exconf-2023/videos"}, []string{
			"exconf-2023/videos/a.json:8 error slug-unique title", "exconf-2023/videos/opening.json:8 error slug-unique title",
		}},
		{"repository's own", []string{"README.rst", "tools", ".schemas/video.json"}, nil},
		{"file twice", []string{"notes.txt", "notes.txt"}, []string{"notes.txt:0 error layout "}},
		{"two of one tree", []string{"notes.txt", "exconf-2024"}, []string{"exconf-2024/videos/b.json:1 error schema ", "notes.txt:0 error layout "}},
		{"lone file", []string{"../other/lone.json"}, []string{"../other/lone.json:1 error schema "}},
		{"empty folder", []string{"../other/empty"}, []string{"../other/empty:0 error layout "}},
		{"absent", []string{"absent", "exconf-2024/videos/opening.json"}, []string{"absent:0 error layout "}},
		{"nothing", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			findings, err := check.Paths(t.Context(), tt.paths, check.Options{ErrorsOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, brief(findings), cmp.Transformer("sort", sorted)); diff != "" {
				t.Errorf("%s\n%v", diff, findings)
			}
		})
	}
}

func TestPathsFromOutside(t *testing.T) {
	dir := makeTree(t, faulty())
	base := filepath.Base(dir)
	t.Chdir(filepath.Dir(dir))
	tree, err := record.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := check.Paths(t.Context(), []string{base + "/exconf-2024", filepath.Join(dir, "notes.txt")}, check.Options{Tree: tree, ErrorsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{base + "/exconf-2024/videos/b.json:1 error schema ", filepath.ToSlash(dir) + "/notes.txt:0 error layout "}
	if diff := cmp.Diff(want, brief(findings), cmp.Transformer("sort", sorted)); diff != "" {
		t.Error(diff)
	}
}

func talk(title string) ingest.Record {
	return ingest.Record{
		Title: title, Language: "eng", Recorded: "2024-05-18",
		Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA9"}},
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	if findings := check.Record(talk("Fast parsers")); len(findings) > 0 {
		t.Errorf("got %v", findings)
	}
	bad := talk("Fast parsers")
	bad.Language, bad.Speakers, bad.Videos, bad.Recorded = "en", []string{"Glyph Lefkowitz", "Glyph Lefkowitz"}, nil, "May"
	want := []string{
		":0 error language language", ":0 error schema recorded", ":0 error schema speakers[1]", ":0 error schema videos",
		":0 error speaker-name speakers[0]", ":0 error speaker-name speakers[1]",
	}
	if diff := cmp.Diff(want, brief(check.Record(bad))); diff != "" {
		t.Error(diff)
	}
	if findings := check.Category(ingest.Event{Title: "ExConf 2024"}); len(findings) > 0 {
		t.Errorf("got %v", findings)
	}
}

func TestBatch(t *testing.T) {
	t.Parallel()
	tree, err := record.OpenTree(makeTree(t, good()))
	if err != nil {
		t.Fatal(err)
	}
	index, err := tree.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	batch := check.NewBatch(index)
	const category = "ExConf 2024"
	long := string(make([]byte, 140))
	for _, tt := range []struct {
		name string
		p    check.Proposed
		want []string
	}{
		{"new", check.Proposed{Path: "a.toml", Category: category, Record: talk("New")}, nil},
		{"same as the one before", check.Proposed{Path: "b.toml", Category: category, Record: talk("New!")}, []string{"b.toml:0 error slug-unique title"}},
		{"of another category", check.Proposed{Path: "c.toml", Category: "Else", Record: talk("New")}, nil},
		{"in the tree already", check.Proposed{Path: "d.toml", Category: category, Record: talk("Opening")}, []string{"d.toml:0 error slug-unique title"}},
		{"replaces itself", check.Proposed{
			Path: "e.toml", Category: category, Record: talk("Opening"), Replaces: record.Place{Event: "exconf-2024", File: "opening.json"},
		}, nil},
		{"replaces and frees a title", check.Proposed{
			Path: "f.toml", Category: category, Record: talk("Slow parsers"), Replaces: record.Place{Event: "exconf-2024", File: "parsers-1.json"},
		}, nil},
		{"takes the free title", check.Proposed{Path: "g.toml", Category: category, Record: talk("Fast parsers")}, nil},
		{"own text", check.Proposed{Path: "h.toml", Category: category, Source: []byte(`{"title":7}`)}, []string{
			"h.toml:0 error schema description", "h.toml:0 error schema recorded", "h.toml:0 error schema speakers", "h.toml:0 error schema title", "h.toml:0 error schema videos",
		}},
		{"text that is no JSON", check.Proposed{Path: "i.toml", Category: category, Source: []byte("{")}, []string{"i.toml:1 error json "}},
		{"long file name", check.Proposed{Path: "j.toml", Category: category, Record: talk("Long"), File: long}, []string{"j.toml:0 error filename-length "}},
	} {
		if diff := cmp.Diff(tt.want, brief(batch.Add(tt.p)), cmp.Transformer("sort", sorted)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	moved := check.NewBatch(index) // the first record of it comes out of a category that nothing was compared with
	for _, p := range []check.Proposed{
		{Path: "a.toml", Category: "Else", Record: talk("Opening"), Replaces: record.Place{Event: "exconf-2024", File: "opening.json"}},
		{Path: "b.toml", Category: category, Record: talk("Opening")},
	} {
		if findings := moved.Add(p); len(findings) > 0 {
			t.Errorf("%s, moved: got %v", p.Path, findings)
		}
	}
	if findings := check.NewBatch(nil).Add(check.Proposed{Record: talk("A")}); len(findings) > 0 {
		t.Errorf("got %v", findings)
	}
	var zero check.Batch
	if findings := zero.Add(check.Proposed{Record: talk("A")}); len(findings) > 0 {
		t.Errorf("got %v", findings)
	}
}
