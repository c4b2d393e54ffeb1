package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/keys"
)

//go:embed templates
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// templates are those of the pages, each with the frame and the parts.
type templates struct {
	pages map[string]*template.Template
	parts *template.Template
}

func parseTemplates(tabs []page) (templates, error) {
	parts, err := template.New("").Funcs(functions()).ParseFS(templateFiles, "templates/layout.html", "templates/parts/*.html")
	if err != nil {
		return templates{}, fmt.Errorf("read templates: %w", err)
	}
	t := templates{pages: map[string]*template.Template{}, parts: parts}
	files, err := templateFiles.ReadDir("templates/pages")
	if err != nil {
		return templates{}, err
	}
	for _, f := range files {
		own, err := parts.Clone()
		if err == nil {
			_, err = own.ParseFS(templateFiles, path.Join("templates/pages", f.Name()))
		}
		if err != nil {
			return templates{}, fmt.Errorf("read templates: %w", err)
		}
		t.pages[strings.TrimSuffix(f.Name(), ".html")] = own
	}
	for _, p := range tabs {
		if t.pages[p.name] == nil {
			return templates{}, fmt.Errorf("the page %s has no template", p.name)
		}
	}
	return t, nil
}

// functions are what templates call.
func functions() template.FuncMap {
	return template.FuncMap{
		"languages": ingest.Languages,
		// chipof is a chip with the event whose page its address is.
		"chipof": func(event string, c chip) any {
			return struct {
				Event string
				Chip  chip
			}{event, c}
		},
		"chipclass": func(id string) string { return strings.ReplaceAll(id, ":", "-") },
	}
}

// frame is what every page has around it. A page embeds it in its own data.
type frame struct {
	Title string
	Token string // for its forms
	Event string // slug of the event that it is about, "" for none
	Tabs  []tab
	Keys  []keys.Act
}

// tab is a link of the navigation.
type tab struct {
	Word, Address string
}

// frame is that of a page which is about no event.
func (s *Server) frame(title string) frame { return s.frameOf(title, "") }

// frameOf is that of a page about an event.
func (s *Server) frameOf(title, event string) frame {
	f := frame{Title: title, Token: s.guard.form, Event: event, Keys: s.keys}
	for _, p := range s.tabs {
		switch {
		case p.tab == "":
		case !p.event:
			f.Tabs = append(f.Tabs, tab{p.tab, "/" + p.at})
		case event != "":
			f.Tabs = append(f.Tabs, tab{p.tab, strings.TrimSuffix(eventAddress(event)+"/"+p.at, "/")})
		}
	}
	return f
}

// show answers with a page.
func (s *Server) show(w http.ResponseWriter, status int, name string, data any) {
	s.write(w, status, s.templates.pages[name], "layout", data)
}

// part answers with a part of a page, for the script.
func (s *Server) part(w http.ResponseWriter, name string, data any) {
	s.write(w, http.StatusOK, s.templates.parts, name, data)
}

// write executes a template as a whole before it answers, so that a fault is an error and
// no half page.
func (s *Server) write(w http.ResponseWriter, status int, t *template.Template, name string, data any) {
	var text bytes.Buffer
	if err := t.ExecuteTemplate(&text, name, data); err != nil {
		s.log.Error("web", "template", name, "error", err)
		http.Error(w, "this page cannot be drawn", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // whoever went away needs no answer
}

// serveStatic answers with the style sheet and the script.
func serveStatic(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, staticFiles, strings.TrimPrefix(r.URL.Path, "/"))
}
