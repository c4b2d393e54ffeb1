package web

import (
	"net/http"
	"strconv"
)

// showChanges tells the script which talks are others than they were at a revision that
// it knows.
func (s talkAnswers) showChanges(w http.ResponseWriter, r *http.Request) error {
	since, err := strconv.Atoi(r.URL.Query().Get("since"))
	if err != nil {
		return badRequest("since which revision?")
	}
	b, err := s.board(r)
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
			rows = append(rows, s.row(t))
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
	_, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	s.part(w, "row", s.row(t))
	return nil
}

// showPane draws the work pane of a talk.
func (s talkAnswers) showPane(w http.ResponseWriter, r *http.Request) error {
	_, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	s.part(w, "pane", s.pane(r.Context(), t))
	return nil
}
