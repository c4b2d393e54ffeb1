package fakehost

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Files is a web server with videos as plain files, and with pages and lists that point to
// them. The fields must not change while it serves.
type Files struct {
	Pages   []FilesPage           `json:"pages"`
	Texts   map[string]string     `json:"texts"`  // by path, as text/plain
	Videos  map[string]FilesVideo `json:"videos"` // by path
	Moved   map[string]string     `json:"moved"`  // where a path is redirected to
	Status  map[string]int        `json:"status"` // with which a path is refused
	Latency time.Duration         `json:"latency"`

	mu  sync.Mutex
	log []string
}

// FilesPage is a page with links.
type FilesPage struct {
	Path  string      `json:"path"`
	Title string      `json:"title"`
	Links []FilesLink `json:"links"`
}

// FilesLink is a link of a page. The text of one without is its address.
type FilesLink struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

// FilesVideo is a video file, of which no byte is ever sent. The type is video/mp4 unless
// it says otherwise.
type FilesVideo struct {
	Size int64  `json:"size"`
	Type string `json:"type"`
}

// ServeHTTP implements [http.Handler].
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.log = append(f.log, r.Method+" "+r.URL.RequestURI())
	f.mu.Unlock()
	if !pause(r.Context(), f.Latency) {
		return
	}
	at := slices.IndexFunc(f.Pages, func(p FilesPage) bool { return p.Path == r.URL.Path })
	video, isVideo := f.Videos[r.URL.Path]
	text, isText := f.Texts[r.URL.Path]
	switch status, to := f.Status[r.URL.Path], f.Moved[r.URL.Path]; {
	case status != 0:
		http.Error(w, http.StatusText(status), status)
	case to != "":
		http.Redirect(w, r, to, http.StatusFound)
	case at >= 0:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, f.Pages[at].html())
	case isText:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, text)
	case isVideo && r.Method == http.MethodHead:
		w.Header().Set("Content-Type", video.kind())
		w.Header().Set("Content-Length", strconv.FormatInt(video.Size, 10))
		w.Header().Set("Accept-Ranges", "bytes")
		w.WriteHeader(http.StatusOK)
	case isVideo:
		http.Error(w, "nobody fetches whole videos here", http.StatusTeapot)
	default:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, webPage)
	}
}

func (v FilesVideo) kind() string {
	if v.Type == "" {
		return "video/mp4"
	}
	return v.Type
}

// html is the page as people write them, navigation and all.
func (p FilesPage) html() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html><head><title>%s</title><link rel=stylesheet href=/style.css></head><body>\n", html.EscapeString(p.Title))
	b.WriteString("<nav><a href=\"/\">Home</a> <a href=\"/about.html\">About</a> <a href=\"mailto:talks@exconf.example\">Mail</a></nav>\n<ul>\n")
	for _, l := range p.Links {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString(l.URL), html.EscapeString(l.Text))
	}
	b.WriteString("</ul></body></html>\n")
	return b.String()
}

// Requests returns what was asked so far, "HEAD /path" each.
func (f *Files) Requests() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.log)
}
