package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/archiveorg"
	"github.com/pyvideo/stevie/providers/file"
	"github.com/pyvideo/stevie/providers/mediaccc"
	"github.com/pyvideo/stevie/providers/peertube"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
	"github.com/pyvideo/stevie/providers/ytdlp"
)

// config reads the settings; whatever is wrong with them is a usage error.
func (a *app) config() (config.Config, error) {
	cfg, err := config.Load(a.configFile, a.dir, a.getenv)
	if err != nil {
		return config.Config{}, usage(err)
	}
	a.hush.know(cfg.AllSecrets(a.getenv)...)
	return cfg, nil
}

// userAgent is how hosts are told which stevie asks.
func userAgent() string {
	return strings.Replace(httpx.DefaultUserAgent, "stevie ", "stevie/"+version()+" ", 1)
}

// providers builds the adapters with their credentials.
func (a *app) providers(ctx context.Context, cfg config.Config) (*providers.Registry, error) {
	// Before the sample hosts come in, to whom nobody is signed in.
	onYouTube, onVimeo := signIns{a}.sessionOrWarning(cfg, youtube.Name), signIns{a}.sessionOrWarning(cfg, vimeo.Name)
	cfg, err := a.sampleHosts(ctx, cfg)
	if err != nil {
		return nil, err
	}
	secrets, err := cfg.Secrets(a.getenv)
	if err != nil {
		return nil, usage(err)
	}
	agent := userAgent()
	youTube := youtube.Config{
		APIKey: secrets.YouTubeKey, Endpoint: cfg.YouTube.Endpoint, Logger: a.logger(), UserAgent: agent, Now: a.Now,
	}
	spends := secrets.YouTubeKey
	if onYouTube != nil {
		youTube.APIKey, youTube.Token, spends = "", onYouTube.Token, onYouTube.Grant().ClientID
	}
	youTube.Spend = quotas{a}.spendYouTube(cfg, spends)
	vm := vimeo.Config{
		Token: secrets.VimeoToken, ClientID: secrets.VimeoClientID, ClientSecret: secrets.VimeoClientSecret,
		Endpoint: cfg.Vimeo.Endpoint, Logger: a.logger(), UserAgent: agent,
	}
	if onVimeo != nil {
		vm.Token, vm.SignedIn = onVimeo.Grant().Access, true
	}
	var instead *ytdlp.Program
	if spends == "" {
		instead, _ = ytdlpOf{a}.program(cfg) // without one a key is asked for
	}
	registry, err := providers.All(providers.Config{
		YouTube:    youTube,
		Vimeo:      vm,
		ArchiveOrg: archiveorg.Config{Endpoint: cfg.ArchiveOrg.Endpoint, Logger: a.logger(), UserAgent: agent},
		MediaCCC: mediaccc.Config{
			Endpoint: cfg.MediaCCC.Endpoint, Endpoints: cfg.MediaCCC.Endpoints, Logger: a.logger(), UserAgent: agent,
		},
		Feeds: cfg.YouTube.Feeds,
		YTDLP: instead.Asking(nil, func(version string) {
			a.say("there is no YouTube key: asking yt-dlp %s, which takes longer", version)
		}),
		PeerTube: peertube.Config{Endpoints: cfg.PeerTube.Endpoints, Logger: a.logger(), UserAgent: agent},
		File:     file.Config{Logger: a.logger(), UserAgent: agent},
	})
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", a.shown(cfg.File), err))
	}
	return registry, nil
}

// sampleHosts serves the sample conference in a workspace that demo has made, so that
// whatever asks hosts works there without a key or a network.
func (a *app) sampleHosts(ctx context.Context, cfg config.Config) (config.Config, error) {
	if cfg.YouTube.Endpoint != demo.YouTubeEndpoint && cfg.Vimeo.Endpoint != demo.VimeoEndpoint {
		return cfg, nil
	}
	hosts, err := demo.Serve(ctx)
	if err != nil {
		return cfg, err
	}
	a.atEnd = append(a.atEnd, hosts.Close)
	if cfg.YouTube.Endpoint == demo.YouTubeEndpoint {
		cfg.YouTube.Endpoint, cfg.YouTube.APIKey = hosts.YouTube, hosts.YouTubeKey
	}
	if cfg.Vimeo.Endpoint == demo.VimeoEndpoint {
		cfg.Vimeo.Endpoint, cfg.Vimeo.Token = hosts.Vimeo, hosts.VimeoToken
	}
	getenv := a.getenv
	a.getenv = func(name string) string { // a key of the person's own is not for these
		if _, own := strings.CutPrefix(name, "YOUTUBE_"); own || strings.HasPrefix(name, "VIMEO_") {
			return ""
		}
		return getenv(name)
	}
	return cfg, nil
}

// shown is a path as people read it: from the working directory when it lies
// below or beside it.
func (a *app) shown(path string) string {
	if !filepath.IsAbs(path) {
		return path
	}
	rel, err := filepath.Rel(a.dir, path)
	if err != nil || strings.HasPrefix(rel, filepath.Join("..", "..", "..")) {
		return path
	}
	return rel
}

// quoted shows text that somebody typed or sent.
func quoted(s string) string { return fmt.Sprintf("%q", termtext.Short(s, 80)) }
