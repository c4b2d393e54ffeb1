package atomicfile_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

func file(name, text string) atomicfile.File {
	return atomicfile.File{Name: name, Data: func() ([]byte, error) { return []byte(text), nil }}
}

// many are enough files for all to be synced in one.
func many(text string) []atomicfile.File {
	var files []atomicfile.File
	for n := range 200 {
		files = append(files, file(fmt.Sprint("talk-", n, ".toml"), text))
	}
	return files
}

func TestCreateAll(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	if err := os.WriteFile(filepath.Join(dir, "talk-7.toml"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	noData := errors.New("no data")
	files := append(many("new"),
		file("talk-8.toml", "again"),
		file("../talk.toml", "x"), file("a/talk.toml", "x"), file("..", "x"), file("", "x"),
		atomicfile.File{Name: "none.toml", Data: func() ([]byte, error) { return nil, noData }})
	want := map[int]error{7: fs.ErrExist, 200: fs.ErrExist, 205: noData}
	for i, err := range atomicfile.CreateAll(t.Context(), root, files) {
		switch {
		case i > 200 && i < 205:
			if err == nil {
				t.Errorf("created %q", files[i].Name)
			}
		case !errors.Is(err, want[i]):
			t.Errorf("%s: error %v, want %v", files[i].Name, err, want[i])
		case err != nil && !strings.Contains(err.Error(), files[i].Name):
			t.Errorf("the error does not name %s: %v", files[i].Name, err)
		}
	}
	for i := range 200 {
		want := "new"
		if i == 7 {
			want = "mine"
		}
		if got, err := os.ReadFile(filepath.Join(dir, files[i].Name)); string(got) != want {
			t.Errorf("%s holds %q (%v)", files[i].Name, got, err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 200 {
		t.Errorf("%d files (%v)", len(entries), err)
	}
}

func TestWriteAllReplaces(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	for _, text := range []string{"old", "new"} {
		for _, err := range atomicfile.WriteAll(t.Context(), root, many(text)) {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, err := os.ReadFile(filepath.Join(dir, "talk-199.toml")); string(got) != "new" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
	assertNothingBeside(t, filepath.Join(dir, "."), "talk-0.toml", many("")...)
}

func TestCreateAllCancelled(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	files := many("x")
	const writers = 4 // which may each have begun one more
	var late atomic.Int32
	for i := range files {
		files[i].Data = func() ([]byte, error) {
			if ctx.Err() != nil {
				late.Add(1)
			}
			if i == 20 {
				cancel()
			}
			return []byte("x"), nil
		}
	}
	made := 0
	for i, err := range atomicfile.CreateAll(ctx, root, files) {
		_, missing := os.Stat(filepath.Join(dir, files[i].Name))
		switch {
		case err == nil && missing == nil:
			made++
		case err == nil || missing == nil || !errors.Is(err, context.Canceled):
			t.Errorf("%s: %v, and %v", files[i].Name, err, missing)
		}
	}
	if made == 0 || late.Load() > writers {
		t.Errorf("%d files were made, %d begun when it was cancelled", made, late.Load())
	}
	assertNothingBeside(t, dir, "", files...)
}
