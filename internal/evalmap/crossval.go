package main

import (
	"hash/fnv"
	"sync"

	"github.com/pyvideo/stevie/ingest/mapper"
)

// evaluation holds the development set, divided by series.
type evaluation struct {
	occasions []*occasion
	fold      []int // of each occasion
	folds     int
	held      [][]mapper.Explanation // by occasion, from a model that never saw its series
	results   []result
	parse     map[string]float64
	title     map[string]float64
	speakers  map[string]float64
}

// result is one talk's held-out proposal against the truth.
type result struct {
	slug           string
	source         string
	want           titleTalk
	got            mapper.Explanation
	speakers       []string
	title, names   bool
	verbatim       bool // truth stands in the host's text
	pTitle, pNames float64
	fold           int
	traits         map[string]float64
}

func newEvaluation(occasions []*occasion, t tree, folds int) *evaluation {
	e := &evaluation{occasions: occasions, folds: folds, fold: make([]int, len(occasions)), held: make([][]mapper.Explanation, len(occasions))}
	known := map[string]*mapper.Known{}
	for i, o := range occasions {
		series := seriesOf(o.Slug)
		if known[series] == nil {
			known[series] = t.without(series)
		}
		o.known = known[series]
		e.fold[i] = int(hash(series) % uint32(folds))
	}
	return e
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// explain reads the occasions of the wanted folds with a model.
func (e *evaluation) explain(model *mapper.Model, want func(fold int) bool) [][]mapper.Explanation {
	all := make([][]mapper.Explanation, len(e.occasions))
	var group sync.WaitGroup
	for part := range 2 {
		group.Go(func() {
			for i := part; i < len(e.occasions); i += 2 {
				if o := e.occasions[i]; want(e.fold[i]) {
					all[i] = mapper.Explain(o.event(), o.videos(), mapper.Options{Known: o.known, Model: model})
				}
			}
		})
	}
	group.Wait()
	return all
}

// fitRounds is how often readings and weights are computed from each other.
const fitRounds = 2

// fitParse fits the weights of the readings on the wanted folds.
func (e *evaluation) fitParse(want func(fold int) bool) map[string]float64 {
	var model *mapper.Model
	weights := map[string]float64{}
	for range fitRounds {
		n := newNumbering()
		var examples []example
		all := e.explain(model, want)
		for i, o := range e.occasions {
			for j, x := range all[i] {
				if ex, ok := makeExample(n, x, o.Talks[j]); ok {
					examples = append(examples, ex)
				}
			}
		}
		start := make([]float64, len(n.names))
		for i, name := range n.names {
			start[i] = weights[name]
		}
		fitted := fitChoice(examples, len(n.names), start, 1)
		weights = map[string]float64{}
		for i, name := range n.names {
			weights[name] = fitted[i]
		}
		model = &mapper.Model{Parse: weights}
	}
	return weights
}

// crossValidate proposes every talk by a model that was fitted without its
// series, then fits the confidences on those proposals, again held out.
func (e *evaluation) crossValidate() {
	for f := range e.folds {
		model := &mapper.Model{Parse: e.fitParse(func(fold int) bool { return fold != f })}
		for i, x := range e.explain(model, func(fold int) bool { return fold == f }) {
			if x != nil {
				e.held[i] = x
			}
		}
	}
	for i, o := range e.occasions {
		for j, x := range e.held[i] {
			e.results = append(e.results, grade(o, e.fold[i], x, o.Talks[j]))
		}
	}
	for f := range e.folds {
		title, names := e.fitConfidence(func(fold int) bool { return fold != f })
		for i := range e.results {
			if r := &e.results[i]; r.fold == f {
				r.pTitle, r.pNames = title.probability(r.traits), names.probability(r.traits)
			}
		}
	}
	t, s := e.fitConfidence(func(int) bool { return true })
	e.title, e.speakers = t.weights, s.weights
}
