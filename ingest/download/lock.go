package download

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// lockFile is the lock of a workspace's downloads, in its cache directory.
const lockFile = "+download.lock"

// moment is what is waited for the lock without a word.
const moment = time.Second

// lock waits until no other run of the workspace gets videos: two of them would write to the
// same parts.
func (d *Downloader) lock(ctx context.Context) (release func(), err error) {
	if err := atomicfile.MakeFolder(d.LockDir, 0o755); err != nil {
		return nil, fmt.Errorf("lock the downloads: %w", err)
	}
	file := filepath.Join(d.LockDir, lockFile)
	lock := flock.New(file)
	short, cancel := context.WithTimeout(ctx, moment)
	defer cancel()
	ok, err := lock.TryLockContext(short, 50*time.Millisecond)
	if !ok && ctx.Err() == nil && short.Err() != nil {
		if d.OnWait != nil {
			d.OnWait(file)
		}
		_, err = lock.TryLockContext(ctx, 200*time.Millisecond)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("lock the downloads with %s: %w", file, err)
	}
	return func() { _ = lock.Close() }, nil
}
