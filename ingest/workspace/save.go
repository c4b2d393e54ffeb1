package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"path"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Save writes what a person, or publish for them, made of a draft: new's values
// where old and new differ. What an editor has saved since old was read stays; it
// fails with [draft.ErrChanged] if that is in the same fields. The base is not touched, so
// the changes count as a person's. It returns the draft as it now is.
func (w *Workspace) Save(old, new *draft.Draft) (*draft.Draft, error) {
	if draft.Same(old, new) {
		return old, nil
	}
	release, err := w.locks.hold(old.Event)
	if err != nil {
		return nil, err
	}
	d, err := w.save(old, new)
	if err != nil {
		err = fmt.Errorf("save %s: %w", old.Path, err)
	}
	return d, errors.Join(err, release())
}

func (w *Workspace) save(old, new *draft.Draft) (*draft.Draft, error) {
	for range maxTries {
		now, err := w.files.fresh(old)
		if err != nil {
			return nil, err
		}
		wanted, err := draft.Carry(old, new, now)
		if err != nil {
			return nil, err
		}
		text, err := draft.Edit(now.Bytes(), now, wanted)
		if err != nil || bytes.Equal(text, now.Bytes()) {
			return now, err
		}
		d, err := w.replace(now, text)
		if err == nil {
			err = w.files.saved(now, d)
		}
		if !errors.Is(err, draft.ErrChanged) {
			return d, err
		}
	}
	return nil, endless()
}

// endless is the error about a file that changes whenever it is to be written.
func endless() error {
	return ingest.WithHint(draft.ErrChanged, "close the editor or stop what keeps writing the file, then repeat")
}

// SaveEvent brings an event.toml from old to new in the file's own bytes. Where
// they do not differ nothing is written. What an editor has saved since old was read
// stays, as [draft.CarryEvent] says.
func (w *Workspace) SaveEvent(old, new ingest.Event) error {
	if bytes.Equal(draft.EncodeEvent(old), draft.EncodeEvent(new)) {
		return nil
	}
	release, err := w.locks.hold(old.Slug)
	if err != nil {
		return err
	}
	err = w.saveEvent(old, new)
	if err != nil {
		err = fmt.Errorf("save event %s: %w", old.Slug, err)
	}
	return errors.Join(err, release())
}

func (w *Workspace) saveEvent(old, new ingest.Event) error {
	name := path.Join(old.Slug, draft.EventFile)
	for range maxTries {
		src, err := w.files.readFile(name)
		if err != nil {
			return err
		}
		now, err := draft.ParseEvent(old.Slug, w.files.path(old.Slug, draft.EventFile), src)
		if err != nil {
			return err
		}
		wanted, err := draft.CarryEvent(old, new, now)
		if err != nil {
			return err
		}
		text, err := draft.EditEvent(src, now, wanted)
		if err != nil || bytes.Equal(text, src) {
			return err
		}
		if err := w.step("event"); err != nil {
			return err
		}
		if err := atomicfile.Replace(w.files.root, name, src, text); !errors.Is(err, draft.ErrChanged) {
			return err
		}
	}
	return endless()
}
