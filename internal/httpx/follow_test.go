package httpx_test

import (
	"net/http"
	"testing"

	"github.com/pyvideo/stevie/internal/httpx"
)

func TestFollow(t *testing.T) {
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
		if err := httpx.Follow(to, []*http.Request{from}); (err == nil) != c.may {
			t.Errorf("%s: %v", name, err)
		}
	}
}
