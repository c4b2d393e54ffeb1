package schedule

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// distinct drops what stands there twice and gives each session an id of its own.
func (f *finisher) distinct(sessions []held) []ingest.Session {
	slices.SortStableFunc(sessions, func(a, b held) int { return a.Start.Compare(b.Start) })
	d := sessionSet{byID: map[string][]int{}, byPlace: map[string]int{}, taken: map[string]bool{}}
	for _, s := range sessions {
		d.add(s)
	}
	for _, r := range []Remark{d.contradictions, d.sharedIDs} {
		if r.Count > 0 {
			f.remark(r)
		}
	}
	kept := make([]ingest.Session, len(d.kept))
	for i, s := range d.kept {
		kept[i] = s.Session
	}
	return kept
}

// sessionSet holds each session once.
type sessionSet struct {
	kept                      []held
	byID                      map[string][]int // as the programmes have them
	byPlace                   map[string]int
	taken                     map[string]bool
	contradictions, sharedIDs Remark
}

// add takes in a session, or fills in what it says of one that is there. A session
// that is held several times has one id in its programme: the first keeps it.
func (d *sessionSet) add(s held) {
	place := placeOf(s.Session)
	if at, twice := d.byPlace[place]; twice && len(d.byID[s.ID]) == 0 {
		fill(&d.kept[at].Session, s.Session) // another programme of the event, with ids of its own
		return
	}
	id, namesakes := s.ID, d.byID[s.ID]
	for _, at := range namesakes {
		if sameSession(d.kept[at].Session, s.Session) {
			fill(&d.kept[at].Session, s.Session)
			return
		}
	}
	if len(namesakes) > 0 {
		first := d.kept[namesakes[0]]
		switch {
		case first.origin != s.origin:
			d.contradictions = Remark{Kind: Contradiction, Count: d.contradictions.Count + 1, Example: id}
			fill(&d.kept[namesakes[0]].Session, s.Session)
			return
		case first.Title != s.Title:
			d.sharedIDs = Remark{Kind: SharedID, Count: d.sharedIDs.Count + 1, Example: id}
		}
		s.ID = d.repeated(s.Session)
	}
	d.taken[s.ID] = true
	if len(namesakes) < maxNamesakes {
		d.byID[id] = append(namesakes, len(d.kept))
	}
	if place != "" {
		d.byPlace[place] = len(d.kept)
	}
	d.kept = append(d.kept, s)
}

// repeated names a session after its day, its time too, or a number.
func (d *sessionSet) repeated(s ingest.Session) string {
	if !s.Start.IsZero() {
		for _, form := range []string{"2006-01-02", "2006-01-02T15:04"} {
			if id := s.ID + "@" + s.Start.Format(form); !d.taken[id] {
				return id
			}
		}
	}
	id := s.ID + "@" + strconv.Itoa(len(d.kept)+1)
	for d.taken[id] {
		id += "'"
	}
	return id
}

// placeOf tells sessions of different ids apart: no two of one title begin at one
// time in one room, with the same people. It is "" where not enough is known.
func placeOf(s ingest.Session) string {
	if s.Start.IsZero() || s.Room == "" && len(s.Speakers) == 0 {
		return ""
	}
	return strings.Join(append([]string{s.Title, s.Start.UTC().String(), s.Room}, s.Speakers...), "\x00")
}

func sameSession(a, b ingest.Session) bool {
	return a.Title == b.Title && (a.Start.Equal(b.Start) || a.Start.IsZero() || b.Start.IsZero())
}

// fill takes over what the same session has elsewhere.
func fill(s *ingest.Session, other ingest.Session) {
	if len(s.Speakers) == 0 {
		s.Speakers = other.Speakers
	}
	if s.Start.IsZero() {
		s.Start = other.Start
	}
	s.Duration = cmp.Or(s.Duration, other.Duration)
	for _, text := range []struct {
		to   *string
		from string
	}{
		{&s.Subtitle, other.Subtitle},
		{&s.Room, other.Room},
		{&s.Track, other.Track},
		{&s.Type, other.Type},
		{&s.Language, other.Language},
		{&s.Abstract, other.Abstract},
		{&s.Description, other.Description},
		{&s.URL, other.URL},
		{&s.Video, other.Video},
		{&s.License, other.License},
	} {
		*text.to = cmp.Or(*text.to, text.from)
	}
	for _, link := range other.Links {
		if !slices.Contains(s.Links, link) {
			s.Links = append(s.Links, link)
		}
	}
	s.DoNotRecord = s.DoNotRecord || other.DoNotRecord
}
