// Package realtree unpacks a copy of pyvideo/data for tests and benchmarks that
// measure against the real thing. The copy is not part of the project: it is
// looked for beside the repository, and tests skip where it is absent.
package realtree

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pyvideo/stevie/internal/needs"
)

// archive is where the copy lies, from the folder that holds the repository.
const archive = "shared/pyvideo/tree.tar.zst"

// Tree is unpacked at most once, by the first test that asks for it. Call Remove
// in TestMain after the tests.
type Tree struct {
	once sync.Once
	dir  string
	err  error
}

// Dir returns the folder of the unpacked tree, which tests must not change. It
// skips the test when there is no copy, or no zstd to unpack it.
func (t *Tree) Dir(tb testing.TB) string {
	tb.Helper()
	t.once.Do(func() { t.dir, t.err = unpack(tb.Context()) })
	if skip, ok := errors.AsType[*skipError](t.err); ok {
		tb.Skip(skip)
	}
	if errors.Is(t.err, exec.ErrNotFound) {
		needs.Missing(tb, "zstd to unpack the copy of pyvideo/data")
	}
	if t.err != nil {
		tb.Fatal(t.err)
	}
	return t.dir
}

// Unpacked returns the folder once Dir has made it, else "".
func (t *Tree) Unpacked() string { return t.dir }

// Remove deletes what Dir unpacked.
func (t *Tree) Remove() error {
	if t.dir == "" {
		return nil
	}
	return os.RemoveAll(t.dir)
}

// skipError is a reason to skip.
type skipError struct{ reason string }

func (e *skipError) Error() string { return e.reason }

func unpack(ctx context.Context) (string, error) {
	repository, err := repositoryRoot()
	if err != nil {
		return "", err
	}
	name := filepath.Join(filepath.Dir(repository), filepath.FromSlash(archive))
	if _, err := os.Stat(name); err != nil {
		return "", &skipError{"no copy of pyvideo/data beside the repository"}
	}
	zstd, err := exec.LookPath("zstd")
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "stevie-realtree-")
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, zstd, "-dc", name)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return dir, err
	}
	if err := cmd.Start(); err != nil {
		return dir, err
	}
	return dir, errors.Join(extract(out, dir), cmd.Wait())
}

// repositoryRoot is the nearest folder above a test's that holds a go.mod.
func repositoryRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod above the test's folder")
		}
		dir = parent
	}
}

func extract(r io.Reader, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // its files are closed, with their errors
	files := tar.NewReader(r)
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name := path.Clean(header.Name)
		switch header.Typeflag {
		case tar.TypeDir:
			err = root.MkdirAll(name, 0o755)
		case tar.TypeReg:
			err = writeFile(root, name, files)
		default:
			err = fmt.Errorf("%s: neither a file nor a folder", name)
		}
		if err != nil {
			return err
		}
	}
}

func writeFile(root *os.Root, name string, r io.Reader) error {
	f, err := root.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
