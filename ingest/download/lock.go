package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// lockFile is the lock of a folder of videos, beside what is remembered of its parts.
const lockFile = "+download.lock"

// moment is what is waited for the lock without a word.
const moment = time.Second

// memory is the directory for what belongs to the folder and must not lie in it. Whatever
// workspace a run is of and however it names the folder, it is the same.
func (d *Downloader) memory() (string, error) {
	folder, err := filepath.Abs(d.Folder)
	if err == nil {
		folder, err = filepath.EvalSymlinks(folder)
	}
	if err != nil {
		return "", fmt.Errorf("find %s: %w", d.Folder, err)
	}
	sum := sha256.Sum256([]byte(folder))
	return filepath.Join(d.Memory, hex.EncodeToString(sum[:8])), nil
}

// lock waits until no other run gets videos into the folder: two of them would write to the
// same parts.
func (d *Downloader) lock(ctx context.Context, dir string) (release func(), err error) {
	if err := atomicfile.MakeFolder(dir, 0o755); err != nil {
		return nil, ingest.WithHint(fmt.Errorf("lock the downloads: %w", err), "name a directory that can be written to by XDG_CACHE_HOME")
	}
	file := filepath.Join(dir, lockFile)
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
