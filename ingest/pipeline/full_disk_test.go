//go:build linux || darwin

package pipeline_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// onSmallDisk tells the test binary, run again, which job to do where there is not
// enough room; mayMountThere whether it may make itself a small disk.
const onSmallDisk, mayMountThere = "STEVIE_TEST_FULL_DISK", "STEVIE_TEST_MAY_MOUNT=1"

// A disk that is full at any moment ends a run with words that a person can act on.
// Every file is whole, no edit is lost, and once there is room the next run brings the
// world to where an undisturbed one would have brought it.
func TestFullDisk(t *testing.T) {
	if name := os.Getenv(onSmallDisk); name != "" {
		fillUp(t, jobNamed(name))
		return
	}
	t.Parallel()
	for _, j := range jobs() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			command := func() (*exec.Cmd, *bytes.Buffer) {
				cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$", fmt.Sprintf("-disturb=%d", *disturbances))
				cmd.Env = append(os.Environ(), onSmallDisk+"="+j.name, noRaceSleep)
				var out bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &out
				return cmd, &out
			}
			cmd, out := command()
			if letMount(cmd); cmd.Start() != nil {
				t.Log("no small disk can be mounted here; the limit on the size of files stands in for it")
				cmd, out = command()
				must(t, cmd.Start())
			}
			if err := cmd.Wait(); err != nil || strings.Contains(out.String(), "no tests to run") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// smallDisk is where there is little room.
type smallDisk interface {
	// world makes a world on the disk.
	world(t *testing.T, start world) world
	// most is the number of steps by which the room is less than enough.
	most() int
	// shrink leaves room for so many steps more; grow takes that back.
	shrink(t *testing.T, steps int)
	grow(t *testing.T)
}

// fillUp does a job with less room than it needs, of all kinds and in many degrees.
func fillUp(t *testing.T, j job) {
	start := newWorld(t, j)
	want := start.undisturbed(t, j)
	fill(t, j, start, want, newLimit(t, start, j))
	for _, disk := range smallDisks(t, start, j) {
		fill(t, j, start, want, disk)
	}
}

func fill(t *testing.T, j job, start world, want map[string]string, disk smallDisk) {
	t.Helper()
	most := (*disturbances + 1) / 2 // of each kind
	if j.git {
		most = (most + 3) / 4
	}
	failures := 0
	for _, steps := range spread(disk.most(), most) {
		w := disk.world(t, start)
		disk.shrink(t, steps)
		err := w.finish(t, j)
		disk.grow(t)
		if err != nil {
			failures++
			if _, kills := disk.(*limit); !kills || !j.git { // git is killed by it
				readableByPeople(t, err)
			}
			w.carriedOn(t, j, want, everything)
		} else if diff := cmp.Diff(want, w.tree(t)); diff != "" {
			t.Errorf("the run has ended well with room for %d steps (-undisturbed +got):\n%s", steps, diff)
		}
		w.once(t)
		if t.Failed() {
			t.Fatalf("with room for %d steps", steps)
		}
	}
	if failures == 0 {
		t.Error("there was always room")
	}
}

// readableByPeople makes sure that an error tells what failed, why, and what to do.
// The command line has the remedy for a full disk that the system reports.
func readableByPeople(t *testing.T, err error) {
	t.Helper()
	known := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG)
	if !known && !strings.Contains(err.Error(), "\nhint: make room") {
		t.Errorf("nobody can act on this: %v", err)
	}
}

// limit is the nearest that a test comes to a full disk where it cannot have a small
// one: no file may grow beyond a size.
type limit struct{ sizes []int }

func newLimit(t *testing.T, start world, j job) *limit {
	t.Helper()
	w := start.copy(t)
	must(t, w.finish(t, j))
	var l limit
	for _, text := range w.tree(t) {
		l.sizes = append(l.sizes, len(text)-1)
	}
	slices.Sort(l.sizes)
	l.sizes = slices.Compact(l.sizes)
	signal.Ignore(syscall.SIGXFSZ)
	return &l
}

func (l *limit) world(t *testing.T, start world) world { return start.copy(t) }

func (l *limit) most() int { return len(l.sizes) }

func (l *limit) shrink(t *testing.T, steps int) {
	t.Helper()
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(max(0, l.sizes[steps])), Max: noLimit}))
}

func (l *limit) grow(t *testing.T) {
	t.Helper()
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: noLimit, Max: noLimit}))
}
