package web

import (
	"cmp"
	"context"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest/pipeline"
)

type sessionsData struct {
	Token, Address string
	Title          string // as posted
	Likely         string // the session that it has, or that resembles it most; "" for none
	Candidates     []sessionChoice
}

// sessionChoice is a session of the schedule that a video may be of.
type sessionChoice struct {
	ID, Title string
	Percent   int
}

// showSessions lists the sessions that a talk's video may be of, for the person to choose.
// An event without a schedule has none: the answer is empty then.
func (s talkAnswers) showSessions(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	if len(b.event.Schedule) == 0 {
		return nil
	}
	matched, err := s.pipeline.Match(r.Context(), b.event.Slug, pipeline.MatchRequest{})
	if err != nil {
		return err
	}
	data := sessionsData{Token: s.guard.form, Address: talkAddress(b.event.Slug, t.Name) + "/session", Title: t.Draft.Source.Title}
	for _, pair := range matched.Pairs {
		if filepath.Base(pair.Path) != t.Draft.File {
			continue
		}
		data.Likely = pair.Session
		for _, c := range pair.Candidates {
			choice := sessionChoice{c.Session, c.Title, int(100 * c.Score)}
			if choice.Percent > 0 {
				data.Likely = cmp.Or(data.Likely, c.Session)
			}
			data.Candidates = append(data.Candidates, choice)
		}
	}
	for _, unfilmed := range matched.Unfilmed {
		if !slices.ContainsFunc(data.Candidates, func(c sessionChoice) bool { return c.ID == unfilmed.ID }) {
			data.Candidates = append(data.Candidates, sessionChoice{ID: unfilmed.ID, Title: unfilmed.Title})
		}
	}
	s.part(w, "sessions", data)
	return nil
}

// pair gives a talk's video the session that was chosen, or none.
func (s talkAnswers) pair(w http.ResponseWriter, r *http.Request) error {
	b, t, err := s.talkOf(r)
	if err != nil {
		return err
	}
	video := t.Draft.Source.Key().String()
	request := pipeline.MatchRequest{None: []string{video}}
	if session := r.PostForm.Get("session"); session != "" {
		request = pipeline.MatchRequest{Pairs: []string{video + "=" + session}}
	}
	after, err := s.boards.act(r.Context(), b.event.Slug, func(ctx context.Context, _ seen) ([]string, error) {
		_, err := s.pipeline.Match(ctx, b.event.Slug, request)
		return nil, err
	})
	if err != nil {
		return err
	}
	now, known := after.talk(t.Name)
	switch {
	case !known:
		return noTalk(t.Name)
	case wantsPart(r):
		return s.sendParts(w, r, after, s.row(now))
	}
	http.Redirect(w, r, pageWith(r, b.event.Slug, t.Name), http.StatusSeeOther)
	return nil
}
