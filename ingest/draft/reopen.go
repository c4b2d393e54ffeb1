package draft

import (
	"errors"
	"fmt"
	"slices"
)

// Reopen puts a published draft back to review with a change that a person has asked
// for. Next is a change of the record that was last published from the draft, which
// its Record holds: where the draft says what was published, it follows; where a
// person has edited it since, that stays and a note says what is proposed. From then
// on the draft is proposed from its record, and what stevie noted before is settled.
func (w *Workspace) Reopen(d *Draft, next Proposed) (Outcome, error) {
	_, release, err := w.holdOn(d.Event)
	if err != nil {
		return Outcome{}, err
	}
	reopened, err := w.reopen(d, next)
	if err != nil {
		return Outcome{}, errors.Join(fmt.Errorf("reopen %s: %w", d.Path, err), release())
	}
	out, err := w.Update(reopened, next)
	out.Changed = true
	return out, errors.Join(err, release())
}

// reopen makes the draft one in review of which the published record was proposed. A
// run that is killed between the two writes leaves a published draft with that base,
// which is reopened the next time.
func (w *Workspace) reopen(d *Draft, next Proposed) (*Draft, error) {
	if d.Status != Published || next.Record == nil {
		return nil, errors.New("it is not published")
	}
	b, stored, err := w.findBase(d)
	if err != nil {
		return nil, err
	}
	proposed := next
	proposed.News, proposed.Proposal.Record = nil, *next.Record
	base := NewBase(proposed)
	now := d.Clone()
	now.Status = Review
	if b != nil {
		base.Published = b.Published
		base.Notes = append(base.Notes, inTreeNotes(b.Notes)...)
		now.Notes = slices.DeleteFunc(now.Notes, func(n Note) bool { return b.told(n) && !isInTree(n) })
	}
	if err := w.step("base"); err != nil {
		return nil, err
	}
	if err := w.writeBase(d.Event, d.Source.Key(), base); err != nil {
		return nil, err
	}
	if err := w.dropMoved(d, stored); err != nil {
		return nil, err
	}
	return w.save(d, now)
}

func inTreeNotes(notes []WrittenNote) []WrittenNote {
	return slices.DeleteFunc(slices.Clone(notes), func(n WrittenNote) bool { return !isInTree(n.Note) })
}
