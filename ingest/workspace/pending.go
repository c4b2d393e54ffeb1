package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// pendingFile lies among an event's bases while a run writes to its drafts.
const pendingFile = "pending"

// pending is what a run notes of an event's drafts before it writes the first, so that
// the next one can tell a draft that was never written from one that a person changed.
type pending struct {
	// Changed are the drafts to be changed, whose bases are written before them, by
	// file name.
	Changed map[string]pendingChange `json:"changed,omitempty"`
	// Created are the fingerprints of the drafts to be created, whose bases are written
	// after them, by file name.
	Created map[string]string `json:"created,omitempty"`
}

type pendingChange struct {
	Was  string          `json:"was"`  // the fingerprint of the draft's bytes
	Then string          `json:"then"` // and of those that are to replace them
	Base json.RawMessage `json:"base"` // its base, null if it had none
}

// readPending reads what an unfinished run has noted. Where there is none, or only a
// part of it, nothing is pending: it is whole before the first draft is touched.
func (f files) readPending(event string) pending {
	var p pending
	src, err := f.readFile(path.Join(event, baseDir, pendingFile))
	if err != nil || json.Unmarshal(src, &p) != nil {
		return pending{}
	}
	return p
}

// writePending notes what is about to be written, or that all of it was.
func (f files) writePending(event string, p pending) error {
	name := path.Join(event, baseDir, pendingFile)
	if len(p.Changed)+len(p.Created) > 0 {
		src, err := json.Marshal(p)
		if err != nil {
			return err
		}
		return atomicfile.Write(f.root, name, src)
	}
	err := f.root.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("note that all drafts of %s are written: %w", event, err)
	}
	return atomicfile.SyncFolder(f.root, path.Join(event, baseDir))
}

// before is the base that a draft still stands by: where a run was ended after it had
// written the draft's base, and before the draft.
func (p pending) before(d *draft.Draft) (b *draft.Base, ok bool) {
	change, ok := p.Changed[d.File]
	if !ok || change.Was != draft.Fingerprint(d.Bytes()) {
		return nil, false
	}
	return change.base(), true
}

// perhaps is the base that a draft may still stand by, as somebody has edited it since a
// run was ended which was to write it; nil if that is not so.
func (p pending) perhaps(d *draft.Draft) *draft.Base {
	change, ok := p.Changed[d.File]
	if !ok || change.Was == draft.Fingerprint(d.Bytes()) || change.Then == draft.Fingerprint(d.Bytes()) {
		return nil
	}
	return change.base()
}

func (c pendingChange) base() *draft.Base {
	b, err := draft.DecodeBase(c.Base)
	if err != nil { // there was none
		return nil
	}
	return b
}

// isCreated reports whether a draft is as a run has created it that was ended before it
// wrote the draft's base.
func (p pending) isCreated(d *draft.Draft) bool {
	was, ok := p.Created[d.File]
	return ok && was == draft.Fingerprint(d.Bytes())
}

// clone returns a copy that can be written to.
func (p pending) clone() pending {
	c := pending{Changed: map[string]pendingChange{}, Created: map[string]string{}}
	maps.Copy(c.Changed, p.Changed)
	maps.Copy(c.Created, p.Created)
	return c
}

// IsUnfinished reports whether a run was ended while it wrote the drafts of an event.
func (w *Workspace) IsUnfinished(event string) bool {
	p := w.files.readPending(event)
	return len(p.Changed)+len(p.Created) > 0
}

// unfinished is what earlier runs have left unfinished of an event, without the files
// that were seen and those that somebody has changed, deleted or finished since.
func (s bases) unfinished(event string, seen map[string]bool) pending {
	was, rest := s.readPending(event), pending{}.clone()
	for file, change := range was.Changed {
		if d, err := s.read(event, file); !seen[file] && err == nil && change.Was == draft.Fingerprint(d.Bytes()) {
			rest.Changed[file] = change
		}
	}
	for file, fingerprint := range was.Created {
		d, err := s.read(event, file)
		if seen[file] || err != nil || !was.isCreated(d) {
			continue
		}
		if _, err := s.in(event, d); errors.Is(err, fs.ErrNotExist) {
			rest.Created[file] = fingerprint
		}
	}
	return rest
}

// saved notes that a draft which an unfinished run has left is another one now, by a
// person's hand: the rest of it is still as it was.
func (f files) saved(old, now *draft.Draft) error {
	p := f.readPending(old.Event)
	if change, ok := p.Changed[old.File]; ok && change.Was == draft.Fingerprint(old.Bytes()) {
		change.Was = draft.Fingerprint(now.Bytes())
		p.Changed[old.File] = change
		return f.writePending(old.Event, p)
	}
	return nil
}
