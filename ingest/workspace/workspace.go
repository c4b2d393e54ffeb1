package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Workspace is the folder of drafts. Its methods may be called concurrently;
// writing to an event needs the event's [Workspace.Lock].
type Workspace struct {
	files files
	locks *locks
	bases bases

	noting sync.Mutex // what is pending is written by one at a time

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
	f := files{dir: drafts, root: root}
	l := &locks{files: f, dir: filepath.Join(state, "locks"), moment: moment, patience: patience, onWait: func(string) {}, held: map[string]*hold{}}
	return &Workspace{
		files: f, locks: l, bases: bases{files: f, wasInterrupted: l.wasInterrupted},
		step: func(string) error { return nil },
	}, nil
}

// OnWait has tell called with a lock file that another process is waited for longer than
// a moment. It is to be set before the workspace is used.
func (w *Workspace) OnWait(tell func(file string)) { w.locks.onWait = tell }

// Dir returns the folder of drafts as it was given to [Open].
func (w *Workspace) Dir() string { return w.files.dir }

// Close releases all locks and the folder.
func (w *Workspace) Close() error {
	return errors.Join(w.locks.releaseAll(), w.files.root.Close())
}

// Lock makes this workspace the only one that writes to an event. It does not
// wait: where another process has the event it returns [ErrLocked], naming the
// lock file. The lock ends with release or with the process. Temporary files that
// a killed run left in the event's folder are removed.
func (w *Workspace) Lock(event string) (release func() error, err error) { return w.locks.lock(event) }

// LockNew makes this workspace the only one that creates drafts, whatever their
// event: that a video is unknown shows in all events together, so it is to be held
// from before they are loaded until what is new is created. It is taken after the
// event's own lock. It waits while another process has it, which is as long as
// writing one event takes, but not forever: then the error is [ErrLocked].
func (w *Workspace) LockNew(ctx context.Context) (release func() error, err error) {
	return w.locks.lockNew(ctx)
}

// Events lists the folders of events, sorted. Those that have nothing in them are
// left out, and so are those that cannot be one, which [Workspace.Load] reports.
func (w *Workspace) Events() ([]string, error) {
	events, _, err := w.files.events()
	return events, err
}

// Event reads the event.toml of an event. An event that the workspace does not
// have gives an error that wraps [fs.ErrNotExist].
func (w *Workspace) Event(slug string) (ingest.Event, error) { return w.files.event(slug) }

// Base returns what stevie remembers about a draft, nil where nothing is stored.
// An error says that the base cannot be read; it then counts as none.
func (w *Workspace) Base(d *draft.Draft) (*draft.Base, error) {
	b, _, err := w.bases.find(d)
	if b != nil && !b.IsFetched() {
		return nil, err
	}
	return b, err
}

// Bases returns all that is remembered about an event's talks, sorted by file,
// drafts moved here from another event included. It is what can be proposed again
// without asking a host. Bases that cannot be read are among the problems.
func (w *Workspace) Bases(event string) ([]*draft.Base, []Problem) { return w.bases.list(event) }
