package intake

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/match"
)

// MatchRequest says what a person decides on the pairs of an event. The zero value only
// looks at them.
type MatchRequest struct {
	Pairs   []string // VIDEO=SESSION: the video's id, key, address or draft, and the session's id
	None    []string // videos that have no session
	Accept  bool     // all pairs that are sure
	Refresh bool     // ask for the programme again; that it cannot be read is an error
}

// decides reports whether drafts are to follow.
func (m MatchRequest) decides() bool {
	return m.Accept || m.Refresh || len(m.Pairs)+len(m.None) > 0
}

// Matched are the pairs of an event, doubtful ones first, and the sessions without a video.
type Matched struct {
	Pairs    []MatchedPair
	Unfilmed []ingest.Session
	Sessions []ingest.Session // all of the programme
	Summary  Summary          // of the drafts that followed
}

// MatchedPair is a video with its session, as `stevie match` prints it.
type MatchedPair struct {
	Path       string           `json:"path"`
	Video      string           `json:"video"`
	Session    string           `json:"session"`
	Title      string           `json:"title"` // of the draft
	Score      float64          `json:"score"`
	State      match.State      `json:"state"`
	Candidates []MatchCandidate `json:"candidates"`
	Reasons    []string         `json:"-"`
	Said       bool             `json:"-"` // by a person: which session it is, or that it is none
}

// MatchCandidate is a session that a video may be.
type MatchCandidate struct {
	Session string  `json:"session"`
	Title   string  `json:"title"`
	Score   float64 `json:"score"`
}

// Match pairs the videos of an event with the sessions of its programme, and makes the
// drafts follow what a person decides. A decision that cannot be meant is a
// [*RequestError], and nothing is changed then.
func (in *Intake) Match(ctx context.Context, event string, req MatchRequest) (Matched, error) {
	ev, err := in.Workspace.Event(event)
	if err != nil {
		return Matched{}, err
	}
	if len(ev.Schedule) == 0 {
		return Matched{}, &RequestError{ingest.WithHint(fmt.Errorf("event %s has no programme", event),
			"give its address or file as schedule in "+filepath.Join(in.Workspace.Dir(), event, draft.EventFile))}
	}
	asking := AskNobody
	if req.Refresh {
		asking = AskInsisting
	}
	programme, err := in.Programme(ctx, ev, asking)
	if err != nil {
		return Matched{}, err
	}
	if len(programme.Stored.Sessions) == 0 && !req.Refresh {
		return Matched{}, &RequestError{ingest.WithHint(fmt.Errorf("the programme of %s has not been read yet", event),
			fmt.Sprintf("read it: stevie match %s --refresh", event))}
	}
	opts := Options{Was: &ev, Accept: req.Accept, DryRun: !req.decides(), Programme: &programme}
	r, done, err := in.Begin(ctx, ev, opts)
	if err != nil {
		return Matched{}, err
	}
	defer done()
	r.takeStored()
	return matching{r}.match(ctx, req)
}

// matching is one match of an event's drafts.
type matching struct{ *Run }

func (m matching) match(ctx context.Context, req MatchRequest) (Matched, error) {
	had := m.proposed()
	decisions, err := m.decide(req)
	if err != nil {
		return Matched{}, err
	}
	pairing(m).pair()
	m.remarkOnLosses(decisions, had)
	if req.decides() {
		if err := m.confirmSettled(); err != nil {
			return Matched{}, err
		}
		if _, err := m.finish(ctx); err != nil {
			return Matched{}, err
		}
	} else {
		pairing(m).remarkOnProgramme()
	}
	return Matched{Pairs: m.rows(), Unfilmed: m.unfilmed, Sessions: m.programme.Stored.Sessions, Summary: m.summary}, nil
}

// decision is what a person says of a talk.
type decision struct {
	talk    *talk
	session string // "": it has none
}

// proposed are the videos whose drafts have a session, by its id.
func (m matching) proposed() map[string]ingest.Key {
	videos := map[string]ingest.Key{}
	for _, t := range m.talks {
		if session := t.draft.Source.Session.ID; session != "" {
			videos[session] = t.video.Key()
		}
	}
	return videos
}

// remarkOnLosses names the videos whose session a person gave to another one.
func (m matching) remarkOnLosses(decisions []decision, had map[string]ingest.Key) {
	for _, d := range decisions {
		video, proposed := had[d.session]
		if !proposed {
			continue
		}
		now := "none"
		if s := m.pairs[video].Session; s != nil {
			now = s.ID
		}
		if now != d.session {
			m.summary.Remarks = append(m.summary.Remarks, fmt.Sprintf("%s was paired with %s, which has %s now", d.session, video.ID, now))
		}
	}
}

// decide writes a person's decisions into the drafts, if all of them can be meant.
func (m matching) decide(req MatchRequest) ([]decision, error) {
	var all []decision
	for _, given := range req.Pairs {
		d, err := m.read(given)
		if err != nil {
			return nil, &RequestError{err}
		}
		all = append(all, d)
	}
	for _, video := range req.None {
		t := m.talkOf(video)
		if t == nil {
			return nil, &RequestError{m.noVideo(video)}
		}
		all = append(all, decision{talk: t})
	}
	if err := m.contradiction(all); err != nil {
		return nil, &RequestError{err}
	}
	for _, d := range all {
		if err := m.write(d); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// read understands VIDEO=SESSION. Either may have a = of its own.
func (m matching) read(given string) (decision, error) {
	var t *talk
	session := ""
	for i := range given {
		if given[i] != '=' {
			continue
		}
		if found := m.talkOf(given[:i]); found != nil {
			t, session = found, given[i+1:]
			if m.hasSession(session) {
				return decision{t, session}, nil
			}
		}
	}
	if t != nil && session == "" {
		return decision{}, ingest.WithHint(fmt.Errorf("%.80q names no session", given), fmt.Sprintf("to say that it is none: --none %.80s", strings.TrimSuffix(given, "=")))
	}
	if t != nil {
		return decision{}, ingest.WithHint(fmt.Errorf("the programme has no session %.80q", session),
			fmt.Sprintf("stevie match %s shows their ids", m.ev.Slug))
	}
	video, _, found := strings.Cut(given, "=")
	if !found {
		return decision{}, ingest.WithHint(fmt.Errorf("%.80q is no pair", given), "give it as VIDEO=SESSION")
	}
	return decision{}, m.noVideo(video)
}

func (m matching) noVideo(video string) error {
	return ingest.WithHint(fmt.Errorf("no draft of %s has the video %.80q", m.ev.Slug, video),
		fmt.Sprintf("stevie match %s shows their ids", m.ev.Slug))
}

// talkOf finds a talk by its video's id, key or address, or by its draft; nil if there is
// none, or more than one.
func (m matching) talkOf(video string) *talk {
	var found *talk
	for i := range m.talks {
		t := &m.talks[i]
		key := t.video.Key()
		if video != key.ID && video != key.String() && video != t.video.URL && !isAddressOf(video, key) && video != t.draft.File && !samePath(video, t.draft.Path) {
			continue
		}
		if found != nil {
			return nil
		}
		found = t
	}
	return found
}

// isAddressOf reports whether an address, in any of a host's forms, is a video's.
func isAddressOf(address string, key ingest.Key) bool {
	found, ok := host.KeyOf(address)
	return ok && found == key
}

func samePath(a, b string) bool { return a != "" && filepath.Clean(a) == filepath.Clean(b) }

func (m matching) hasSession(id string) bool {
	return id != "" && slices.ContainsFunc(m.programme.Stored.Sessions, func(s ingest.Session) bool { return s.ID == id })
}

// contradiction finds decisions that cannot all be true: a session is filmed once.
func (m matching) contradiction(all []decision) error {
	video := map[string]*talk{}
	said := map[*talk]string{}
	for _, d := range all {
		if was, twice := said[d.talk]; twice && was != d.session {
			return fmt.Errorf("the video %s is given twice", d.talk.video.ID)
		}
		if other := video[d.session]; d.session != "" && other != nil && other != d.talk {
			return fmt.Errorf("the session %s is given to two videos, %s and %s", d.session, other.video.ID, d.talk.video.ID)
		}
		said[d.talk], video[d.session] = d.session, d.talk
	}
	for i := range m.talks {
		t := &m.talks[i]
		session, confirmed := t.draft.Pairing(t.base)
		other := video[session]
		if _, decided := said[t]; decided || !confirmed || session == "" || other == nil {
			continue
		}
		return ingest.WithHint(fmt.Errorf("the session %s is confirmed for the video %s already", session, t.video.ID),
			"take it from there first: --none "+t.video.ID)
	}
	return nil
}

func (m matching) write(d decision) error {
	return m.writeSession(d.talk, draft.Session{ID: d.session, Given: true})
}

// writeSession writes a session into a draft as a person's word, also where the same was
// proposed.
func (m matching) writeSession(t *talk, session draft.Session) error {
	fresh := t.draft.Clone()
	fresh.Source.Session = session
	saved, err := m.in.Workspace.Save(t.draft, fresh)
	if err != nil {
		return err
	}
	t.draft = saved
	t.confirmed = true
	return nil
}

// confirmSettled writes accepted sessions into drafts in which nothing is proposed any more.
func (m matching) confirmSettled() error {
	if !m.opts.Accept {
		return nil
	}
	for i := range m.talks {
		t := &m.talks[i]
		p := m.pairs[t.video.Key()]
		if p.State != match.Confirmed || p.Session == nil || t.draft.Source.Session.Given || !t.draft.IsSettled(t.base) {
			continue
		}
		if err := m.writeSession(t, draft.Session{ID: p.Session.ID, Given: true}); err != nil {
			return err
		}
	}
	return nil
}

// rows are the pairs as people look at them.
func (m matching) rows() []MatchedPair {
	rows := []MatchedPair{}
	for i := range m.talks {
		t := &m.talks[i]
		p, ok := m.pairs[t.video.Key()]
		if !ok {
			continue
		}
		row := MatchedPair{
			Path: t.draft.Path, Video: t.video.ID, Title: t.draft.Record.Title, Score: p.Score, State: p.State,
			Candidates: []MatchCandidate{}, Reasons: p.Reasons(),
		}
		_, row.Said = t.pairing()
		if t.after != nil {
			row.Title = t.after.Draft.Record.Title
		}
		if p.Session != nil {
			row.Session = p.Session.ID
		} else {
			row.State = match.None
		}
		for _, c := range p.Candidates {
			row.Candidates = append(row.Candidates, MatchCandidate{c.Session.ID, c.Session.Title, c.Score})
		}
		rows = append(rows, row)
	}
	order := []match.State{match.Doubtful, match.None, match.Sure, match.Confirmed}
	slices.SortStableFunc(rows, func(a, b MatchedPair) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.State), slices.Index(order, b.State)), cmp.Compare(a.Score, b.Score))
	})
	return rows
}
