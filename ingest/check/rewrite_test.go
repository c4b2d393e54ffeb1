package check_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/needs"
)

// untidy is a tree with three files that are not in canonical form, and others
// that nobody may touch.
func untidy() map[string]string {
	files := good()
	files["exconf-2023/category.json"] = `{"title": "ExConf 2023"}`
	files["exconf-2024/videos/opening.json"] = strings.TrimSpace(files["exconf-2024/videos/opening.json"])
	files["exconf-2024/videos/parsers-1.json"] = strings.ReplaceAll(files["exconf-2024/videos/parsers-1.json"], "  ", " ")
	files["NO_PUBLISH.json"], files[".schemas/video.json"], files["tools/x.json"] = "[ ]", "{ }", "{ }"
	files["exconf-2024/notes.json"], files["exconf-2024/videos/notes.txt"], files["exconf-2024/videos/more/a.json"] = "{ }", "{ }", "{ }"
	return files
}

func TestFormat(t *testing.T) {
	dir := makeTree(t, untidy())
	old := time.Now().Add(-time.Hour)
	canonical := filepath.Join(dir, "exconf-2023", "videos", "opening.json")
	if err := os.Chtimes(canonical, old, old); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, tt := range []struct {
		name  string
		paths []string
		files int
		want  []string
	}{
		{"tree", []string{"."}, 5, []string{"exconf-2023/category.json", "exconf-2024/videos/opening.json", "exconf-2024/videos/parsers-1.json"}},
		{"event", []string{"exconf-2024"}, 3, []string{"exconf-2024/videos/opening.json", "exconf-2024/videos/parsers-1.json"}},
		{"videos", []string{"exconf-2024/videos"}, 2, []string{"exconf-2024/videos/opening.json", "exconf-2024/videos/parsers-1.json"}},
		{"file", []string{"./exconf-2024/videos/opening.json"}, 1, []string{"exconf-2024/videos/opening.json"}},
		{"any file that is named", []string{"NO_PUBLISH.json", "exconf-2023/category.json"}, 2, []string{"NO_PUBLISH.json", "exconf-2023/category.json"}},
		{"from elsewhere", []string{filepath.Join(dir, "exconf-2023")}, 2, []string{filepath.ToSlash(dir) + "/exconf-2023/category.json"}},
		{"nothing", nil, 0, nil},
	} {
		done, err := check.Format(t.Context(), tt.paths, check.RewriteOptions{DryRun: true})
		if err != nil || len(done.Problems) > 0 || done.Files != tt.files {
			t.Errorf("%s: %+v, %v", tt.name, done, err)
		}
		if diff := cmp.Diff(tt.want, done.Changed()); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	for _, want := range []int{3, 0} { // the second time nothing is left to do
		done, err := check.Format(t.Context(), []string{"."}, check.RewriteOptions{})
		if err != nil || len(done.Changes) != want {
			t.Errorf("%+v, %v", done, err)
		}
	}
	want := good()
	want["exconf-2023/category.json"] = "{\n  \"title\": \"ExConf 2023\"\n}\n"
	for name, text := range untidy() {
		if tidy, ok := want[name]; ok && strings.HasPrefix(name, "exconf") {
			text = tidy
		}
		if got, err := os.ReadFile(filepath.FromSlash(name)); err != nil || string(got) != text {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if info, err := os.Stat(canonical); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("a file in canonical form was written: %v, %v", info.ModTime(), err)
	}
	assertNoneLeft(t, dir)
}

// assertNoneLeft looks for temporary files.
func assertNoneLeft(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if strings.HasPrefix(e.Name(), ".stevie") {
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// What cannot be read or written is a problem with its path, and the rest is done.
func TestFormatBadFiles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text string }{
		{"not UTF-8", "{\"a\":\"\xff\"}"},
		{"byte order mark", "\ufeff{}"},
		{"not JSON", "{,}"},
		{"empty", ""},
		{"deep", strings.Repeat(`{"a":[`, 100_000)},
		{"huge", `"` + strings.Repeat("x", 50<<20) + `"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := untidy()
			files["exconf-2024/videos/bad.json"] = tt.text
			dir := makeTree(t, files)
			done, err := check.Format(t.Context(), []string{dir, filepath.Join(dir, "absent")}, check.RewriteOptions{})
			if err != nil || len(done.Changes) != 3 {
				t.Errorf("%+v, %v", done.Changes, err)
			}
			var paths []string
			for _, p := range done.Problems {
				paths = append(paths, strings.TrimPrefix(p.Path, filepath.ToSlash(dir)))
				if p.Level != check.Error || p.Message == "" {
					t.Errorf("%+v", p)
				}
			}
			if diff := cmp.Diff([]string{"/absent", "/exconf-2024/videos/bad.json"}, paths); diff != "" {
				t.Error(diff)
			}
			if got, err := os.ReadFile(filepath.Join(dir, "exconf-2024/videos/bad.json")); err != nil || string(got) != tt.text {
				t.Error("the file was touched")
			}
		})
	}
}

func TestFormatLinks(t *testing.T) {
	t.Parallel()
	files := map[string]string{"outside/a.json": "{ }", "outside/videos/x.json": "{ }"}
	for name, text := range untidy() {
		files["tree/"+name] = text
	}
	dir := makeTree(t, files)
	for name, target := range map[string]string{
		"tree/exconf-2024/videos/out.json": "../../../outside/a.json", "tree/exconf-2025": "../outside",
		"tree/exconf-2024/videos/loop.json": "loop.json", "tree/exconf-2024/videos/a-twin.json": "opening.json",
	} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	done, err := check.Format(t.Context(), []string{filepath.Join(dir, "tree")}, check.RewriteOptions{})
	if err != nil || len(done.Changes) != 3 || len(done.Problems) != 3 {
		t.Errorf("%+v, %v", done, err)
	}
	for _, name := range []string{"outside/a.json", "outside/videos/x.json"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != "{ }" {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if info, err := os.Lstat(filepath.Join(dir, "tree/exconf-2024/videos/a-twin.json")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("a link within the tree was replaced")
	}
	// A link that a person names is followed, and stays one.
	named := filepath.Join(dir, "tree/exconf-2024/videos/out.json")
	if done, err := check.Format(t.Context(), []string{named}, check.RewriteOptions{}); err != nil || len(done.Changes) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "outside/a.json")); err != nil || string(got) != "{}\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestFormatUnwritable(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("permissions do not keep this user out")
	}
	dir := makeTree(t, untidy())
	videos := filepath.Join(dir, "exconf-2024", "videos")
	if err := os.Chmod(videos, 0o500); err != nil {
		t.Fatal(err)
	}
	done, err := check.Format(t.Context(), []string{dir}, check.RewriteOptions{})
	if err != nil || len(done.Changes) != 1 || len(done.Problems) != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	if err := os.Chmod(videos, 0o700); err != nil { // so that it can be removed
		t.Fatal(err)
	}
}

func TestFormatKeepsPermissions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	name := filepath.Join(makeTree(t, map[string]string{"a.json": "{ }"}), "a.json")
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := check.Format(t.Context(), []string{name}, check.RewriteOptions{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestFormatCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := check.Format(ctx, []string{makeTree(t, untidy())}, check.RewriteOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFormatNoTree(t *testing.T) {
	t.Parallel()
	dir := makeTree(t, map[string]string{"a.json": "{ }"})
	done, err := check.Format(t.Context(), []string{dir}, check.RewriteOptions{})
	if err != nil || len(done.Changes) > 0 || len(done.Problems) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

// pythonTree prints for each record the digest of what the repository's own tool
// writes, and its name.
const pythonTree = `
import glob, hashlib, json, os, sys
os.chdir(sys.argv[1])
for name in sorted(glob.glob("*/videos/*.json")):
    with open(name, encoding="utf-8") as f:
        text = json.dumps(json.load(f), indent=2, separators=(",", ": "), sort_keys=True) + "\n"
    print(hashlib.sha256(text.encode()).hexdigest(), name)
`

// TestFormatRealTree makes of each record of pyvideo/data what Python makes of it.
func TestFormatRealTree(t *testing.T) {
	t.Parallel()
	dir := pyvideo.Dir(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		needs.Missing(t, "python3 to compare with")
	}
	out, err := exec.CommandContext(t.Context(), python, "-c", pythonTree, dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	done, err := check.Format(t.Context(), []string{dir}, check.RewriteOptions{DryRun: true})
	if err != nil || len(done.Problems) > 0 {
		t.Fatal(done.Problems, err)
	}
	changed := make(map[string]bool)
	for _, path := range done.Changed() {
		changed[strings.TrimPrefix(path, filepath.ToSlash(dir)+"/")] = true
	}
	records, equal := 0, 0
	for line := range strings.Lines(string(out)) {
		digest, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		records++
		src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := record.Canonical(src)
		if err != nil || fmt.Sprintf("%x", sha256.Sum256(text)) != digest {
			t.Errorf("%s is not as Python writes it (%v)", name, err)
			continue
		}
		if changed[name] == bytes.Equal(src, text) {
			t.Errorf("%s is rewritten: %v", name, changed[name])
		}
		equal++
	}
	if records < 20_000 {
		t.Errorf("only %d records", records)
	}
	t.Logf("%d of %d records as Python writes them", equal, records)
}

// What would be gone from the canonical form is not rewritten, and told.
func TestNothingIsLostInFormatting(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ src, rule string }{
		"a key twice":          {`{"title": "One", "title": "Two"}`, check.RuleDuplicateKey},
		"a key twice, escaped": {`{"title": "One", "titl\u0065": "Two"}`, check.RuleDuplicateKey},
		"further down":         {`{"videos": [{"url": "a", "type": "b", "url": "a"}]}`, check.RuleDuplicateKey},
		"a number":             {`{"duration": -1e999}`, check.RuleNumberRange},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "talk.json")
			if err := os.WriteFile(file, []byte(tt.src), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, rewrite := range []func(context.Context, []string, check.RewriteOptions) (check.Rewrite, error){check.Format, check.Fix} {
				done, err := rewrite(t.Context(), []string{file}, check.RewriteOptions{})
				if err != nil || len(done.Changes) > 0 || len(done.Problems) != 1 || done.Problems[0].Rule != tt.rule || done.Problems[0].Line != 1 {
					t.Errorf("%+v, %v", done, err)
				}
			}
			if got, err := os.ReadFile(file); string(got) != tt.src {
				t.Errorf("the file holds %s (%v)", got, err)
			}
		})
	}
	if text, err := check.FormatSource([]byte(`{"a": [Infinity, -Infinity, NaN, 1e3, 10000000000000000000000]}`)); err != nil {
		t.Errorf("%s, %v", text, err)
	}
}
