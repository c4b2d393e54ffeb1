package check

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Change is one thing that was mended in a file.
type Change struct {
	Path    string `json:"path"`  // as in a [Finding]
	Field   string `json:"field"` // "tags[1]", as the file was; "" for the whole file
	Rule    string `json:"rule"`  // the rule that finds nothing there any more
	Message string `json:"message"`
}

// Rewrite is what [Format] or [Fix] did.
type Rewrite struct {
	Files    int       // looked at
	Changes  []Change  // ordered by path; a file that needed none has none
	Problems []Finding // files and folders that were left as they are, and why
}

// Changed lists the paths of the files that were rewritten.
func (r Rewrite) Changed() []string {
	var paths []string
	for _, c := range r.Changes {
		paths = append(paths, c.Path)
	}
	return slices.Compact(paths)
}

// RewriteOptions are what [Format] and [Fix] may be told.
type RewriteOptions struct {
	// DryRun says what would be done and writes nothing.
	DryRun bool
}

// mender makes the new text of a file, and says what it changed. A text that
// needs nothing comes back with no changes. Paths of changes are left empty.
type mender func(name string, src []byte) ([]byte, []Change, error)

// Format brings JSON files into the canonical form of pyvideo/data, which
// [record.Canonical] describes: every category.json and record of a data tree, of
// an event or of a videos folder, or any JSON file that is named itself. Files are
// replaced whole, and only those that change. What cannot be read, or is not JSON,
// is among the problems and stops nothing else, and neither does a file of which
// something would be lost, since a key stands there twice; links that lead out of a tree are
// not followed. The error is the context's; what was rewritten before stays.
func Format(ctx context.Context, paths []string, opt RewriteOptions) (Rewrite, error) {
	return rewrite(ctx, paths, opt, format)
}

// FormatSource is Format for the text of one file. A text of which something would be
// lost is an error.
func FormatSource(src []byte) ([]byte, error) {
	doc, err := pyjson.Parse(src)
	if err != nil {
		return nil, err
	}
	if err := lossless(doc.Root()); err != nil {
		return nil, err
	}
	return append(doc.Root().Canonical(make([]byte, 0, len(src)+len(src)/3)), '\n'), nil
}

func format(_ string, src []byte) ([]byte, []Change, error) {
	text, err := FormatSource(src)
	if err != nil || bytes.Equal(text, src) {
		return src, nil, err
	}
	return text, []Change{{Rule: RuleCanonical, Message: "written in canonical form"}}, nil
}

func rewrite(ctx context.Context, paths []string, opt RewriteOptions, mend mender) (Rewrite, error) {
	var result Rewrite
	var requests []request
	for _, given := range paths {
		info, err := os.Stat(given)
		switch {
		case err != nil:
			result.Problems = append(result.Problems, notChecked(given, err))
			continue
		case !info.IsDir():
			result.add(rewriteLoose(given, opt, mend))
			continue
		}
		tree, name, err := locate(given, Options{})
		if err != nil {
			result.Problems = append(result.Problems, notChecked(given, err))
			continue
		}
		requests = add(requests, tree, name, given)
	}
	var failed error
	for _, r := range requests {
		part, err := rewriteTree(ctx, r.tree, r.selection(), opt, mend)
		for i := range part.Changes {
			part.Changes[i].Path = r.asGiven(part.Changes[i].Path)
		}
		for i := range part.Problems {
			part.Problems[i].Path = r.asGiven(part.Problems[i].Path)
		}
		result.add(part)
		if failed = err; failed != nil {
			break
		}
	}
	slices.SortStableFunc(result.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	result.Problems = order(result.Problems)
	return result, failed
}

func (r *Rewrite) add(other Rewrite) {
	r.Files += other.Files
	r.Changes = append(r.Changes, other.Changes...)
	r.Problems = append(r.Problems, other.Problems...)
}

// rewriteLoose rewrites a file that a person named, wherever a link leads.
func rewriteLoose(given string, opt RewriteOptions, mend mender) Rewrite {
	name := filepath.ToSlash(filepath.Clean(given))
	failed := func(err error) Rewrite { return Rewrite{Files: 1, Problems: []Finding{unreadable(name, err)}} }
	target, err := filepath.EvalSymlinks(given)
	if err != nil {
		return failed(err)
	}
	root, err := os.OpenRoot(filepath.Dir(target))
	if err != nil {
		return failed(err)
	}
	defer func() { _ = root.Close() }() // files in it are closed, with their errors
	src, err := confined.ReadFile(root, filepath.Base(target))
	if err != nil {
		return failed(err)
	}
	w := rewriter{root: root, opt: opt, mend: mend}
	if w.file(filepath.Base(target), name, src) {
		w.sync(name, ".")
	}
	return w.result
}

// rewriteTree rewrites what is selected of a tree. Paths count from the tree.
func rewriteTree(ctx context.Context, tree *record.Tree, sel selection, opt RewriteOptions, mend mender) (Rewrite, error) {
	root, err := os.OpenRoot(tree.Dir())
	if err != nil {
		return Rewrite{Problems: []Finding{notChecked(".", err)}}, nil
	}
	defer func() { _ = root.Close() }() // files in it are closed, with their errors
	entries, err := os.ReadDir(tree.Dir())
	if err != nil {
		return Rewrite{Problems: []Finding{notChecked(".", err)}}, nil
	}
	var events []string
	for _, e := range entries {
		if !slices.Contains(ownFolders(), e.Name()) && isDir(root, e, e.Name()) && sel.touches(e.Name()) {
			events = append(events, e.Name())
		}
	}
	var mu sync.Mutex
	var result Rewrite
	err = inParallel(ctx, events, func(slugs <-chan string) {
		w := rewriter{root: root, sel: sel, opt: opt, mend: mend}
		for slug := range slugs {
			w.event(slug)
		}
		mu.Lock()
		defer mu.Unlock()
		result.add(w.result)
	})
	return result, err
}
