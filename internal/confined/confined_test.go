package confined_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/confined"
)

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tree := filepath.Join(dir, "tree")
	large := bytes.Repeat([]byte("0123456789abcdef"), 10_000)
	write(t, filepath.Join(dir, "secret"), []byte("secret"))
	write(t, filepath.Join(tree, "other", "x.json"), []byte("other"))
	write(t, filepath.Join(tree, "here", "empty.json"), nil)
	write(t, filepath.Join(tree, "here", "large.json"), large)
	write(t, filepath.Join(tree, "here", "huge.json"), make([]byte, confined.MaxSize+1))
	link(t, filepath.Join("..", "other", "x.json"), filepath.Join(tree, "here", "inside.json"))
	link(t, filepath.Join("..", "..", "secret"), filepath.Join(tree, "here", "outside.json"))
	link(t, filepath.Join(dir, "secret"), filepath.Join(tree, "here", "absolute.json"))
	link(t, "nowhere", filepath.Join(tree, "here", "broken.json"))
	link(t, "loop.json", filepath.Join(tree, "here", "loop.json"))
	link(t, filepath.Join("..", "other"), filepath.Join(tree, "here", "folder"))

	root, err := os.OpenRoot(tree)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	folder, err := confined.Open(root, "here")
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	entries, err := folder.Entries()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		data []byte
		err  error
	}{
		"absolute.json": {err: confined.ErrLink},
		"broken.json":   {err: confined.ErrLink},
		"empty.json":    {},
		"folder":        {err: confined.ErrNotRegular},
		"huge.json":     {err: confined.ErrTooLarge},
		"inside.json":   {data: []byte("other")},
		"large.json":    {data: large},
		"loop.json":     {err: confined.ErrLink},
		"outside.json":  {err: confined.ErrLink},
	}
	var names []string
	buf := make([]byte, 0, 16)
	for _, e := range entries {
		names = append(names, e.Name())
		buf, err = folder.Read(e, buf)
		if w := want[e.Name()]; !bytes.Equal(buf, w.data) || !errors.Is(err, w.err) {
			t.Errorf("%s: got %d bytes, %v; want %d bytes, %v", e.Name(), len(buf), err, len(w.data), w.err)
		}
		if got := folder.IsDir(e); got != (e.Name() == "folder") {
			t.Errorf("%s: IsDir is %v", e.Name(), got)
		}
	}
	if diff := cmp.Diff([]string{
		"absolute.json", "broken.json", "empty.json", "folder", "huge.json", "inside.json", "large.json", "loop.json", "outside.json",
	}, names); diff != "" {
		t.Error(diff)
	}
}

func TestOpenOutside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "outside", "x"), nil)
	write(t, filepath.Join(dir, "tree", "x"), nil)
	link(t, filepath.Join("..", "outside"), filepath.Join(dir, "tree", "event"))
	root, err := os.OpenRoot(filepath.Join(dir, "tree"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	for _, name := range []string{"../outside", "event", "x", "absent"} {
		if _, err := confined.Open(root, name); err == nil {
			t.Errorf("opened %s", name)
		}
	}
	if _, err := confined.Open(root, "absent"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want not exist", err)
	}
}
