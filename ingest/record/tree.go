package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// ErrNotTree means that a folder is no data tree.
var ErrNotTree = errors.New("not a data tree")

// Names that pyvideo/data gives its files and folders.
const (
	CategoryFile  = "category.json" // in an event's folder
	VideosFolder  = "videos"        // in an event's folder, holds the records
	schemasFolder = ".schemas"
)

// Tree is a data tree: a checkout of pyvideo/data, or a new one.
type Tree struct {
	dir string
}

// OpenTree returns the data tree in a folder. The folder must look like one: it
// has a .schemas folder or at least one event with a category.json, or holds
// nothing but dot files such as .git, which makes it a new tree. Otherwise, and in an
// empty folder, the error
// is [ErrNotTree], with a hint.
func OpenTree(dir string) (*Tree, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, notTree(fmt.Errorf("%w: %w", ErrNotTree, ingest.PathFault(dir, err)))
	}
	if len(entries) == 0 {
		return nil, notTree(fmt.Errorf("%w: %s is empty", ErrNotTree, dir))
	}
	if !looksLikeTree(dir, entries) && !isBlank(entries) {
		return nil, notTree(fmt.Errorf("%w: %s has neither a .schemas folder nor an event with a category.json", ErrNotTree, dir))
	}
	return &Tree{dir: dir}, nil
}

func notTree(err error) error {
	return ingest.WithHint(err, "get one with `git clone https://github.com/pyvideo/data`, and set data in stevie.toml to its folder")
}

// FindTree returns the data tree that a path lies in, be the path the tree's own
// folder, an event's, or a file. It does not take an empty folder for a tree.
func FindTree(path string) (*Tree, error) {
	dir, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotTree, err)
	}
	for {
		if entries, err := os.ReadDir(dir); err == nil && looksLikeTree(dir, entries) {
			return &Tree{dir: dir}, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return nil, notTree(fmt.Errorf("%w: %s lies in none", ErrNotTree, path))
		}
		dir = parent
	}
}

// Dir returns the tree's folder as it was given.
func (t *Tree) Dir() string { return t.dir }

func looksLikeTree(dir string, entries []fs.DirEntry) bool {
	for _, e := range entries {
		if e.Name() == schemasFolder && e.IsDir() {
			return true
		}
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, e.Name(), CategoryFile)); err == nil {
			return true
		}
	}
	return false
}

func isBlank(entries []fs.DirEntry) bool {
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return false
		}
	}
	return true
}
