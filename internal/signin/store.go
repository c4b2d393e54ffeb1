package signin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Store keeps grants in a folder, a file for each provider that its owner alone can read.
// Several processes may use it at once.
type Store struct{ Dir string }

// Path is the file with a provider's grant.
func (s Store) Path(provider string) string { return filepath.Join(s.Dir, fileName(provider)) }

func fileName(provider string) string { return provider + "-signin.json" }

// Load reads the grant of a provider. The error wraps [fs.ErrNotExist] when nobody is signed
// in.
func (s Store) Load(provider string) (Grant, error) {
	src, err := os.ReadFile(s.Path(provider))
	if err != nil {
		return Grant{}, fmt.Errorf("read the sign-in: %w", err)
	}
	var g Grant
	if err := json.Unmarshal(src, &g); err != nil || g.Provider != provider || g.Access == "" && g.Refresh == "" {
		// What the decoder says would repeat the text.
		return Grant{}, ingest.WithHint(fmt.Errorf("read the sign-in: %s holds none", s.Path(provider)),
			"sign in again: stevie auth "+provider)
	}
	return g, nil
}

// Save keeps a grant in the place of the one before.
func (s Store) Save(ctx context.Context, g Grant) error {
	return s.locked(ctx, g.Provider, func(root *os.Root) error { return save(root, g) })
}

// Delete forgets a grant; that there is none is no error.
func (s Store) Delete(ctx context.Context, provider string) error {
	if _, err := os.Stat(s.Dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.locked(ctx, provider, func(root *os.Root) error {
		if err := root.Remove(fileName(provider)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("forget the sign-in: %w", err)
		}
		return nil
	})
}

func save(root *os.Root, g Grant) error {
	src, err := json.MarshalIndent(g, "", "  ")
	if err == nil {
		err = atomicfile.WritePrivate(root, fileName(g.Provider), append(src, '\n'))
	}
	if err != nil {
		return fmt.Errorf("keep the sign-in: %w", err)
	}
	return nil
}

const (
	// retryLock is how often a lock that another process holds is tried.
	retryLock = 20 * time.Millisecond
	// longest is what no run takes to write the file: a temporary one that is older was left
	// by one that was killed, and may hold a token.
	longest = time.Hour
)

// locked does something while no other process does the same for a provider.
func (s Store) locked(ctx context.Context, provider string, do func(*os.Root) error) (err error) {
	if err := atomicfile.MakeFolder(s.Dir, 0o700); err != nil {
		return fmt.Errorf("keep the sign-in: %w", err)
	}
	lock := flock.New(filepath.Join(s.Dir, provider+"-signin.lock"))
	if _, err := lock.TryLockContext(ctx, retryLock); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("keep the sign-in: lock %s: %w", lock.Path(), err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		return fmt.Errorf("keep the sign-in: %w", err)
	}
	defer root.Close()
	if err := atomicfile.Sweep(root, ".", longest); err != nil {
		return fmt.Errorf("keep the sign-in: %w", err)
	}
	return do(root)
}
