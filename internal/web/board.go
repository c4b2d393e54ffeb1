package web

import (
	"context"
	"html/template"
	"path/filepath"
	"reflect"
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

	mu sync.Mutex
	seen
	stamps map[string]pipeline.Stamp
	place  map[string]int // of each talk in the order, by its name; of those too that are no more
}

// talk is a draft as the pages show it. It does not change; a changed draft is a new one.
type talk struct {
	pipeline.View
	Name     string // of its file, without the ending: what addresses call it
	Revision int    // of the board, at which it became what it is
	OnDisk   bool   // somebody changed it by other means, since anybody last acted on it here

	event ingest.Event
	// What is drawn of it again and again is drawn once.
	labels onceFor[[]labelled]
	drawn  onceFor[template.HTML]
}

// onceFor is a value that is found once, when it is first asked for.
type onceFor[T any] struct {
	once  sync.Once
	value T
	err   error
}

func (o *onceFor[T]) get(find func() (T, error)) (T, error) {
	o.once.Do(func() { o.value, o.err = find() })
	return o.value, o.err
}

// seen is what was seen of an event at one moment.
type seen struct {
	event    ingest.Event
	talks    []*talk
	sessions []string // of the programme, by their ids
	problems []error
	revision int // counts what has changed, for pages that ask what is new
	loaded   int // the revision at which all of it was read
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
		b = &board{pipeline: s.pipeline, slug: event, place: map[string]int{}}
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
	return b.now(), err
}

// act does something to drafts and returns the event as it is afterwards. What has changed
// on disk before is noticed as such; what do changes is no such thing. Do is told how the
// event is, and tells which drafts it has changed, by their paths; nil is any.
func (s *boards) act(ctx context.Context, event string, do func(context.Context, seen) (changed []string, err error)) (seen, error) {
	b := s.of(event)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.refresh(ctx, true); err != nil {
		return seen{}, err
	}
	changed, failed := do(ctx, b.now())
	if changed == nil {
		if err := b.refresh(ctx, false); err != nil && failed == nil {
			failed = err
		}
	}
	for _, path := range changed {
		if err := b.reload(ctx, filepath.Base(path), false); err != nil && failed == nil {
			failed = err
		}
	}
	return b.now(), failed
}

// warm looks at all events, so that the first page need not wait for the data tree.
func (s *boards) warm(ctx context.Context) []seen {
	events, err := s.pipeline.Events()
	if err != nil {
		return nil // whoever asks for a page is told
	}
	var list []seen
	for _, event := range events {
		if b, err := s.look(ctx, event); err == nil {
			list = append(list, b)
		}
	}
	return list
}

// now is what is seen, whatever becomes of the board.
func (b *board) now() seen {
	s := b.seen
	s.talks = slices.Clone(s.talks)
	return s
}

// refresh reads what has changed since the last look. Foreign tells that others did it.
func (b *board) refresh(ctx context.Context, foreign bool) error {
	stamps, err := b.pipeline.Desk(b.slug).Stamps()
	if err != nil {
		return err
	}
	changed, all := b.changed(stamps)
	if foreign && (all || len(changed) > 0) {
		if _, err := b.pipeline.Desk(b.slug).Observe(); err != nil { // for the history
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
		case !known, file == draft.EventFile, !b.has(file):
			return nil, true
		default:
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files, false
}

// has reports whether a draft is among the talks: one that cannot be read is not.
func (b *board) has(file string) bool {
	return slices.ContainsFunc(b.talks, func(t *talk) bool { return t.Name+draftEnding == file })
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
	b.loaded = b.revision
	was := b.now()
	talks := make([]*talk, 0, len(views))
	for _, v := range views {
		t := newTalk(event, v, b.revision)
		if _, placed := b.place[t.Name]; !placed {
			b.place[t.Name] = len(b.place)
		}
		old, known := was.talk(t.Name)
		t.OnDisk = foreign && !first
		if known {
			same := draft.Fingerprint(old.Draft.Bytes()) == draft.Fingerprint(v.Draft.Bytes())
			t.OnDisk = old.OnDisk && (same || foreign) || foreign && !same
		}
		if known && t.looksLike(old) {
			t.Revision = old.Revision
		}
		talks = append(talks, t)
	}
	slices.SortFunc(talks, func(x, y *talk) int { return b.place[x.Name] - b.place[y.Name] })
	b.event, b.talks, b.problems, b.stamps = event, talks, problems, stamps
	sessions, err := b.pipeline.Desk(b.slug).Sessions(event)
	if err != nil {
		b.problems = append(b.problems, err)
	}
	b.sessions = nil
	for _, s := range sessions {
		b.sessions = append(b.sessions, s.ID)
	}
	return nil
}

// reload reads one draft anew.
func (b *board) reload(ctx context.Context, file string, foreign bool) error {
	at := slices.IndexFunc(b.talks, func(t *talk) bool { return t.Name+draftEnding == file })
	if at < 0 {
		return noTalk(file)
	}
	v, stamp, err := b.pipeline.Desk(b.slug).Renew(ctx, b.talks[at].View)
	if err != nil {
		return err
	}
	b.revision++
	t := newTalk(b.event, v, b.revision)
	t.OnDisk = foreign
	b.talks[at], b.stamps[file] = t, stamp
	return nil
}

// draftEnding is that of the drafts' files.
const draftEnding = ".toml"

func newTalk(event ingest.Event, v pipeline.View, revision int) *talk {
	return &talk{View: v, Name: nameOf(v.Path), Revision: revision, event: event}
}

// nameOf is what addresses call the draft at a path.
func nameOf(path string) string { return strings.TrimSuffix(filepath.Base(path), draftEnding) }

// looksLike reports whether a talk is drawn as another one is.
func (t *talk) looksLike(o *talk) bool {
	shown := func(t *talk) []any {
		v := t.View
		return []any{v.Draft.Bytes(), v.DraftStatus, v.Level, v.Reasons, v.Readings, v.Names, v.Findings, t.OnDisk, t.event}
	}
	return reflect.DeepEqual(shown(t), shown(o))
}
