package draft

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
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
	dir, err := w.locks()
	if err != nil {
		return nil, fmt.Errorf("lock event %s: %w", event, err)
	}
	file := filepath.Join(dir, event+".lock")
	lock, err := lockOf(file)
	if err != nil {
		return nil, fmt.Errorf("lock event %s: %w", event, err)
	}
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

// locks returns the folder of the lock files, which is made if it does not exist.
func (w *Workspace) locks() (string, error) {
	dir := filepath.Join(w.state, "locks")
	return dir, atomicfile.MakeFolder(dir, 0o755)
}

// lockOf returns a lock that is not taken yet. To open a pipe of that name would take
// for ever.
func lockOf(file string) (*flock.Flock, error) {
	if info, err := os.Lstat(file); err == nil && !info.Mode().IsRegular() {
		return nil, ingest.WithHint(fmt.Errorf("%s is %w", file, confined.ErrNotRegular), "delete it, and repeat the command")
	}
	return flock.New(file), nil
}

// newLock is the lock file for new drafts. No event has such a name.
const newLock = "+new.lock"

// LockNew makes this workspace the only one that creates drafts, whatever their
// event: that a video is unknown shows in all events together, so it is to be held
// from before they are loaded until what is new is created. It is taken after the
// event's own lock. It waits while another process has it, which is as long as
// writing one event takes, but not forever: then the error is [ErrLocked].
func (w *Workspace) LockNew(ctx context.Context) (release func() error, err error) {
	dir, err := w.locks()
	if err != nil {
		return nil, fmt.Errorf("lock the drafts: %w", err)
	}
	file := filepath.Join(dir, newLock)
	lock, err := lockOf(file)
	if err != nil {
		return nil, fmt.Errorf("lock the drafts: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, w.patience)
	defer cancel()
	switch _, err := lock.TryLockContext(limited, retryLock); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nil, ingest.WithHint(fmt.Errorf("creating drafts is %w (lock file %s)", ErrLocked, file),
			"wait until the other run has ended, then repeat")
	case err != nil:
		return nil, fmt.Errorf("lock the drafts with %s: %w", file, err)
	}
	return lock.Close, nil
}

const (
	patience  = time.Minute           // for others that create drafts
	retryLock = 10 * time.Millisecond // between two looks whether they have ended
)

func (w *Workspace) release(event string, h *hold) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.held[event] != h {
		return nil
	}
	delete(w.held, event)
	return h.release()
}

func (h *hold) release() error { return errors.Join(h.settle(), h.lock.Close()) }

// settle notes on disk that all changes were carried to their end.
func (h *hold) settle() error {
	if !h.updated || h.failed || !h.marked {
		return nil
	}
	if err := os.Remove(h.mark); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	h.marked, h.interrupted = false, false
	return syncFolderOf(h.mark)
}

// Updated says that all drafts of a locked event were brought up to date. It need
// not be called, since the lock says so when it is released, but by whoever takes
// down before that what the event is up to date with.
func (w *Workspace) Updated(event string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if h := w.held[event]; h != nil {
		return h.settle()
	}
	return nil
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
	return syncFolderOf(h.mark)
}

// syncFolderOf makes it last that a file is there, or is gone. Its name is all that
// a mark has to tell.
func syncFolderOf(file string) error {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer root.Close()
	return atomicfile.SyncFolder(root, ".")
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
	for _, dir := range []string{event, path.Join(event, baseDir), path.Join(event, baseDir, ownDir)} {
		if err := atomicfile.Sweep(w.root, dir, 0); err != nil {
			return err
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
