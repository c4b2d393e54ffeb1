package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
)

// ErrLocked says that another run is writing to the event.
var ErrLocked = errors.New("in use by another stevie")

// locks are the locks of a workspace: one for each event, and one for new drafts.
type locks struct {
	files    files
	dir      string        // of the lock files; made when needed
	moment   time.Duration // of waiting that need not be told
	patience time.Duration // for others that create drafts
	onWait   func(file string)

	mu   sync.Mutex
	held map[string]*hold // by event
}

// hold is a lock on an event that this workspace has.
type hold struct {
	lock *flock.Flock
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
	if err := l.sweep(event); err != nil {
		return nil, errors.Join(fmt.Errorf("lock event %s: %w", event, err), lock.Close())
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	h := &hold{lock}
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

// lockNew makes this workspace the only one that creates drafts, as
// [Workspace.LockNew] says.
func (l *locks) lockNew(ctx context.Context) (release func() error, err error) {
	if err := atomicfile.MakeFolder(l.dir, 0o755); err != nil {
		return nil, fmt.Errorf("lock the drafts: %w", err)
	}
	file := filepath.Join(l.dir, newLock)
	lock, err := lockOf(file)
	if err != nil {
		return nil, fmt.Errorf("lock the drafts: %w", err)
	}
	err = waitFor(ctx, lock, l.moment)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		l.onWait(file)
		err = waitFor(ctx, lock, l.patience-l.moment)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nil, ingest.WithHint(fmt.Errorf("creating drafts is %w (lock file %s)", ErrLocked, file),
			"wait until the other run has ended, or end it, then repeat")
	case err != nil:
		return nil, fmt.Errorf("lock the drafts with %s: %w", file, err)
	}
	return lock.Close, nil
}

// waitFor takes a lock, at the latest after the time given.
func waitFor(ctx context.Context, lock *flock.Flock, atMost time.Duration) error {
	limited, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	_, err := lock.TryLockContext(limited, retryLock)
	return err
}

const (
	moment        = time.Second           // of waiting that need not be told
	patience      = time.Minute           // for others that create drafts
	patienceToAct = 3 * time.Second       // of somebody who pressed a key
	retryLock     = 10 * time.Millisecond // between two looks whether they have ended
)

// has reports whether this workspace has the lock of an event.
func (l *locks) has(event string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.held[event]
	return ok
}

// hold returns the lock of an event, taking it for the moment if this workspace
// does not have it.
func (l *locks) hold(event string) (release func() error, err error) {
	if l.has(event) {
		return func() error { return nil }, nil
	}
	return l.lock(event)
}

// await is hold for an act that takes no time itself: it waits for another run, but not
// for as long as a large import may take.
func (l *locks) await(ctx context.Context, event string) (release func() error, err error) {
	for end := time.Now().Add(patienceToAct); ; {
		release, err = l.hold(event)
		if !errors.Is(err, ErrLocked) || time.Now().After(end) {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(retryLock):
		}
	}
}

// wasInterrupted reports whether a run of an earlier version, which noted that in its
// locks' folder, was killed over changes to an event.
func (l *locks) wasInterrupted(event string) bool {
	_, err := os.Stat(filepath.Join(l.dir, event+".unfinished"))
	return err == nil
}

func (l *locks) release(event string, h *hold) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[event] != h {
		return nil
	}
	delete(l.held, event)
	return h.lock.Close()
}

func (l *locks) releaseAll() (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for event, h := range l.held {
		err = errors.Join(err, h.lock.Close())
		delete(l.held, event)
	}
	return err
}
