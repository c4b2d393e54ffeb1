package record_test

import (
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

func filesOf(files map[string]string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		var buf []byte
		for name, text := range files {
			buf = append(buf[:0], text...) // nothing may be kept of it
			if !yield(name, buf) {
				return
			}
		}
	}
}

// sameIndex compares everything that an index answers.
func sameIndex(t *testing.T, want, got *record.Index) {
	t.Helper()
	if diff := cmp.Diff(want.Events(), got.Events(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want.Speakers(), got.Speakers()); diff != "" {
		t.Errorf("speakers (-want +got):\n%s", diff)
	}
	for _, ev := range want.Events() {
		for _, r := range ev.Records {
			for _, key := range r.Keys {
				if diff := cmp.Diff(want.Lookup(key), got.Lookup(key)); diff != "" {
					t.Errorf("lookup of %s (-want +got):\n%s", key, diff)
				}
			}
		}
	}
	paths := func(x *record.Index) []string {
		var list []string
		for _, p := range x.Problems {
			list = append(list, p.Path)
		}
		return list
	}
	if diff := cmp.Diff(paths(want), paths(got)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func sampleFiles() map[string]string {
	return map[string]string{
		".schemas/video.json":          `{}`,
		"README.rst":                   `x`,
		"tools/x.json":                 `{`,
		"exconf-2024/category.json":    `{"title": "ExConf 2024", "start_date": "2024-05-17"}`,
		"exconf-2024/videos/b.json":    `{"title": "Slow cooking", "speakers": ["John Roe"], "language": "eng", "videos": [{"type": "youtube", "url": "https://youtu.be/AAAAAAAAAA1"}]}`,
		"exconf-2024/videos/a.json":    `{"title": "Fast parsers", "speakers": ["Jane Doe"], "language": "eng", "videos": [{"type": "youtube", "url": "https://www.youtube.com/watch?v=AAAAAAAAAA0"}]}`,
		"exconf-2024/videos/bad.json":  `{"title": `,
		"exconf-2024/videos/list.json": `[]`,
		"exconf-2024/videos/notes.txt": `x`,
		"exconf-2023/category.json":    `{"title": "ExConf 2023"}`,
		"exconf-2023/videos/a.json":    `{"title": "Old", "speakers": ["Jane Doe"], "videos": [{"type": "youtube", "url": "https://www.youtube.com/watch?v=AAAAAAAAAA0"}]}`,
	}
}

func TestIndexFilesIsTheTreesIndex(t *testing.T) {
	t.Parallel()
	files := sampleFiles()
	sameIndex(t, indexOf(t, files), record.IndexFiles(filesOf(files)))
	for name := range files {
		indexed := slices.Contains([]string{
			"exconf-2024/category.json", "exconf-2024/videos/b.json", "exconf-2024/videos/a.json", "exconf-2024/videos/bad.json",
			"exconf-2024/videos/list.json", "exconf-2023/category.json", "exconf-2023/videos/a.json",
		}, name)
		if got := record.IsIndexed(name); got != indexed {
			t.Errorf("IsIndexed(%q) = %v", name, got)
		}
	}
}

func TestIndexFilesOfTheRealTree(t *testing.T) {
	t.Parallel()
	dir := pyvideo.Dir(t)
	tree, err := record.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	want, err := tree.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files := func(yield func(string, []byte) bool) {
		err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
			name, relErr := filepath.Rel(dir, path)
			if err != nil || relErr != nil || e.IsDir() {
				return err
			}
			src, err := os.ReadFile(path)
			if err == nil && !yield(filepath.ToSlash(name), src) {
				return filepath.SkipAll
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	sameIndex(t, want, record.IndexFiles(files))
}

func TestWithEvent(t *testing.T) {
	t.Parallel()
	files := sampleFiles()
	whole := indexOf(t, files)
	other := sampleFiles()
	delete(other, "exconf-2024/videos/bad.json")
	other["exconf-2024/videos/c.json"] = `{"title": "Quiet logs", "videos": [{"type": "youtube", "url": "https://youtu.be/AAAAAAAAAA2"}]}`
	sameIndex(t, indexOf(t, other), whole.WithEvent("exconf-2024", indexOf(t, other)))
	sameIndex(t, whole, indexOf(t, other).WithEvent("exconf-2024", whole))

	gone := whole.WithEvent("exconf-2024", indexOf(t, map[string]string{".schemas/video.json": `{}`}))
	if _, ok := gone.Event("exconf-2024"); ok || gone.Lookup(ingest.Key{Provider: "youtube", ID: "AAAAAAAAAA1"}) != nil {
		t.Error("the event is still there")
	}
	if _, ok := whole.Event("exconf-2024"); !ok {
		t.Error("the index that was asked has changed")
	}
}
