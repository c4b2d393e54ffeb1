package atomicfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// A link stays one, and what it leads to is written, unless that lies outside.
func TestWriteThroughALink(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	outside := filepath.Join(t.TempDir(), "outside.toml")
	for name, text := range map[string]string{outside: "old", filepath.Join(dir, "talk.toml"): "old"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	away, err := filepath.Rel(filepath.Join(dir, "a"), outside)
	if err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{
		"a/link.toml": "../b.toml", "b.toml": "talk.toml", "a/out.toml": outside, "a/away.toml": away, "loop.toml": "loop.toml",
	} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	if err := atomicfile.Replace(root, "a/link.toml", []byte("old"), []byte("new")); err != nil {
		t.Error(err)
	}
	if err := atomicfile.Replace(root, "a/link.toml", []byte("old"), []byte("newer")); !errors.Is(err, atomicfile.ErrChanged) {
		t.Errorf("error %v", err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "talk.toml")); string(got) != "new" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
	if err := atomicfile.Write(root, "b.toml", []byte("newest")); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"a/out.toml", "a/away.toml", "loop.toml"} {
		if err := atomicfile.Write(root, name, []byte("new")); err == nil {
			t.Errorf("wrote through %s", name)
		}
	}
	if got, err := os.ReadFile(outside); string(got) != "old" {
		t.Errorf("the file outside holds %q (%v)", got, err)
	}
	for _, name := range []string{"a/link.toml", "b.toml"} {
		if info, err := os.Lstat(filepath.Join(dir, name)); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more (%v)", name, err)
		}
	}
	if got, err := os.ReadFile(filepath.Join(dir, "a", "link.toml")); string(got) != "newest" {
		t.Errorf("the link leads to %q (%v)", got, err)
	}
	assertNothingBeside(t, filepath.Join(dir, "a"), "link.toml", file("out.toml", ""), file("away.toml", ""))
}
