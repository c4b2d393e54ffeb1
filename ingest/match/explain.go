package match

import "github.com/pyvideo/stevie/ingest"

// Explanation tells how the finding about one video came about, for programs that
// fit or measure a [Model].
type Explanation struct {
	Settled    bool // by a person or a link
	Candidates []Considered
	Chosen     string // the session's ID, "" for none
	Doubts     []Fact // about the choice
}

// Considered is a session that was compared with a video.
type Considered struct {
	Session string
	Facts   []Fact
	Odds    float64
}

// Explain does what [Match] does and tells everything that was considered.
func Explain(event ingest.Event, videos []ingest.Video, sessions []ingest.Session, opt Options) []Explanation {
	r := newRun(event, videos, sessions, opt)
	r.decide()
	all := make([]Explanation, len(videos))
	for i := range videos {
		e := &all[i]
		_, e.Settled = r.settled[i]
		for _, c := range r.pairs[i] {
			e.Candidates = append(e.Candidates, Considered{r.session(c.session).ID, c.facts, c.odds})
		}
		if c := r.chosen[i]; c.pair != nil {
			e.Chosen = r.session(c.pair.session).ID
		}
		e.Doubts = r.doubts(i)
	}
	return all
}
