package web

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// boards keep the events that were looked at, from one request to the next.
type boards struct {
	pipeline *pipeline.Pipeline
	mu       sync.Mutex
	byEvent  map[string]*board
}

func newBoards(p *pipeline.Pipeline) *boards {
	return &boards{pipeline: p, byEvent: map[string]*board{}}
}

// board is an event and its talks in the order in which they were first seen. That order
// stays as long as the server runs: what somebody has settled does not jump away.
type board struct {
	pipeline *pipeline.Pipeline
	slug     string

	mu       sync.Mutex
	event    ingest.Event
	talks    []*talk
	problems []error
	stamps   map[string]pipeline.Stamp
	revision int // counts what has changed, for pages that ask what is new
}

// talk is a draft as the pages show it. It does not change; a changed draft is a new one.
type talk struct {
	pipeline.View
	Name     string // of its file, without the ending: what addresses call it
	Revision int    // of the board, at which it became what it is
	OnDisk   bool   // somebody changed it by other means, since anybody last acted on it here
}

// seen is a board at one moment.
type seen struct {
	event    ingest.Event
	talks    []*talk
	problems []error
	revision int
}

// talk finds one by its name. What no talk is called is not looked for anywhere else.
func (s seen) talk(name string) (*talk, bool) {
	i := slices.IndexFunc(s.talks, func(t *talk) bool { return t.Name == name })
	if i < 0 {
		return nil, false
	}
	return s.talks[i], true
}

func (s *boards) of(event string) *board {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.byEvent[event]
	if b == nil {
		b = &board{pipeline: s.pipeline, slug: event}
		s.byEvent[event] = b
	}
	return b
}

// look returns an event as its files are now.
func (s *boards) look(ctx context.Context, event string) (seen, error) {
	b := s.of(event)
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.refresh(ctx, true)
	return b.seen(), err
}

// act does something to drafts and returns the event as it is afterwards. What has changed
// on disk before is noticed as such; what do changes is no such thing.
func (s *boards) act(ctx context.Context, event string, do func() error) (seen, error) {
	b := s.of(event)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.refresh(ctx, true); err != nil {
		return seen{}, err
	}
	failed := do()
	if err := b.refresh(ctx, false); err != nil && failed == nil {
		failed = err
	}
	return b.seen(), failed
}

// warm looks at all events, so that the first page need not wait for the data tree.
func (s *boards) warm(ctx context.Context) {
	events, err := s.pipeline.Events()
	if err != nil {
		return // whoever asks for a page is told
	}
	for _, event := range events {
		if ctx.Err() == nil {
			_, _ = s.look(ctx, event)
		}
	}
}

func (b *board) seen() seen { return seen{b.event, slices.Clone(b.talks), b.problems, b.revision} }

// refresh reads what has changed since the last look. Foreign tells that others did it.
func (b *board) refresh(ctx context.Context, foreign bool) error {
	stamps, err := b.pipeline.Stamps(b.slug)
	if err != nil {
		return err
	}
	changed, all := b.changed(stamps)
	if foreign && (all || len(changed) > 0) {
		if _, err := b.pipeline.Observe(ctx, b.slug); err != nil { // for the history
			return err
		}
	}
	if all {
		return b.load(ctx, stamps, foreign)
	}
	for _, file := range changed {
		if err := b.reload(ctx, file, foreign); err != nil {
			return b.load(ctx, stamps, foreign) // it says what is wrong with which file
		}
	}
	b.stamps = stamps
	return nil
}

// changed are the drafts that have changed, or all, where more than drafts have.
func (b *board) changed(stamps map[string]pipeline.Stamp) (files []string, all bool) {
	if b.stamps == nil || len(stamps) != len(b.stamps) {
		return nil, true
	}
	for file, stamp := range stamps {
		was, known := b.stamps[file]
		switch {
		case known && was == stamp:
		case !known, file == draft.EventFile, !strings.HasSuffix(file, draftEnding):
			return nil, true
		default:
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files, false
}

// load reads the whole event.
func (b *board) load(ctx context.Context, stamps map[string]pipeline.Stamp, foreign bool) error {
	event, err := b.pipeline.Event(b.slug)
	if err != nil {
		event = ingest.Event{Slug: b.slug} // it is among the problems
	}
	views, problems := b.pipeline.Drafts(ctx, b.slug)
	if err := ctx.Err(); err != nil {
		return err
	}
	first := b.stamps == nil
	b.revision++
	was := seen{talks: b.talks}
	place := map[string]int{}
	for i, t := range b.talks {
		place[t.Name] = i
	}
	talks := make([]*talk, 0, len(views))
	for _, v := range views {
		t := newTalk(v, b.revision)
		if old, known := was.talk(t.Name); known {
			same := draft.Fingerprint(old.Draft.Bytes()) == draft.Fingerprint(v.Draft.Bytes())
			t.OnDisk = old.OnDisk && (same || foreign) || foreign && !same
		} else {
			place[t.Name] = len(place)
			t.OnDisk = foreign && !first
		}
		talks = append(talks, t)
	}
	slices.SortStableFunc(talks, func(a, b *talk) int { return place[a.Name] - place[b.Name] })
	b.event, b.talks, b.problems, b.stamps = event, talks, problems, stamps
	return nil
}

// reload reads one draft anew.
func (b *board) reload(ctx context.Context, file string, foreign bool) error {
	at := slices.IndexFunc(b.talks, func(t *talk) bool { return t.Name+draftEnding == file })
	if at < 0 {
		return b.load(ctx, nil, foreign)
	}
	v, err := b.pipeline.Renew(ctx, b.talks[at].View)
	if err != nil {
		return err
	}
	b.revision++
	t := newTalk(v, b.revision)
	t.OnDisk = foreign
	b.talks[at] = t
	return nil
}

// draftEnding is that of the drafts' files.
const draftEnding = ".toml"

func newTalk(v pipeline.View, revision int) *talk {
	return &talk{View: v, Name: strings.TrimSuffix(filepath.Base(v.Path), draftEnding), Revision: revision}
}

// Settled reports whether nobody needs to look at a talk any more.
func (t *talk) Settled() bool { return t.Draft.Status != draft.Review }
