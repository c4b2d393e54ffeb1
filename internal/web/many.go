package web

import (
	"context"
	"net/http"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

type sureData struct {
	frame
	Talks []row
}

// showSure lists what taking all sure ones would take: exactly these, as they are now.
func (s *Server) showSure(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	b, err := s.boards.look(r.Context(), slug)
	if err != nil {
		return err
	}
	data := sureData{frame: s.frameOf("Take all sure ones", slug)}
	for _, t := range shown(b.talks, r.URL.Query()["show"]) {
		if !t.Settled() && t.Level == ingest.LevelSure {
			data.Talks = append(data.Talks, s.row(b.event, t))
		}
	}
	s.show(w, http.StatusOK, "sure", data)
	return nil
}

// takeMany makes the drafts ready that a form lists, by name and fingerprint: one act.
// What has changed since it was listed stays as it is.
func (s *Server) takeMany(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	b, err := s.boards.look(r.Context(), slug)
	if err != nil {
		return err
	}
	status, verb, err := manyAct(r.PostForm.Get("act"))
	if err != nil {
		return err
	}
	names, prints := r.PostForm["name"], r.PostForm["fingerprint"]
	if len(names) != len(prints) {
		return badRequest("each talk goes with a fingerprint")
	}
	var changes []draft.Change
	for i, name := range names {
		t, known := b.talk(name)
		if !known {
			return noTalk(name)
		}
		changes = append(changes, t.Settle(draft.Change{
			Path: t.Path, Fingerprint: prints[i], Set: map[string]draft.Value{draft.FieldStatus: string(status)}, Was: map[string]draft.Value{},
		}))
	}
	return s.saveMany(w, r, slug, verb, names, changes)
}

func manyAct(act string) (draft.Status, string, error) {
	switch act {
	case actTake, actReady:
		return draft.Ready, "Take all", nil
	case actSkip:
		return draft.Skip, "Skip all", nil
	}
	return "", "", badRequest("there is no act %.40q for many", act)
}

// saveMany saves several drafts in one act and shows what has become of them.
func (s *Server) saveMany(w http.ResponseWriter, r *http.Request, slug, verb string, names []string, changes []draft.Change) error {
	var outcomes []draft.Outcome
	b, err := s.boards.act(r.Context(), slug, func(ctx context.Context, _ seen) ([]string, error) {
		outcomes = s.pipeline.SaveDrafts(ctx, slug, verb, changes)
		paths := []string{}
		for _, out := range outcomes {
			paths = append(paths, out.Path)
		}
		return paths, nil
	})
	if err != nil {
		return err
	}
	var rows []row
	status := http.StatusOK
	for i, out := range outcomes {
		t, known := b.talk(names[i])
		if !known {
			continue
		}
		drawn := s.row(b.event, t)
		if out.Err != nil {
			drawn.Fault = out.Err.Error()
		}
		if len(out.Conflicts) > 0 {
			drawn.show(out.Conflicts)
			status = http.StatusConflict
		}
		rows = append(rows, drawn)
	}
	if wantsPart(r) {
		return s.sendParts(w, b, rows...)
	}
	if status == http.StatusConflict {
		return refusal{status, draft.ErrChanged}
	}
	http.Redirect(w, r, eventAddress(slug), http.StatusSeeOther)
	return nil
}
