package workspace

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// bases are the files in which is kept what was proposed for each draft.
type bases struct {
	files
	// wasInterrupted tells of an event that a run of an earlier version was killed over
	// changes to it, so that drafts may be older than their bases.
	wasInterrupted func(event string) bool
}

// find returns a draft's base and the event that stores it: its own, or the
// one that the draft was moved from.
func (s bases) find(d *draft.Draft) (b *draft.Base, event string, err error) {
	if d.Source.IsZero() {
		return nil, "", nil
	}
	unfinished := s.readPending(d.Event)
	if b, ok := unfinished.before(d); ok {
		return b, d.Event, nil
	}
	b, err = s.in(d.Event, d)
	if before := unfinished.perhaps(d); before != nil && b != nil {
		b = b.Unless(before)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return b, d.Event, err
	}
	if unfinished.isCreated(d) {
		return draft.BaseOf(d), d.Event, nil
	}
	events, _, err := s.events()
	if err != nil {
		return nil, "", err
	}
	for _, event := range events {
		if b, err := s.in(event, d); !errors.Is(err, fs.ErrNotExist) {
			return b, event, err
		}
	}
	return nil, "", nil
}

// in reads the base of a draft from an event's folder.
func (s bases) in(event string, d *draft.Draft) (*draft.Base, error) {
	name := baseFile(d.Source.Key())
	b, err := s.decode(event, name)
	if err == nil && b.Key() != d.Source.Key() {
		err = fmt.Errorf("it is about %s", b.Key())
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, Problem{s.path(event, path.Join(baseDir, name)), ingest.WithHint(err,
			"delete it; whatever its draft has then counts as a person's")}
	}
	if event == d.Event && s.wasInterrupted(event) {
		if before := b.BeforeInterrupted(d); before != nil {
			return before, nil
		}
	}
	return b, nil
}

func (s bases) decode(event, name string) (*draft.Base, error) {
	src, err := s.readFile(path.Join(event, baseDir, name))
	if err != nil {
		return nil, err
	}
	return draft.DecodeBase(src)
}

// list returns all bases of an event's talks, as [Workspace.Bases] says.
func (s bases) list(event string) ([]*draft.Base, []Problem) {
	folder := path.Join(event, baseDir)
	names, err := s.names(folder)
	if err != nil {
		return nil, []Problem{{s.path(event, baseDir), err}}
	}
	slices.Sort(names)
	var list []*draft.Base
	var problems []Problem
	for _, name := range names {
		if !isBase(name) {
			continue
		}
		b, err := s.decode(event, name)
		if err != nil {
			problems = append(problems, Problem{s.path(event, path.Join(baseDir, name)), err})
			continue
		}
		list = append(list, b)
	}
	return append(list, s.moved(event, names)...), problems
}

// moved finds the bases, in other events, of drafts that were moved here.
func (s bases) moved(event string, own []string) []*draft.Base {
	names, err := s.names(event)
	if err != nil {
		return nil // as reported by Load
	}
	slices.Sort(names)
	var list []*draft.Base
	for _, name := range names {
		if path.Ext(name) != draftExt || name[0] == '.' || name == draft.EventFile {
			continue
		}
		d, err := s.read(event, name)
		if err != nil || d.Source.IsZero() || slices.Contains(own, baseFile(d.Source.Key())) {
			continue
		}
		if b, _, err := s.find(d); err == nil && b != nil {
			list = append(list, b)
		}
	}
	return list
}

// write writes a base under a name, that of [baseFile] for a draft's own, below the
// event's folder of bases.
func (s bases) write(event, name string, b *draft.Base) error {
	src, err := b.Encode()
	if err != nil {
		return err
	}
	return atomicfile.Write(s.root, path.Join(event, baseDir, name), src)
}

// baseToWrite is a base on its way to the disk.
type baseToWrite struct {
	step string // what a test calls its writing
	base *draft.Base
}

// writeBases writes bases of an event in one go, and goes on to the end whatever happens to
// single ones.
func (f files) writeBases(ctx context.Context, event string, list []baseToWrite, step func(name string) error) (err error) {
	if len(list) == 0 {
		return nil
	}
	folder, err := f.root.OpenRoot(path.Join(event, baseDir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	var written []atomicfile.File
	for _, b := range list {
		written = append(written, atomicfile.File{Name: baseFile(b.base.Key()), Data: func() ([]byte, error) {
			if err := step(b.step); err != nil {
				return nil, err
			}
			return b.base.Encode()
		}})
	}
	return cmp.Or(atomicfile.WriteAll(ctx, folder, written)...)
}

// isBase tells the bases by their names from what lies beside them.
func isBase(name string) bool {
	return path.Ext(name) == ".json" && name[0] != '.' && name != scheduleFile
}

// keys lists the videos that have a base in an event's folder.
func (s bases) keys(event string) ([]ingest.Key, error) {
	names, err := s.names(path.Join(event, baseDir))
	if err != nil {
		return nil, fmt.Errorf("read event %s: %w", event, err)
	}
	slices.Sort(names)
	var keys []ingest.Key
	for _, name := range names {
		if !isBase(name) {
			continue
		}
		if key, ok := baseKey(name); ok {
			keys = append(keys, key)
		} else if b, err := s.decode(event, name); err == nil {
			keys = append(keys, b.Key())
		}
	}
	return keys, nil
}

// memory returns what is remembered of a draft's publication, and the name that it
// has below the event's folder of bases: the draft's base, or for a person's own
// draft, which has none, a file that is named after its first video.
func (s bases) memory(d *draft.Draft) (b *draft.Base, name string, err error) {
	if !d.Source.IsZero() {
		b, _, err = s.find(d)
		return b, baseFile(d.Source.Key()), err
	}
	for _, l := range d.Record.Videos {
		key, ok := record.KeyOf(l)
		if !ok {
			continue
		}
		name = path.Join(ownDir, baseFile(key))
		b, err = s.decode(d.Event, name)
		if errors.Is(err, fs.ErrNotExist) {
			b, err = &draft.Base{Proposed: draft.Proposed{Video: ingest.Video{Provider: key.Provider, ID: key.ID}}}, nil
		}
		return b, name, err
	}
	return nil, "", nil
}

// ownDir is the folder, beside the bases, for what is remembered of people's own
// drafts. They are no bases: nothing was proposed.
const ownDir = "own"
