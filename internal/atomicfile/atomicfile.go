// Package atomicfile replaces files whole: after a crash, a full disk or a
// power cut at any moment a file holds its old bytes or its new ones.
//
// All names count from an [os.Root], so that no name made from a host's text
// leads out of the folder it belongs to. It works alike on Linux, macOS and
// Windows.
package atomicfile

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// TempPrefix begins the names of files that a killed run may leave behind.
const TempPrefix = ".stevie-tmp-"

// ErrChanged says that somebody else has written to a file since it was read.
var ErrChanged = errors.New("was changed by somebody else just now")

// Write puts data under name, creating the folders on the way. The bytes are on
// the disk, and the name points to them, when it returns nil; on an error the
// old file is untouched and nothing is left beside it. A file that is replaced
// keeps its permissions, and a link leads to the new bytes.
func Write(root *os.Root, name string, data []byte) error {
	name, err := linked(root, name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return synced(root, name, WriteUnsynced(root, name, data))
}

// WritePrivate is [Write] for what is nobody else's business: no other person can read
// the file at any moment, whatever permissions one had that is replaced. A link is
// replaced, and not followed.
func WritePrivate(root *os.Root, name string, data []byte) error {
	return synced(root, name, put(root, name, data, private, func(temp string) error { return root.Rename(temp, name) }))
}

// Create is [Write] for a name that must be new: if it exists, also since a moment
// ago, the error wraps [fs.ErrExist].
func Create(root *os.Root, name string, data []byte) error {
	return synced(root, name, CreateUnsynced(root, name, data))
}

// Replace is [Write] for a file that holds old. A file that has become another is left as
// it is, and the error wraps [ErrChanged], or [fs.ErrNotExist] if it is gone. Where the
// system can exchange two files, as Linux can, that holds for one that somebody saves at
// that very moment, too; elsewhere the last look is just before the new bytes get the name.
func Replace(root *os.Root, name string, old, data []byte) error {
	name, err := linked(root, name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return synced(root, name, put(root, name, data, usual, func(temp string) error {
		if info, err := root.Lstat(name); err != nil || !info.Mode().IsRegular() {
			return cmp.Or(err, ErrChanged)
		}
		now, err := root.ReadFile(name)
		if err != nil {
			return err
		}
		if !bytes.Equal(now, old) {
			return ErrChanged
		}
		return swap(root, temp, name, old, data)
	}))
}

// swap gives the temporary file, which holds data, the name of one that held old a moment ago.
func swap(root *os.Root, temp, name string, old, data []byte) error {
	err := exchange(root, temp, name)
	if errors.Is(err, errors.ErrUnsupported) {
		return root.Rename(temp, name)
	}
	if err != nil {
		return err
	}
	was, err := root.ReadFile(temp)
	if err == nil && bytes.Equal(was, old) {
		return root.Remove(temp)
	}
	return errors.Join(err, restore(root, temp, name, data))
}

// restore gives what was exchanged its name back, or what somebody has saved since.
func restore(root *os.Root, temp, name string, ours []byte) error {
	for {
		theirs, err := root.ReadFile(temp)
		if err == nil {
			err = exchange(root, temp, name)
		}
		if err != nil {
			return errors.Join(err, root.Rename(temp, name))
		}
		now, err := root.ReadFile(temp)
		if err != nil {
			return err
		}
		if bytes.Equal(now, ours) {
			return ErrChanged
		}
		ours = theirs // it was saved again before it had its name back, and that is what counts
	}
}

// synced makes a name last that was written without an error.
func synced(root *os.Root, name string, err error) error {
	if err != nil {
		return err
	}
	return SyncFolder(root, path.Dir(path.Clean(name)))
}

// WriteUnsynced is [Write] for many files of one folder: whole after a power cut
// as well, but certain to be the new one only after [SyncFolder].
func WriteUnsynced(root *os.Root, name string, data []byte) error {
	name, err := linked(root, name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return put(root, name, data, usual, func(temp string) error { return root.Rename(temp, name) })
}

// CreateUnsynced is [WriteUnsynced] for a name that must be new: if it exists,
// also since a moment ago, the error wraps [fs.ErrExist].
func CreateUnsynced(root *os.Root, name string, data []byte) error {
	return put(root, name, data, usual, func(temp string) error { return linkNamed(root, temp, name) })
}

// linkNamed gives a temporary file a name that must be new.
func linkNamed(root *os.Root, temp, name string) error {
	err := root.Link(temp, name)
	if err == nil {
		return root.Remove(temp)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	// The file system has no links. Look, then rename.
	if _, err := root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	return root.Rename(temp, name)
}

// linked returns where a name leads that may be a link, which is to stay one. Only the
// last part is looked at; an [os.Root] follows links among folders by itself.
func linked(root *os.Root, name string) (string, error) {
	for range maxLinks {
		info, err := root.Lstat(name)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return name, nil //nolint:nilerr // what is not there is no link; creating it tells the rest
		}
		to, err := root.Readlink(name)
		if err != nil {
			return name, err
		}
		if filepath.IsAbs(to) {
			return name, fmt.Errorf("it is a link to %s", to)
		}
		name = path.Join(path.Dir(name), filepath.ToSlash(to))
	}
	return name, errors.New("it is a link that leads to itself")
}

// maxLinks is how many links may lead to one another.
const maxLinks = 40

// Permissions of new files.
const (
	usual   fs.FileMode = 0o666 // less what the person's umask takes away; those of a file that is replaced stay
	private fs.FileMode = 0o600
)

// put writes data to a temporary file beside name and lets place give it the
// name.
func put(root *os.Root, name string, data []byte, perm fs.FileMode, place func(temp string) error) error {
	dir := path.Dir(path.Clean(name))
	if err := makeFolder(root, dir, 0o777); err != nil {
		return err
	}
	temp := path.Join(dir, tempName())
	err := writeTemp(root, temp, name, data, perm, (*os.File).Sync)
	if err == nil {
		err = place(temp)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, errors.Join(err, removeIfThere(root, temp)))
	}
	return nil
}

func tempName() string { return TempPrefix + rand.Text()[:16] }

// writeTemp writes data to a temporary file that shall become name.
func writeTemp(root *os.Root, temp, name string, data []byte, perm fs.FileMode, sync func(*os.File) error) (err error) {
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if old, err := root.Stat(name); perm == usual && err == nil && old.Mode().IsRegular() {
		if err := f.Chmod(old.Mode().Perm()); err != nil {
			return err
		}
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	return sync(f)
}

func removeIfThere(root *os.Root, name string) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
