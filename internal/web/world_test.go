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
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/keys"
	"github.com/pyvideo/stevie/internal/web"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

// world is a workspace with the sample conference, and an editor for it.
type world struct {
	dir      string
	event    string // slug
	pipeline *pipeline.Pipeline
	server   *web.Server
	origin   string // "http://127.0.0.1:PORT"
}

// newWorld has the sample conference.
func newWorld(t testing.TB) *world {
	t.Helper()
	hosts, err := demo.Serve(t.Context())
	must(t, err)
	t.Cleanup(func() { hosts.Close() })
	w := &world{dir: t.TempDir(), event: demo.Event}
	must(t, demo.WriteTree(filepath.Join(w.dir, "data")))
	w.fill(t, providers.Config{
		YouTube: youtube.Config{APIKey: hosts.YouTubeKey, Endpoint: hosts.YouTube},
		Vimeo:   vimeo.Config{Token: hosts.VimeoToken, Endpoint: hosts.Vimeo},
	}, demo.Playlist, demo.Showcase)
	return w
}

// newWorldOf has a conference of talks with titles as posted.
func newWorldOf(t testing.TB, titles []string) *world {
	t.Helper()
	const channel = "UCotterpy00000000000000a"
	host := &fakehost.YouTube{Key: "the-right-key", Channels: []fakehost.YouTubeChannel{{ID: channel, Title: "OtterPy"}}}
	list := fakehost.YouTubePlaylist{ID: "PLotter2025talks", Title: "OtterPy 2025", ChannelID: channel}
	for i, title := range titles {
		v := fakehost.YouTubeVideo{
			ID: fmt.Sprintf("otter%06d", i), Title: title, ChannelID: channel, Published: "2025-06-20T08:00:00Z", Duration: "PT28M14S",
		}
		host.Videos, list.Videos = append(host.Videos, v), append(list.Videos, v.ID)
	}
	host.Playlists = append(host.Playlists, list)
	server := httptest.NewServer(host)
	t.Cleanup(server.Close)
	w := &world{dir: t.TempDir(), event: "otterpy-2025"}
	must(t, demo.WriteTree(filepath.Join(w.dir, "data")))
	w.fill(t, providers.Config{YouTube: youtube.Config{APIKey: host.Key, Endpoint: server.URL + "/"}},
		"https://www.youtube.com/playlist?list="+list.ID)
	return w
}

// fill imports addresses and starts an editor.
func (w *world) fill(t testing.TB, hosts providers.Config, addresses ...string) {
	t.Helper()
	registry, err := providers.All(hosts)
	must(t, err)
	w.pipeline, err = pipeline.Open(t.Context(), pipeline.Config{
		Drafts: filepath.Join(w.dir, "drafts"), Cache: filepath.Join(w.dir, ".stevie"), Data: filepath.Join(w.dir, "data"), Captions: w.captions(), Hosts: registry,
	})
	must(t, err)
	t.Cleanup(func() { w.pipeline.Close() })
	_, err = w.pipeline.Import(t.Context(), pipeline.ImportRequest{
		Addresses: addresses,
		Event: ingest.Event{
			Slug: w.event, URL: "https://conference.example/2025/", StartDate: demo.FirstDay(), EndDate: demo.LastDay(), Language: "eng",
		},
	})
	must(t, err)
	w.start(t, "127.0.0.1:0")
}

// captions is the captions folder, which is not there at first.
func (w *world) captions() string { return filepath.Join(w.dir, "captions") }

// names are the talks' names in the order of the page.
func (w *world) names(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, n := range w.get(t, "/event/"+w.event).having("tabindex", "-1") {
		if name := attribute(n, "data-name"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// start starts an editor at an address, instead of one that is there.
func (w *world) start(t testing.TB, address string) {
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
func (w *world) withReadings(t testing.TB, n int) (string, ingest.Reading) {
	t.Helper()
	views, _ := w.pipeline.Drafts(t.Context(), w.event)
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

// ask sends a request as the editor's own pages do; headers are NAME: VALUE, "+NAME:
// VALUE" adds a second one, and "NAME:" takes one away.
func (w *world) ask(t testing.TB, method, target string, form url.Values, headers ...string) answer {
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
		case strings.HasPrefix(name, "+"):
			r.Header.Add(name[1:], value)
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
func (w *world) get(t testing.TB, target string) answer {
	t.Helper()
	a := w.ask(t, http.MethodGet, target, nil)
	if a.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", target, a.Code, a.Body)
	}
	return a
}

const eventAt = "/event/" + demo.Event

// form is what a browser would send for a talk's form, and where to.
func (a answer) form(t testing.TB, name string) (action string, values url.Values) {
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
func (w *world) draft(t testing.TB, name string) string {
	t.Helper()
	src, err := os.ReadFile(w.path(name))
	must(t, err)
	return string(src)
}

func (w *world) path(name string) string {
	return filepath.Join(w.dir, "drafts", w.event, name+".toml")
}

// edit changes a draft's file as an editor would: the line of a key.
func (w *world) edit(t testing.TB, name, key, value string) {
	t.Helper()
	src := w.draft(t, name)
	at := regexp.MustCompile(`(?m)^` + key + ` = .*$`).FindStringIndex(src)
	src = src[:at[0]] + key + " = " + value + src[at[1]:]
	must(t, os.WriteFile(w.path(name), []byte(src), 0o644))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// surer has stevie be sure of all talks that it holds for likely.
func (w *world) surer(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(w.dir, "drafts", w.event, ".base", "*-*.json"))
	must(t, err)
	for _, file := range files {
		src, err := os.ReadFile(file)
		must(t, err)
		text := regexp.MustCompile(`"level": ?"likely"`).ReplaceAllString(string(src), `"level":"sure"`)
		text = regexp.MustCompile(`"(title|speakers)": ?0\.\d+`).ReplaceAllString(text, `"$1":0.99`)
		must(t, os.Remove(file)) // stevie replaces files whole, too
		must(t, os.WriteFile(file, []byte(text), 0o644))
	}
}
