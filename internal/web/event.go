package web

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// eventPage is where nine tenths of the work are done.
func eventPage() page {
	return page{name: "event", tab: "Talks", event: true, routes: func(s *Server) routes {
		return routes{
			"GET /event/{event}":                       talkAnswers{s}.showEvent,
			"GET /event/{event}/changes":               talkAnswers{s}.showChanges,
			"POST /event/{event}/settings":             talkAnswers{s}.saveSettings,
			"POST /event/{event}/take":                 talkAnswers{s}.takeMany,
			"GET /event/{event}/sure":                  talkAnswers{s}.showSure,
			"GET /event/{event}/draft/{name}/session":  talkAnswers{s}.showSessions,
			"POST /event/{event}/draft/{name}/session": talkAnswers{s}.pair,
			"GET /event/{event}/draft/{name}/alike":    talkAnswers{s}.showAlike,
			"POST /event/{event}/alike":                talkAnswers{s}.readAlike,
			"POST /event/{event}/undo":                 talkAnswers{s}.undo,
			"POST /event/{event}/draft/{name}/live":    talkAnswers{s}.showLive,
			"POST /event/{event}/draft/{name}":         talkAnswers{s}.actOnTalk,
			"GET /event/{event}/draft/{name}/row":      talkAnswers{s}.showRow,
			"GET /event/{event}/draft/{name}/pane":     talkAnswers{s}.showPane,
		}
	}}
}

type eventData struct {
	frame
	Head     head
	Parts    [][]template.HTML // of the list
	Pane     *pane
	Settings settings
}

// partSize is the number of rows that a browser lays out together or not at all: with a
// thousand rows for themselves it takes longer to find out which of them are to be seen.
const partSize = 20

// head is what stands above the list and changes with each act.
type head struct {
	Event     string
	Counts    counts
	Programme *programme
	Patterns  []pattern
	Problems  []error // files that cannot be used
	Chips     []chip
	Filtered  bool
	Bar       []chip
	Revision  int
}

func (s talkAnswers) showEvent(w http.ResponseWriter, r *http.Request) error {
	b, err := s.board(r)
	if err != nil {
		return err
	}
	on := r.URL.Query()["show"]
	data := eventData{
		frame: s.frameOf(titleOf(b.event), b.event.Slug), Head: s.headOf(r.Context(), b, on, patience),
		Settings: settingsOf(b.event, s.guard.form),
	}
	talks := shown(b.talks, on)
	current := currentOf(talks, r.URL.Query().Get("at"))
	rows, err := s.drawnRows(talks, current)
	if err != nil {
		return err
	}
	data.Parts = slices.Collect(slices.Chunk(rows, partSize))
	if current != nil {
		p := s.pane(r.Context(), current)
		data.Pane = &p
	}
	s.show(w, http.StatusOK, "event", data)
	return nil
}

// currentOf is the talk that a page begins with: the one that the address names, else the
// first unsettled one, else the last.
func currentOf(talks []*talk, name string) *talk {
	if len(talks) == 0 {
		return nil
	}
	if i := slices.IndexFunc(talks, func(t *talk) bool { return name != "" && t.Name == name }); i >= 0 {
		return talks[i]
	}
	if i := slices.IndexFunc(talks, func(t *talk) bool { return !t.IsSettled() }); i >= 0 {
		return talks[i]
	}
	return talks[len(talks)-1]
}

// patience is how long a page may wait for what is only counted in its head.
const patience = 50 * time.Millisecond

func (s *Server) headOf(ctx context.Context, b seen, on []string, wait time.Duration) head {
	c := countsOf(b.talks)
	h := head{
		Event: b.event.Slug, Counts: c, Programme: programmeOf(b), Patterns: patternsOf(b.talks),
		Chips: chipsFor(b.talks, on), Filtered: len(on) > 0, Revision: b.revision, Problems: b.problems,
	}
	if h.Programme != nil {
		h.Programme.Doubtful, h.Programme.Counted = s.doubts.count(ctx, b, wait)
	}
	for _, part := range []struct {
		stage stage
		label string
		count int
	}{{stageSettled, "settled", c.Settled}, {stageLook, "to look at", c.Look}, {stageType, "to type", c.Type}} {
		id := chipID(chipStage, string(part.stage))
		h.Bar = append(h.Bar, chip{ID: id, Kind: chipStage, Label: part.label, Count: part.count, On: slices.Contains(on, id), Query: toggled(on, id)})
	}
	return h
}

// At is where a part of the bar begins, of a hundred.
func (h head) At(i int) float64 {
	before := 0
	for _, part := range h.Bar[:i] {
		before += part.Count
	}
	return share(before, h.Counts.All)
}

// Width is how much of the bar a part takes, of a hundred.
func (h head) Width(i int) float64 { return share(h.Bar[i].Count, h.Counts.All) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

func titleOf(event ingest.Event) string { return cmp.Or(event.Title, event.Slug) }
