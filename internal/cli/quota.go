package cli

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/quota"
	"github.com/pyvideo/stevie/providers/youtube"
)

// spendYouTube returns what counts each request against the daily quota of a key,
// over all runs on this machine. Without a key or a place to count there is
// nothing to count. A count that cannot be written stops nobody: it is said once,
// and the host counts, too.
func (a *app) spendYouTube(cfg config.Config, key string) func(context.Context) error {
	dir := a.stateHome()
	if key == "" || dir == "" {
		return nil
	}
	ledger := quota.New(quota.Config{Dir: dir, Provider: youtube.Name, Key: key, Limit: cfg.YouTube.DailyQuota, Now: a.Now})
	var once sync.Once
	return func(ctx context.Context) error {
		err := ledger.Spend(ctx)
		if err == nil || ctx.Err() != nil || errors.Is(err, ingest.ErrQuota) {
			return err
		}
		once.Do(func() { a.warn("%s", plain(err.Error())) })
		return nil
	}
}

// stateHome is the folder for what stevie remembers beyond one workspace, "" when
// the environment names none.
func (a *app) stateHome() string {
	if home := a.getenv("XDG_STATE_HOME"); filepath.IsAbs(home) { // others are to be ignored
		return filepath.Join(home, "stevie")
	}
	if home := a.getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "state", "stevie")
	}
	if home := a.getenv("LOCALAPPDATA"); filepath.IsAbs(home) {
		return filepath.Join(home, "stevie")
	}
	return ""
}
