package httpx_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/pyvideo/stevie/internal/httpx"
)

func TestFollowRedirect(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		from, to string
		may      bool
	}{
		"another host":          {"https://192.0.2.1/a", "https://192.0.2.2/b", true},
		"to https":              {"http://192.0.2.1/a", "https://192.0.2.1/b", true},
		"from https":            {"https://192.0.2.1/a", "http://192.0.2.1/b", false},
		"this machine":          {"https://192.0.2.1/a", "https://127.0.0.1/b", false},
		"this machine in IPv6":  {"https://192.0.2.1/a", "https://[::1]/b", false},
		"mapped into IPv6":      {"https://192.0.2.1/a", "https://[::ffff:10.0.0.1]/b", false},
		"a private network":     {"https://192.0.2.1/a", "https://10.1.2.3/b", false},
		"link-local":            {"https://192.0.2.1/a", "https://169.254.169.254/latest", false},
		"within this machine":   {"http://127.0.0.1:1/a", "http://127.0.0.1:2/b", true},
		"another scheme":        {"https://192.0.2.1/a", "ftp://192.0.2.1/b", false},
		"a file":                {"https://192.0.2.1/a", "file:///etc/passwd", false},
		"from private to local": {"http://10.0.0.1/a", "http://127.0.0.1/b", true},
	} {
		from, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.from, nil)
		if err != nil {
			t.Fatal(err)
		}
		to, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.to, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := httpx.FollowRedirect(to, []*http.Request{from}); (err == nil) != c.may {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFileURL(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ endpoint, address, want string }{
		"a path":                   {"https://tube.example", "/lazy/a%20b.vtt?x=1", "https://tube.example/lazy/a%20b.vtt?x=1"},
		"on the site":              {"http://127.0.0.1:9000/api", "https://tube.example/lazy/a.vtt", "http://127.0.0.1:9000/api/lazy/a.vtt"},
		"elsewhere":                {"https://tube.example", "https://192.0.2.7/a.vtt", "https://192.0.2.7/a.vtt"},
		"this machine, by it":      {"http://127.0.0.1:9000", "http://127.0.0.1:9001/a.vtt", "http://127.0.0.1:9001/a.vtt"},
		"this machine, by others":  {"https://192.0.2.1", "http://127.0.0.1:9001/a.vtt", ""},
		"link-local, by others":    {"https://192.0.2.1", "http://169.254.169.254/latest", ""},
		"a file":                   {"https://192.0.2.1", "file:///etc/passwd", ""},
		"with a name and password": {"https://192.0.2.1", "https://a:b@192.0.2.7/a.vtt", ""},
		"nothing":                  {"https://192.0.2.1", "", ""},
	} {
		endpoint, err := url.Parse(c.endpoint)
		if err != nil {
			t.Fatal(err)
		}
		got, err := httpx.FileURL(t.Context(), endpoint, "tube.example", c.address)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}
