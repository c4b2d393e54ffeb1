package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/journal"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// SaveDrafts makes a person's changes to the drafts of an event, each draft for itself and
// in its own bytes, as [draft.Change.Apply] says. The event is locked for each change
// alone. What could not be done is in the outcomes, one for each change. All that was done
// is one act of the [Pipeline.History], under the word of the button or command.
func (p *Pipeline) SaveDrafts(ctx context.Context, event, verb string, changes []draft.Change) []draft.Outcome {
	p.acts.Lock()
	defer p.acts.Unlock()
	act := Act{ID: journal.NewID(), Event: event, Verb: verb, Time: p.config.Now().UTC()}
	outcomes := make([]draft.Outcome, 0, len(changes))
	var unwritten error
	for i := range changes {
		outcomes = append(outcomes, acting{p}.change(ctx, event, changes[i:i+1])...)
		if act.Drafts = editsOf(outcomes[i:]); len(act.Drafts) > 0 { // at once: a run may be killed before the next
			unwritten = cmp.Or(unwritten, p.journal.Append(act))
		}
	}
	acting{p}.warnOfJournal(unwritten)
	return outcomes
}

// acting is one act under way.
type acting struct{ *Pipeline }

// warnOfJournal tells that the journal could not be written, if so.
func (p acting) warnOfJournal(err error) {
	if err != nil {
		p.warn(fmt.Errorf("what was done is saved, and cannot be undone: %w", err))
	}
}

// warn tells what a person should know of, although all is done.
func (p acting) warn(err error) {
	if p.config.OnWarning != nil {
		p.config.OnWarning(err)
		return
	}
	p.config.Logger.Warn(err.Error())
}

// change makes changes that are not in the journal yet.
func (p acting) change(ctx context.Context, event string, changes []draft.Change) []draft.Outcome {
	outcomes := make([]draft.Outcome, len(changes))
	for i, c := range changes {
		if err := ctx.Err(); err != nil {
			outcomes[i] = draft.Outcome{Path: c.Path, Err: err}
			continue
		}
		outcomes[i] = p.workspace.Change(ctx, event, c)
	}
	return outcomes
}

// editsOf is what outcomes did, for the journal.
func editsOf(outcomes []draft.Outcome) []journal.Edit {
	var edits []journal.Edit
	for _, out := range outcomes {
		if len(out.Edits) == 0 {
			continue
		}
		edits = append(edits, journal.Edit{File: filepath.Base(out.Path), Fields: out.Edits, Back: out.Back})
	}
	return edits
}

// noting does something that changes drafts by other ways than a [Change], and writes it
// down as the act. Nothing is written down of what changed no draft.
func (p acting) noting(act Act, do func() error) error {
	p.acts.Lock()
	defer p.acts.Unlock()
	watch := p.workspace.Watch(act.Event)
	if _, err := watch.Look(); err != nil {
		return do() // it tells what is wrong with the event
	}
	failed := do()
	seen, err := watch.Look()
	if err != nil {
		return errors.Join(failed, err)
	}
	for _, s := range seen {
		if e := editOf(s, func(string, draft.Text) bool { return false }); len(e.Fields) > 0 {
			act.Drafts = append(act.Drafts, e)
		}
	}
	if len(act.Drafts) > 0 {
		act.Time = p.config.Now().UTC()
		p.warnOfJournal(p.journal.Append(act))
	}
	return failed
}

// History is what people did to the drafts of an event, newest first.
func (p *Pipeline) History(_ context.Context, event string) ([]Act, error) {
	acts, err := p.journal.Acts(event)
	slices.Reverse(acts)
	return acts, err
}

// The words in the history for what no button of the pages is for.
const (
	VerbUndo   = "Undo"
	VerbRedo   = "Redo" // taking an Undo back
	VerbOnDisk = "Changed on disk"
)

// Undo takes an act back, be it an undoing itself; without an ID it is the latest act that
// [journal.Latest] finds, and one without an ID is returned when there is none. A field
// that was changed since stays as it is: by a later act, so that undoing that one too
// leads to what was before both; unnoticed, which is a conflict in the outcome.
func (p *Pipeline) Undo(ctx context.Context, event, id string) (Act, []draft.Outcome, error) {
	p.acts.Lock()
	defer p.acts.Unlock()
	acts, err := p.journal.Acts(event)
	if err != nil {
		return Act{}, nil, err
	}
	act, found := journal.Find(acts, id)
	if id == "" {
		if act, found = journal.Latest(acts); !found {
			return Act{}, nil, nil
		}
	}
	if !found || act.Undone {
		return Act{}, nil, &RequestError{Err: fmt.Errorf("no act %.40q of %s is there to be undone", id, event)}
	}
	outcomes := acting{p}.change(ctx, event, acting{p}.undoing(event, acts, act))
	edits := editsOf(outcomes)
	if len(edits) == 0 && slices.ContainsFunc(outcomes, func(out draft.Outcome) bool { return out.Failure() != nil }) {
		return act, outcomes, nil
	}
	undo := Act{Event: event, Verb: VerbUndo, Time: p.config.Now().UTC(), Drafts: edits, Apart: journal.Subject(acts, act).Apart, Undoes: act.ID}
	if act.Undoes != "" {
		undo.Verb = VerbRedo
	}
	return act, outcomes, p.journal.Append(undo)
}

// undoing is what undoing an act changes: from what the journal says now to what it says
// without the act.
func (p acting) undoing(event string, acts []Act, act Act) []draft.Change {
	without := journal.Without(acts, act.ID)
	var changes []draft.Change
	for _, e := range journal.Subject(acts, act).Drafts {
		c := draft.Change{
			Path: filepath.Join(p.config.Drafts, event, e.File),
			Set:  map[string]draft.Value{}, Was: map[string]draft.Value{}, Back: act.Back(e.File),
		}
		for _, f := range e.Fields {
			now, then := journal.Text(acts, e.File, f.Field), journal.Text(without, e.File, f.Field)
			takesBack := f.Field == draft.FieldStatus && journal.TakesBack(acts, act, e.File, string(draft.Ready))
			if now != then || takesBack { // the status that is there anyway is a person's word then
				c.Set[f.Field], c.Was[f.Field] = then, now
			}
		}
		if len(c.Set) > 0 {
			changes = append(changes, c)
		}
	}
	return changes
}

// Observe returns the files of the drafts that have changed on disk since it
// last looked, have come or have gone; the first look finds nothing. Changes that no act
// tells of are put in the history.
func (k Desk) Observe() ([]string, error) {
	p, event := k.pipeline, k.event
	p.acts.Lock()
	defer p.acts.Unlock()
	watch := p.watches[event]
	if watch == nil {
		watch = p.workspace.Watch(event)
		p.watches[event] = watch
	}
	seen, err := watch.Look()
	if err != nil || len(seen) == 0 {
		return nil, err
	}
	acts, err := p.journal.Acts(event)
	if err != nil {
		return nil, err
	}
	var files []string
	var edits []journal.Edit
	for _, s := range seen {
		files = append(files, s.File)
		told := func(field string, after draft.Text) bool { return after == journal.Text(acts, s.File, field) }
		if e := editOf(s, told); len(e.Fields) > 0 {
			edits = append(edits, e)
		}
	}
	if len(edits) > 0 {
		err = p.journal.Append(Act{Event: event, Verb: VerbOnDisk, Time: p.config.Now().UTC(), Drafts: edits, OnDisk: true})
	}
	return files, err
}

// editOf is what has changed in a draft, but for what is told already.
func editOf(s workspace.Seen, told func(field string, after draft.Text) bool) journal.Edit {
	e := journal.Edit{File: s.File}
	if s.Old == nil || s.New == nil {
		return e
	}
	fields := slices.Sorted(maps.Keys(draft.ChangeOf(s.Old, s.New).Set))
	before, err := s.Old.Texts(fields)
	after, err2 := s.New.Texts(fields)
	if errors.Join(err, err2) != nil {
		return e // both were read a moment ago
	}
	for _, f := range fields {
		if !told(f, after[f]) {
			e.Fields = append(e.Fields, draft.FieldEdit{Field: f, Before: before[f], After: after[f]})
		}
	}
	return e
}
