package workspace

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest/draft"
)

// Change makes a person's change to a draft of an event, as [draft.Change.Apply] says,
// in the file's own bytes. The event is locked no longer than that takes; while another
// run has it, Change waits a moment. What was proposed is not touched in the base, so the
// changes count as a person's.
func (w *Workspace) Change(ctx context.Context, event string, c draft.Change) draft.Outcome {
	failed := func(err error) draft.Outcome {
		return draft.Outcome{Path: c.Path, Err: fmt.Errorf("change %s: %w", c.Path, err)}
	}
	file := filepath.Base(c.Path)
	if !strings.HasSuffix(file, draftExt) || file[0] == '.' || file == draft.EventFile || filepath.Base(filepath.Dir(c.Path)) != event {
		return failed(fmt.Errorf("it is no draft of %s", event))
	}
	release, err := w.locks.await(ctx, event)
	if err != nil {
		return failed(err)
	}
	out, err := change(w, event, file, c)
	if err == nil && out.Err == nil && c.Set[draft.FieldStatus] != nil {
		err = unsettle(w, event, file)
	}
	if err := errors.Join(err, release()); err != nil {
		return failed(err)
	}
	return out
}

// unsettle has the base of a draft forget that stevie put it back to review, when a person
// has just given it that status: it is theirs, and nothing makes it ready again by itself.
func unsettle(w *Workspace, event, file string) error {
	d, err := w.files.read(event, file)
	if err != nil || d.Status != draft.Review || d.Source.IsZero() {
		return err
	}
	b, err := w.bases.in(event, d)
	if err != nil || b == nil || b.Settled == nil || !b.Settled.Reopened {
		return nil //nolint:nilerr // a base that cannot be read is told by whoever needs it
	}
	b.Settled = nil
	return w.bases.write(event, baseFile(d.Source.Key()), b)
}

// change applies a change to the file as it is, and anew if somebody saves it at that
// moment.
func change(w *Workspace, event, file string, c draft.Change) (draft.Outcome, error) {
	for range maxTries {
		now, err := w.files.read(event, file)
		if err != nil {
			return draft.Outcome{}, err
		}
		next, out := c.Apply(now)
		if out.Err != nil || len(out.Changed) == 0 {
			return out, out.Err
		}
		text, err := c.Text(now, next)
		if err != nil {
			return draft.Outcome{}, err
		}
		saved, err := w.replace(now, text)
		if err == nil {
			err = w.files.saved(now, saved)
		}
		if err == nil {
			out.Back = draft.SpliceBack(now, saved, out.Changed)
			out.Edits, err = edits(now, saved, out.Changed)
		}
		if !errors.Is(err, draft.ErrChanged) {
			return out, err
		}
	}
	return draft.Outcome{}, endless()
}

// edits tells what became of the texts of some fields.
func edits(old, new *draft.Draft, fields []string) ([]draft.FieldEdit, error) {
	before, err := old.Texts(fields)
	if err != nil {
		return nil, err
	}
	after, err := new.Texts(fields)
	if err != nil {
		return nil, err
	}
	list := make([]draft.FieldEdit, len(fields))
	for i, f := range fields {
		list[i] = draft.FieldEdit{Field: f, Before: before[f], After: after[f]}
	}
	return list, nil
}
