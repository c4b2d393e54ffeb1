package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// historyPage lists what was done to the drafts of an event, newest first, each act with
// the button that takes it back.
func historyPage() page {
	return page{name: "history", tab: "History", at: "history", event: true, routes: func(s *Server) routes {
		return routes{
			"GET /event/{event}/history":  historyAnswers{s}.showHistory,
			"POST /event/{event}/history": historyAnswers{s}.takeBack,
		}
	}}
}

type historyData struct {
	frame
	Acts      []pastAct
	Conflicts []undoConflict
	Faults    []string
}

// pastAct is an act of the history as the page shows it.
type pastAct struct {
	ID      string // of the act that the button takes back
	Button  string
	Verb    string
	Field   string
	Time    time.Time
	Event   string
	Token   string
	Undone  bool
	Foreign bool     // done on disk, by somebody or something else
	Names   []string // that it was said of
	Drafts  []pastEdit
}

// pastEdit is what an act did to one draft.
type pastEdit struct {
	Title, Address string // "" for a draft that is no more
	File           string
	Fields         []pastField
}

type pastField struct {
	Field, Before, After string
}

// undoConflict is a field that was changed since the act that was to be undone.
type undoConflict struct {
	Draft string
	conflict
}

// fewDrafts are listed; those of an act with more are folded.
const fewDrafts = 3

// Many reports whether the drafts of an act are folded.
func (a pastAct) Many() bool { return len(a.Drafts) > fewDrafts }

// When is the time of an act for people, in the time zone of this machine.
func (a pastAct) When() string { return a.Time.Local().Format("2 January 2006, 15:04:05") }

// Stamp is the time of an act for programs.
func (a pastAct) Stamp() string { return a.Time.UTC().Format(time.RFC3339) }

// historyAnswers are the answers for the page of an event's history.
type historyAnswers struct{ *Server }

func (s historyAnswers) showHistory(w http.ResponseWriter, r *http.Request) error {
	data, err := s.history(r)
	if err != nil {
		return err
	}
	s.show(w, http.StatusOK, "history", data)
	return nil
}

// history reads what was done up to now, by others too.
func (s historyAnswers) history(r *http.Request) (historyData, error) {
	b, err := s.board(r)
	if err != nil {
		return historyData{}, err
	}
	acts, err := s.pipeline.History(r.Context(), b.event.Slug)
	if err != nil {
		return historyData{}, err
	}
	data := historyData{frame: s.frameOf("History of "+titleOf(b.event), b.event.Slug)}
	for _, a := range acts {
		data.Acts = append(data.Acts, s.pastAct(b, acts, a))
	}
	return data, nil
}

func (s historyAnswers) pastAct(b seen, acts []pipeline.Act, a pipeline.Act) pastAct {
	p := pastAct{
		ID: a.ID, Button: pipeline.VerbUndo, Verb: a.Verb, Field: a.Field, Time: a.Time,
		Event: b.event.Slug, Token: s.guard.form, Undone: a.Undone, Foreign: a.OnDisk,
	}
	if a.Undone { // what took it back is taken back
		p.ID, p.Button = undoingOf(acts, a.ID), pipeline.VerbRedo
	}
	if a.Apart != nil {
		p.Names = []string{a.Apart.Name, a.Apart.Other}
	}
	for _, e := range a.Drafts {
		edit := pastEdit{File: e.File}
		if t, known := b.talk(strings.TrimSuffix(e.File, draftEnding)); known {
			edit.Title, edit.Address = t.Draft.Record.Title, rowAddress(b.event.Slug, t.Name)
		}
		for _, f := range e.Fields {
			edit.Fields = append(edit.Fields, pastField{f.Field, f.Before.Show(f.Field), f.After.Show(f.Field)})
		}
		p.Drafts = append(p.Drafts, edit)
	}
	return p
}

// undoingOf is the act that took another one back and stands itself.
func undoingOf(acts []pipeline.Act, id string) string {
	for _, a := range acts {
		if a.Undoes == id && !a.Undone {
			return a.ID
		}
	}
	return ""
}

// takeBack takes an act back. Where somebody has changed a field since, it shows both.
func (s historyAnswers) takeBack(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	id := r.PostForm.Get("id")
	if id == "" {
		return badRequest("which act is to be undone?")
	}
	var outcomes []draft.Outcome
	_, err = s.boards.act(r.Context(), slug, func(ctx context.Context, _ seen) (_ []string, err error) {
		_, outcomes, err = s.pipeline.Undo(ctx, slug, id)
		return nil, err
	})
	if _, wrong := errors.AsType[*pipeline.RequestError](err); wrong {
		return refusal{http.StatusConflict, err}
	}
	if err != nil {
		return err
	}
	if conflicts, faults := notUndone(outcomes); len(conflicts)+len(faults) > 0 {
		data, err := s.history(r)
		if err != nil {
			return err
		}
		data.Conflicts, data.Faults = conflicts, faults
		s.show(w, http.StatusConflict, "history", data)
		return nil
	}
	http.Redirect(w, r, eventAddress(slug)+"/history", http.StatusSeeOther)
	return nil
}

// notUndone is what of an undoing could not be done.
func notUndone(outcomes []draft.Outcome) (conflicts []undoConflict, faults []string) {
	for _, out := range outcomes {
		if out.Err != nil {
			faults = append(faults, out.Err.Error())
		}
		for _, c := range out.Conflicts {
			conflicts = append(conflicts, undoConflict{nameOf(out.Path), conflictOf(c)})
		}
	}
	return conflicts, faults
}
