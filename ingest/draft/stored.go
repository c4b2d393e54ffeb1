package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Base returns what stevie remembers about a draft, nil where nothing is stored.
// An error says that the base cannot be read; it then counts as none.
func (w *Workspace) Base(d *Draft) (*Base, error) {
	b, _, err := w.findBase(d)
	return b, err
}

// findBase returns a draft's base and the event that stores it: its own, or the
// one that the draft was moved from.
func (w *Workspace) findBase(d *Draft) (b *Base, event string, err error) {
	if d.Source.IsZero() {
		return nil, "", nil
	}
	b, err = w.baseIn(d.Event, d)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, d.Event, err
	}
	events, err := w.Events()
	if err != nil {
		return nil, "", err
	}
	for _, event := range events {
		if b, err := w.baseIn(event, d); !errors.Is(err, fs.ErrNotExist) {
			return b, event, err
		}
	}
	return nil, "", nil
}

// baseIn reads the base of a draft from an event's folder.
func (w *Workspace) baseIn(event string, d *Draft) (*Base, error) {
	name := baseFile(d.Source.Key())
	b, err := w.readBase(event, name)
	if err == nil && b.Key() != d.Source.Key() {
		err = fmt.Errorf("it is about %s", b.Key())
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, Problem{w.path(event, path.Join(baseDir, name)), ingest.WithHint(err,
			"delete it; whatever its draft has then counts as a person's")}
	}
	w.settle(d, b)
	return b, nil
}

// settle decides which state of its base a draft is in. A base is written before
// the draft that it changes: a draft that still has the bytes it had then was
// never written, so its base is the one before. Otherwise the one before is of no
// more concern, unless a run was killed and the draft edited since.
func (w *Workspace) settle(d *Draft, b *Base) {
	before := b.Before
	if before == nil {
		return
	}
	w.mu.Lock()
	h := w.held[d.Event]
	w.mu.Unlock()
	switch {
	case b.Was == fingerprint(d.text):
		*b = *before
	case h == nil || !h.interrupted:
		b.Before, b.Was = nil, ""
	}
}

func fingerprint(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

func (w *Workspace) readBase(event, name string) (*Base, error) {
	src, err := w.readFile(path.Join(event, baseDir, name))
	if err != nil {
		return nil, err
	}
	return DecodeBase(src)
}

// Bases returns all that is remembered about an event's talks, sorted by file,
// drafts moved here from another event included. It is what can be proposed again
// without asking a host. Bases that cannot be read are among the problems.
func (w *Workspace) Bases(event string) ([]*Base, []Problem) {
	folder := path.Join(event, baseDir)
	names, err := w.names(folder)
	if err != nil {
		return nil, []Problem{{w.path(event, baseDir), err}}
	}
	slices.Sort(names)
	var list []*Base
	var problems []Problem
	for _, name := range names {
		if path.Ext(name) != ".json" || name[0] == '.' {
			continue
		}
		b, err := w.readBase(event, name)
		if err != nil {
			problems = append(problems, Problem{w.path(event, path.Join(baseDir, name)), err})
			continue
		}
		list = append(list, b)
	}
	return append(list, w.movedBases(event, names)...), problems
}

// movedBases finds the bases, in other events, of drafts that were moved here.
func (w *Workspace) movedBases(event string, own []string) []*Base {
	names, err := w.names(event)
	if err != nil {
		return nil // as reported by Load
	}
	slices.Sort(names)
	var list []*Base
	for _, name := range names {
		if path.Ext(name) != draftExt || name[0] == '.' || name == EventFile {
			continue
		}
		d, err := w.read(event, name)
		if err != nil || d.Source.IsZero() || slices.Contains(own, baseFile(d.Source.Key())) {
			continue
		}
		if b, _, err := w.findBase(d); err == nil && b != nil {
			list = append(list, b)
		}
	}
	return list
}

// read reads a draft as it is now.
func (w *Workspace) read(event, file string) (*Draft, error) {
	src, err := w.readFile(path.Join(event, file))
	if err != nil {
		return nil, err
	}
	return Parse(w.path(event, file), src)
}

func (w *Workspace) writeBase(event string, key ingest.Key, b *Base) error {
	return w.write(event, baseFile(key), b)
}

// write writes a base under a name below the event's folder of bases.
func (w *Workspace) write(event, name string, b *Base) error {
	src, err := b.Encode()
	if err != nil {
		return err
	}
	return atomicfile.Write(w.root, path.Join(event, baseDir, name), src)
}
