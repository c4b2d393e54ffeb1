package cachefile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/cachefile"
)

func TestReadWhatWasWritten(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), ".stevie")
	cache := cachefile.Open(dir)
	name := cachefile.Sync("exconf-2024")
	var got map[string]int
	if err := cache.Read(name, &got); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading a missing file: %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("reading makes the directory")
	}
	want := map[string]int{"walked": 3}
	if err := cache.Write(name, want); err != nil {
		t.Fatal(err)
	}
	if err := cachefile.Open(dir).Read(name, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	file := filepath.Join(dir, "sync", "exconf-2024.json")
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := cache.Write(name, want); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(file); err != nil || !os.SameFile(before, after) {
		t.Error("the same is written again")
	}
	if err := os.WriteFile(file, []byte(`{"walked":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := cache.Read(name, &got); err == nil {
		t.Error("half a file is read")
	}
}

// What a killed run has left goes, but not what another run is writing just now.
func TestSweep(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, fresh := filepath.Join(dir, atomicfile.TempPrefix+"old"), filepath.Join(dir, atomicfile.TempPrefix+"fresh")
	for _, file := range []string{old, fresh} {
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ago := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, ago, ago); err != nil {
		t.Fatal(err)
	}
	if err := cachefile.Open(dir).Write(cachefile.Audit, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an old temporary file: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("a fresh temporary file: %v", err)
	}
}
