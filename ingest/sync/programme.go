package sync

import (
	"context"
	"time"

	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// programme asks for the programme of an event, at most daily. It is nil where nobody is to
// be asked now; asked is when somebody was.
func (s *syncing) programme(ctx context.Context, w *watched) (p *intake.Programme, asked time.Time, err error) {
	state := stateOf(s.in.Cache, w.event.Slug)
	if !state.asksProgramme(w.event, s.now) {
		return nil, state.Programme, nil
	}
	read, err := s.in.Programme(ctx, w.event, intake.AskAddresses)
	return &read, s.now.UTC().Truncate(time.Second), err
}

// followProgramme has the drafts of an event follow its programme when no source has
// anything new. A programme that nobody is to be asked for now is left to the next import.
func (s *syncing) followProgramme(ctx context.Context, w *watched, unchanged intake.Summary) (intake.Summary, error) {
	programme, asked, err := s.programme(ctx, w)
	switch {
	case ctx.Err() != nil || err == nil && programme == nil:
		return unchanged, ctx.Err()
	case err != nil:
		s.problem(err)
		unchanged.Complete = false
		return unchanged, nil
	}
	s.importing.Lock()
	defer s.importing.Unlock()
	summary, err := s.in.Follow(ctx, w.event, *programme)
	if err != nil {
		s.problem(err)
		unchanged.Complete = false
		return unchanged, ctx.Err()
	}
	state := stateOf(s.in.Cache, w.event.Slug)
	state.Programme = asked
	if err := s.in.Cache.Write(cachefile.Sync(w.event.Slug), state); err != nil {
		return unchanged, err
	}
	summary.Complete = unchanged.Complete
	if summary.Updated == 0 {
		unchanged.Remarks = summary.Remarks
		return unchanged, nil
	}
	return summary, nil
}
