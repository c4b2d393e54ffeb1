package web

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bare"
)

// shelf is the library in memory: the records of the data tree and the drafts on their way
// there, to be searched as somebody types.
type shelf struct {
	pipeline *pipeline.Pipeline
	boards   *boards

	mu     sync.Mutex
	events map[string]*shelved // of the data tree
	drafts map[string]*shelved // of the workspace
}

func newShelf(p *pipeline.Pipeline, b *boards) *shelf {
	return &shelf{pipeline: p, boards: b, events: map[string]*shelved{}, drafts: map[string]*shelved{}}
}

// shelved are the talks of one event. It does not change.
type shelved struct {
	Slug, Title string
	Start       ingest.Date
	Talks       []libraryTalk

	words    wordIndex // of the talks
	stamp    time.Time // of the data tree's folder
	revision int       // of the board
}

// Year is that of the event, or of its first talk that has a day; "" if there is none.
func (s *shelved) Year() string {
	if !s.Start.IsZero() {
		return s.Start.String()[:len("2024")]
	}
	for _, t := range s.Talks {
		if t.Year != "" {
			return t.Year
		}
	}
	return ""
}

// libraryTalk is a talk of the library as it is found and listed.
type libraryTalk struct {
	Event, EventTitle string
	Title, By         string
	Day, Year         string
	Address           string
	Draft             bool // not in the data tree yet

	title, by string // as they are compared
}

// collect brings the shelf up to date and returns all that stands there, events of the data
// tree first.
func (s *shelf) collect(ctx context.Context) ([]*shelved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.readTree(ctx); err != nil {
		return nil, err
	}
	if err := s.readDrafts(ctx); err != nil {
		return nil, err
	}
	var list []*shelved
	for _, from := range []map[string]*shelved{s.events, s.drafts} {
		for _, e := range from {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *shelved) int {
		return cmp.Or(strings.Compare(b.Year(), a.Year()), strings.Compare(a.Slug, b.Slug))
	})
	return list, nil
}

// readTree reads the events of the data tree that have changed.
func (s *shelf) readTree(ctx context.Context) error {
	stamps, err := s.pipeline.TreeStamps()
	if err != nil {
		return err
	}
	next := make(map[string]*shelved, len(stamps))
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for slug, stamp := range stamps {
		if e := s.events[slug]; e != nil && e.stamp.Equal(stamp) {
			mu.Lock()
			next[slug] = e
			mu.Unlock()
			continue
		}
		group.Go(func() error {
			event, err := s.pipeline.TreeEvent(slug)
			if err != nil || ctx.Err() != nil {
				return ctx.Err() // what cannot be read is check's to tell
			}
			e := shelveEvent(event, stamp)
			mu.Lock()
			defer mu.Unlock()
			next[slug] = e
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	s.events = next
	return nil
}

func shelveEvent(event pipeline.TreeEvent, stamp time.Time) *shelved {
	e := &shelved{Slug: event.Slug, Title: cmp.Or(event.Title, event.Slug), Start: event.StartDate, stamp: stamp}
	var texts []string
	for i, rec := range event.Talks {
		t := libraryTalkOf(rec, e)
		t.Address = libraryAddress(event.Slug) + "/" + pathName(event.Records[i].File)
		e.Talks, texts = append(e.Talks, t), append(texts, textOf(t, rec))
	}
	e.words = indexWords(texts)
	return e
}

// readDrafts takes over the drafts of events that have changed, as far as the data tree does
// not have their talks.
func (s *shelf) readDrafts(ctx context.Context) error {
	slugs, err := s.pipeline.Events()
	if err != nil {
		return err
	}
	next := make(map[string]*shelved, len(slugs))
	for _, slug := range slugs {
		b, err := s.boards.look(ctx, slug)
		if err != nil {
			return err
		}
		var stamp time.Time
		if e := s.events[slug]; e != nil {
			stamp = e.stamp
		}
		if e := s.drafts[slug]; e != nil && e.revision == b.revision && e.stamp.Equal(stamp) {
			next[slug] = e
			continue
		}
		if e := shelveDrafts(b, s.events[slug], stamp); len(e.Talks) > 0 {
			next[slug] = e
		}
	}
	s.drafts = next
	return nil
}

func shelveDrafts(b seen, inTree *shelved, stamp time.Time) *shelved {
	published := map[string]bool{}
	if inTree != nil {
		for _, t := range inTree.Talks {
			published[t.title] = true
		}
	}
	e := &shelved{Slug: b.event.Slug, Title: titleOf(b.event), Start: b.event.StartDate, stamp: stamp, revision: b.revision}
	var texts []string
	for _, d := range b.talks {
		t := libraryTalkOf(d.Draft.Record, e)
		if d.Draft.Status == draft.Skip || d.Draft.Status == draft.Published && published[t.title] {
			continue
		}
		t.Address, t.Draft = libraryAddress(b.event.Slug)+"/draft/"+pathName(d.Name), true
		e.Talks, texts = append(e.Talks, t), append(texts, textOf(t, d.Draft.Record))
	}
	e.words = indexWords(texts)
	return e
}

func libraryTalkOf(rec ingest.Record, e *shelved) libraryTalk {
	t := libraryTalk{
		Event: e.Slug, EventTitle: e.Title, Title: cmp.Or(rec.Title, "no title"), By: strings.Join(rec.Speakers, ", "),
		Day:   rec.Recorded[:min(len(rec.Recorded), len(time.DateOnly))],
		title: bare.Words(rec.Title), by: bare.Words(strings.Join(rec.Speakers, " ")),
	}
	if t.Year = t.Day[:min(len(t.Day), len("2024"))]; t.Year == "" && !e.Start.IsZero() {
		t.Year = e.Start.String()[:len("2024")]
	}
	return t
}

// textOf is all of a talk that is searched.
func textOf(t libraryTalk, rec ingest.Record) string {
	return t.title + " " + t.by + " " + bare.Words(rec.Description)
}
