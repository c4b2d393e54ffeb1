package check

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
)

// rewriter rewrites files one after the other.
type rewriter struct {
	root   *os.Root
	sel    selection
	opt    RewriteOptions
	mend   mender
	buf    []byte
	result Rewrite
}

// event rewrites what is selected of an event's folder.
func (w *rewriter) event(slug string) {
	w.folder(slug, func(e fs.DirEntry, dir bool) bool { return !dir && e.Name() == record.CategoryFile })
	videos := path.Join(slug, record.VideosFolder)
	if _, err := w.root.Stat(videos); err == nil && w.sel.touches(videos) {
		w.folder(videos, func(e fs.DirEntry, dir bool) bool { return !dir && isRecord(e.Name()) })
	}
}

// folder rewrites those files of a folder that belong there.
func (w *rewriter) folder(name string, belongs func(e fs.DirEntry, dir bool) bool) {
	folder, err := confined.Open(w.root, name)
	if err != nil {
		w.result.Problems = append(w.result.Problems, unlistable(name, err))
		return
	}
	defer folder.Close()
	entries, err := folder.Entries()
	if err != nil {
		w.result.Problems = append(w.result.Problems, unlistable(name, err))
		return
	}
	written := false
	for _, e := range entries {
		file := path.Join(name, e.Name())
		if !w.sel.has(file) || !belongs(e, isDir(w.root, e, file)) {
			continue
		}
		src, err := folder.Read(e, w.buf)
		w.buf = src
		if err != nil {
			w.result.Files++
			w.result.Problems = append(w.result.Problems, unreadable(file, err))
			continue
		}
		if e.Type()&fs.ModeSymlink == 0 { // what a link leads to is rewritten by its own name
			written = w.file(file, file, src) || written
		}
	}
	if written {
		w.sync(name, name)
	}
}

// file rewrites one file, which path names in what is reported, and returns
// whether it has written it.
func (w *rewriter) file(name, path string, src []byte) bool {
	w.result.Files++
	text, changes, err := w.mend(name, src)
	switch {
	case err != nil:
		w.result.Problems = append(w.result.Problems, unreadable(path, err))
		return false
	case len(changes) == 0:
		return false
	}
	if !w.opt.DryRun {
		if err := w.replace(name, src, text); err != nil {
			w.result.Problems = append(w.result.Problems, unwritable(path, err))
			return false
		}
	}
	for _, c := range changes {
		c.Path = path
		w.result.Changes = append(w.result.Changes, c)
	}
	return !w.opt.DryRun
}

var errChangedMeanwhile = errors.New("somebody else has changed it just now: repeat the command")

// replace puts text in the place of src, unless somebody has saved the file in
// between.
func (w *rewriter) replace(name string, src, text []byte) error {
	now, err := confined.ReadFile(w.root, name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, src) {
		return errChangedMeanwhile
	}
	return atomicfile.WriteUnsynced(w.root, name, text)
}

// sync makes the new files of a folder last.
func (w *rewriter) sync(path, dir string) {
	if err := atomicfile.SyncFolder(w.root, dir); err != nil {
		w.result.Problems = append(w.result.Problems, unwritable(path, err))
	}
}

// unwritable says why a file was left as it is.
func unwritable(path string, err error) Finding {
	return Finding{Path: path, Rule: RuleCanonical, Level: Error, Message: "cannot be rewritten: " + reason(err)}
}

// unlistable says why nothing in a folder was looked at.
func unlistable(name string, err error) Finding {
	return Finding{Path: name, Rule: RuleLayout, Level: Error, Message: "the folder cannot be read: " + reason(err)}
}
