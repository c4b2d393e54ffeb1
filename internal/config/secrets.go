package config

import (
	"cmp"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Secrets are the credentials to use, from wherever they came. They are kept
// apart from Config so that printing the settings prints none.
type Secrets struct {
	YouTubeKey        string
	VimeoToken        string
	VimeoClientID     string
	VimeoClientSecret string
}

// String keeps secrets out of anything that prints them by accident.
func (Secrets) String() string { return "[redacted]" }

// GoString does the same for %#v.
func (Secrets) GoString() string { return "[redacted]" }

// Secrets takes each credential from the environment, else from the file. One
// from the environment goes only to the host's own endpoint or to this machine:
// a stevie.toml that came with somebody's repository must not be able to send
// the key of the person who runs it elsewhere.
func (c Config) Secrets(getenv func(string) string) (Secrets, error) {
	def := Default()
	youtube := secretSource{getenv, c.YouTube.Endpoint, def.YouTube.Endpoint}
	vimeo := secretSource{getenv, c.Vimeo.Endpoint, def.Vimeo.Endpoint}
	var s Secrets
	for _, want := range []struct {
		into           *string
		from           secretSource
		env, key, file string
	}{
		{&s.YouTubeKey, youtube, "YOUTUBE_API_KEY", "youtube.api_key", c.YouTube.APIKey},
		{&s.VimeoToken, vimeo, "VIMEO_TOKEN", "vimeo.token", c.Vimeo.Token},
		{&s.VimeoClientID, vimeo, "VIMEO_CLIENT_ID", "vimeo.client_id", c.Vimeo.ClientID},
		{&s.VimeoClientSecret, vimeo, "VIMEO_CLIENT_SECRET", "vimeo.client_secret", c.Vimeo.ClientSecret},
	} {
		value, err := want.from.pick(want.env, want.key, want.file)
		if err != nil {
			return Secrets{}, err
		}
		*want.into = value
	}
	return s, nil
}

// SignIn is what people sign in to YouTube with: the client, and a refresh token for where
// there is no browser. Vimeo's client is among the [Secrets].
type SignIn struct{ ClientID, ClientSecret, RefreshToken string }

// String keeps secrets out of anything that prints them by accident.
func (SignIn) String() string { return "[redacted]" }

// GoString does the same for %#v.
func (SignIn) GoString() string { return "[redacted]" }

// SignIn takes each part from the environment, else from the file. One from the environment
// goes only to the host's own token_url and endpoint or to this machine.
func (c Config) SignIn(getenv func(string) string) (SignIn, error) {
	def := Default()
	from := secretSource{getenv, c.YouTube.TokenURL, def.YouTube.TokenURL}
	if from.mayBeAsked() {
		from.endpoint, from.ofTheHosts = c.YouTube.Endpoint, def.YouTube.Endpoint
	}
	id, err1 := from.pick("YOUTUBE_CLIENT_ID", "youtube.client_id", c.YouTube.ClientID)
	secret, err2 := from.pick("YOUTUBE_CLIENT_SECRET", "youtube.client_secret", c.YouTube.ClientSecret)
	refresh, err3 := from.pick("YOUTUBE_REFRESH_TOKEN", "", "")
	if err := cmp.Or(err1, err2, err3); err != nil {
		return SignIn{}, err
	}
	return SignIn{id, secret, refresh}, nil
}

// AllSecrets returns every secret that the environment or the file has, wherever it may be
// sent: none of them is to be printed. The id of a client is no secret.
func (c Config) AllSecrets(getenv func(string) string) []string {
	return []string{
		getenv("YOUTUBE_API_KEY"), getenv("YOUTUBE_CLIENT_SECRET"), getenv("YOUTUBE_REFRESH_TOKEN"),
		getenv("VIMEO_TOKEN"), getenv("VIMEO_CLIENT_SECRET"),
		c.YouTube.APIKey, c.YouTube.ClientSecret, c.Vimeo.Token, c.Vimeo.ClientSecret,
	}
}

type secretSource struct {
	getenv               func(string) string
	endpoint, ofTheHosts string
}

// mayBeAsked reports whether the endpoint is the host's own or this machine's.
func (s secretSource) mayBeAsked() bool {
	return sameOrigin(s.endpoint, s.ofTheHosts) || loopback(s.endpoint)
}

func (s secretSource) pick(env, key, file string) (string, error) {
	value := strings.TrimSpace(s.getenv(env))
	switch {
	case value == "":
		return strings.TrimSpace(file), nil
	case s.mayBeAsked():
		return value, nil
	case file != "":
		return strings.TrimSpace(file), nil
	}
	remedy := "remove the endpoint from " + FileName
	if key != "" {
		remedy += fmt.Sprintf(", or set %s there if that server is yours", key)
	}
	return "", ingest.WithHint(
		fmt.Errorf("%s is not sent to %q: a key from the environment goes only to the host itself or to this machine", env, s.endpoint),
		remedy)
}

func sameOrigin(a, b string) bool {
	x, errX := url.Parse(a)
	y, errY := url.Parse(b)
	return errX == nil && errY == nil && x.Scheme == y.Scheme && strings.EqualFold(x.Host, y.Host)
}

// loopback takes addresses, and the one name that always means this machine.
func loopback(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil {
		return false
	}
	if strings.EqualFold(u.Hostname(), "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(u.Hostname())
	return err == nil && addr.IsLoopback()
}
