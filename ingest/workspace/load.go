package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/confined"
)

// Folder is an event's folder as it was read.
type Folder struct {
	Slug     string
	Path     string
	Event    ingest.Event   // of HasEvent; else only the slug
	HasEvent bool           // event.toml is there and can be read
	Drafts   []*draft.Draft // sorted by file
	// Deleted are the videos of which a draft was proposed here and stands nowhere
	// in the workspace any more: a person has deleted the file. It needs all events
	// to be loaded.
	Deleted  []ingest.Key
	Problems []Problem
	// Sessions are those of the programme as last read, of an event that has one.
	Sessions []ingest.Session
	// NoSessions is why they cannot be read, nil if they can.
	NoSessions error

	bases  []ingest.Key // of the bases stored here
	broken []broken     // drafts that cannot be read
}

// broken is a draft that cannot be read, and the videos that it seems to be about.
type broken struct {
	path string
	keys []ingest.Key
}

// unidentified is the path of a draft that cannot be read at all, so that nobody knows
// which video it is about; "" if there is none.
func (f *Folder) unidentified() string {
	for _, b := range f.broken {
		if len(b.keys) == 0 {
			return b.path
		}
	}
	return ""
}

// Problem is a file of the workspace that cannot be used, and why. The rest of
// the workspace is not held up by it.
type Problem struct { //nolint:errname // it is a finding first, and an error so that it can be reported like one
	Path string
	Err  error // a [*draft.SyntaxError] or [*DuplicateError], or from reading the file
}

func (p Problem) Error() string {
	if _, ok := errors.AsType[*draft.SyntaxError](p.Err); ok {
		return p.Err.Error()
	}
	return p.Path + ": " + p.Err.Error()
}

// Unwrap returns the reason.
func (p Problem) Unwrap() error { return p.Err }

// Load reads the drafts of the given events, of all without any. Only all of them
// together tell whether a video is known or a draft was deleted. Files that cannot
// be read are among the problems; an error is returned only where the workspace
// as a whole cannot.
func (w *Workspace) Load(ctx context.Context, events ...string) (*Contents, error) {
	var misnamed []string
	if len(events) == 0 {
		var err error
		if events, misnamed, err = w.files.events(); err != nil {
			return nil, err
		}
	}
	for _, event := range events {
		if err := draft.CheckSlug(event); err != nil {
			return nil, err
		}
	}
	l := loader{w.files, w.bases}
	folders := make([]*Folder, len(events))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, event := range events {
		g.Go(func() error {
			var err error
			folders[i], err = l.load(ctx, event)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var problems []Problem
	for _, name := range misnamed {
		problems = append(problems, Problem{w.files.path(name, ""), draft.CheckSlug(name)})
	}
	return newContents(folders, problems), nil
}

// loader reads the folders of events.
type loader struct {
	files files
	bases bases
}

func (l loader) load(ctx context.Context, event string) (_ *Folder, err error) {
	f := &Folder{Slug: event, Path: l.files.path(event, ""), Event: ingest.Event{Slug: event}}
	dir, err := confined.Open(l.files.root, event)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ingest.WithHint(fmt.Errorf("no event %s in %s", event, l.files.dir), l.files.nearEvent(event))
	}
	if err != nil {
		return nil, fmt.Errorf("read event %s: %w", event, err)
	}
	defer dir.Close()
	entries, err := dir.Entries()
	if err != nil {
		return nil, fmt.Errorf("read event %s: %w", event, err)
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return e.Name() != draft.EventFile && !isDraft(e)
	})
	read := make([]func(), len(entries)) // adds the entry to the folder
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range entries {
		g.Go(func() error {
			read[i] = f.read(dir, e, l.files.path(event, e.Name()))
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for _, add := range read {
		add()
	}
	f.checkEvent()
	f.addSessions(l.files)
	f.bases, err = l.bases.keys(event)
	return f, err
}

// isDraft reports whether an entry of an event's folder is a draft.
func isDraft(e fs.DirEntry) bool {
	name := e.Name()
	return name[0] != '.' && strings.HasSuffix(name, draftExt) && name != draft.EventFile && !e.IsDir()
}

// read reads one file and returns the function that adds it to the folder, which
// must not run concurrently.
func (f *Folder) read(dir *confined.Folder, e fs.DirEntry, name string) (add func()) {
	src, err := dir.Read(e, nil)
	if err == nil && e.Name() == draft.EventFile {
		var ev ingest.Event
		if ev, err = draft.ParseEvent(f.Slug, name, src); err == nil {
			return func() { f.Event, f.HasEvent = ev, true }
		}
	} else if err == nil {
		var d *draft.Draft
		if d, err = draft.Parse(name, src); err == nil {
			return func() { f.Drafts = append(f.Drafts, d) }
		}
	}
	return func() {
		f.Problems = append(f.Problems, Problem{name, err})
		if e.Name() != draft.EventFile {
			f.broken = append(f.broken, broken{name, guessKeys(src)})
		}
	}
}

// DraftProblems are the problems that concern drafts, and not the event's own file.
func (f *Folder) DraftProblems() []error {
	var list []error
	for _, p := range f.Problems {
		if filepath.Base(p.Path) != draft.EventFile {
			list = append(list, p)
		}
	}
	return list
}

func (f *Folder) addSessions(from files) {
	if len(f.Event.Schedule) == 0 {
		return
	}
	stored, err := from.schedule(f.Slug)
	f.Sessions, f.NoSessions = stored.Sessions, err
}

// Unfilmed counts the sessions that no draft has.
func (f *Folder) Unfilmed() int {
	filmed := map[string]bool{}
	for _, d := range f.Drafts {
		filmed[d.Source.Session.ID] = true
	}
	n := 0
	for _, s := range f.Sessions {
		if !filmed[s.ID] {
			n++
		}
	}
	return n
}

// checkEvent reports drafts that lie in a folder without event.toml.
func (f *Folder) checkEvent() {
	name := filepath.Join(f.Path, draft.EventFile)
	if f.HasEvent || len(f.Drafts) == 0 || slices.ContainsFunc(f.Problems, func(p Problem) bool { return p.Path == name }) {
		return
	}
	f.Problems = append(f.Problems, Problem{name, ingest.WithHint(errors.New("missing, though there are drafts beside it"),
		"import a playlist with --event "+f.Slug+", or move the drafts to another event")})
}
