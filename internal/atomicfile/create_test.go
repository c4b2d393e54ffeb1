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

	"github.com/pyvideo/stevie/internal/atomicfile"
)

func TestCreateNeverReplaces(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	if err := os.WriteFile(filepath.Join(dir, "talk.toml"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.CreateUnsynced(root, "talk.toml", []byte("x")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "talk.toml")); string(got) != "mine" {
		t.Errorf("the file holds %q", got)
	}
	assertNothingBeside(t, dir, "talk.toml")
	if err := atomicfile.CreateUnsynced(root, "../x", nil); err == nil {
		t.Error("created outside the root")
	}
}

// Of many who create one name, exactly one succeeds, and the file is theirs.
func TestCreateTogether(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	var wg sync.WaitGroup
	won := make(chan string, 20)
	for n := range 20 {
		wg.Go(func() {
			text := fmt.Sprint("writer ", n)
			switch err := atomicfile.CreateUnsynced(root, "a/talk.toml", []byte(text)); {
			case err == nil:
				won <- text
			case !errors.Is(err, fs.ErrExist):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("%d have created it", len(won))
	}
	if got, err := os.ReadFile(filepath.Join(dir, "a", "talk.toml")); err != nil || string(got) != <-won {
		t.Errorf("the file holds %q (%v)", got, err)
	}
	assertNothingBeside(t, filepath.Join(dir, "a"), "talk.toml")
}

func TestWriteKeepsPermissions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	root, dir := openRoot(t)
	name := filepath.Join(dir, "talk.toml")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, 0o660); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(root, "talk.toml", []byte("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o660 {
		t.Errorf("permissions %v (%v)", info.Mode(), err)
	}
}

func TestErrorNamesTheFile(t *testing.T) {
	t.Parallel()
	root, dir := openRoot(t)
	if err := os.WriteFile(filepath.Join(dir, "event"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	err := atomicfile.Write(root, "event/talk.toml", nil)
	if err == nil || !strings.Contains(err.Error(), "event") {
		t.Errorf("error %v", err)
	}
}

// Whatever is there before, nobody else can read what is written.
func TestWritePrivate(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other permissions")
	}
	root, dir := openRoot(t)
	for name, prepare := range map[string]func(path string) error{
		"new":      func(string) error { return nil },
		"readable": func(path string) error { return os.WriteFile(path, []byte("old"), 0o644) },
		"link":     func(path string) error { return os.Symlink("elsewhere", path) },
	} {
		if err := prepare(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if err := atomicfile.WritePrivate(root, name, []byte("secret")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, name)); string(got) != "secret" || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "elsewhere")); err == nil {
		t.Error("the link was followed")
	}
}
