//go:build linux || darwin

package transfer_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/pyvideo/stevie/internal/transfer"
)

// inFullDisk tells the test binary, run again, to get a file where none may grow beyond
// some kilobytes: the nearest that a test comes to a full disk.
const inFullDisk = "STEVIE_TEST_FULL_DISK"

// On a full disk the part stays, no file gets its name, and with room again the rest comes.
func TestFullDisk(t *testing.T) {
	data := random(1 << 20)
	if os.Getenv(inFullDisk) == "" {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
		cmd.Env = append(os.Environ(), inFullDisk+"=1")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Skip(err)
	}
	w := newWorld(t, &server{data: data, tag: `"a"`})
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 300_000, Max: before.Max}); err != nil {
		t.Skip(err)
	}
	_, err := w.get(t.Context(), nil)
	if !errors.Is(err, syscall.EFBIG) || len(w.server.asked()) != 1 {
		t.Errorf("error %v after %q", err, w.server.asked())
	}
	w.holds(map[string][]byte{"talk.mp4" + transfer.PartSuffix: data[:300_000]})
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if _, err := w.get(t.Context(), nil); err != nil || w.server.asked()[1] != "bytes=300000-" {
		t.Errorf("%v, asked for %q", err, w.server.asked())
	}
	w.holds(map[string][]byte{"talk.mp4": data})
}
