package atomicfile_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

func openRoot(t testing.TB) (*os.Root, string) {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root, dir
}

func TestWriteReplaces(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	for _, text := range []string{"old", "new and longer", ""} {
		if err := atomicfile.Write(root, "a/b/talk.toml", []byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "a", "b", "talk.toml"))
		if err != nil || string(got) != text {
			t.Fatalf("file holds %q (%v), want %q", got, err, text)
		}
	}
	assertNothingBeside(t, filepath.Join(dir, "a", "b"), "talk.toml")
}

func TestWriteStaysInside(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	if err := atomicfile.Write(root, "../outside.toml", []byte("x")); err == nil {
		t.Error("wrote outside the root")
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "outside.toml")); err == nil {
		t.Error("a file appeared outside the root")
	}
}

func TestFailedWriteLeavesTheOldFile(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	// A folder that is not empty cannot be replaced by a file: the rename fails
	// after the temporary file was written whole.
	if err := os.MkdirAll(filepath.Join(dir, "talk.toml", "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(root, "talk.toml", []byte("x")); err == nil {
		t.Fatal("replaced a folder")
	}
	assertNothingBeside(t, dir, "talk.toml")
}

func assertNothingBeside(t *testing.T, dir, name string, others ...atomicfile.File) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		other := slices.ContainsFunc(others, func(f atomicfile.File) bool { return f.Name == e.Name() })
		if e.Name() != name && !other {
			t.Errorf("%s is left beside %s (temporary: %v)", e.Name(), name, strings.HasPrefix(e.Name(), atomicfile.TempPrefix))
		}
	}
}
