package vimeo_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/providers/providertest"
	"github.com/pyvideo/stevie/providers/vimeo"
)

// script answers with fixed bodies by path and page, whatever else is asked.
type script map[string]string

func (s script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := r.URL.Path
	if page := r.URL.Query().Get("page"); page != "" {
		key += " " + page
	}
	body, ok := s[key]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		body = `{"error": "no script for this"}`
	}
	w.Header().Set("Content-Type", "application/vnd.vimeo.video+json")
	_, _ = io.WriteString(w, body)
}

const twoPages = `{"total": 2, "data": [{"uri": "/videos/1"}], "paging": {"next": %q}}`

func TestLinksBetweenPages(t *testing.T) {
	t.Parallel()
	const album, videos = "/albums/1", "/albums/1/videos"
	last := `{"total": 2, "data": [{"uri": "/videos/2"}], "paging": {"next": null}}`
	for name, c := range map[string]struct {
		next string
		err  error
	}{
		"a path":                      {"/albums/1/videos?page=2&per_page=100&fields=uri", nil},
		"a path without parameters":   {"/albums/1/videos?page=2", nil},
		"the endpoint's own address":  {"http://" + host + "/albums/1/videos?page=2", nil},
		"the endpoint in other case":  {"http://" + strings.ToUpper(host) + "/albums/1/videos?page=2", nil},
		"another host":                {"https://talks.example/albums/1/videos?page=2", ingest.ErrNotTheHost},
		"another host without scheme": {"//talks.example/albums/1/videos?page=2", ingest.ErrNotTheHost},
		"another port":                {"http://api.talks.example:8081/albums/1/videos?page=2", ingest.ErrNotTheHost},
		"another scheme":              {"https://" + host + "/albums/1/videos?page=2", ingest.ErrNotTheHost},
		"an address with a user":      {"http://jane@" + host + "/albums/1/videos?page=2", ingest.ErrNotTheHost},
		"a file":                      {"file:///etc/passwd", ingest.ErrNotTheHost},
		"no address":                  {"http://[::1", ingest.ErrHostFault},
		"no path":                     {"albums/1/videos?page=2", ingest.ErrHostFault},
		"a path that climbs":          {"/../../albums/1/videos?page=2", ingest.ErrHostFault},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rec := &recorder{next: script{album: "{}", videos: fmt.Sprintf(twoPages, c.next), videos + " 2": last}}
			_, got, err := list(t, connect(t, rec), "https://vimeo.com/showcase/1")
			if !errors.Is(err, c.err) {
				t.Fatalf("error %v, want %v", err, c.err)
			}
			if c.err != nil {
				if len(rec.got) != 2 || len(got) != 1 || ingest.Hint(err) == "" {
					t.Errorf("%d requests, %d videos, hint %q", len(rec.got), len(got), ingest.Hint(err))
				}
				return
			}
			if len(got) != 2 {
				t.Errorf("%d videos, want 2", len(got))
			}
			query := rec.got[2].URL.Query()
			if query.Get("fields") != allFields(t) || query.Get("per_page") != "100" {
				t.Errorf("page 2 was asked for with %v", query)
			}
		})
	}
}

// TestLinkToTheCollection: the path to the videos of a collection comes from an
// answer too.
func TestLinkToTheCollection(t *testing.T) {
	t.Parallel()
	const album = `{"metadata": {"connections": {"videos": {"uri": %q, "total": 1}}}}`
	rec := &recorder{next: script{"/albums/1": fmt.Sprintf(album, "https://talks.example/videos")}}
	_, _, err := list(t, connect(t, rec), "https://vimeo.com/showcase/1")
	if !errors.Is(err, ingest.ErrNotTheHost) || len(rec.got) != 1 {
		t.Errorf("error %v after %d requests, want %v after 1", err, len(rec.got), ingest.ErrNotTheHost)
	}
	_, got, err := list(t, connect(t, script{
		"/channels/exconf":    fmt.Sprintf(album, "/channels/77/videos?sort=date"),
		"/channels/77/videos": `{"total": 1, "data": [{"uri": "/videos/5"}], "paging": {"next": null}}`,
	}), "https://vimeo.com/channels/exconf")
	if err != nil || len(got) != 1 {
		t.Errorf("%d videos, %v; want one", len(got), err)
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	const empty = `"paging": {"next": null}`
	for name, c := range map[string]struct {
		pages []string
		ids   []string
		err   error
	}{
		"an empty list":             {[]string{`{"total": 0, "data": [], ` + empty + `}`}, nil, nil},
		"no list, and none said":    {[]string{`{"total": 0, "data": null}`}, nil, nil},
		"nothing about paging":      {[]string{`{"total": 1, "data": [{"uri": "/videos/1"}]}`}, []string{"1"}, nil},
		"empty link":                {[]string{`{"total": 1, "data": [{"uri": "/videos/1"}], "paging": {"next": ""}}`}, []string{"1"}, nil},
		"an empty page in between":  {[]string{`{"data": [{"uri": "/videos/1"}], "paging": {"next": "/albums/1/videos?page=2"}}`, `{"data": [], "paging": {"next": "/albums/1/videos?page=3"}}`, `{"data": [{"uri": "/videos/2"}], ` + empty + `}`}, []string{"1", "2"}, nil},
		"a list that moved":         {[]string{`{"data": [{"uri": "/videos/1"}, {"uri": "/videos/2"}], "paging": {"next": "/albums/1/videos?page=2"}}`, `{"data": [{"uri": "/videos/2"}, {"uri": "/videos/3"}], ` + empty + `}`}, []string{"1", "2", "3"}, nil},
		"entries without an id":     {[]string{`{"data": [null, {}, {"uri": null}, {"uri": "/users/5"}, "x", {"uri": "/videos/0"}, {"uri": "/videos/4"}], ` + empty + `}`}, []string{"4"}, ingest.ErrIncomplete},
		"less than the total":       {[]string{`{"total": 9, "data": [{"uri": "/videos/1"}], ` + empty + `}`}, []string{"1"}, ingest.ErrIncomplete},
		"an empty page at the end":  {[]string{`{"total": 2, "data": [{"uri": "/videos/1"}], "paging": {"next": "/albums/1/videos?page=2"}}`, `{"total": 2, "data": [], ` + empty + `}`}, []string{"1"}, ingest.ErrIncomplete},
		"an empty object":           {[]string{`{}`}, nil, ingest.ErrHostFault},
		"no list":                   {[]string{`{"total": 5, ` + empty + `}`}, nil, ingest.ErrHostFault},
		"a bare list":               {[]string{`[{"uri": "/videos/1"}]`}, nil, ingest.ErrHostFault},
		"a list of another type":    {[]string{`{"total": 1, "data": {"uri": "/videos/1"}, ` + empty + `}`}, nil, ingest.ErrHostFault},
		"a link of another type":    {[]string{`{"total": 9, "data": [{"uri": "/videos/1"}], "paging": {"next": 7}}`}, nil, ingest.ErrHostFault},
		"where it goes on, unsaid":  {[]string{`{"total": 9, "data": [{"uri": "/videos/1"}]}`}, []string{"1"}, ingest.ErrHostFault},
		"pages that lead in circle": {[]string{`{"total": 9, "data": [{"uri": "/videos/1"}], "paging": {"next": "/albums/1/videos?page=1"}}`}, []string{"1"}, ingest.ErrIncomplete},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := script{"/albums/1": "{}", "/albums/1/videos": c.pages[0], "/albums/1/videos 1": c.pages[0]}
			for i, page := range c.pages[1:] {
				answers[fmt.Sprintf("/albums/1/videos %d", i+2)] = page
			}
			_, videos, err := list(t, connect(t, answers), "https://vimeo.com/showcase/1")
			if !errors.Is(err, c.err) {
				t.Errorf("error %v, want %v", err, c.err)
			}
			var ids []string
			for i, v := range videos {
				if ids = append(ids, v.ID); *v.Position != i {
					t.Errorf("video %s has position %d, want %d", v.ID, *v.Position, i)
				}
			}
			if diff := cmp.Diff(c.ids, ids); diff != "" {
				t.Errorf("videos (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSingleAnswers: an answer about another video than the one asked for is not
// taken for it.
func TestSingleAnswers(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"uri": "/videos/2"}`, `{"uri": "/users/1"}`, `{"data": []}`} {
		_, _, err := list(t, connect(t, script{"/videos/1": body}), "https://vimeo.com/1")
		if !errors.Is(err, ingest.ErrHostFault) || ingest.Hint(err) == "" {
			t.Errorf("%s: error %v, want %v", body, err, ingest.ErrHostFault)
		}
	}
}

// TestEndpointWithAPath runs under a path, with links that know nothing of it.
func TestEndpointWithAPath(t *testing.T) {
	t.Parallel()
	for _, endpoint := range []string{"http://" + host + "/proxy/vimeo", "http://" + host + "/proxy/vimeo/"} {
		n := 250
		fake := http.StripPrefix("/proxy/vimeo", showcase(providertest.Content{Videos: make([]providertest.Video, n)}))
		p := connect(t, fake, func(c *vimeo.Config) { c.Endpoint = endpoint })
		_, videos, err := list(t, p, "https://vimeo.com/showcase/4242")
		if err != nil || len(videos) != n {
			t.Errorf("%s: %d videos, %v; want %d", endpoint, len(videos), err, n)
		}
	}
}
