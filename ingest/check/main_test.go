package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/internal/realtree"
)

// pyvideo is pyvideo/data as of 2026-04-14.
var pyvideo realtree.Tree

func TestMain(m *testing.M) {
	m.Run() // its verdict is the exit status
	if err := pyvideo.Remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

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

// brief is what tests look at of a finding.
func brief(findings []check.Finding) []string {
	out := make([]string, 0, len(findings))
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%s:%d %s %s %s", f.Path, f.Line, f.Level, f.Rule, f.Field))
	}
	return out
}

// good is a tree without findings, with two events of a series.
func good() map[string]string {
	return map[string]string{
		".schemas/video.json":               "{}",
		".github/workflows/x.yml":           "",
		"tools/anything/at/all.py":          "",
		"README.rst":                        "",
		"NO_PUBLISH.json":                   "[]",
		"exconf-2023/category.json":         "{\n  \"title\": \"ExConf 2023\"\n}\n",
		"exconf-2023/videos/opening.json":   recordFile("Opening", "AAAAAAAAAA1"),
		"exconf-2024/category.json":         "{\n  \"end_date\": \"2024-05-20\",\n  \"title\": \"ExConf 2024\"\n}\n",
		"exconf-2024/videos/opening.json":   recordFile("Opening", "AAAAAAAAAA2"),
		"exconf-2024/videos/parsers-1.json": recordFile("Fast parsers", "AAAAAAAAAA3"),
	}
}

func recordFile(title, id string) string {
	return fmt.Sprintf(`{
  "description": "",
  "language": "eng",
  "recorded": "2024-05-18",
  "speakers": [
    "Jane Doe"
  ],
  "title": %q,
  "videos": [
    {
      "type": "youtube",
      "url": "https://www.youtube.com/watch?v=%s"
    }
  ]
}
`, title, id)
}
