package draft

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// ErrChanged says that a file was saved by somebody else while stevie was about
// to write it.
var ErrChanged = atomicfile.ErrChanged

// maxTries bounds how often a file is merged anew because an editor saved it.
const maxTries = 5

// Outcome is what [Workspace.Update] did.
type Outcome struct {
	Merged
	Changed bool  // the draft's file
	Problem error // why the draft's base counted as none, nil if it did not
}

// Update brings a draft up to a new proposal as [Merge] says, in the file's own
// bytes, and stores the proposal as its base. Where nothing is new, nothing is
// written. D may be older than the file: what was saved since is merged too.
// Under the event's lock, different drafts may be updated concurrently.
func (w *Workspace) Update(d *Draft, next Proposed) (Outcome, error) {
	if d.Source.Key() != next.Key() {
		return Outcome{}, fmt.Errorf("update %s: it is about %s, not %s", d.Path, d.Source.Key(), next.Key())
	}
	h, release, err := w.holdOn(d.Event)
	if err != nil {
		return Outcome{}, err
	}
	out, err := w.update(h, d, next)
	w.ended(h, err)
	if err != nil {
		err = fmt.Errorf("update %s: %w", d.Path, err)
	}
	return out, errors.Join(err, release())
}

func (w *Workspace) update(h *hold, d *Draft, next Proposed) (Outcome, error) {
	d, err := w.fresh(d)
	if err != nil {
		return Outcome{}, err
	}
	base, stored, problem := w.findBase(d)
	for range maxTries {
		out, err := w.attempt(h, d, base, stored, next)
		out.Problem = problem
		if !errors.Is(err, ErrChanged) {
			return out, err
		}
		if d, err = w.fresh(d); err != nil {
			return Outcome{}, err
		}
	}
	return Outcome{}, endless()
}

// fresh returns the draft as its file is now.
func (w *Workspace) fresh(d *Draft) (*Draft, error) {
	src, err := w.readFile(path.Join(d.Event, d.File))
	if err != nil || bytes.Equal(src, d.text) {
		return d, err
	}
	now, err := Parse(d.Path, src)
	if err == nil && now.Source.Key() != d.Source.Key() {
		err = fmt.Errorf("it %w: it is about %s", ErrChanged, now.Source.Key())
	}
	return now, err
}

// attempt merges, and writes the base before the draft: a draft that lags behind
// its base can be told by its bytes, a person's edit cannot be told from a
// proposal that was never stored.
func (w *Workspace) attempt(h *hold, d *Draft, base *Base, stored string, next Proposed) (Outcome, error) {
	out := Outcome{Merged: Merge(d, base, next)}
	if out.Base == nil {
		return out, nil
	}
	text, err := Edit(d.text, d, out.Draft)
	if err != nil {
		return out, err
	}
	out.Changed = !bytes.Equal(text, d.text)
	if !out.Changed && base != nil && stored == d.Event && sameBase(base, out.Base) {
		return out, nil
	}
	if out.Changed {
		out.Base.Before, out.Base.Was = withoutBefore(base), fingerprint(d.text)
		if err := w.mark(h); err != nil {
			return out, err
		}
	}
	if err := w.step("base"); err != nil {
		return out, err
	}
	if err := w.writeBase(d.Event, d.Source.Key(), out.Base); err != nil {
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
func (w *Workspace) replace(d *Draft, text []byte) (*Draft, error) {
	if err := w.step("draft"); err != nil {
		return nil, err
	}
	if err := atomicfile.Replace(w.root, path.Join(d.Event, d.File), d.text, text); err != nil {
		return nil, err
	}
	return Parse(d.Path, text)
}

// dropMoved removes the base that a moved draft has left in its old event, now
// that the new event has one.
func (w *Workspace) dropMoved(d *Draft, stored string) error {
	if stored == "" || stored == d.Event {
		return nil
	}
	_, release, err := w.holdOn(stored)
	if errors.Is(err, ErrLocked) {
		return nil // it does no harm there
	}
	if err != nil {
		return err
	}
	err = w.root.Remove(path.Join(stored, baseDir, baseFile(d.Source.Key())))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, release())
}

func withoutBefore(b *Base) *Base {
	if b == nil {
		return nil
	}
	c := *b
	c.Before, c.Was = nil, ""
	return &c
}

func sameBase(a, b *Base) bool {
	x, errX := withoutBefore(a).Encode()
	y, errY := withoutBefore(b).Encode()
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
