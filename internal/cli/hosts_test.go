package cli_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// stand is an address under which one host after the other is served.
type stand struct {
	url  string
	host atomic.Pointer[http.Handler]
}

func newStand(t *testing.T) *stand {
	t.Helper()
	s := new(stand)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(*s.host.Load()).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// serve replaces the host.
func (s *stand) serve(host http.Handler) { s.host.Store(&host) }
