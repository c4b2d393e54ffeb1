package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// ErrLocked says that another run is writing to the event.
var ErrLocked = errors.New("in use by another stevie")

// hold is a lock that this workspace has.
type hold struct {
	lock *flock.Flock
	mark string // a file that lies there while changes are under way
	// interrupted tells that the run before this one was killed over changes, so
	// that a draft may be older than its base.
	interrupted bool
	marked      bool
	updated     bool // drafts were brought up to date
	failed      bool // a change was not carried to its end
}

// Lock makes this workspace the only one that writes to an event. It does not
// wait: where another process has the event it returns [ErrLocked], naming the
// lock file. The lock ends with release or with the process. Temporary files that
// a killed run left in the event's folder are removed.
func (w *Workspace) Lock(event string) (release func() error, err error) {
	if err := CheckSlug(event); err != nil {
		return nil, err
	}
	dir := filepath.Join(w.state, "locks")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("lock event %s: %w", event, err)
	}
	file := filepath.Join(dir, event+".lock")
	lock := flock.New(file)
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock event %s with %s: %w", event, file, err)
	}
	if !ok {
		return nil, ingest.WithHint(fmt.Errorf("event %s is %w (lock file %s)", event, ErrLocked, file),
			"wait until the other run has ended, then repeat")
	}
	h := &hold{lock: lock, mark: filepath.Join(dir, event+".unfinished")}
	_, statErr := os.Stat(h.mark)
	h.interrupted = statErr == nil
	h.marked = h.interrupted
	if err := w.sweep(event); err != nil {
		return nil, errors.Join(fmt.Errorf("lock event %s: %w", event, err), lock.Close())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.held[event] = h
	return func() error { return w.release(event, h) }, nil
}

func (w *Workspace) release(event string, h *hold) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.held[event] != h {
		return nil
	}
	delete(w.held, event)
	return h.release()
}

func (h *hold) release() error {
	var err error
	if h.updated && !h.failed {
		if err = os.Remove(h.mark); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	return errors.Join(err, h.lock.Close())
}

// holdOn returns the lock of an event, taking it for the moment if this workspace
// does not have it.
func (w *Workspace) holdOn(event string) (*hold, func() error, error) {
	w.mu.Lock()
	h := w.held[event]
	w.mu.Unlock()
	if h != nil {
		return h, func() error { return nil }, nil
	}
	release, err := w.Lock(event)
	if err != nil {
		return nil, nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.held[event], release, nil
}

// mark notes on disk that changes are under way, before the first of them.
func (w *Workspace) mark(h *hold) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if h.marked {
		return nil
	}
	if err := os.WriteFile(h.mark, nil, 0o644); err != nil {
		return err
	}
	h.marked = true
	return nil
}

// ended takes down how an update went.
func (w *Workspace) ended(h *hold, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	h.updated = true
	h.failed = h.failed || err != nil
}

// sweep removes what killed runs left in an event's folder.
func (w *Workspace) sweep(event string) error {
	for _, dir := range []string{event, path.Join(event, baseDir)} {
		names, err := w.names(dir)
		if err != nil {
			return err
		}
		for _, name := range names {
			if strings.HasPrefix(name, atomicfile.TempPrefix) {
				if err := w.root.Remove(path.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
			}
		}
	}
	return nil
}

// names lists a folder, which may be missing.
func (w *Workspace) names(dir string) (names []string, err error) {
	f, err := w.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Readdirnames(-1)
}
