package jsonhost_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/jsonhost"
)

// What a host answers becomes one typed error, with its words and what to do.
func TestGet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		want   error
		said   string
	}{
		"an object":                {200, `{"name": "x", "n": "no number"}`, nil, ""},
		"no object":                {404, `{"detail": "Video <b>not</b> found\u001b[31m"}`, ingest.ErrNotFound, "(Video not found[31m)"},
		"gone":                     {410, ``, ingest.ErrNotFound, "(HTTP 410)"},
		"for who is logged in":     {401, `{"error": "no"}`, ingest.ErrUnauthorized, "(no)"},
		"for nobody":               {403, `{"message": "no"}`, ingest.ErrForbidden, "(no)"},
		"what no host should say":  {418, `{"title": "teapot"}`, ingest.ErrHostFault, "(teapot)"},
		"another type of the same": {400, `{"error": {"code": 7}}`, ingest.ErrHostFault, "(HTTP 400)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = r.URL.RequestURI()
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			}))
			defer server.Close()
			endpoint, err := jsonhost.ParseEndpoint("exhost", server.URL+"/under/", "endpoint")
			if err != nil {
				t.Fatal(err)
			}
			client := jsonhost.New(jsonhost.Config{Provider: "exhost", Endpoint: endpoint, Pause: time.Hour, Meter: new(httpx.Meter)})
			var got struct {
				Name string
				N    int
			}
			err = client.Get(t.Context(), "video 1", "/a%2Fb", map[string][]string{"q": {"x y"}}, &got)
			if asked != "/under/a%2Fb?q=x+y" {
				t.Errorf("asked for %s", asked)
			}
			if c.want == nil {
				if err != nil || got.Name != "x" || got.N != 0 {
					t.Errorf("%+v, %v", got, err)
				}
				return
			}
			if !errors.Is(err, c.want) || ingest.Hint(err) == "" || !strings.HasPrefix(err.Error(), "exhost: video 1: ") || !strings.HasSuffix(err.Error(), c.said) {
				t.Errorf("%v (hint %q), want %v %s", err, ingest.Hint(err), c.want, c.said)
			}
		})
	}
}

func TestParseEndpoint(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "talks.example", "ftp://talks.example", "https://", "https://a:b@talks.example", "https://talks.example?x=1", "::"} {
		if _, err := jsonhost.ParseEndpoint("exhost", bad, "endpoint under [exhost]"); err == nil || !strings.Contains(ingest.Hint(err), "[exhost]") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
