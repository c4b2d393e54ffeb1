package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

type sureData struct {
	frame
	Talks []row
}

// showSure lists what taking all sure ones would take: exactly these, as they are now.
func (s talkAnswers) showSure(w http.ResponseWriter, r *http.Request) error {
	b, err := s.board(r)
	if err != nil {
		return err
	}
	data := sureData{frame: s.frameOf("Take all sure ones", b.event.Slug)}
	for _, t := range shown(b.talks, r.URL.Query()["show"]) {
		if !t.IsSettled() && t.Level == ingest.LevelSure {
			data.Talks = append(data.Talks, s.row(t))
		}
	}
	s.show(w, http.StatusOK, "sure", data)
	return nil
}

// takeMany makes the drafts ready that a form lists, by name and fingerprint, or skips
// them: one act. What has changed since it was listed stays as it is.
func (s talkAnswers) takeMany(w http.ResponseWriter, r *http.Request) error {
	change, verb, err := manyAct(r.PostForm.Get("act"))
	if err != nil {
		return err
	}
	return s.saveMany(w, r, verb, func(_ int, t *talk) (draft.Change, error) { return change(t.View), nil })
}

func manyAct(act string) (change func(pipeline.View) draft.Change, verb string, err error) {
	to := func(status draft.Status) func(pipeline.View) draft.Change {
		return func(v pipeline.View) draft.Change {
			return v.Set(map[string]draft.Value{draft.FieldStatus: string(status)})
		}
	}
	switch act {
	case actTake:
		return pipeline.View.Take, "Take all", nil
	case actReady:
		return to(draft.Ready), "Take all", nil
	case actSkip:
		return to(draft.Skip), "Skip all", nil
	}
	return nil, "", badRequest("there is no act %.40q for many", act)
}

// saveMany changes the drafts that a form lists by name and fingerprint and of which it has
// chosen the names, in one act, and shows what has become of them.
func (s talkAnswers) saveMany(w http.ResponseWriter, r *http.Request, verb string, change func(i int, t *talk) (draft.Change, error)) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	names, prints, chosen := r.PostForm["name"], r.PostForm["fingerprint"], r.PostForm["chosen"]
	if len(names) != len(prints) {
		return badRequest("each talk goes with a fingerprint")
	}
	var taken []string
	var outcomes []draft.Outcome
	b, err := s.boards.act(r.Context(), slug, func(ctx context.Context, b seen) ([]string, error) {
		var changes []draft.Change
		paths := []string{}
		for i, name := range names {
			if !slices.Contains(chosen, name) {
				continue
			}
			t, known := b.talk(name)
			if !known {
				return paths, noTalk(name)
			}
			c, err := change(i, t)
			if err != nil {
				return paths, err
			}
			c.Fingerprint, c.Was = prints[i], nil // of a draft that is not as it was listed nothing is changed
			changes, paths, taken = append(changes, c), append(paths, t.Path), append(taken, name)
		}
		outcomes = s.pipeline.SaveDrafts(ctx, slug, verb, changes)
		return paths, nil
	})
	if err != nil {
		return err
	}
	var rows []row
	status := http.StatusOK
	for i, out := range outcomes {
		t, known := b.talk(taken[i])
		if !known {
			continue
		}
		drawn := s.row(t)
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
		return s.sendParts(w, r, b, rows...)
	}
	if status == http.StatusConflict {
		return refusal{status, draft.ErrChanged}
	}
	http.Redirect(w, r, eventAddress(slug), http.StatusSeeOther)
	return nil
}
