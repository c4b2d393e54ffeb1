package workspace

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// Update is a draft that exists, with what is proposed for it now.
type Update struct {
	Draft *draft.Draft
	Next  draft.Proposed
}

// Updated is what became of an [Update].
type Updated struct {
	draft.Merged
	Changed bool  // the draft's file
	Problem error // why the draft's base counted as none, nil if it did not
	// Err tells why this draft alone is as its owner left it a moment ago: saved over
	// and over, broken, moved or deleted.
	Err error
}

// Propose brings drafts of an event up to new proposals as [draft.Merge] says, in the
// files' own bytes, and creates new ones; the proposals are stored as their bases.
// Where nothing is new, nothing is written. A draft may be older than its file: what
// was saved since is merged too. No file that exists is overwritten by a new draft.
//
// Results stand in the order of what was given; of what was not created any more the
// draft is nil. The error is what ended it early: each file is whole then, old or new,
// and the next call goes on from there, whoever edits in between. Without anything to be
// proposed it only takes down what of that was done.
func (w *Workspace) Propose(ctx context.Context, event string, updates []Update, news []NewDraft) ([]Updated, []*draft.Draft, error) {
	if len(updates)+len(news) == 0 && !w.IsUnfinished(event) {
		return nil, nil, nil
	}
	release, err := w.locks.hold(event)
	if err != nil {
		return nil, nil, err
	}
	p := &proposing{w: w, event: event}
	updated, created, err := p.run(ctx, updates, news)
	if err != nil {
		err = fmt.Errorf("propose drafts of %s: %w", event, err)
	}
	return updated, created, errors.Join(err, release())
}

// Update is [Workspace.Propose] for one draft.
func (w *Workspace) Update(ctx context.Context, d *draft.Draft, next draft.Proposed) (Updated, error) {
	updated, _, err := w.Propose(ctx, d.Event, []Update{{d, next}}, nil)
	if len(updated) == 0 {
		return Updated{}, err
	}
	return updated[0], errors.Join(err, updated[0].Err)
}

// proposing is one call of Propose under way.
type proposing struct {
	w       *Workspace
	event   string
	pending pending // what the drafts that are not written yet stood by
}

func (p *proposing) run(ctx context.Context, updates []Update, news []NewDraft) ([]Updated, []*draft.Draft, error) {
	files := p.w.files
	if err := files.root.MkdirAll(path.Join(p.event, baseDir), 0o755); err != nil {
		return nil, nil, err
	}
	merges, err := p.merge(ctx, updates)
	if err != nil {
		return nil, nil, err
	}
	c := creation{files: files, step: p.w.step, event: p.event, news: news}
	if err := c.prepare(); err != nil {
		return nil, nil, err
	}
	rest := p.note(merges, c)
	if err := files.writePending(p.event, p.pending); err != nil {
		return nil, nil, err
	}
	if err := p.write(ctx, merges); err != nil {
		return updatesOf(merges), nil, err
	}
	created, err := c.create(ctx)
	if err != nil {
		return updatesOf(merges), created, err
	}
	return updatesOf(merges), created, files.writePending(p.event, rest)
}

// note puts what is about to be written into pending, and returns what earlier runs have
// left that this one does not see to.
func (p *proposing) note(merges []*merge, c creation) (rest pending) {
	seen := map[string]bool{}
	for _, m := range merges {
		seen[m.draft.File] = true
	}
	rest = p.w.bases.unfinished(p.event, seen)
	p.pending = rest.clone()
	for _, m := range merges {
		if m.out.Changed {
			p.pending.Changed[m.draft.File] = m.pending()
		}
	}
	for _, d := range c.drafts {
		p.pending.Created[d.File] = draft.Fingerprint(d.Bytes())
	}
	return rest
}

// merge merges all drafts, and writes nothing.
func (p *proposing) merge(ctx context.Context, updates []Update) ([]*merge, error) {
	var merges []*merge
	for _, u := range updates {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m := &merge{w: p.w, draft: u.Draft, next: u.Next}
		merges = append(merges, m)
		if err := m.begin(); err != nil && !OfOneDraft(err) {
			return nil, err
		} else if err != nil {
			m.out = Updated{Err: fmt.Errorf("update %s: %w", u.Draft.Path, err)}
		}
	}
	return merges, nil
}

// write writes what was merged, the bases before the drafts: a draft that lags behind its
// base can be told by its bytes, a person's edit cannot be told from a proposal that was
// never stored.
func (p *proposing) write(ctx context.Context, merges []*merge) error {
	merges = slices.DeleteFunc(slices.Clone(merges), func(m *merge) bool { return m.out.Err != nil })
	var bases []baseToWrite
	for _, m := range merges {
		if m.hasNewBase() {
			bases = append(bases, baseToWrite{"base", m.out.Base})
		}
	}
	if err := p.w.files.writeBases(ctx, p.event, bases, p.w.step); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(writers)
	for _, m := range merges {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return p.writeDraft(m)
		})
	}
	return g.Wait()
}

// writeDraft writes a merged draft. One that was saved meanwhile is merged anew, and
// noted as what it is now, for other fields of it may still be as they were proposed.
func (p *proposing) writeDraft(m *merge) error {
	for range maxTries {
		err := m.writeDraft()
		if !errors.Is(err, draft.ErrChanged) {
			return m.ofOneDraft(err)
		}
		if err := m.again(); err != nil {
			return m.ofOneDraft(err)
		}
		if err := p.noteAgain(m); err != nil {
			return err
		}
		if err := m.writeBase(); err != nil {
			return err
		}
	}
	return m.ofOneDraft(endless())
}

func (p *proposing) noteAgain(m *merge) error {
	p.w.noting.Lock()
	defer p.w.noting.Unlock()
	p.pending.Changed[m.draft.File] = m.pending()
	return p.w.files.writePending(p.event, p.pending)
}

// merge is the update of one draft.
type merge struct {
	w      *Workspace
	draft  *draft.Draft
	next   draft.Proposed
	base   *draft.Base // nil: none
	stored string      // the event that has the base
	text   []byte      // what the draft's file shall hold
	out    Updated
}

// begin reads the draft as it is now, and its base.
func (m *merge) begin() error {
	if m.draft.Source.Key() != m.next.Key() {
		return fmt.Errorf("it is about %s, not %s", m.draft.Source.Key(), m.next.Key())
	}
	now, err := m.w.files.fresh(m.draft)
	if err != nil {
		return err
	}
	m.draft = now
	var problem error
	m.base, m.stored, problem = m.w.bases.find(m.draft)
	err = m.merge()
	m.out.Problem = problem
	return err
}

// again merges what somebody has saved meanwhile.
func (m *merge) again() error {
	now, err := m.w.files.fresh(m.draft)
	if err != nil {
		return err
	}
	m.draft = now
	problem := m.out.Problem
	err = m.merge()
	m.out.Problem = problem
	return err
}

func (m *merge) merge() (err error) {
	m.out = Updated{Merged: draft.Merge(m.draft, m.base, m.next)}
	if m.out.Base == nil {
		return nil
	}
	m.text, err = draft.Edit(m.draft.Bytes(), m.draft, m.out.Draft)
	m.out.Changed = err == nil && !bytes.Equal(m.text, m.draft.Bytes())
	return err
}

// pending is what the draft stands by until it is written.
func (m *merge) pending() pendingChange {
	change := pendingChange{Was: draft.Fingerprint(m.draft.Bytes()), Then: draft.Fingerprint(m.text), Base: json.RawMessage("null")}
	if m.base != nil {
		if src, err := m.base.Encode(); err == nil {
			change.Base = src
		}
	}
	return change
}

// hasNewBase reports whether there is a base to be written.
func (m *merge) hasNewBase() bool {
	out := m.out
	return out.Base != nil && (out.Changed || m.base == nil || m.stored != m.draft.Event || !sameBase(m.base, out.Base))
}

// writeBase writes the base of a draft that was merged once more.
func (m *merge) writeBase() error {
	if !m.hasNewBase() {
		return nil
	}
	if err := m.w.step("base"); err != nil {
		return err
	}
	return m.w.bases.write(m.draft.Event, baseFile(m.draft.Source.Key()), m.out.Base)
}

func (m *merge) writeDraft() error {
	if m.out.Changed {
		written, err := m.w.replace(m.draft, m.text)
		if err != nil {
			return err
		}
		m.out.Draft = written
	}
	return dropMoved(m.w, m.draft, m.stored)
}

// ofOneDraft takes down an error that concerns this draft alone, and returns others. The
// draft stands by the base that it had.
func (m *merge) ofOneDraft(err error) error {
	if err == nil || !OfOneDraft(err) {
		return err
	}
	m.out.Changed = false
	m.out.Err = fmt.Errorf("update %s: %w", m.draft.Path, err)
	name := baseFile(m.draft.Source.Key())
	if m.base != nil && m.base.IsFetched() {
		return m.w.bases.write(m.draft.Event, name, m.base)
	}
	if err := m.w.files.root.Remove(path.Join(m.draft.Event, baseDir, name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func updatesOf(merges []*merge) []Updated {
	list := make([]Updated, len(merges))
	for i, m := range merges {
		list[i] = m.out
	}
	return list
}

// maxTries bounds how often a file is merged anew because an editor saved it.
const maxTries = 5

// replace writes a draft's new text unless its file is not what it was.
func (w *Workspace) replace(d *draft.Draft, text []byte) (*draft.Draft, error) {
	next, err := draft.Parse(d.Path, text) // before it is written: what cannot be read is of use to nobody
	if err != nil {
		return nil, err
	}
	if err := w.step("draft"); err != nil {
		return nil, err
	}
	return next, atomicfile.Replace(w.files.root, path.Join(d.Event, d.File), d.Bytes(), text)
}

// dropMoved removes the base that a moved draft has left in its old event, now
// that the new event has one.
func dropMoved(w *Workspace, d *draft.Draft, stored string) error {
	if stored == "" || stored == d.Event {
		return nil
	}
	release, err := w.locks.hold(stored)
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

func sameBase(a, b *draft.Base) bool {
	x, errX := a.Encode()
	y, errY := b.Encode()
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
