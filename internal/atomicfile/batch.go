package atomicfile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"sync"
)

// File is one of many files that are written together.
type File struct {
	Name string // in their folder, without a slash
	// Data returns the bytes, or an error for which the file is not written. It is
	// called once, while others are.
	Data func() ([]byte, error)
}

// CreateAll is [Create] for many files of one folder, which must exist. It takes much
// less time than one after the other: first the bytes of all are on the disk, then
// they get their names. There is an error for each file, nil for those that were
// made. Once ctx is cancelled no further bytes are written; files that have theirs get
// their names.
func CreateAll(ctx context.Context, folder *os.Root, files []File) []error {
	return putAll(ctx, folder, files, createNamed)
}

// WriteAll is [CreateAll] for names that may be there, and are replaced.
func WriteAll(ctx context.Context, folder *os.Root, files []File) []error {
	return putAll(ctx, folder, files, func(folder *os.Root, _ *os.File, temp, name string) error {
		return folder.Rename(temp, name)
	})
}

// placing gives a temporary file its name. Dir is the folder, opened.
type placing func(folder *os.Root, dir *os.File, temp, name string) error

func putAll(ctx context.Context, folder *os.Root, files []File, place placing) []error {
	b := batch{folder: folder, files: files, temps: make([]string, len(files)), errs: make([]error, len(files))}
	dir, err := folder.Open(".")
	if err != nil {
		b.fail(err)
		return b.errs
	}
	defer dir.Close()
	b.write(ctx)
	b.sync(dir)
	b.name(dir, place)
	return b.errs
}

// batch is many files of one folder on the way to the disk.
type batch struct {
	folder *os.Root
	files  []File
	temps  []string // where their bytes are
	errs   []error
}

// fail ends what has not failed before.
func (b *batch) fail(err error) {
	for i := range b.errs {
		b.errs[i] = cmp.Or(b.errs[i], err)
	}
}

// write writes the temporary files.
func (b *batch) write(ctx context.Context) {
	b.each(func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := b.files[i]
		if !fs.ValidPath(f.Name) || path.Base(f.Name) != f.Name {
			return fmt.Errorf("%q is no name of a file in a folder", f.Name)
		}
		data, err := f.Data()
		if err != nil {
			return err
		}
		b.temps[i] = tempName()
		return writeTemp(b.folder, b.temps[i], f.Name, data, usual, func(*os.File) error { return nil })
	})
}

// few is the number of files up to which each is synced by itself. Syncing the whole
// file system is one wait instead of many, but also for what others have written.
const few = 50

// sync makes the bytes of the temporary files last.
func (b *batch) sync(dir *os.File) {
	if len(b.files) > few && syncFileSystem(dir) == nil {
		return
	}
	b.each(func(i int) error {
		f, err := b.folder.OpenFile(b.temps[i], os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// name gives the temporary files their names, makes those last, and removes what is
// left of the ones that failed.
func (b *batch) name(dir *os.File, place placing) {
	for i, f := range b.files {
		if b.errs[i] == nil {
			b.errs[i] = place(b.folder, dir, b.temps[i], f.Name)
		}
		if b.errs[i] != nil && b.temps[i] != "" {
			b.errs[i] = errors.Join(b.errs[i], removeIfThere(b.folder, b.temps[i]))
		}
		if b.errs[i] != nil {
			b.errs[i] = fmt.Errorf("write %s: %w", f.Name, b.errs[i])
		}
	}
	if err := syncOpenFolder(dir); err != nil {
		b.fail(err)
	}
}

// writers is the number of files that are worked on at the same time.
const writers = 4

// each does something with each file that has not failed.
func (b *batch) each(do func(i int) error) {
	var wg sync.WaitGroup
	for first := range writers {
		wg.Go(func() {
			for i := first; i < len(b.files); i += writers {
				if b.errs[i] == nil {
					b.errs[i] = do(i)
				}
			}
		})
	}
	wg.Wait()
}
