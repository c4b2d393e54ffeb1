package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/pyvideo/stevie/ingest/draft"
)

// Reopen puts a published draft back to review with a change that a person has asked
// for. Next is a change of the record that was last published from the draft, which
// its Record holds: where the draft says what was published, it follows; where a
// person has edited it since, that stays and a note says what is proposed. From then
// on the draft is proposed from its record, and what stevie noted before is settled.
func (w *Workspace) Reopen(ctx context.Context, d *draft.Draft, next draft.Proposed) (Updated, error) {
	release, err := w.locks.hold(d.Event)
	if err != nil {
		return Updated{}, err
	}
	reopened, err := w.reopen(d, next)
	if err != nil {
		return Updated{}, errors.Join(fmt.Errorf("reopen %s: %w", d.Path, err), release())
	}
	out, err := w.Update(ctx, reopened, next)
	out.Changed = true
	return out, errors.Join(err, release())
}

// reopen makes the draft one in review of which the published record was proposed. A
// run that is killed between the two writes leaves a published draft with that base,
// which is reopened the next time.
func (w *Workspace) reopen(d *draft.Draft, next draft.Proposed) (*draft.Draft, error) {
	b, stored, err := w.bases.find(d)
	if err != nil {
		return nil, err
	}
	now, base, err := draft.Reopen(d, b, next)
	if err != nil {
		return nil, err
	}
	if err := w.step("base"); err != nil {
		return nil, err
	}
	if err := w.bases.write(d.Event, baseFile(d.Source.Key()), base); err != nil {
		return nil, err
	}
	if err := dropMoved(w, d, stored); err != nil {
		return nil, err
	}
	return w.save(d, now)
}
