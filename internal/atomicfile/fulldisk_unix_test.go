//go:build linux || darwin

package atomicfile_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// inFullDisk tells the test binary, run again, to write into a folder where no
// file may grow beyond a kilobyte: the nearest that a test comes to a full disk.
const inFullDisk = "STEVIE_TEST_FULL_DISK"

func TestFullDisk(t *testing.T) {
	if dir := os.Getenv(inFullDisk); dir != "" {
		writeUntilFull(t, dir)
		return
	}
	dir := t.TempDir()
	for _, name := range []string{"old.toml", "other.toml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), inFullDisk+"="+dir)
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
		t.Fatalf("%v\n%s", err, out)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v (%v)", entries, err)
	}
	for _, e := range entries {
		if got, _ := os.ReadFile(filepath.Join(dir, e.Name())); string(got) != "old" {
			t.Errorf("%s holds %d bytes", e.Name(), len(got))
		}
	}
}

func writeUntilFull(t *testing.T, dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	limit := syscall.Rlimit{Cur: 1024, Max: 1024}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Skip(err)
	}
	big := []byte(strings.Repeat("x", 10_000))
	for _, err := range []error{
		atomicfile.Write(root, "old.toml", big),
		atomicfile.CreateUnsynced(root, "new.toml", big),
		atomicfile.WriteUnsynced(root, "other.toml", big),
	} {
		if !errors.Is(err, syscall.EFBIG) {
			t.Errorf("error %v", err)
		}
	}
}
