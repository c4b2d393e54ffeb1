package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/internal/keys"
	"github.com/pyvideo/stevie/internal/web"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

// world is a workspace with the sample conference, and an editor for it.
type world struct {
	dir      string
	pipeline *pipeline.Pipeline
	server   *web.Server
	origin   string // "http://127.0.0.1:PORT"
	client   *http.Client
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{dir: t.TempDir()}
	hosts, err := demo.Serve(t.Context())
	must(t, err)
	t.Cleanup(func() { hosts.Close() })
	must(t, demo.WriteTree(filepath.Join(w.dir, "data")))
	registry, err := providers.All(providers.Config{
		YouTube: youtube.Config{APIKey: hosts.YouTubeKey, Endpoint: hosts.YouTube},
		Vimeo:   vimeo.Config{Token: hosts.VimeoToken, Endpoint: hosts.Vimeo},
	})
	must(t, err)
	w.pipeline, err = pipeline.Open(t.Context(), pipeline.Config{
		Drafts: filepath.Join(w.dir, "drafts"), Cache: filepath.Join(w.dir, ".stevie"), Data: filepath.Join(w.dir, "data"), Hosts: registry,
	})
	must(t, err)
	t.Cleanup(func() { w.pipeline.Close() })
	_, err = w.pipeline.Import(t.Context(), pipeline.ImportRequest{
		Addresses: []string{demo.Playlist, demo.Showcase},
		Event:     ingest.Event{URL: "https://heronpy.example/2025/", StartDate: demo.FirstDay(), EndDate: demo.LastDay()},
	})
	must(t, err)
	w.start(t, "127.0.0.1:0")
	return w
}

// start starts an editor at an address, instead of one that is there.
func (w *world) start(t *testing.T, address string) {
	t.Helper()
	var err error
	w.server, err = web.Listen(t.Context(), address, web.Config{Pipeline: w.pipeline, Keys: keys.Acts()})
	must(t, err)
	t.Cleanup(func() { w.server.Close() })
	at, err := url.Parse(w.server.Addresses()[0])
	must(t, err)
	w.origin = "http://" + at.Host
}

// withReadings is a talk with at least n readings, and the last of these.
func (w *world) withReadings(t *testing.T, n int) (string, ingest.Reading) {
	t.Helper()
	views, _ := w.pipeline.Drafts(t.Context(), demo.Event)
	for _, v := range views {
		if len(v.Readings) >= n {
			return strings.TrimSuffix(v.Draft.File, ".toml"), v.Readings[n-1]
		}
	}
	t.Fatalf("no talk has %d readings", n)
	return "", ingest.Reading{}
}

// answer is what the editor said.
type answer struct {
	*httptest.ResponseRecorder
	doc *html.Node
}

// ask sends a request as the editor's own pages do; headers are NAME: VALUE, and "NAME:"
// takes one away.
func (w *world) ask(t *testing.T, method, target string, form url.Values, headers ...string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, w.origin+target, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", w.origin)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		switch value = strings.TrimSpace(value); {
		case name == "Host":
			r.Host = value
		case value == "":
			r.Header.Del(name)
		default:
			r.Header.Set(name, value)
		}
	}
	recorder := httptest.NewRecorder()
	w.server.Handler().ServeHTTP(recorder, r)
	a := answer{ResponseRecorder: recorder}
	if strings.HasPrefix(recorder.Header().Get("Content-Type"), "text/html") {
		var err error
		a.doc, err = html.Parse(strings.NewReader(recorder.Body.String()))
		must(t, err)
	}
	return a
}

// get is a page that has to be there.
func (w *world) get(t *testing.T, target string) answer {
	t.Helper()
	a := w.ask(t, http.MethodGet, target, nil)
	if a.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", target, a.Code, a.Body)
	}
	return a
}

const eventAt = "/event/" + demo.Event

// form is what a browser would send for a talk's form, and where to.
func (a answer) form(t *testing.T, name string) (action string, values url.Values) {
	t.Helper()
	values = url.Values{}
	id := "f-" + name
	for n := range a.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "form" && attribute(n, "id") == id {
			action = attribute(n, "action")
			for field := range n.Descendants() {
				addField(values, field)
			}
		} else if attribute(n, "form") == id {
			addField(values, n)
		}
	}
	if action == "" {
		t.Fatalf("there is no form for %s", name)
	}
	return action, values
}

func addField(values url.Values, n *html.Node) {
	switch name := attribute(n, "name"); n.Data {
	case "input":
		values.Add(name, attribute(n, "value"))
	case "textarea":
		values.Add(name, strings.ReplaceAll(strings.TrimPrefix(textOf(n), "\n"), "\n", "\r\n"))
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// having are the elements with an attribute of a value.
func (a answer) having(name, value string) []*html.Node {
	var list []*html.Node
	for n := range a.doc.Descendants() {
		if n.Type == html.ElementNode && attribute(n, name) == value {
			list = append(list, n)
		}
	}
	return list
}

// draft is the text of a draft's file.
func (w *world) draft(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(w.path(name))
	must(t, err)
	return string(src)
}

func (w *world) path(name string) string {
	return filepath.Join(w.dir, "drafts", demo.Event, name+".toml")
}

// edit changes a draft's file as an editor would: the line of a key.
func (w *world) edit(t *testing.T, name, key, value string) {
	t.Helper()
	line := regexp.MustCompile(`(?m)^` + key + ` = .*$`)
	src := line.ReplaceAllLiteralString(w.draft(t, name), fmt.Sprintf("%s = %s", key, value))
	must(t, os.WriteFile(w.path(name), []byte(src), 0o644))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
