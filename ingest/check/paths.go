package check

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Paths checks any of: data trees, events' folders, their videos folders, files
// of events, and JSON files that lie in no tree. What lies in a tree is compared
// with the rest of it where something must be unique. Paths of findings are as
// given, and what follows below a folder, with slashes. A path that leads to
// nothing that can be checked is a finding itself; the error is the context's
// alone.
func Paths(ctx context.Context, paths []string, opt Options) ([]Finding, error) {
	var findings []Finding
	var requests []request
	for _, given := range paths {
		tree, name, err := locate(given, opt)
		if err != nil {
			findings = append(findings, loose(given, err, opt)...)
			continue
		}
		requests = add(requests, tree, name, given)
	}
	for _, r := range requests {
		found, err := run(ctx, r.tree, r.selection(), opt)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			findings = append(findings, notChecked(r.parts[0].given, err))
		}
		for _, f := range found {
			f.Path = r.asGiven(f.Path)
			findings = append(findings, f)
		}
	}
	return order(findings), nil
}

// request is what is wanted of one tree, which is read once for all of it.
type request struct {
	tree  *record.Tree
	parts []part
}

// part is a path as it was given and its name in the tree, "." for the tree
// itself.
type part struct{ name, given string }

func add(requests []request, tree *record.Tree, name, given string) []request {
	p := part{name, filepath.ToSlash(filepath.Clean(given))}
	same := func(r request) bool { return r.tree.Dir() == tree.Dir() }
	if i := slices.IndexFunc(requests, same); i >= 0 {
		requests[i].parts = append(requests[i].parts, p)
		return requests
	}
	return append(requests, request{tree, []part{p}})
}

func (r request) selection() selection {
	var sel selection
	for _, p := range r.parts {
		if p.name == "." {
			sel.all = true
		}
		sel.names = append(sel.names, p.name)
	}
	return sel
}

// asGiven turns a name in the tree into a path that begins as the person wrote it.
func (r request) asGiven(name string) string {
	best := part{}
	for _, p := range r.parts {
		if (p.name == "." || below(name, p.name)) && (best.name == "" || len(p.name) > len(best.name)) {
			best = p
		}
	}
	if best.name != "." {
		return best.given + strings.TrimPrefix(name, best.name)
	}
	return path.Join(best.given, name)
}

// locate finds the tree that a path lies in, and its name there.
func locate(given string, opt Options) (*record.Tree, string, error) {
	if _, err := os.Stat(given); err != nil {
		return nil, "", err
	}
	if opt.Tree != nil {
		if name, ok := nameIn(opt.Tree, given); ok {
			return opt.Tree, name, nil
		}
	}
	tree, err := record.FindTree(given)
	if err != nil {
		return nil, "", err
	}
	name, _ := nameIn(tree, given)
	return tree, name, nil
}

// nameIn returns the slash-separated name of a path in a tree, and whether it
// lies there.
func nameIn(tree *record.Tree, given string) (string, bool) {
	full, err := filepath.Abs(given)
	if err != nil {
		return "", false
	}
	dir, err := filepath.Abs(tree.Dir())
	if err != nil {
		return "", false
	}
	name, err := filepath.Rel(dir, full)
	return filepath.ToSlash(name), err == nil && filepath.IsLocal(name)
}

// loose checks a path that lies in no tree: a JSON file by its content alone.
func loose(given string, why error, opt Options) []Finding {
	info, err := os.Stat(given)
	if err != nil {
		return []Finding{notChecked(given, err)}
	}
	if info.IsDir() || !isRecord(given) {
		return []Finding{notChecked(given, why)}
	}
	name := filepath.ToSlash(filepath.Clean(given))
	src, err := readLoose(given)
	if err != nil {
		return []Finding{unreadable(name, err)}
	}
	return Source(name, src, opt)
}

// readLoose reads a file that a person named, wherever a link leads.
func readLoose(given string) ([]byte, error) {
	target, err := filepath.EvalSymlinks(given)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(filepath.Dir(target))
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // only read from: nothing can be lost
	return confined.ReadFile(root, filepath.Base(target))
}

// Source checks the text of one file by its content alone: a category.json if the
// slash-separated name says so, else a record. Findings bear the name.
func Source(name string, src []byte, opt Options) []Finding {
	doc, err := pyjson.Parse(src)
	if err != nil {
		return []Finding{unreadable(name, err)}
	}
	var findings []Finding
	r := newReport(name, &findings, opt)
	isCategory := path.Base(name) == record.CategoryFile
	description := ""
	if isCategory {
		categoryFile(r, doc.Root())
	} else {
		description = recordFile(r, doc.Root())
	}
	if !opt.ErrorsOnly {
		canonical(r, src, doc.Root(), nil)
		if !isCategory {
			lintRecord(r, newEventFacts(ingest.Event{}, opt.now()), doc.Root(), description)
		}
	}
	return order(findings)
}

// notChecked says that there is nothing to check at a path.
func notChecked(given string, err error) Finding {
	message := "neither a data tree, nor an event, nor a record"
	if !errors.Is(err, record.ErrNotTree) || errors.Is(err, os.ErrNotExist) {
		message = "cannot be checked: " + reason(err)
	}
	return Finding{Path: filepath.ToSlash(filepath.Clean(given)), Rule: RuleLayout, Level: Error, Message: message}
}
