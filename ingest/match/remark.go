package match

import (
	"fmt"

	"github.com/pyvideo/stevie/ingest"
)

// Remark is something that a person should know about the programme as a whole, or
// about a pair that can no longer be.
type Remark struct {
	Kind     RemarkKind
	Sessions int        // how many there are
	Videos   int        // how many can be watched
	Alike    int        // videos that resemble a session
	Year     int        // of the programme, where it is not the event's; 0 is unknown
	Video    ingest.Key // of a pair
	Session  string     // its ID
}

// RemarkKind says what a remark is about.
type RemarkKind string

// The kinds of remarks.
const (
	// OtherProgramme: hardly a session resembles a video. No pair is sure then.
	OtherProgramme RemarkKind = "other-programme"
	// SessionGone: a person paired a video with a session that is no longer there.
	SessionGone RemarkKind = "session-gone"
)

// String says it in words.
func (m Remark) String() string {
	switch m.Kind {
	case OtherProgramme:
		whose := "another year's"
		if m.Year != 0 {
			whose = fmt.Sprintf("%d's", m.Year)
		}
		switch m.Alike {
		case 0:
			return fmt.Sprintf("none of %d sessions resembles a video; is this %s?", m.Sessions, whose)
		case 1:
			return fmt.Sprintf("only one of %d sessions resembles a video; is this %s?", m.Sessions, whose)
		}
		return fmt.Sprintf("only %d of %d sessions resemble a video; is this %s?", m.Alike, m.Sessions, whose)
	case SessionGone:
		return fmt.Sprintf("the programme no longer has session %q, which a person gave to %s", m.Session, m.Video)
	}
	return string(m.Kind)
}

// The numbers from which on a programme can be judged, and the share of videos
// that resemble a session in the programme of another event.
const (
	fewVideos    = 4
	foreignShare = 0.15
)

// resemblance is the score of a pair above which a video is said to resemble a
// session.
const resemblance = 0.7

// foreignScore is the most that a pair with a foreign programme can have.
const foreignScore = 0.3

// doubtProgramme looks whether the programme belongs to the videos at all. Openings,
// keynotes and lightning talks are at every conference and say nothing.
func (r *run) doubtProgramme() {
	m := Remark{Kind: OtherProgramme, Sessions: len(r.programme.entries)}
	for i, f := range r.films {
		s, done := r.settled[i]
		if done && s.session >= 0 {
			return // a link, or a person's word
		}
		if done || f.title.mass < lightMass {
			continue
		}
		m.Videos++
		if c := r.chosen[i]; c.pair != nil && c.score >= resemblance && !contentless(c.pair.facts) {
			m.Alike++
		}
	}
	if m.Videos < fewVideos || m.Sessions < fewVideos || float64(m.Alike) > foreignShare*float64(min(m.Videos, m.Sessions)) {
		return
	}
	m.Year = r.otherYear()
	r.remarks = append(r.remarks, m)
	for i := range r.chosen {
		if c := &r.chosen[i]; c.pair != nil {
			c.score = min(c.score, foreignScore)
		}
	}
}

// contentless tells a pair of which no word of the title speaks.
func contentless(all facts) bool {
	for _, f := range all {
		if f.Name == "title-content" {
			return false
		}
	}
	return true
}

// otherYear is the year of most sessions, where it is not that of the event.
func (r *run) otherYear() int {
	count := map[int]int{}
	for _, e := range r.programme.entries {
		if !e.day.IsZero() {
			count[e.day.Year]++
		}
	}
	for year, n := range count {
		if 2*n > len(r.programme.entries) && year != r.programme.event.StartDate.Year && !r.programme.event.StartDate.IsZero() {
			return year
		}
	}
	return 0
}
