package web

import (
	"net/http"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/rst"
)

// showLive draws what is found in a talk as it is being typed. Nothing is saved.
func (s talkAnswers) showLive(w http.ResponseWriter, r *http.Request) error {
	_, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	c := draft.Change{Path: t.Path, Set: map[string]draft.Value{}, Was: map[string]draft.Value{}}
	if err := fill(&c, r.PostForm); err != nil {
		return err
	}
	c.Was = nil // it is about what is typed, whatever it was typed over
	typed, out := c.Apply(t.Draft)
	if out.Err != nil {
		return badRequest("%w", out.Err)
	}
	names, findings, err := s.pipeline.Desk(t.Event).Preview(r.Context(), typed)
	if err != nil {
		return err
	}
	text := rst.Parse(typed.Record.Description)
	s.part(w, "said", said{namesOf(names), findingsOf(findings, text), rendered(text)})
	return nil
}
