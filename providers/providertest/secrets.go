package providertest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func (h Harness) testSecrets(t *testing.T) {
	t.Parallel()
	if h.Secret != "" {
		h.testSecret(t)
	}
	for _, status := range []int{301, 302, 303, 307, 308} {
		h.perform(t, "not after "+http.StatusText(status), talks(3), func(t *testing.T, s *stage) {
			s.host.failWith(always(http.RedirectHandler("http://"+elsewhere+"/x", status)))
			_, err := s.list(t.Context(), t)
			s.checkError(t, err, []error{ingest.ErrNotTheHost})
			for _, r := range s.other.seen() {
				if s.Secret != "" && (tells(r.header, s.Secret) || strings.Contains(r.target+r.body, s.Secret)) {
					t.Errorf("another host was told the secret: %+v", r)
				}
			}
		})
	}
}

func (h Harness) testSecret(t *testing.T) {
	h.perform(t, "in a header only", talks(2*h.PageSize), func(t *testing.T, s *stage) {
		if _, err := s.list(t.Context(), t); err != nil {
			t.Fatal(err)
		}
		for _, r := range s.host.seen() {
			if strings.Contains(r.target, s.Secret) || strings.Contains(r.body, s.Secret) {
				t.Errorf("the secret is outside the header: %s %s", r.target, r.body)
			}
			if !tells(r.header, s.Secret) {
				t.Errorf("no header has the secret: %s", r.target)
			}
		}
		if strings.Contains(s.logs.String(), s.Secret) {
			t.Errorf("the log has the secret:\n%s", s.logs)
		}
		if !strings.Contains(s.logs.String(), hostname) {
			t.Errorf("the log has no requests:\n%s", s.logs)
		}
	})
	h.perform(t, "a wrong one", talks(3), func(t *testing.T, s *stage) {
		s.provider = s.newProvider(t, "wrong-"+s.Secret)
		_, err := s.list(t.Context(), t)
		s.checkError(t, err, []error{ingest.ErrUnauthorized})
	})
	h.perform(t, "none", talks(3), func(t *testing.T, s *stage) {
		s.provider = s.newProvider(t, "")
		_, err := s.list(t.Context(), t)
		if !errors.Is(err, ingest.ErrNoKey) || ingest.Hint(err) == "" {
			t.Errorf("error %v (hint %q), want %v and how to come by one", err, ingest.Hint(err), ingest.ErrNoKey)
		}
		if n := len(s.host.seen()); n != 0 {
			t.Errorf("%d requests without a key", n)
		}
	})
}

// tells reports whether a header has the secret.
func tells(header http.Header, secret string) bool {
	for _, values := range header {
		if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, secret) }) {
			return true
		}
	}
	return false
}

func (h Harness) testSetUp(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"://", "talks.example", "ftp://talks.example/", "http://", "https://talks.example/?key=1", "/path"} {
		if _, err := h.New(Options{Endpoint: bad, Secret: h.Secret}); err == nil {
			t.Errorf("New with endpoint %q: no error", bad)
		} else if h.Secret != "" && strings.Contains(err.Error(), h.Secret) {
			t.Errorf("New with endpoint %q: the error has the secret", bad)
		}
	}
	h.perform(t, "another provider's ref", talks(1), func(t *testing.T, s *stage) {
		others, nothing := s.match(t, s.Collection), s.match(t, s.Collection)
		others.Provider, nothing.ID = "another", ""
		for _, ref := range []ingest.Ref{
			{}, others, nothing, {Provider: s.provider.Name(), Kind: "no such kind", ID: "x"},
		} {
			if _, err := s.provider.List(t.Context(), ref); err == nil {
				t.Errorf("List(%+v): no error", ref)
			}
		}
		if n := len(s.host.seen()); n != 0 {
			t.Errorf("%d requests for refs of nothing", n)
		}
	})
}

// testOverTCP is one listing with net/http at both ends.
func (h Harness) testOverTCP(t *testing.T) {
	t.Parallel()
	n := 2*h.PageSize + 1
	server := httptest.NewServer(http.StripPrefix(prefix, h.Host(talks(n))))
	defer server.Close()
	p, err := h.New(Options{Endpoint: server.URL + prefix + "/", Secret: h.Secret})
	if err != nil {
		t.Fatal(err)
	}
	ref, err := p.Match(parse(t, h.Collection))
	if err != nil {
		t.Fatal(err)
	}
	videos, err := walk(t.Context(), p, ref)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(h.ids(n), idsOf(videos)); diff != "" {
		t.Errorf("videos (-want +got):\n%s", diff)
	}
}
