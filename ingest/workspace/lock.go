package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// ErrLocked says that another run is writing to the event.
var ErrLocked = errors.New("in use by another stevie")

// locks are the locks of a workspace: one for each event, and one for new drafts.
type locks struct {
	files    files
	dir      string        // of the lock files; made when needed
	patience time.Duration // for others that create drafts

	mu   sync.Mutex
	held map[string]*hold // by event
}

// hold is a lock on an event that this workspace has.
type hold struct {
	lock *flock.Flock
	file string // the mark: it lies there while changes are under way

	mu sync.Mutex
	// interrupted tells that the run before this one was killed over changes, so
	// that a draft may be older than its base.
	interrupted bool
	marked      bool
	updated     bool // drafts were brought up to date
	failed      bool // a change was not carried to its end
}

// lock makes this workspace the only one that writes to an event, as
// [Workspace.Lock] says.
func (l *locks) lock(event string) (release func() error, err error) {
	if err := draft.CheckSlug(event); err != nil {
		return nil, err
	}
	if err := atomicfile.MakeFolder(l.dir, 0o755); err != nil {
		return nil, fmt.Errorf("lock event %s: %w", event, err)
	}
	file := filepath.Join(l.dir, event+".lock")
	lock := flock.New(file)
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock event %s with %s: %w", event, file, err)
	}
	if !ok {
		return nil, ingest.WithHint(fmt.Errorf("event %s is %w (lock file %s)", event, ErrLocked, file),
			"wait until the other run has ended, then repeat")
	}
	h := &hold{lock: lock, file: filepath.Join(l.dir, event+".unfinished")}
	_, statErr := os.Stat(h.file)
	h.interrupted = statErr == nil
	h.marked = h.interrupted
	if err := l.sweep(event); err != nil {
		return nil, errors.Join(fmt.Errorf("lock event %s: %w", event, err), lock.Close())
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held[event] = h
	return func() error { return l.release(event, h) }, nil
}

// sweep removes what killed runs left in an event's folder.
func (l *locks) sweep(event string) error {
	for _, dir := range []string{event, path.Join(event, baseDir), path.Join(event, baseDir, ownDir)} {
		if err := atomicfile.Sweep(l.files.root, dir, 0); err != nil {
			return err
		}
	}
	return nil
}

// newLock is the lock file for new drafts. No event has such a name.
const newLock = "+new.lock"

// lockNew makes this workspace the only one that creates drafts, as
// [Workspace.LockNew] says.
func (l *locks) lockNew(ctx context.Context) (release func() error, err error) {
	if err := atomicfile.MakeFolder(l.dir, 0o755); err != nil {
		return nil, fmt.Errorf("lock the drafts: %w", err)
	}
	file := filepath.Join(l.dir, newLock)
	lock := flock.New(file)
	limited, cancel := context.WithTimeout(ctx, l.patience)
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

// of returns the lock of an event if this workspace has it.
func (l *locks) of(event string) (h *hold, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h, ok = l.held[event]
	return h, ok
}

// hold returns the lock of an event, taking it for the moment if this workspace
// does not have it.
func (l *locks) hold(event string) (*hold, func() error, error) {
	if h, ok := l.of(event); ok {
		return h, func() error { return nil }, nil
	}
	release, err := l.lock(event)
	if err != nil {
		return nil, nil, err
	}
	h, _ := l.of(event)
	return h, release, nil
}

// interrupted reports whether the last run of an event may have left drafts that are
// older than their bases. Of an event that is not locked nothing is known.
func (l *locks) interrupted(event string) bool {
	h, ok := l.of(event)
	if !ok {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.interrupted
}

func (l *locks) release(event string, h *hold) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[event] != h {
		return nil
	}
	delete(l.held, event)
	return h.release()
}

func (l *locks) releaseAll() (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for event, h := range l.held {
		err = errors.Join(err, h.release())
		delete(l.held, event)
	}
	return err
}

func (h *hold) release() error { return errors.Join(h.settle(), h.lock.Close()) }

// mark notes on disk that changes are under way, before the first of them.
func (h *hold) mark() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.marked {
		return nil
	}
	if err := os.WriteFile(h.file, nil, 0o644); err != nil {
		return err
	}
	h.marked = true
	return syncFolderOf(h.file)
}

// ended takes down how an update went.
func (h *hold) ended(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.updated = true
	h.failed = h.failed || err != nil
}

// settle notes on disk that all changes were carried to their end.
func (h *hold) settle() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.updated || h.failed || !h.marked {
		return nil
	}
	if err := os.Remove(h.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	h.marked, h.interrupted = false, false
	return syncFolderOf(h.file)
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
