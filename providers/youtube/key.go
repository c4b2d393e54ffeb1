package youtube

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// keyring adds to requests the token of a person who is signed in, or else the key; never
// both. The key goes into a header: a query is what errors, logs and proxies repeat. That the
// host takes it there is documented for Google's APIs in general and not for this one, so
// when the host says that no key came, the request is made once more with the key in the
// query, and so are all after it.
type keyring struct {
	key     string
	inQuery atomic.Bool

	token    func(ctx context.Context, refused bool) (string, error) // nil: nobody is signed in
	last     atomic.Value                                            // the token that was sent last
	refused  atomic.Bool                                             // by the host, before its time
	refusals atomic.Int32
}

// mostRefusals is how many tokens may be refused before their time: that of two requests
// which are under way at once.
const mostRefusals = 2

func (k *keyring) authorize(r *http.Request) error {
	switch {
	case k.token != nil:
		return k.withToken(r)
	case !k.inQuery.Load():
		r.Header.Set("X-Goog-Api-Key", k.key)
		return nil
	}
	q := r.URL.Query()
	q.Set("key", k.key)
	r.URL.RawQuery = q.Encode()
	return nil
}

func (k *keyring) withToken(r *http.Request) error {
	token, err := k.token(r.Context(), k.refused.Swap(false))
	if err != nil {
		if _, typed := errors.AsType[*ingest.HostError](err); typed || r.Context().Err() != nil {
			return err
		}
		return ingest.WithHint(&ingest.HostError{
			Provider: Name, Err: ingest.ErrUnauthorized, Message: httpx.Plain(httpx.Redact(err.Error()), 200),
		}, signInHelp)
	}
	k.last.Store(token)
	r.Header.Set("Authorization", "Bearer "+token)
	return nil
}

// check finds what needs no request to be known as wrong.
func (k *keyring) check() error {
	if k.token != nil {
		return nil
	}
	return checkKey(k.key)
}

// retry decides for [httpx.Config] which answers are asked for again. A used-up
// quota comes as 403 and as 429, and is never asked again; a pace that was too
// high comes as either, too, and is.
func (k *keyring) retry(status int, header http.Header, body []byte) bool {
	if status < 400 {
		return false
	}
	if k.token != nil && status == http.StatusUnauthorized {
		k.refused.Store(true)
		return k.refusals.Add(1) <= mostRefusals
	}
	r := parseRefusal(body)
	switch {
	case r.noKeyCame():
		// Whoever is second finds the switch made and gives up; the first request
		// of a listing is alone, so this takes two listings begun at once.
		return k.token == nil && k.inQuery.CompareAndSwap(false, true)
	case r.isQuota():
		return false
	case r.isPace():
		return true
	}
	return httpx.DefaultRetry(status, header, body)
}

// redact takes the key and the token out of a text, even one that has no key's shape.
func (k *keyring) redact(s string) string {
	token, _ := k.last.Load().(string)
	for _, secret := range []string{k.key, token} {
		if secret != "" {
			s = strings.ReplaceAll(s, secret, "[redacted]")
		}
	}
	return httpx.Redact(s)
}
