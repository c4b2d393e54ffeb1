package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// SyncFolder makes the names in a folder last through a power cut. Windows keeps
// no such promise for folders and refuses to sync them.
func SyncFolder(root *os.Root, dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func syncOpenFolder(dir *os.File) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return dir.Sync()
}

// MakeFolder makes a folder and those above it, as [os.MkdirAll] does, and makes
// the names of new ones last.
func MakeFolder(dir string, perm fs.FileMode) error {
	above, rest := filepath.Clean(dir), "."
	for above != filepath.Dir(above) {
		if _, err := os.Stat(above); err == nil {
			break
		}
		rest = path.Join(filepath.Base(above), rest)
		above = filepath.Dir(above)
	}
	root, err := os.OpenRoot(above)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := makeFolder(root, rest, perm); err != nil {
		return fmt.Errorf("make the folder %s: %w", dir, err)
	}
	return nil
}

// makeFolder makes a folder and those above it. A new one is synced into the one
// above: what lies in a folder that a power cut takes is gone with it.
func makeFolder(root *os.Root, dir string, perm fs.FileMode) error {
	if dir == "." {
		return nil
	}
	if _, err := root.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	above := path.Dir(dir)
	if err := makeFolder(root, above, perm); err != nil {
		return err
	}
	if err := root.Mkdir(dir, perm); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncFolder(root, above)
}

// Sweep removes from a folder the temporary files that killed runs have left
// there and that nobody has touched for a while. A folder that is missing is
// clean.
func Sweep(root *os.Root, dir string, untouched time.Duration) error {
	d, err := root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	names, err := d.Readdirnames(-1)
	if err := errors.Join(err, d.Close()); err != nil {
		return err
	}
	for _, name := range names {
		if !strings.HasPrefix(name, TempPrefix) {
			continue
		}
		name = path.Join(dir, name)
		if info, err := root.Lstat(name); err != nil || untouched > 0 && time.Since(info.ModTime()) < untouched {
			continue // gone, or somebody is at work on it
		}
		if err := removeIfThere(root, name); err != nil {
			return err
		}
	}
	return nil
}
