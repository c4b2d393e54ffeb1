package check

import (
	"cmp"
	"errors"
	"io/fs"
	"path"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/pyjson"
)

func byPath(a, b fact) int { return cmp.Compare(a.path, b.path) }

// event checks one folder, as far as it is selected, and gathers the facts of
// all its records.
func (w *walker) event(slug string) {
	folder, entries, ok := w.list(slug)
	if !ok {
		return
	}
	defer folder.Close()
	if w.sel.has(slug) {
		r := w.report(slug)
		nameLength(r, slug)
		eventLayout(r, entries)
	}
	category, from := "", len(w.facts)
	w.about = newEventFacts(ingest.Event{}, w.opt.Now)
	for _, e := range entries {
		name := path.Join(slug, e.Name())
		isDir := w.isDir(e, name)
		if w.sel.has(name) {
			eventEntry(w.report(name), e, isDir)
		}
		switch {
		case e.Name() == record.CategoryFile && !isDir:
			category = w.category(folder, name, e)
		case e.Name() == record.VideosFolder && isDir:
			w.videos(name)
		}
	}
	if category == "" {
		category = slug // two events without a title do not share one
	}
	for i := range w.facts[from:] {
		w.facts[from+i].category = category
	}
}

// list opens a folder and lists it.
func (w *walker) list(name string) (*confined.Folder, []fs.DirEntry, bool) {
	folder, err := confined.Open(w.root, name)
	var entries []fs.DirEntry
	if err == nil {
		if entries, err = folder.Entries(); err == nil {
			return folder, entries, true
		}
		folder.Close()
	}
	if w.sel.touches(name) {
		w.findings = append(w.findings, unlistable(name, err))
	}
	return nil, nil, false
}

// category checks a category.json and returns its title.
func (w *walker) category(folder *confined.Folder, name string, e fs.DirEntry) string {
	root, ok := w.read(folder, name, e)
	if !ok {
		return ""
	}
	if w.sel.has(name) {
		r := w.report(name)
		categoryFile(r, root)
		if !w.opt.ErrorsOnly {
			w.scratch = canonical(r, w.buf, root, w.scratch)
		}
	}
	w.about = newEventFacts(eventOf(root), w.opt.Now)
	return w.about.title
}

func (w *walker) videos(name string) {
	folder, entries, ok := w.list(name)
	if !ok {
		return
	}
	defer folder.Close()
	records := 0
	for _, e := range entries {
		file := path.Join(name, e.Name())
		isDir := w.isDir(e, file)
		if w.sel.has(file) {
			videosEntry(w.report(file), e, isDir)
		}
		if !isDir && isRecord(e.Name()) {
			records++
			w.record(folder, file, e)
		}
	}
	if records == 0 && w.sel.has(name) {
		w.report(name).fail(RuleLayout, "", pyjson.Value{}, "an event needs at least one record here")
	}
}

func (w *walker) record(folder *confined.Folder, name string, e fs.DirEntry) {
	root, ok := w.read(folder, name, e)
	if !ok {
		return
	}
	wanted := w.sel.has(name)
	if wanted {
		r := w.report(name)
		description := recordFile(r, root)
		if !w.opt.ErrorsOnly {
			w.scratch = canonical(r, w.buf, root, w.scratch)
			lintRecord(r, w.about, root, description)
		}
	}
	if root.Kind() == pyjson.Object {
		f := factOf(name, root)
		f.wanted = wanted
		if !w.opt.ErrorsOnly {
			f.lint = lintFactsOf(path.Dir(path.Dir(name)), root)
		}
		w.facts = append(w.facts, f)
	}
}

// read parses one file. The value is good until the next call.
func (w *walker) read(folder *confined.Folder, name string, e fs.DirEntry) (pyjson.Value, bool) {
	buf, err := folder.Read(e, w.buf)
	w.buf = buf
	if err == nil {
		if err = w.doc.Parse(buf); err == nil {
			return w.doc.Root(), true
		}
	}
	if w.sel.has(name) {
		w.findings = append(w.findings, unreadable(name, err))
	}
	return pyjson.Value{}, false
}

// unreadable says why there is nothing to check in a file.
func unreadable(name string, err error) Finding {
	f := Finding{Path: name, Rule: RuleJSON, Level: Error}
	if syntax, ok := errors.AsType[*pyjson.SyntaxError](err); ok {
		f.Line, f.Message = syntax.Line, syntax.Error()
		return f
	}
	if loss, ok := errors.AsType[*lossError](err); ok {
		f.Rule, f.Level, f.Line, f.Message = loss.rule(), Warning, loss.At.Line(), "not rewritten: "+loss.reason()
		return f
	}
	f.Message = "the file cannot be read: " + reason(err)
	return f
}
