package mapper

import (
	"cmp"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Explanation tells how the mapper read one title.
type Explanation struct {
	Key        ingest.Key
	Host       string // the host's title, made regular
	Core       string // without the event's name and technical marks
	Title      string
	Speakers   []string // as written there
	Spelled    []string // as the settings and the data tree write them
	Template   string   // "TITLE - SPEAKER"
	Evidence   []string // the strongest facts for the reading, strongest first
	Posterior  float64
	RunnerUp   *Reading // the best reading that says something else
	Candidates []Reading
	Traits     []Fact // what the confidence is computed from
}

// Reading is one way to read a title.
type Reading struct {
	Title     string
	Speakers  []string
	Template  string
	Posterior float64
	Facts     []Fact
}

// Fact is one fact about a reading, by the name that Model uses. Zeros are left out.
type Fact struct {
	Name  string
	Value float64
}

// Explain tells for each video how [Map] reads its title, in the same order.
// Videos that Map does not read (private, deleted) have only a Key.
func Explain(ev ingest.Event, videos []ingest.Video, opt Options) []Explanation {
	r := newRun(ev, videos, opt)
	all := make([]Explanation, len(videos))
	for i, v := range videos {
		all[i].Key = v.Key()
		if t, ok := r.talks[i]; ok {
			all[i] = r.explain(v.Key(), t, r.choices[i])
		}
	}
	return all
}

func (r *run) explain(key ingest.Key, t *talk, c *choice) Explanation {
	e := Explanation{
		Key: key, Host: t.raw, Core: t.core.text, Title: c.title, Speakers: c.names, Template: c.shape.String(),
		Posterior: c.joint, Evidence: r.evidenceFor(&c.candidate),
	}
	for _, n := range c.names {
		e.Spelled = append(e.Spelled, r.opt.spelling(n))
	}
	for i := range t.candidates {
		e.Candidates = append(e.Candidates, t.candidates[i].reading())
	}
	if c.runnerUp != nil {
		second := c.runnerUp.reading()
		second.Posterior = c.second
		e.RunnerUp = &second
	}
	x := r.matcher.traits(t, c, r.others)
	for i, v := range x {
		if v != 0 {
			e.Traits = append(e.Traits, Fact{traitNames[i], v})
		}
	}
	return e
}

func (c *candidate) reading() Reading {
	r := Reading{Title: c.title, Speakers: c.names, Template: c.shape.String(), Posterior: c.p}
	c.each(func(f feature, v float64) { r.Facts = append(r.Facts, Fact{featureNames[f], v}) })
	return r
}

// evidenceFor names the facts that speak most for a candidate.
func (r *run) evidenceFor(c *candidate) []string {
	type strong struct {
		name  string
		gains float64
	}
	var facts []strong
	c.each(func(f feature, v float64) {
		if gain := v * r.matcher.model.parse[f]; gain > 0.1 {
			facts = append(facts, strong{featureNames[f], gain})
		}
	})
	slices.SortStableFunc(facts, func(a, b strong) int { return cmp.Compare(b.gains, a.gains) })
	var names []string
	for _, f := range facts[:min(5, len(facts))] {
		names = append(names, f.name)
	}
	return names
}
