package match

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Options are what is known beside videos and sessions. The zero value is valid.
type Options struct {
	// Confirmed are the pairs that a person made or accepted: the session's ID.
	Confirmed map[ingest.Key]string
	// None are the videos of which a person said that they have no session.
	None map[ingest.Key]bool
	// Speakers are the people whom somebody wrote down for a video.
	Speakers map[ingest.Key][]string
	// Spell gives the spelling to use for names, as the settings of the mapper.
	Spell map[string]string
	// Model replaces the compiled-in weights; nil keeps them. It is for programs
	// that fit or compare models.
	Model *Model
}

// Result is what [Match] found out about an event.
type Result struct {
	Pairs    []Pair           // one for each video, in their order
	Unfilmed []ingest.Session // sessions without a video, in their order
	Remarks  []Remark
}

// Pair is a video and the session that it is, or the finding that it is none.
type Pair struct {
	Video   ingest.Key
	Session *ingest.Session // nil: none
	// Score is the probability that this is right.
	Score      float64
	State      State
	Link       Link        // what makes it certain, if anything does
	Candidates []Candidate // best first, the chosen one among them
	Facts      []Fact      // about the chosen session, else about the best candidate
}

// Candidate is a session that a video may be, or may have been.
type Candidate struct {
	Session *ingest.Session
	Score   float64
}

// State says what a pair is worth.
type State string

// The states. A doubtful pair is a question to a person, no claim.
const (
	Sure      State = "sure"
	Doubtful  State = "doubtful"
	Confirmed State = "confirmed" // by a person, the finding that there is none too
	None      State = "none"
)

// The scores from which on a pair is sure, and from which on it is proposed at all.
const (
	sureScore     = 0.9
	doubtfulScore = 0.4
)

// maxCandidates are shown of each video, and considered.
const (
	maxCandidates = 5
	maxConsidered = 24
)

// Match finds the session of each video of one event. Videos that nobody can watch
// have none and are in nobody's way.
func Match(event ingest.Event, videos []ingest.Video, sessions []ingest.Session, opt Options) Result {
	r := newRun(event, videos, sessions, opt)
	r.decide()
	return r.result()
}

// run is one call of Match: the event seen as a whole.
type run struct {
	programme *programme
	films     []*film
	opt       Options
	model     *Model
	talks     map[int]int         // sessions of each person
	rooms     map[string][]string // words of the names of rooms
	kinds     map[kind]int        // videos of each kind
	settled   map[int]settlement  // videos that need no scores
	taken     map[*entry]bool     // the sessions that those have, by their first entries
	pairs     [][]possible        // of each video, the best first
	chosen    []choice
	remarks   []Remark
}

// settlement is what a person or a link says of a video.
type settlement struct {
	session int // -1: none
	state   State
	link    Link
}

// possible is a session that a video may be.
type possible struct {
	session int
	facts   facts
	odds    float64
}

// choice is what the assignment gave a video.
type choice struct {
	pair   *possible // nil: none
	regret float64   // how much worse the event would be off without
	score  float64   // the probability that the video has this session; without one, that it has any
}

func newRun(event ingest.Event, videos []ingest.Video, sessions []ingest.Session, opt Options) *run {
	r := &run{
		programme: newProgramme(event, sessions, spellings(opt.Spell)), opt: opt, model: opt.Model,
		talks: map[int]int{}, rooms: map[string][]string{}, settled: map[int]settlement{}, taken: map[*entry]bool{},
	}
	if r.model == nil {
		r.model = &fitted
	}
	r.films = newFilms(r.programme, videos, opt.Speakers)
	r.kinds = map[kind]int{}
	for _, f := range r.films {
		r.kinds[f.kind]++
	}
	numbers := map[kind]map[int]bool{}
	for _, f := range r.films {
		if f.day.number > 0 {
			if numbers[f.kind] == nil {
				numbers[f.kind] = map[int]bool{}
			}
			numbers[f.kind][f.day.number] = true
		}
	}
	for _, e := range r.programme.entries {
		e.count = e.count.decide(numbers[e.kind], event)
		for _, i := range e.people {
			r.talks[i]++
		}
		if room := wordsOf(e.session.Room); len(room) > 0 {
			r.rooms[e.session.Room] = room
		}
	}
	return r
}

// decide settles what is certain and chooses the rest, twice: what was chosen
// first tells whether the order of the videos means anything.
func (r *run) decide() {
	r.settle()
	r.consider()
	r.choose()
	if r.learnOrder() {
		r.choose()
	}
	r.judge()
	r.doubtProgramme()
}

// result puts into words what was decided.
func (r *run) result() Result {
	res := Result{Pairs: make([]Pair, len(r.films)), Remarks: r.remarks}
	filmed := map[*entry]bool{}
	for i := range r.films {
		res.Pairs[i] = r.pair(i)
		if s, ok := r.settled[i]; ok && s.session >= 0 {
			filmed[r.programme.entries[s.session].first()] = true
		} else if c := r.chosen[i]; res.Pairs[i].Session != nil && c.pair != nil {
			filmed[r.programme.entries[c.pair.session]] = true
		}
	}
	for _, e := range r.programme.entries {
		if !filmed[e.first()] {
			res.Unfilmed = append(res.Unfilmed, e.session)
		}
	}
	return res
}

func (r *run) pair(i int) Pair {
	p := Pair{Video: r.films[i].video.Key(), State: None, Score: 1}
	for _, c := range r.pairs[i][:min(maxCandidates, len(r.pairs[i]))] {
		p.Candidates = append(p.Candidates, Candidate{r.session(c.session), probability(c.odds)})
	}
	if len(r.pairs[i]) > 0 {
		p.Facts = r.pairs[i][0].facts
	}
	if s, ok := r.settled[i]; ok {
		p.State, p.Link = s.state, s.link
		if s.link != "" {
			p.Score = certainScore
		}
		if s.session >= 0 {
			p.Session = r.session(s.session)
			p.Candidates = promote(p.Candidates, Candidate{p.Session, p.Score})
		}
		return p
	}
	c := r.chosen[i]
	p.Score = 1 - c.score
	if c.pair == nil {
		return p
	}
	p.Facts = c.pair.facts
	if c.score < doubtfulScore {
		return p
	}
	p.Score = c.score
	p.Session, p.State = r.session(c.pair.session), Doubtful
	if c.score >= sureScore {
		p.State = Sure
	}
	p.Candidates = promote(p.Candidates, Candidate{p.Session, c.score})
	return p
}

// promote puts the chosen session first, where it is not already.
func promote(all []Candidate, chosen Candidate) []Candidate {
	all = slices.DeleteFunc(all, func(c Candidate) bool { return c.Session == chosen.Session })
	all = slices.Insert(all, 0, chosen)
	return all[:min(maxCandidates, len(all))]
}

func (r *run) session(i int) *ingest.Session { return &r.programme.entries[i].session }
