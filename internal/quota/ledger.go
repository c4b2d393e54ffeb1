package quota

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Config says whose quota is counted, where, and how much of it there is.
type Config struct {
	Dir      string // the folder for ledgers; made when the first unit is spent
	Provider string // "youtube"
	Key      string // never stored, only its hash
	Limit    int    // units a day
	// Now is the clock; nil is [time.Now].
	Now func() time.Time
}

// Ledger counts the units that one key has spent today. It may be used by
// several goroutines and processes at once.
type Ledger struct {
	Config
	mu    sync.Mutex
	lock  *flock.Flock
	swept bool
}

// New returns the ledger of a key. It touches no file.
func New(c Config) *Ledger {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Ledger{Config: c, lock: flock.New(filepath.Join(c.Dir, fileName(c)+".lock"))}
}

// fileName is the ledger's, without its ending. The provider is in the hash so
// that one key for two hosts has two.
func fileName(c Config) string {
	sum := sha256.Sum256([]byte("stevie quota\x00" + c.Provider + "\x00" + c.Key))
	return c.Provider + "-" + hex.EncodeToString(sum[:8])
}

// Spend takes one unit. When none is left, the error is an [*ingest.HostError]
// that wraps [ingest.ErrQuota], with a hint that says when to come back; nothing
// is counted then. Any other error is about the ledger's file or ctx.
func (l *Ledger) Spend(ctx context.Context) error {
	return l.locked(ctx, func(root *os.Root) error {
		counted := load(root, fileName(l.Config))
		now := l.Now()
		day := today(now)
		if counted.Days[day] >= l.Limit {
			return l.exhausted(now)
		}
		counted.Days[day]++
		return counted.save(root, fileName(l.Config), day)
	})
}

func (l *Ledger) exhausted(now time.Time) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: l.Provider, Err: ingest.ErrQuota,
		Message: fmt.Sprintf("by stevie's own count; daily_quota is %d", l.Limit),
	}, Help(now))
}

// Used returns the units spent today.
func (l *Ledger) Used(ctx context.Context) (int, error) {
	used := 0
	err := l.locked(ctx, func(root *os.Root) error {
		used = load(root, fileName(l.Config)).Days[today(l.Now())]
		return nil
	})
	return used, err
}

// longest is what no run takes to write the file: a temporary one that is older was
// left by one that was killed.
const longest = time.Hour

// retryLock is how often a lock that another process holds is tried. It is held
// for the time of one small write.
const retryLock = 2 * time.Millisecond

func (l *Ledger) locked(ctx context.Context, do func(*os.Root) error) (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := atomicfile.MakeFolder(l.Dir, 0o700); err != nil {
		return fmt.Errorf("count the quota: %w", err)
	}
	if _, err := l.lock.TryLockContext(ctx, retryLock); err != nil {
		if ctxErr := ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		return fmt.Errorf("count the quota: lock %s: %w", l.lock.Path(), err)
	}
	defer func() { err = errors.Join(err, l.lock.Unlock()) }()
	root, err := os.OpenRoot(l.Dir)
	if err != nil {
		return fmt.Errorf("count the quota: %w", err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	if !l.swept {
		// What a killed run has left is in nobody's way: a failure stops nothing.
		l.swept = atomicfile.Sweep(root, ".", longest) == nil
	}
	return do(root)
}
