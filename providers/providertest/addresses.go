package providertest

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

// foreign are addresses that no adapter takes for its own.
var foreign = []string{
	"",
	"https://",
	"https:///watch?v=AAAAAAAAAA0",
	"https://talks.example/",
	"https://talks.example/playlist?list=PLAAAAAAAAAAAAAAAA",
	"https://talks.example/showcase/123456",
	"https://talks.example/?next=https://www.youtube.com/watch?v=AAAAAAAAAA0",
	"https://talks.example/https://vimeo.com/123456",
	"https://user:pass@talks.example/123456",
	"https://[::1]/123456",
	"mailto:somebody@talks.example",
	"file:///etc/passwd",
}

func (h Harness) testAddresses(t *testing.T) {
	t.Parallel()
	p, err := h.New(Options{Secret: h.Secret, HTTP: Network{}})
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Run("its own", func(t *testing.T) { h.testOwn(t, p) })
	t.Run("refused with a reason", func(t *testing.T) { h.testRefused(t, p) })
	t.Run("no other's", func(t *testing.T) { h.testForeign(t, p) })
	if !h.AnyDomain {
		t.Run("lookalikes", func(t *testing.T) { h.testLookalikes(t, p) })
	}
}

func (h Harness) testOwn(t *testing.T, p ingest.Provider) {
	for address, want := range h.Addresses {
		want.Provider = p.Name()
		got, err := p.Match(parse(t, address))
		if err != nil {
			t.Errorf("Match(%q): %v", address, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Match(%q) (-want +got):\n%s", address, diff)
		}
		u := parse(t, address)
		if u.Host == "" {
			continue
		}
		u.Scheme, u.Host = "http", strings.ToUpper(u.Host)
		if got, err := p.Match(u); err != nil || got != want {
			t.Errorf("Match(%q) = %+v, %v; want %+v, whatever the case of the host", u, got, err, want)
		}
	}
}

func (h Harness) testRefused(t *testing.T, p ingest.Provider) {
	for _, address := range h.Refused {
		_, err := p.Match(parse(t, address))
		if !errors.Is(err, ingest.ErrUnsupported) {
			t.Errorf("Match(%q): %v; want %v", address, err, ingest.ErrUnsupported)
			continue
		}
		if ingest.Hint(err) == "" {
			t.Errorf("Match(%q): %v, without a hint", address, err)
		}
	}
}

func (h Harness) testForeign(t *testing.T, p ingest.Provider) {
	for _, address := range foreign {
		if ref, err := p.Match(parse(t, address)); !errors.Is(err, ingest.ErrNoMatch) {
			t.Errorf("Match(%q) = %+v, %v; want %v", address, ref, err, ingest.ErrNoMatch)
		}
	}
}

// testLookalikes turns the adapter's own addresses into those of hosts that only
// look like it.
func (h Harness) testLookalikes(t *testing.T, p ingest.Provider) {
	for address := range h.Addresses {
		u := parse(t, address)
		if u.Host == "" {
			continue
		}
		labels := strings.Split(u.Hostname(), ".")
		domain := strings.Join(labels[max(0, len(labels)-2):], ".")
		for _, host := range []string{
			u.Host + ".talks.example", "not" + domain, "talks.example:443",
			strings.ReplaceAll(u.Host, ".", "-") + ".example",
		} {
			alike := *u
			alike.Host = host
			if ref, err := p.Match(&alike); !errors.Is(err, ingest.ErrNoMatch) {
				t.Errorf("Match(%q) = %+v, %v; want %v", &alike, ref, err, ingest.ErrNoMatch)
			}
		}
		other := *u
		other.Scheme = "ftp"
		if ref, err := p.Match(&other); err == nil {
			t.Errorf("Match(%q) = %+v, want an error", &other, ref)
		}
		posing := *u
		posing.User, posing.Host = url.User(u.Host), "talks.example"
		if ref, err := p.Match(&posing); !errors.Is(err, ingest.ErrNoMatch) {
			t.Errorf("Match(%q) = %+v, %v; want %v", &posing, ref, err, ingest.ErrNoMatch)
		}
	}
}

func parse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
