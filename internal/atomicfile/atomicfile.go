// Package atomicfile replaces files whole: after a crash, a full disk or a
// power cut at any moment a file holds its old bytes or its new ones.
//
// All names count from an [os.Root], so that no name made from a host's text
// leads out of the folder it belongs to. It works alike on Linux, macOS and
// Windows.
package atomicfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
)

// TempPrefix begins the names of files that a killed run may leave behind.
const TempPrefix = ".stevie-tmp-"

// Write puts data under name, creating the folders on the way. The bytes are on
// the disk, and the name points to them, when it returns nil; on an error the
// old file is untouched and nothing is left beside it.
func Write(root *os.Root, name string, data []byte) error {
	name = path.Clean(name)
	dir := path.Dir(name)
	if err := root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	temp := path.Join(dir, TempPrefix+rand.Text()[:16])
	if err := writeTemp(root, temp, data); err != nil {
		return fmt.Errorf("write %s: %w", name, errors.Join(err, removeIfThere(root, temp)))
	}
	if err := root.Rename(temp, name); err != nil {
		return fmt.Errorf("write %s: %w", name, errors.Join(err, removeIfThere(root, temp)))
	}
	return syncDir(root, dir)
}

func writeTemp(root *os.Root, name string, data []byte) (err error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Sync()
}

func removeIfThere(root *os.Root, name string) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncDir makes a rename last through a power cut. Windows keeps no such
// promise for folders and refuses to sync them.
func syncDir(root *os.Root, dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
