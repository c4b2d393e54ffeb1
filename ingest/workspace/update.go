package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// maxTries bounds how often a file is merged anew because an editor saved it.
const maxTries = 5

// Updated is what [Workspace.Update] did.
type Updated struct {
	draft.Merged
	Changed bool  // the draft's file
	Problem error // why the draft's base counted as none, nil if it did not
}

// Update brings a draft up to a new proposal as [draft.Merge] says, in the file's own
// bytes, and stores the proposal as its base. Where nothing is new, nothing is
// written. D may be older than the file: what was saved since is merged too.
// Under the event's lock, different drafts may be updated concurrently.
func (w *Workspace) Update(d *draft.Draft, next draft.Proposed) (Updated, error) {
	if d.Source.Key() != next.Key() {
		return Updated{}, fmt.Errorf("update %s: it is about %s, not %s", d.Path, d.Source.Key(), next.Key())
	}
	h, release, err := w.locks.hold(d.Event)
	if err != nil {
		return Updated{}, err
	}
	out, err := w.update(h, d, next)
	h.ended(err)
	if err != nil {
		err = fmt.Errorf("update %s: %w", d.Path, err)
	}
	return out, errors.Join(err, release())
}

func (w *Workspace) update(h *hold, d *draft.Draft, next draft.Proposed) (Updated, error) {
	d, err := w.files.fresh(d)
	if err != nil {
		return Updated{}, err
	}
	base, stored, problem := w.bases.find(d)
	for range maxTries {
		out, err := w.attempt(h, d, base, stored, next)
		out.Problem = problem
		if !errors.Is(err, draft.ErrChanged) {
			return out, err
		}
		if d, err = w.files.fresh(d); err != nil {
			return Updated{}, err
		}
	}
	return Updated{}, endless()
}

// attempt merges, and writes the base before the draft: a draft that lags behind
// its base can be told by its bytes, a person's edit cannot be told from a
// proposal that was never stored.
func (w *Workspace) attempt(h *hold, d *draft.Draft, base *draft.Base, stored string, next draft.Proposed) (Updated, error) {
	out := Updated{Merged: draft.Merge(d, base, next)}
	if out.Base == nil {
		return out, nil
	}
	text, err := draft.Edit(d.Bytes(), d, out.Draft)
	if err != nil {
		return out, err
	}
	out.Changed = !bytes.Equal(text, d.Bytes())
	if !out.Changed && base != nil && stored == d.Event && sameBase(base, out.Base) {
		return out, nil
	}
	if out.Changed {
		out.Base.Before, out.Base.Was = withoutBefore(base), draft.Fingerprint(d.Bytes())
		if err := h.mark(); err != nil {
			return out, err
		}
	}
	if err := w.step("base"); err != nil {
		return out, err
	}
	if err := w.bases.write(d.Event, baseFile(d.Source.Key()), out.Base); err != nil {
		return out, err
	}
	if out.Changed {
		if out.Draft, err = w.replace(d, text); err != nil {
			return out, err
		}
	}
	return out, w.dropMoved(d, stored)
}

// replace writes a draft's new text unless its file is not what it was.
func (w *Workspace) replace(d *draft.Draft, text []byte) (*draft.Draft, error) {
	if err := w.step("draft"); err != nil {
		return nil, err
	}
	if err := atomicfile.Replace(w.files.root, path.Join(d.Event, d.File), d.Bytes(), text); err != nil {
		return nil, err
	}
	return draft.Parse(d.Path, text)
}

// dropMoved removes the base that a moved draft has left in its old event, now
// that the new event has one.
func (w *Workspace) dropMoved(d *draft.Draft, stored string) error {
	if stored == "" || stored == d.Event {
		return nil
	}
	_, release, err := w.locks.hold(stored)
	if errors.Is(err, ErrLocked) {
		return nil // it does no harm there
	}
	if err != nil {
		return err
	}
	err = w.files.root.Remove(path.Join(stored, baseDir, baseFile(d.Source.Key())))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, release())
}

func withoutBefore(b *draft.Base) *draft.Base {
	if b == nil {
		return nil
	}
	c := *b
	c.Before, c.Was = nil, ""
	return &c
}

func sameBase(a, b *draft.Base) bool {
	x, errX := withoutBefore(a).Encode()
	y, errY := withoutBefore(b).Encode()
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
