// Package confined reads many files of one folder below an [os.Root], fast and
// suspiciously: no symbolic link leads out of the root, no device or pipe is
// opened, no file is read beyond a bound. It is what both readers of a data tree
// stand on, the index and the checks.
package confined

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
)

// MaxSize is the largest file that is read, in bytes. The largest record of
// pyvideo/data has a few hundred kilobytes.
const MaxSize = 32 << 20

// Why a file is not read.
var (
	ErrTooLarge   = fmt.Errorf("the file is larger than %d MB", MaxSize>>20)
	ErrNotRegular = errors.New("not a regular file")
	ErrLink       = errors.New("a symbolic link that cannot be followed within the tree")
)

// Folder is an open folder. Close it.
type Folder struct {
	root *os.Root // what symbolic links may not leave
	name string   // of the folder, slash-separated, from root
	dir  *os.Root
}

// Open opens a folder below root by its slash-separated name.
func Open(root *os.Root, name string) (*Folder, error) {
	dir, err := root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &Folder{root: root, name: name, dir: dir}, nil
}

// Close closes the folder. It was only read from, so nothing can be lost.
func (f *Folder) Close() { _ = f.dir.Close() }

// Entries lists the folder, sorted by name. It goes by the folder's path, since
// listing by way of a Root looks at each entry again; whatever the list says,
// Read opens nothing outside the root.
func (f *Folder) Entries() ([]fs.DirEntry, error) { return os.ReadDir(f.dir.Name()) }

// IsDir reports whether an entry is a folder or a link within the root to one.
func (f *Folder) IsDir(e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := f.root.Stat(path.Join(f.name, e.Name()))
	return err == nil && info.IsDir()
}

// Read returns the bytes of a file of the folder. They are in buf's memory if
// that suffices.
func (f *Folder) Read(e fs.DirEntry, buf []byte) ([]byte, error) {
	file, err := f.open(e)
	if err != nil {
		return buf[:0], err
	}
	return read(file, buf)
}

// ReadFile returns the bytes of one file below root. It is as suspicious as
// [Folder.Read].
func ReadFile(root *os.Root, name string) ([]byte, error) {
	file, err := openLinked(root, name)
	if err != nil {
		return nil, err
	}
	return read(file, nil)
}

func read(file *os.File, buf []byte) (_ []byte, err error) {
	defer func() { err = errors.Join(err, file.Close()) }()
	buf = buf[:0]
	for {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, max(4096, len(buf)))
		}
		n, err := file.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf[:0], err
		case len(buf) > MaxSize:
			return buf[:0], ErrTooLarge
		}
	}
}

func (f *Folder) open(e fs.DirEntry) (*os.File, error) {
	switch {
	case e.Type().IsRegular():
		return f.dir.Open(e.Name())
	case e.Type()&fs.ModeSymlink == 0:
		return nil, ErrNotRegular
	}
	// A link may lead to another folder of the tree, so it is resolved from there.
	file, err := openLinked(f.root, path.Join(f.name, e.Name()))
	if err != nil && !errors.Is(err, ErrNotRegular) {
		return nil, fmt.Errorf("%w: %w", ErrLink, err)
	}
	return file, err
}

// openLinked opens what may be a link. It looks first: opening a pipe would wait
// for a writer.
func openLinked(root *os.Root, name string) (*os.File, error) {
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrNotRegular
	}
	return root.Open(name)
}
