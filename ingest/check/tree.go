package check

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Options are what [Tree] and [Paths] may be told. The zero Options are good.
type Options struct {
	// Tree is the data tree that paths below it are compared with. When nil, and
	// for other paths, the tree that surrounds them is looked for. Only [Paths]
	// looks at it.
	Tree *record.Tree
	// ErrorsOnly leaves out everything of level [Warning].
	ErrorsOnly bool
	// WithoutLines leaves the lines of findings about drafts unknown, which takes reading
	// the files once more.
	WithoutLines bool
	// Now is the time that dates are judged by; zero stands for the present.
	Now time.Time
}

func (o Options) now() time.Time {
	if o.Now.IsZero() {
		return time.Now()
	}
	return o.Now
}

// Tree checks a whole data tree, reading every file once. The findings are
// ordered; their paths count from dir. The error is the context's, or says that
// dir is no data tree ([record.ErrNotTree]).
func Tree(ctx context.Context, dir string, opt Options) ([]Finding, error) {
	tree, err := record.OpenTree(dir)
	if err != nil {
		return nil, err
	}
	return run(ctx, tree, selection{all: true}, opt)
}

// run checks what is selected of a tree. Paths of findings count from the tree.
func run(ctx context.Context, tree *record.Tree, sel selection, opt Options) ([]Finding, error) {
	opt.Now = opt.now()
	root, err := os.OpenRoot(tree.Dir())
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // only read from: nothing can be lost
	entries, err := os.ReadDir(tree.Dir())
	if err != nil {
		return nil, err
	}
	all := walker{root: root, sel: sel, opt: opt}
	events := all.top(entries)

	var mu sync.Mutex
	err = inParallel(ctx, events, func(slugs <-chan string) {
		w := walker{root: root, sel: sel, opt: opt}
		for slug := range slugs {
			w.event(slug)
		}
		mu.Lock()
		defer mu.Unlock()
		all.findings = append(all.findings, w.findings...)
		all.facts = append(all.facts, w.facts...)
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all.facts, byPath)
	findings := slices.Concat(all.findings, compare(all.facts))
	if !opt.ErrorsOnly {
		findings = append(findings, lintAll(all.facts)...)
	}
	return order(findings), nil
}

// inParallel runs one worker for each processor and hands them the events. The
// error is the context's; the workers have then ended.
func inParallel(ctx context.Context, events []string, work func(slugs <-chan string)) error {
	queue := make(chan string)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(queue)
		for _, slug := range events {
			if err := send(ctx, queue, slug); err != nil {
				return err
			}
		}
		return nil
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			work(queue)
			return nil
		})
	}
	return group.Wait()
}

// send hands an event over unless ctx has ended, even if someone waits for it.
func send(ctx context.Context, queue chan<- string, slug string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case queue <- slug:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// walker reads events one after the other and reuses its memory.
type walker struct {
	root     *os.Root
	sel      selection
	opt      Options
	doc      pyjson.Doc
	buf      []byte
	scratch  []byte
	about    eventFacts // of the event at work
	findings []Finding
	facts    []fact
}

func (w *walker) report(name string) report {
	return newReport(name, &w.findings, w.opt)
}

// top checks the tree's own folder and returns the names of the events.
func (w *walker) top(entries []fs.DirEntry) []string {
	var events []string
	for _, e := range entries {
		switch {
		case slices.Contains(ownFolders(), e.Name()):
			w.ownFolder(e.Name())
		case w.isDir(e, e.Name()):
			events = append(events, e.Name())
		case w.sel.has(e.Name()):
			topFile(w.report(e.Name()), e.Name())
		}
	}
	return events
}

// ownFolder looks at the names in a folder of the repository's own, which are all
// that is asked of it. Those of git and of Python's environments are not people's.
func (w *walker) ownFolder(name string) {
	if !w.sel.has(name) || name == ".git" || name == ".venv" {
		return
	}
	// What cannot be listed has no names to look at.
	_ = fs.WalkDir(w.root.FS(), name, func(name string, e fs.DirEntry, err error) error {
		if err == nil {
			nameLength(w.report(name), e.Name())
		}
		return nil
	})
}

// isDir reports whether an entry is a folder or a link to one, even to one that
// lies outside and will not be read.
func (w *walker) isDir(e fs.DirEntry, name string) bool { return isDir(w.root, e, name) }

func isDir(root *os.Root, e fs.DirEntry, name string) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(filepath.Join(root.Name(), filepath.FromSlash(name)))
	return err == nil && info.IsDir()
}

// reason says why something could not be read, without the path that the
// finding has already.
func reason(err error) string {
	for _, known := range []error{fs.ErrPermission, fs.ErrNotExist} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err.Error()
	}
	return err.Error()
}
