package web

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// programme is how much of an event's schedule has a video.
type programme struct {
	Sessions, Unfilmed int
	Doubtful           int  // pairs that a person should decide on
	Counted            bool // whether these are known
}

// programmeOf is nil for an event without a schedule, or with one that was not read yet.
func programmeOf(b seen) *programme {
	if len(b.sessions) == 0 {
		return nil
	}
	p := &programme{Sessions: len(b.sessions)}
	filmed := map[string]bool{}
	for _, t := range b.talks {
		filmed[t.Draft.Source.Session.ID] = true
	}
	for _, id := range b.sessions {
		if !filmed[id] {
			p.Unfilmed++
		}
	}
	return p
}

// Counts are the sessions in words.
func (p programme) Counts() string {
	if p.Unfilmed == 0 {
		return countOf(p.Sessions, "session") + ", all of them with a video"
	}
	return countOf(p.Sessions, "session") + ", " + strconv.Itoa(p.Unfilmed) + " not filmed or not up yet"
}

// Pairs is what is to be done on the page with the pairs.
func (p programme) Pairs() string {
	switch {
	case !p.Counted:
		return "its pairs"
	case p.Doubtful == 0:
		return "no pair to look at"
	}
	return countOf(p.Doubtful, "pair") + " to look at"
}

// doubts count the pairs of events that a person should look at. Matching takes longer than
// a page may, so it is done beside it, and anew when what it goes by has changed.
type doubts struct {
	pipeline *pipeline.Pipeline
	mu       sync.Mutex
	byEvent  map[string]*doubt
}

// doubt is such a count. The number is there once done is closed.
type doubt struct {
	of    string // what tells whether it is still right
	done  chan struct{}
	count int
	known bool
}

func newDoubts(p *pipeline.Pipeline) *doubts {
	return &doubts{pipeline: p, byEvent: map[string]*doubt{}}
}

// count waits a while for the number, and reports whether it is there.
func (s *doubts) count(ctx context.Context, b seen, wait time.Duration) (n int, known bool) {
	d := s.begin(ctx, b)
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	select {
	case <-d.done:
	default:
		select {
		case <-d.done:
		case <-waiting.Done():
			return 0, false
		}
	}
	return d.count, d.known
}

// begin has the pairs of an event counted, once for all who ask.
func (s *doubts) begin(ctx context.Context, b seen) *doubt {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := pairedIn(b)
	if d := s.byEvent[b.event.Slug]; d != nil && d.of == of {
		return d
	}
	d := &doubt{of: of, done: make(chan struct{})}
	s.byEvent[b.event.Slug] = d
	go func() {
		defer close(d.done)
		found, err := s.pipeline.Match(context.WithoutCancel(ctx), b.event.Slug, pipeline.MatchRequest{})
		for _, p := range found.Pairs {
			if p.State == match.Doubtful {
				d.count++
			}
		}
		d.known = err == nil // the page with the pairs says what is wrong
	}()
	return d
}

// pairedIn tells apart what an event is matched by: all that was read with it, and the
// sessions that its drafts name now.
func pairedIn(b seen) string {
	parts := []string{strconv.Itoa(b.loaded)}
	for _, t := range b.talks {
		parts = append(parts, t.Draft.Source.Session.ID)
	}
	return strings.Join(parts, "\n")
}
