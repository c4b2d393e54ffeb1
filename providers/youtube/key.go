package youtube

import (
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/pyvideo/stevie/internal/httpx"
)

// keyring adds the key to requests. It goes into a header: a query is what
// errors, logs and proxies repeat. That the host takes it there is documented for
// Google's APIs in general and not for this one, so when the host says that no key
// came, the request is made once more with the key in the query, and so are all
// after it.
type keyring struct {
	key     string
	inQuery atomic.Bool
}

func (k *keyring) authorize(r *http.Request) error {
	if !k.inQuery.Load() {
		r.Header.Set("X-Goog-Api-Key", k.key)
		return nil
	}
	q := r.URL.Query()
	q.Set("key", k.key)
	r.URL.RawQuery = q.Encode()
	return nil
}

// retry decides for [httpx.Config] which answers are asked for again. A used-up
// quota comes as 403 and as 429, and is never asked again; a pace that was too
// high comes as either, too, and is.
func (k *keyring) retry(status int, header http.Header, body []byte) bool {
	if status < 400 {
		return false
	}
	r := parseRefusal(body)
	switch {
	case r.noKeyCame():
		// Whoever is second finds the switch made and gives up; the first request
		// of a listing is alone, so this takes two listings begun at once.
		return k.inQuery.CompareAndSwap(false, true)
	case r.isQuota():
		return false
	case r.isPace():
		return true
	}
	return httpx.DefaultRetry(status, header, body)
}

// redact takes the key out of a text, even one that has no key's shape.
func (k *keyring) redact(s string) string {
	if k.key != "" {
		s = strings.ReplaceAll(s, k.key, "[redacted]")
	}
	return httpx.Redact(s)
}
