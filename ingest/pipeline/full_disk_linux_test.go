package pipeline_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

const noLimit = ^uint64(0)

// letMount lets a command mount what nobody else sees.
func letMount(cmd *exec.Cmd) {
	cmd.Env = append(cmd.Env, mayMountThere)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
}

// smallDisks are a disk with few bytes and one with few files.
func smallDisks(t *testing.T, start world, j job) []smallDisk {
	t.Helper()
	if !slices.Contains(os.Environ(), mayMountThere) {
		return nil
	}
	var disks []smallDisk
	for _, files := range []bool{false, true} {
		d := &mounted{dir: t.TempDir(), files: files}
		t.Cleanup(func() { _ = syscall.Unmount(d.dir, syscall.MNT_DETACH) })
		w := d.world(t, start)
		before := d.used(t)
		must(t, w.finish(t, j))
		d.steps = d.used(t) - before + 3 // temporary files come and go
		disks = append(disks, d)
	}
	return disks
}

// mounted is a file system in memory with room for so many pages, or files.
type mounted struct {
	dir   string
	files bool // it is the number of files that is bounded
	steps int
}

const page = 4096

func (d *mounted) world(t *testing.T, start world) world {
	t.Helper()
	_ = syscall.Unmount(d.dir, syscall.MNT_DETACH) // the last one
	if err := syscall.Mount("tmpfs", d.dir, "tmpfs", 0, "size=100m,nr_inodes=10000"); err != nil {
		t.Skip("no small disk can be mounted here; the limit on the size of files stands in for it:", err)
	}
	w := world{filepath.Join(d.dir, "world")}
	must(t, os.CopyFS(w.dir, os.DirFS(start.dir)))
	must(t, os.Mkdir(filepath.Join(d.dir, "tmp"), 0o755))
	t.Setenv("TMPDIR", filepath.Join(d.dir, "tmp"))
	return w
}

func (d *mounted) used(t *testing.T) int {
	t.Helper()
	var s syscall.Statfs_t
	must(t, syscall.Statfs(d.dir, &s))
	if d.files {
		return int(s.Files - s.Ffree)
	}
	return int(s.Blocks - s.Bfree)
}

func (d *mounted) most() int { return d.steps }

func (d *mounted) shrink(t *testing.T, steps int) {
	t.Helper()
	options := fmt.Sprintf("size=%d,nr_inodes=10000", (d.used(t)+steps)*page)
	if d.files {
		options = fmt.Sprintf("size=100m,nr_inodes=%d", d.used(t)+steps)
	}
	must(t, syscall.Mount("tmpfs", d.dir, "tmpfs", syscall.MS_REMOUNT, options))
}

func (d *mounted) grow(t *testing.T) {
	t.Helper()
	must(t, syscall.Mount("tmpfs", d.dir, "tmpfs", syscall.MS_REMOUNT, "size=100m,nr_inodes=10000"))
}
