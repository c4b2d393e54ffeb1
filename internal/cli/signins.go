package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/internal/signin"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

// signIns are those of the person on this machine, to hosts.
type signIns struct{ *app }

// refreshVariable has a refresh token from another machine.
const refreshVariable = "YOUTUBE_REFRESH_TOKEN"

// store is where sign-ins are kept.
func (a signIns) store() (*signin.Store, error) {
	dir := quotas(a).stateHome()
	if dir == "" {
		return nil, ingest.WithHint(errors.New("there is no folder to keep a sign-in in"), "set HOME or XDG_STATE_HOME")
	}
	return &signin.Store{Dir: dir}, nil
}

// client is the app that settings and environment name for a host.
func (a signIns) client(cfg config.Config, provider string) (signin.Client, error) {
	app := signin.App{Logger: a.logger(), UserAgent: userAgent()}
	if provider == vimeo.Name {
		secrets, err := cfg.Secrets(a.getenv)
		app.ID, app.Secret = secrets.VimeoClientID, secrets.VimeoClientSecret
		return signin.Vimeo(app, cfg.Vimeo.Endpoint), err
	}
	in, err := cfg.SignIn(a.getenv)
	app.ID, app.Secret = in.ClientID, in.ClientSecret
	y := cfg.YouTube
	return signin.YouTube(app, signin.Addresses{Auth: y.AuthURL, Token: y.TokenURL, Revoke: y.RevokeURL, Endpoint: y.Endpoint}), err
}

// errOtherClient is a sign-in that the settings have nothing to do with.
var errOtherClient = errors.New("signed in, but with another client_id, token_url or endpoint than is set here")

// session is the sign-in by which a host is asked, nil when nobody is signed in to it: by the
// refresh token of the environment, or as it was kept by `stevie auth`. One that is there and
// cannot be used is an error.
func (a signIns) session(cfg config.Config, provider string) (*signin.Session, error) {
	if cfg.YouTube.Endpoint == demo.YouTubeEndpoint || cfg.Vimeo.Endpoint == demo.VimeoEndpoint {
		return nil, nil // the sample conference has hosts of its own
	}
	if provider == youtube.Name && a.getenv(refreshVariable) != "" {
		return a.lasting(cfg)
	}
	store, err := a.store()
	if err != nil {
		return nil, nil //nolint:nilerr // nobody can have signed in
	}
	grant, err := store.Load(provider)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	a.hush.know(grant.Secrets()...)
	client, err := a.client(cfg, provider)
	if err != nil {
		return nil, err
	}
	if !grant.IsFor(client) {
		return nil, ingest.WithHint(fmt.Errorf("%s: %w", provider, errOtherClient), "sign in anew: stevie auth "+provider)
	}
	return a.resumed(client, grant, store), nil
}

// lasting is the sign-in by a refresh token from the environment.
func (a signIns) lasting(cfg config.Config) (*signin.Session, error) {
	in, err := cfg.SignIn(a.getenv)
	if err != nil {
		return nil, err
	}
	client, err := a.client(cfg, youtube.Name)
	if err == nil && client.ID == "" {
		err = fmt.Errorf("%s is of no use without YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET", refreshVariable)
	}
	if err == nil {
		err = client.Check()
	}
	if err != nil {
		return nil, ingest.WithHint(err, signInHelp(youtube.Name))
	}
	return a.resumed(client, signin.Lasting(client, in.RefreshToken), nil), nil
}

// resumed is a session whose tokens are kept out of all that is printed.
func (a signIns) resumed(client signin.Client, grant signin.Grant, store *signin.Store) *signin.Session {
	session := signin.Resume(client, grant, store)
	session.Renewed = func(g signin.Grant) { a.hush.know(g.Secrets()...) }
	return session
}

// sessionOrWarning is the session, nil with a warning where it cannot be used.
func (a signIns) sessionOrWarning(cfg config.Config, provider string) *signin.Session {
	session, err := a.session(cfg, provider)
	if err != nil {
		a.warn("%s", plain(err.Error()))
		if hint := ingest.Hint(err); hint != "" {
			a.say("hint: %s", plain(hint))
		}
	}
	return session
}

// signInHelp says what has to be there to sign in to a host, and where to get it.
func signInHelp(provider string) string {
	if provider == vimeo.Name {
		return "make an app at https://developer.vimeo.com/apps, register http://127.0.0.1:8400" + signin.RedirectPath +
			" as its callback URL, set VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET, and give --port 8400"
	}
	return "make an OAuth client of the type \"desktop app\" at https://console.cloud.google.com/apis/credentials, " +
		"and set YOUTUBE_CLIENT_ID and YOUTUBE_CLIENT_SECRET to what it shows"
}
