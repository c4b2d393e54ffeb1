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
	Traits     map[string]float64 // what the confidence is computed from
}

// Reading is one way to read a title.
type Reading struct {
	Title     string
	Speakers  []string
	Template  string
	Posterior float64
	Facts     map[string]float64 // by the names that Model uses, zeros left out
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
		Posterior: c.joint, Evidence: r.evidenceFor(&c.candidate), Traits: map[string]float64{},
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
	x := r.matcher.traits(t, c, len(r.talks), r.certain)
	for i, v := range x {
		if v != 0 {
			e.Traits[traitNames[i]] = v
		}
	}
	return e
}

func (c *candidate) reading() Reading {
	r := Reading{Title: c.title, Speakers: c.names, Template: c.shape.String(), Posterior: c.p, Facts: map[string]float64{}}
	for i, v := range c.x {
		if v != 0 {
			r.Facts[featureNames[i]] = v
		}
	}
	return r
}

// evidenceFor names the facts that speak most for a candidate.
func (r *run) evidenceFor(c *candidate) []string {
	type fact struct {
		name  string
		gains float64
	}
	var facts []fact
	for i, v := range c.x {
		if gain := v * r.matcher.model.parse[i]; gain > 0.1 {
			facts = append(facts, fact{featureNames[i], gain})
		}
	}
	slices.SortStableFunc(facts, func(a, b fact) int { return cmp.Compare(b.gains, a.gains) })
	var names []string
	for _, f := range facts[:min(5, len(facts))] {
		names = append(names, f.name)
	}
	return names
}
