package web

import "net/http"

// startPage lists the events.
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
}

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
		data.Events = append(data.Events, startEvent{slug, b.event.Title, countsOf(b.talks)})
	}
	s.show(w, http.StatusOK, "start", data)
	return nil
}
