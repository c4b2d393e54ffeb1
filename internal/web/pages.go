package web

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// page is a page of the editor, or several that belong together: its template is
// templates/pages/NAME.html.
type page struct {
	name string
	// tab is its word in the navigation, "" for none, and at where that leads: from the
	// root, or with an event from the event's page.
	tab, at string
	event   bool
	routes  func(*Server) routes
}

// routes are answers by the pattern of their addresses, as [http.ServeMux] has them.
type routes map[string]answer

// answer answers a request. Its error becomes an error page, or one line for the script.
type answer func(http.ResponseWriter, *http.Request) error

// pages lists all of them in the order of the navigation.
func pages() []page {
	return []page{
		startPage(),
		eventPage(),
		namesPage(),
		pairsPage(),
		publishPage(),
		historyPage(),
		libraryPage(),
	}
}

var errNotFound = errors.New("there is no such page")

// refusal is an error with its HTTP status.
type refusal struct {
	status int
	err    error
}

func (e refusal) Error() string { return e.err.Error() }
func (e refusal) Unwrap() error { return e.err }

// badRequest is an error about what was sent.
func badRequest(format string, args ...any) error {
	return refusal{http.StatusBadRequest, fmt.Errorf(format, args...)}
}

// answering turns an answer into a handler.
func (s *Server) answering(a answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := a(w, r)
		if err == nil || r.Context().Err() != nil {
			return
		}
		status := statusOf(err)
		if status == http.StatusInternalServerError {
			s.log.Error("web", "path", r.URL.Path, "error", err)
		}
		s.refuse(w, r, status, err)
	})
}

// statusOf is what an error is in HTTP: whose fault it is.
func statusOf(err error) int {
	if known, ok := errors.AsType[refusal](err); ok {
		return known.status
	}
	if _, ok := errors.AsType[*pipeline.RequestError](err); ok {
		return http.StatusBadRequest
	}
	switch {
	case errors.Is(err, draft.ErrChanged):
		return http.StatusConflict
	case errors.Is(err, errNotFound), errors.Is(err, fs.ErrNotExist):
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// refuse shows an error: as a page, or as text to the script.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	if wantsPart(r) {
		http.Error(w, err.Error(), status)
		return
	}
	s.show(w, status, "error", errorPage{frame: s.frame("Sorry"), Message: err.Error(), Hint: ingest.Hint(err)})
}

type errorPage struct {
	frame
	Message, Hint string
}

// wantsPart reports whether the script asks, which takes parts of pages.
func wantsPart(r *http.Request) bool { return r.Header.Get("X-Stevie") != "" }

// noTalk is an error about a draft that there is not.
func noTalk(name string) error {
	return refusal{http.StatusNotFound, fmt.Errorf("there is no draft %.80q in this event", name)}
}

// event is the event that an address names. Only those that the workspace has are.
func (s *Server) event(r *http.Request) (string, error) {
	slug := r.PathValue("event")
	events, err := s.pipeline.Events()
	if err != nil {
		return "", err
	}
	if !slices.Contains(events, slug) {
		return "", refusal{http.StatusNotFound, fmt.Errorf("there is no event %.80q here", slug)}
	}
	return slug, nil
}

// board is the event that an address names, as it is now.
func (s *Server) board(r *http.Request) (seen, error) {
	slug, err := s.event(r)
	if err != nil {
		return seen{}, err
	}
	return s.boards.look(r.Context(), slug)
}

// talkOf is the talk that an address names, and its event.
func (s *Server) talkOf(r *http.Request) (seen, *talk, error) {
	b, err := s.board(r)
	if err != nil {
		return seen{}, nil, err
	}
	name := r.PathValue("name")
	t, known := b.talk(name)
	if !known {
		return seen{}, nil, noTalk(name)
	}
	return b, t, nil
}
