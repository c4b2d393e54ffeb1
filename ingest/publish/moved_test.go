package publish

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/ingest/workspace"
)

// A record that somebody saves or adds in the last moment, when its new text is
// made already, is left as it is.
func TestRecordsOfTheLastMoment(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		exists bool
		there  string // what the file holds when it is to be written, "" for no file
		moved  bool
	}{
		{"as it was read", true, "old", false},
		{"saved since", true, "theirs", true},
		{"deleted since", true, "", true},
		{"new", false, "", false},
		{"added since", false, "theirs", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := filepath.Join(dir, "exconf-2024", "videos", "talk.json")
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if tt.there != "" {
				if err := os.WriteFile(file, []byte(tt.there), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			r := &publishing{root: root, folder: &workspace.Folder{Slug: "exconf-2024"}, files: map[string]bool{}}
			_, err = r.write("talk.json", []byte("old"), []byte("new"), tt.exists)
			if isMoved(err) != tt.moved || err != nil && !tt.moved {
				t.Errorf("error %v", err)
			}
			want := "new"
			if tt.moved {
				want = tt.there
			}
			if got, _ := os.ReadFile(file); string(got) != want {
				t.Errorf("the file holds %q, want %q", got, want)
			}
		})
	}
}
