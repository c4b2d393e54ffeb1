package atomicfile_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Replace leaves a file alone that is not what it was read as.
func TestReplace(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		is   string // what the file holds, "" for no file
		want string
		err  error
	}{
		{"as it was read", "old", "new", nil},
		{"saved by somebody else", "theirs", "theirs", atomicfile.ErrChanged},
		{"deleted", "", "", fs.ErrNotExist},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			root, dir := openRoot(t)
			name := filepath.Join(dir, "talk.toml")
			if tt.is != "" {
				if err := os.WriteFile(name, []byte(tt.is), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := atomicfile.Replace(root, "talk.toml", []byte("old"), []byte("new")); !errors.Is(err, tt.err) {
				t.Errorf("error %v, want %v", err, tt.err)
			}
			if got, _ := os.ReadFile(name); string(got) != tt.want {
				t.Errorf("the file holds %q, want %q", got, tt.want)
			}
			assertNothingBeside(t, dir, "talk.toml")
		})
	}
}

func TestCreateIsSynced(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	if err := atomicfile.Create(root, "a/b/talk.toml", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Create(root, "a/b/talk.toml", []byte("y")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("created twice: %v", err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "a", "b", "talk.toml")); string(got) != "x" {
		t.Errorf("the file holds %q (%v)", got, err)
	}
}

func TestMakeFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 2 { // the second time it is there
		if err := atomicfile.MakeFolder(filepath.Join(dir, "a", "b", "c"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "a", "b", "c")); err != nil || !info.IsDir() {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.MakeFolder(filepath.Join(dir, "file", "x"), 0o755); err == nil {
		t.Error("made a folder in a file")
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	put := func(name string, age time.Duration) {
		t.Helper()
		file := filepath.Join(dir, name)
		then := time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Chtimes(file, then, then)); err != nil {
			t.Fatal(err)
		}
	}
	put("talk.toml", 48*time.Hour)
	put(atomicfile.TempPrefix+"OLD", 48*time.Hour)
	put(atomicfile.TempPrefix+"NOW", 0)
	put(atomicfile.TempPrefix+"FUTURE", -48*time.Hour)
	left := func(untouched time.Duration, want int) {
		t.Helper()
		if err := atomicfile.Sweep(root, ".", untouched); err != nil {
			t.Fatal(err)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != want {
			t.Errorf("%v is left (%v), want %d files", entries, err, want)
		}
	}
	left(time.Hour, 3)
	left(0, 1)
	if err := atomicfile.Sweep(root, "absent", 0); err != nil {
		t.Error(err)
	}
}

// A file that is saved between the last look and the new name keeps what was saved, however
// often that happens.
func TestReplaceAgainstAnEditor(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("two files cannot be exchanged here")
	}
	root, dir := openRoot(t)
	name := filepath.Join(dir, "talk.toml")
	if err := os.WriteFile(name, []byte("saved 0"), 0o644); err != nil {
		t.Fatal(err)
	}
	closed := make(chan struct{})
	var editing sync.WaitGroup
	editing.Go(func() { // one who saves by rename, and looks at what has become of it
		defer close(closed)
		for i := 1; i <= 300; i++ {
			saved := fmt.Sprintf("saved %d", i)
			if err := os.WriteFile(name+"~", []byte(saved), 0o644); err != nil {
				t.Error(err)
				return
			}
			if err := os.Rename(name+"~", name); err != nil {
				t.Error(err)
				return
			}
			time.Sleep(time.Duration(i%7) * 50 * time.Microsecond)
			if now := settled(name, saved); now != saved {
				t.Errorf("%q was saved, and the file holds %q", saved, now)
				return
			}
		}
	})
	for merged := 0; ; {
		select {
		case <-closed:
			editing.Wait()
			if merged == 0 {
				t.Error("nothing was ever replaced")
			}
			assertNothingBeside(t, dir, "talk.toml")
			return
		default:
		}
		old, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		err = atomicfile.Replace(root, "talk.toml", old, []byte(strings.TrimSuffix(string(old), " merged")+" merged"))
		switch {
		case err == nil:
			merged++
		case !errors.Is(err, atomicfile.ErrChanged):
			t.Fatal(err)
		}
	}
}

// settled is what a file holds, but for what is merged into it, at the latest when it is
// long past the moment for which one who writes it may hold what was saved.
func settled(name, saved string) string {
	var held string
	for range 2000 {
		if now, err := os.ReadFile(name); err == nil {
			if held = strings.TrimSuffix(string(now), " merged"); held == saved {
				break
			}
		}
		time.Sleep(time.Millisecond)
	}
	return held
}
