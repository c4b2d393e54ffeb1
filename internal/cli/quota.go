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

// quotas counts what keys have spent.
type quotas struct{ *app }

// spendYouTube returns what counts each request against the daily quota of a key, or of a
// client that people have signed in with, over all runs on this machine. Without either or a
// place to count there is nothing to count. A count that cannot be written stops nobody: it is said once,
// and the host counts, too.
func (a quotas) spendYouTube(cfg config.Config, key string) func(context.Context) error {
	if key == "" || a.stateHome() == "" {
		return nil
	}
	ledger := a.ledger(cfg, key)
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

// quotaLeft tells what is left of today's quota by stevie's own count, false when it is
// not counted.
func (a quotas) quotaLeft(cfg config.Config) func(ctx context.Context, provider string) (units int, ok bool) {
	key, err := a.youTubeKey(cfg)
	return func(ctx context.Context, provider string) (int, bool) {
		if err != nil || provider != youtube.Name || key == "" || a.stateHome() == "" {
			return 0, false
		}
		used, err := a.ledger(cfg, key).Used(ctx)
		return cfg.YouTube.DailyQuota - used, err == nil
	}
}

// youTubeKey is whose quota is spent: that of the project of a key, or of the client that
// somebody has signed in with.
func (a quotas) youTubeKey(cfg config.Config) (string, error) {
	if session, err := signIns(a).session(cfg, youtube.Name); err == nil && session != nil {
		return session.Grant().ClientID, nil
	}
	secrets, err := cfg.Secrets(a.getenv)
	return secrets.YouTubeKey, err
}

// ledger counts what a key of YouTube's has spent.
func (a quotas) ledger(cfg config.Config, key string) *quota.Ledger {
	return quota.New(quota.Config{Dir: a.stateHome(), Provider: youtube.Name, Key: key, Limit: cfg.YouTube.DailyQuota, Now: a.Now})
}

// stateHome is the folder for what stevie remembers beyond one workspace, "" when
// the environment names none.
func (a quotas) stateHome() string {
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
