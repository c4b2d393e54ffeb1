package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// undo takes an act of the history back: the one with an id, else the latest that somebody
// did here.
func (s talkAnswers) undo(w http.ResponseWriter, r *http.Request) error {
	slug, err := s.event(r)
	if err != nil {
		return err
	}
	var act pipeline.Act
	var outcomes []draft.Outcome
	b, err := s.boards.act(r.Context(), slug, func(ctx context.Context, _ seen) (_ []string, err error) {
		act, outcomes, err = s.pipeline.Undo(ctx, slug, r.PostForm.Get("id"))
		return nil, err
	})
	if err != nil {
		return err
	}
	done := parts{Rows: map[string]string{}, Revision: b.revision, Message: undoneInWords(act, outcomes)}
	status := http.StatusOK
	for _, out := range outcomes {
		name := nameOf(out.Path)
		t, known := b.talk(name)
		if !known {
			continue
		}
		drawn := s.row(t)
		if out.Failure() != nil {
			status = http.StatusConflict
			drawn.Conflicts = conflictsOf(out)
		}
		if done.At == "" {
			done.At = name
		}
		if done.Rows[name], err = s.drawn("row", drawn); err != nil {
			return err
		}
	}
	done.Conflict = status == http.StatusConflict
	switch {
	case wantsPart(r):
		return s.send(w, r, b, done)
	case done.Conflict:
		return refusal{status, fmt.Errorf("%s", done.Message)}
	}
	back := eventAddress(slug)
	if strings.HasSuffix(strings.SplitN(r.Referer(), "?", 2)[0], back+"/history") {
		back += "/history"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// undoneInWords says what was taken back, and what was not.
func undoneInWords(act pipeline.Act, outcomes []draft.Outcome) string {
	if act.ID == "" {
		return "Nothing is left to be undone."
	}
	kept := 0
	for _, out := range outcomes {
		if out.Failure() != nil {
			kept++
		}
	}
	if kept > 0 {
		return fmt.Sprintf("%s: changed since in %d of %d talks, which stay as they are", act.Verb, kept, len(outcomes))
	}
	if len(outcomes) == 0 && act.Apart == nil {
		return "Undone: " + act.Verb + "; what was changed there since stays"
	}
	return "Undone: " + act.Verb
}

func conflictsOf(out draft.Outcome) []conflict {
	var list []conflict
	for _, c := range out.Conflicts {
		list = append(list, conflictOf(c))
	}
	return list
}
