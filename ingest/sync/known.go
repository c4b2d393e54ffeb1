package sync

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// knownOf returns what is known of the videos of an event, for listing it without
// looking at each again: as last fetched where there is a base, and no more than
// that they are known where only the data tree has them.
func (s *syncing) knownOf(ctx context.Context, event string) (func(ingest.Key) (ingest.Video, bool), error) {
	contents, err := s.contents(ctx)
	if err != nil {
		return nil, err
	}
	bases, _ := s.in.Workspace.Bases(event) // an unreadable one is fetched again
	own := make(map[ingest.Key]ingest.Video, len(bases))
	for _, b := range bases {
		for _, v := range b.Fetched() {
			own[v.Key()] = v
		}
	}
	return func(key ingest.Key) (ingest.Video, bool) {
		if v, ok := own[key]; ok {
			return v, true
		}
		if k := contents.Lookup(key, event); k.State == workspace.Drafted {
			if b, err := s.in.Workspace.Base(k.Draft); err == nil && b != nil && !b.FromRecord() {
				return b.Video, true
			}
		}
		if s.in.Tree != nil && len(s.in.Tree.Lookup(key)) > 0 {
			return ingest.Video{Provider: key.Provider, ID: key.ID}, true
		}
		return ingest.Video{}, false
	}, nil
}

// contents reads the workspace once, when the first event is to be listed. What
// imports add to it meanwhile is looked at once more, which does no harm.
func (s *syncing) contents(ctx context.Context) (*workspace.Contents, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.loaded != nil {
		return s.loaded, nil
	}
	var err error
	s.loaded, err = s.in.Workspace.Load(ctx)
	return s.loaded, err
}

// tellUnreadable adds to a summary the drafts of its event that cannot be read, where no
// import has told them: somebody has to mend them on a night without news, too.
func (s *syncing) tellUnreadable(ctx context.Context, summary *intake.Summary) error {
	if len(summary.Problems) > 0 {
		return nil
	}
	contents, err := s.contents(ctx)
	if err != nil {
		return err
	}
	if folder := contents.Folder(summary.Event); folder != nil {
		summary.Problems = folder.DraftProblems()
	}
	return nil
}

func (s *syncing) problem(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.summary.Problems = append(s.summary.Problems, err)
}

func (s *syncing) spend(u ingest.Usage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.summary.Requests += u.Requests
	s.summary.Quota += u.Quota
}

// refused takes down that a provider's host failed or refuses everything, so that
// nothing more is asked of it. It is reported once.
func (s *syncing) refused(provider string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed[provider] == nil {
		s.failed[provider] = err
		s.errs = append(s.errs, err)
	}
}

// doubts takes down that what a host said of some videos is not believed yet. More
// can be asked of it.
func (s *syncing) doubts(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, err)
}

// comeAgain takes down that a later run can look at more.
func (s *syncing) comeAgain() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.summary.Again = true
}

func (s *syncing) isRefused(provider string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed[provider] != nil
}
