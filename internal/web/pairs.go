package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// pairsPage puts the videos of an event beside the sessions of its programme.
func pairsPage() page {
	return page{name: "pairs", tab: "Pairs", at: "pairs", event: true, routes: func(s *Server) routes {
		return routes{
			"GET /event/{event}/pairs":  pairsAnswers{s}.showPairs,
			"POST /event/{event}/pairs": pairsAnswers{s}.decidePairs,
		}
	}}
}

// The acts of the pairs page.
const (
	actPair    = "pair"
	actNone    = "none"
	actAccept  = "accept"
	actRefresh = "refresh"
)

type pairsData struct {
	frame
	Counts      string
	Groups      []pairGroup
	Sure        []string // FILE=SESSION, as accepting all takes them
	Unfilmed    []sessionShown
	Alone       []pairShown
	Sessions    []sessionShown // to choose from
	Problems    []error
	Stale       *stalePair
	Fault, Hint string // why there are no pairs
	Waits       bool   // the programme is named but was not read yet
}

// stalePair tells that a video is with another session than when the form was made.
type stalePair struct{ Title, Was, Is string }

// pairGroup are the pairs of one day in one room, or those that need somebody.
type pairGroup struct {
	ID, Title string
	Pairs     []pairShown
}

// pairShown is a video beside its session.
type pairShown struct {
	Event, Token  string
	Name, Address string
	Raw, Title    string
	Speakers      string
	State, Word   string // the class and the words of what the pair is worth
	Was           string // the session's id, as a form has it
	Session       *sessionShown
	Reasons       []string
	Others        []sessionShown
}

// sessionShown is a session of the programme.
type sessionShown struct {
	ID, Title, Speakers, When, Room, Day string
	Kept                                 bool // the programme says that it is not to be recorded
}

// Label is the session in one line, to be chosen from a list.
func (s sessionShown) Label() string {
	parts := []string{s.Title, s.Speakers, s.When, s.Room}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// pairsAnswers are the answers for the page of an event's pairs.
type pairsAnswers struct{ *Server }

func (s pairsAnswers) showPairs(w http.ResponseWriter, r *http.Request) error {
	b, err := s.board(r)
	if err != nil {
		return err
	}
	data, err := s.pairs(r.Context(), b)
	if err != nil {
		return err
	}
	s.show(w, http.StatusOK, "pairs", data)
	return nil
}

// pairs matches the event, and tells in words where that cannot be.
func (s pairsAnswers) pairs(ctx context.Context, b seen) (pairsData, error) {
	slug := b.event.Slug
	data := pairsData{frame: s.frameOf("Pairs of "+titleOf(b.event), slug), Problems: b.problems, Waits: len(b.event.Schedule) > 0}
	found, err := s.pipeline.Match(ctx, slug, pipeline.MatchRequest{})
	if err != nil && ctx.Err() != nil {
		return data, err
	}
	if err != nil {
		data.Fault, data.Hint = err.Error(), ingest.Hint(err)
		return data, nil
	}
	data.describe(b, found, s.guard.form)
	return data, nil
}

func (d *pairsData) describe(b seen, found pipeline.Matched, token string) {
	sessions := map[string]sessionShown{}
	for _, s := range found.Sessions {
		shown := showSession(s)
		sessions[s.ID] = shown
		d.Sessions = append(d.Sessions, shown)
	}
	for _, s := range found.Unfilmed {
		d.Unfilmed = append(d.Unfilmed, showSession(s))
	}
	var settled []pairShown
	var doubtful pairGroup
	for _, p := range found.Pairs {
		shown := showPair(b, p, sessions)
		shown.Event, shown.Token = b.event.Slug, token
		switch {
		case p.State == match.Doubtful:
			doubtful.Pairs = append(doubtful.Pairs, shown)
		case p.Session == "":
			d.Alone = append(d.Alone, shown)
		default:
			settled = append(settled, shown)
		}
		if p.State == match.Sure {
			d.Sure = append(d.Sure, fileOf(p)+"="+p.Session)
		}
	}
	if len(doubtful.Pairs) > 0 {
		doubtful.ID, doubtful.Title = "doubtful", "Doubtful"
		d.Groups = append(d.Groups, doubtful)
	}
	d.Groups = append(d.Groups, byDayAndRoom(settled)...)
	d.Counts = strings.Join([]string{
		countOf(len(found.Pairs), "video"), countOf(len(doubtful.Pairs), "doubtful pair"), countOf(len(d.Sure), "sure one"),
		countOf(len(d.Alone), "video") + " without a session", countOf(len(d.Unfilmed), "session") + " without a video",
	}, ", ")
}

// fileOf is the draft's file, by which the pipeline knows a video too.
func fileOf(p pipeline.MatchedPair) string { return nameOf(p.Path) + draftEnding }

func showPair(b seen, p pipeline.MatchedPair, sessions map[string]sessionShown) pairShown {
	shown := pairShown{Name: nameOf(p.Path), Title: p.Title, Was: p.Session, Reasons: p.Reasons, State: string(p.State), Word: stateWord(p)}
	shown.Address = rowAddress(b.event.Slug, shown.Name)
	if p.State == match.Confirmed && len(p.Reasons) > 0 { // which says just that
		shown.Word, shown.Reasons = p.Reasons[0], nil
	}
	if t, known := b.talk(shown.Name); known {
		shown.Raw, shown.Speakers = cmp.Or(t.Draft.Source.Title, t.Draft.Record.Title), strings.Join(t.Draft.Record.Speakers, ", ")
	}
	if s, known := sessions[p.Session]; known {
		shown.Session = &s
	}
	for _, c := range p.Candidates {
		if s, known := sessions[c.Session]; known && c.Session != p.Session {
			shown.Others = append(shown.Others, s)
		}
	}
	return shown
}

// stateWord says what a pair is worth.
func stateWord(p pipeline.MatchedPair) string {
	if p.Session == "" {
		return "no session"
	}
	return string(p.State)
}

func showSession(s ingest.Session) sessionShown {
	shown := sessionShown{ID: s.ID, Title: cmp.Or(s.Title, "no title"), Speakers: strings.Join(s.Speakers, ", "), Room: s.Room, Kept: s.DoNotRecord}
	if !s.Start.IsZero() {
		shown.When, shown.Day = s.Start.Format("Mon 2 Jan, 15:04"), s.Start.Format(time.DateOnly)
	}
	return shown
}

// byDayAndRoom puts pairs below the days and rooms of their sessions, in the order in which
// they were held.
func byDayAndRoom(pairs []pairShown) []pairGroup {
	key := func(p pairShown) [2]string {
		if p.Session == nil {
			return [2]string{}
		}
		return [2]string{p.Session.Day, p.Session.Room}
	}
	slices.SortStableFunc(pairs, func(a, b pairShown) int {
		ka, kb := key(a), key(b)
		return cmp.Or(cmp.Compare(ka[0], kb[0]), cmp.Compare(ka[1], kb[1]), strings.Compare(startOf(a), startOf(b)))
	})
	var groups []pairGroup
	last := [2]string{"none"}
	for _, p := range pairs {
		if k := key(p); k != last {
			title := strings.Trim(cmp.Or(dayWord(k[0]), "no day")+", "+cmp.Or(k[1], "no room"), ", ")
			groups = append(groups, pairGroup{ID: fmt.Sprintf("group-%d", len(groups)+1), Title: title})
			last = k
		}
		g := &groups[len(groups)-1]
		g.Pairs = append(g.Pairs, p)
	}
	return groups
}

func startOf(p pairShown) string {
	if p.Session == nil {
		return ""
	}
	return p.Session.When
}

// dayWord is a day for people.
func dayWord(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.Format("Monday 2 January 2006")
}

// decidePairs does what a form of the page asks for.
func (s pairsAnswers) decidePairs(w http.ResponseWriter, r *http.Request) error {
	b, err := s.board(r)
	if err != nil {
		return err
	}
	slug := b.event.Slug
	req, err := matchRequest(r.PostForm)
	if err != nil {
		return err
	}
	stale, err := s.stalePair(r, slug)
	if err != nil {
		return err
	}
	if stale != nil {
		data, err := s.pairs(r.Context(), b)
		if err != nil {
			return err
		}
		data.Stale = stale
		s.show(w, http.StatusConflict, "pairs", data)
		return nil
	}
	_, err = s.boards.act(r.Context(), slug, func(ctx context.Context, _ seen) ([]string, error) {
		_, err := s.pipeline.Match(ctx, slug, req)
		return nil, err
	})
	if err != nil {
		return err
	}
	back := eventAddress(slug) + "/pairs"
	if next := r.PostForm.Get("next"); next != "" {
		back += "#" + url.PathEscape(next)
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// matchRequest is what a form wants decided.
func matchRequest(form url.Values) (pipeline.MatchRequest, error) {
	file, session := form.Get("video")+draftEnding, strings.TrimSpace(form.Get("session"))
	act, chosen, _ := strings.Cut(form.Get("act"), " ")
	switch act {
	case actAccept:
		if len(form["sure"]) == 0 {
			return pipeline.MatchRequest{}, badRequest("no pair is sure")
		}
		return pipeline.MatchRequest{Pairs: form["sure"]}, nil
	case actRefresh:
		return pipeline.MatchRequest{Refresh: true}, nil
	case actNone:
		return pipeline.MatchRequest{None: []string{file}}, nil
	case actPair:
		if session = cmp.Or(chosen, session); session == "" {
			return pipeline.MatchRequest{}, badRequest("which session is it?")
		}
		return pipeline.MatchRequest{Pairs: []string{file + "=" + session}}, nil
	}
	return pipeline.MatchRequest{}, badRequest("there is no act %.40q of pairs", act)
}

// stalePair finds out whether the pairs that a form is about are still as it had them.
func (s pairsAnswers) stalePair(r *http.Request, slug string) (*stalePair, error) {
	form := r.PostForm
	was := map[string]string{}
	if form.Has("video") {
		was[form.Get("video")+draftEnding] = form.Get("was")
	}
	for _, pair := range form["sure"] {
		file, session, found := strings.Cut(pair, "=")
		if !found {
			return nil, badRequest("%.80q is no pair", pair)
		}
		was[file] = session
	}
	if len(was) == 0 {
		return nil, nil
	}
	found, err := s.pipeline.Match(r.Context(), slug, pipeline.MatchRequest{})
	if err != nil {
		return nil, err
	}
	title := map[string]string{"": "no session"}
	for _, session := range found.Sessions {
		title[session.ID] = session.Title
	}
	for _, p := range found.Pairs {
		if session, asked := was[fileOf(p)]; asked && session != p.Session {
			return &stalePair{p.Title, cmp.Or(title[session], session), cmp.Or(title[p.Session], p.Session)}, nil
		}
		delete(was, fileOf(p))
	}
	if len(was) > 0 {
		return nil, refusal{http.StatusNotFound, errors.New("there is no such video in this event")}
	}
	return nil, nil
}
