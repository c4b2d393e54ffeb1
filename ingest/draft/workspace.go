package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// Workspace is the folder of drafts. Its methods may be called concurrently;
// writing to an event needs the event's [Workspace.Lock].
type Workspace struct {
	dir   string
	root  *os.Root
	state string

	mu   sync.Mutex
	held map[string]*hold // by event

	patience time.Duration // of LockNew

	// step is called by tests between the steps of a change; an error ends the
	// change there, as a kill would.
	step func(name string) error
}

// Open opens the folder of drafts, which is made if it does not exist. State is
// the folder for what can be thrown away, the locks; it is made when needed.
func Open(drafts, state string) (*Workspace, error) {
	if err := atomicfile.MakeFolder(drafts, 0o755); err != nil {
		return nil, ingest.WithHint(fmt.Errorf("open drafts: %w", err), "check the setting drafts in stevie.toml")
	}
	root, err := os.OpenRoot(drafts)
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("open drafts: %w", err), "check the setting drafts in stevie.toml")
	}
	return &Workspace{
		dir: drafts, root: root, state: state,
		held: map[string]*hold{}, patience: patience,
		step: func(string) error { return nil },
	}, nil
}

// Dir returns the folder of drafts as it was given to [Open].
func (w *Workspace) Dir() string { return w.dir }

// Close releases all locks and the folder.
func (w *Workspace) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var err error
	for event, h := range w.held {
		err = errors.Join(err, h.release())
		delete(w.held, event)
	}
	return errors.Join(err, w.root.Close())
}

// path returns where a file is, for people.
func (w *Workspace) path(event, file string) string { return filepath.Join(w.dir, event, file) }

// readFile reads a file below the folder of drafts. What is no file, such as a pipe,
// which nobody may ever write to, is refused.
func (w *Workspace) readFile(name string) ([]byte, error) {
	src, err := confined.ReadFile(w.root, name)
	if errors.Is(err, confined.ErrNotRegular) {
		err = &fs.PathError{Op: "read", Path: name, Err: confined.ErrNotRegular}
	}
	return src, err
}

// Events lists the folders of events, sorted. Those that have nothing in them are
// left out, and so are those that cannot be one, which [Workspace.Load] reports.
func (w *Workspace) Events() ([]string, error) {
	events, _, err := w.events()
	return events, err
}

func (w *Workspace) events() (events, misnamed []string, err error) {
	dir, err := confined.Open(w.root, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("list events: %w", err)
	}
	defer dir.Close()
	entries, err := dir.Entries()
	if err != nil {
		return nil, nil, fmt.Errorf("list events: %w", err)
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case name[0] == '.' || !dir.IsDir(e):
		case CheckSlug(name) != nil:
			misnamed = append(misnamed, name)
		case w.isBlank(name):
		default:
			events = append(events, name)
		}
	}
	return events, misnamed, nil
}

// isBlank reports whether a folder is all that a run has left which was killed when
// it made an event.
func (w *Workspace) isBlank(event string) bool {
	for _, dir := range []string{event, path.Join(event, baseDir)} {
		names, err := w.names(dir)
		if err != nil {
			return false // whoever reads it tells
		}
		for _, name := range names {
			if name != baseDir && !strings.HasPrefix(name, atomicfile.TempPrefix) {
				return false
			}
		}
	}
	return true
}

// Event reads the event.toml of an event. An event that the workspace does not
// have gives an error that wraps [fs.ErrNotExist].
func (w *Workspace) Event(slug string) (ingest.Event, error) {
	if err := CheckSlug(slug); err != nil {
		return ingest.Event{}, err
	}
	src, err := w.readFile(slug + "/" + EventFile)
	if errors.Is(err, fs.ErrNotExist) {
		return ingest.Event{}, ingest.WithHint(
			fmt.Errorf("event %s: no %s: %w", slug, w.path(slug, EventFile), fs.ErrNotExist), w.nearEvent(slug))
	}
	if err != nil {
		return ingest.Event{}, fmt.Errorf("event %s: %w", slug, err)
	}
	return ParseEvent(slug, w.path(slug, EventFile), src)
}

func (w *Workspace) nearEvent(slug string) string {
	events, err := w.Events()
	if near := tomledit.Nearest(slug, events); err == nil && near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return "import a playlist into it with: stevie import URL --event " + slug
}
