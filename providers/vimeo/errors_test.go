package vimeo_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
)

func TestErrors(t *testing.T) {
	t.Parallel()
	const html = "<html><body><h1>Oops</h1></body></html>"
	for name, c := range map[string]struct {
		status int
		body   string
		want   ingest.HostError
		hint   string
	}{
		"not found": {
			404, `{"error": "The requested video couldn't be found.", "link": null, "developer_message": "Resource not found.", "error_code": 5000}`,
			ingest.HostError{Code: "5000", Message: "The requested video couldn't be found.", Err: ingest.ErrNotFound},
			"HASH",
		},
		"a legacy error":   {404, `{"error": "Not here"}`, ingest.HostError{Message: "Not here", Err: ingest.ErrNotFound}, "token of its owner"},
		"gone":             {410, `{}`, ingest.HostError{Err: ingest.ErrNotFound}, "HASH"},
		"a wrong token":    {401, `{"error": "No.", "error_code": 8003}`, ingest.HostError{Code: "8003", Message: "No.", Err: ingest.ErrUnauthorized}, "VIMEO_TOKEN"},
		"no permission":    {403, `{"developer_message": "Scope missing"}`, ingest.HostError{Message: "Scope missing", Err: ingest.ErrForbidden}, "scopes"},
		"a bad parameter":  {400, `{"error": "Bad sort", "error_code": "2204"}`, ingest.HostError{Message: "Bad sort", Err: ingest.ErrHostFault}, "report"},
		"a web page":       {404, html, ingest.HostError{Err: ingest.ErrNotFound}, "HASH"},
		"half a body":      {403, `{"error": "Nev`, ingest.HostError{Err: ingest.ErrForbidden}, "scopes"},
		"no body":          {500, "", ingest.HostError{Err: ingest.ErrHostFault}, "later"},
		"search disabled":  {503, `{"error": "Search is disabled"}`, ingest.HostError{Message: "Search is disabled", Err: ingest.ErrHostFault}, "later"},
		"nothing modified": {304, "", ingest.HostError{Err: ingest.ErrHostFault}, "later"},
		"tags and escapes": {
			404, `{"error": "<b>No</b> \u001b[31msuch\u0007\r\nvideo \u202e&amp; ` + token + `"}`,
			ingest.HostError{Message: "No [31msuch video & [redacted]", Err: ingest.ErrNotFound},
			"HASH",
		},
		"a long message": {
			404, `{"error": "` + strings.Repeat("x", 5000) + `"}`,
			ingest.HostError{Message: strings.Repeat("x", 199) + "…", Err: ingest.ErrNotFound},
			"HASH",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "application/json")
					w.WriteHeader(c.status)
					_, _ = io.WriteString(w, c.body)
				})
				_, _, err := list(t, connect(t, answer), "https://vimeo.com/123456")
				got, ok := errors.AsType[*ingest.HostError](err)
				if !ok {
					t.Fatalf("error %v is a %T", err, err)
				}
				c.want.Provider, c.want.Op, c.want.Status = "vimeo", "video 123456", c.status
				if diff := cmp.Diff(c.want, *got, cmpopts.EquateErrors()); diff != "" {
					t.Errorf("error (-want +got):\n%s", diff)
				}
				if hint := ingest.Hint(err); !strings.Contains(hint, c.hint) {
					t.Errorf("hint %q, want %q in it", hint, c.hint)
				}
			})
		})
	}
}

func TestShowcaseBehindAPassword(t *testing.T) {
	t.Parallel()
	fake := &fakehost.Vimeo{Token: token, Collections: []fakehost.VimeoCollection{
		{Kind: fakehost.VimeoAlbum, ID: "1", Title: "Members", Privacy: "password"},
		{Kind: fakehost.VimeoAlbum, ID: "2", Title: "Elsewhere", Privacy: "embed_only"},
	}}
	_, _, err := list(t, connect(t, fake), "https://vimeo.com/showcase/1")
	if !errors.Is(err, ingest.ErrForbidden) || !strings.Contains(ingest.Hint(err), "password") {
		t.Errorf("error %v, hint %q; want %v and what to do about the password", err, ingest.Hint(err), ingest.ErrForbidden)
	}
	if c, _, err := list(t, connect(t, fake), "https://vimeo.com/showcase/2"); err != nil || c.Title != "Elsewhere" {
		t.Errorf("a showcase for embedding: %+v, %v", c, err)
	}
}

// TestFallbacks: an address that may be looked up in two ways costs two requests
// at most, and the first answer is the one reported.
func TestFallbacks(t *testing.T) {
	t.Parallel()
	for address, want := range map[string][]string{
		"https://vimeo.com/showcase/1":         {"/albums/1", "/me/albums/1"},
		"https://vimeo.com/123456/0a1b2c3d4e":  {"/videos/123456:0a1b2c3d4e", "/videos/123456"},
		"https://vimeo.com/123456":             {"/videos/123456"},
		"https://vimeo.com/channels/none":      {"/channels/none"},
		"https://vimeo.com/groups/none":        {"/groups/none"},
		"https://vimeo.com/nobody-of-the-name": {"/users/nobody-of-the-name"},
	} {
		rec := &recorder{next: &fakehost.Vimeo{Token: token}}
		_, _, err := list(t, connect(t, rec), address)
		if !errors.Is(err, ingest.ErrNotFound) {
			t.Errorf("%s: error %v, want %v", address, err, ingest.ErrNotFound)
		}
		if diff := cmp.Diff(want, rec.paths()); diff != "" {
			t.Errorf("%s: requests (-want +got):\n%s", address, diff)
		}
	}
	own := script{"/me/albums/1": `{"name": "Mine"}`, "/me/albums/1/videos": `{"total": 1, "data": [{"uri": "/videos/3"}]}`}
	c, videos, err := list(t, connect(t, own), "https://vimeo.com/showcase/1")
	if err != nil || c.Title != "Mine" || len(videos) != 1 {
		t.Errorf("one's own showcase: %+v, %d videos, %v", c, len(videos), err)
	}
}
