package web

import (
	"net/http"
	"strconv"
)

// showChanges tells the script which talks are others than they were at a revision that
// it knows.
func (s talkAnswers) showChanges(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	since, err := strconv.Atoi(r.URL.Query().Get("since"))
	if err != nil {
		return badRequest("since which revision?")
	}
	b, err := s.boards.look(r.Context(), slug)
	if err != nil {
		return err
	}
	if since == b.revision {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	var rows []row
	for _, t := range b.talks {
		if t.Revision > since || since > b.revision { // of a server before this one
			rows = append(rows, s.row(b.event, t))
		}
	}
	p, err := s.partsOf(b, rows)
	if err != nil {
		return err
	}
	for _, t := range b.talks {
		p.Names = append(p.Names, t.Name)
	}
	return s.send(w, r, b, p)
}

// showRow draws one row anew.
func (s talkAnswers) showRow(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	s.part(w, "row", s.row(b.event, t))
	return nil
}

// showPane draws the work pane of a talk.
func (s talkAnswers) showPane(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	s.part(w, "pane", s.pane(r.Context(), b.event, t))
	return nil
}

// talkOf is the talk that an address names, and its event.
func (s talkAnswers) talkOf(r *http.Request) (seen, *talk, error) {
	slug, err := s.event(r)
	if err != nil {
		return seen{}, nil, err
	}
	b, err := s.boards.look(r.Context(), slug)
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
