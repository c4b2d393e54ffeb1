package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest/draft"
)

// startPage lists the events, how far each is and what waits there.
func startPage() page {
	return page{name: "start", tab: "Events", at: "", routes: func(s *Server) routes {
		return routes{"GET /{$}": s.showStart}
	}}
}

type startData struct {
	frame
	Events []startEvent
}

// startEvent is an event on the start page.
type startEvent struct {
	Slug, Title string
	Counts      counts
	Waits       []waiting
	Synced      string
}

// waiting is something that somebody should see to, and where.
type waiting struct{ Words, Address string }

func (s *Server) showStart(w http.ResponseWriter, r *http.Request) error {
	events, err := s.pipeline.Events()
	if err != nil {
		return err
	}
	data := startData{frame: s.frame("Events")}
	for _, slug := range events {
		b, err := s.boards.look(r.Context(), slug)
		if err != nil {
			return err
		}
		e := startEvent{Slug: slug, Title: titleOf(b.event), Counts: countsOf(b.talks), Waits: waits(b), Synced: syncedWords(s.pipeline.Desk(slug).LastSync())}
		data.Events = append(data.Events, e)
	}
	// What needs somebody comes first.
	slices.SortStableFunc(data.Events, func(a, b startEvent) int { return btoi(a.done()) - btoi(b.done()) })
	s.show(w, http.StatusOK, "start", data)
	return nil
}

func (e startEvent) done() bool { return e.Counts.Settled == e.Counts.All && len(e.Waits) == 0 }

// waits lists what waits in an event beside talks to be looked at.
func waits(b seen) []waiting {
	address := eventAddress(b.event.Slug)
	var list []waiting
	if n := len(b.problems); n > 0 {
		list = append(list, waiting{countOf(n, "problem"), address})
	}
	ready, absent := 0, 0
	for _, t := range b.talks {
		switch {
		case t.Draft.Status == draft.Ready:
			ready++
		case t.Draft.Status == draft.Published && slices.Contains(t.Doubts, draft.FieldStatus):
			absent++
		}
	}
	if ready > 0 {
		list = append(list, waiting{countOf(ready, "talk") + " ready to be published", address + "/publish"})
	}
	if absent > 0 {
		list = append(list, waiting{countOf(absent, "talk") + " published without a record", address + "/publish"})
	}
	if p := programmeOf(b); p != nil && p.Unfilmed > 0 {
		list = append(list, waiting{countOf(p.Unfilmed, "session") + " without a video", address + "/pairs#unfilmed"})
	}
	return list
}

func syncedWords(at time.Time) string {
	if at.IsZero() {
		return "never synced"
	}
	return "last synced " + at.Local().Format("2 January 2006, 15:04")
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
