package main

import (
	"hash/fnv"
	"sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// evaluation holds the development set, divided by series.
type evaluation struct {
	occasions []*occasion
	fold      []int // of each occasion, unseenFold for series that are not looked at
	folds     int
	alone     bool // without a data tree
	compiled  bool // the readings by the weights that are compiled in, not by cross-validation
	rounds    int  // how often readings and weights are computed from each other
	started   [][]mapper.Explanation
	results   []result
	homes     homes
	series    func(folder string) string
}

// unseenFold is the part of the series that are neither looked at nor trained on.
const unseenFold = -1

// result is one talk's held-out reading and proposal against the truth.
type result struct {
	slug           string
	source         string
	fold           int
	varied         bool
	want           titleTalk
	got            mapper.Explanation
	proposal       ingest.Proposal
	title, names   bool // right
	verbatim       bool // the truth stands in the host's text
	pTitle, pNames float64
}

func newEvaluation(occasions []*occasion, t tree, folds int) *evaluation {
	of := t.families()
	e := &evaluation{occasions: occasions, folds: folds, fold: make([]int, len(occasions)), homes: t.homes(of), series: of}
	known := map[string]*mapper.Known{}
	for i, o := range occasions {
		series := of(o.Slug)
		if known[series] == nil {
			known[series] = t.without(series, of)
		}
		o.known = known[series]
		e.fold[i] = int(hash(series) % uint32(folds))
		if o.unseen = isUnseen(series); o.unseen {
			e.fold[i] = unseenFold
		}
	}
	return e
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// both makes a model that weighs alike whether people are known or not, since
// an evaluation is about one of the two.
func both(w mapper.Weights) *mapper.Model { return &mapper.Model{Known: w, Alone: w} }

// known are the people whom the mapper may know when it sees an event.
func (e *evaluation) known(o *occasion) *mapper.Known {
	if e.alone {
		return nil
	}
	return o.known
}

// explain reads the occasions of the wanted folds with a model.
func (e *evaluation) explain(model *mapper.Model, want func(fold int) bool) [][]mapper.Explanation {
	all := make([][]mapper.Explanation, len(e.occasions))
	var group sync.WaitGroup
	for part := range 2 {
		group.Go(func() {
			for i := part; i < len(e.occasions); i += 2 {
				if o := e.occasions[i]; want(e.fold[i]) {
					all[i] = mapper.Explain(o.event(), o.videos(), mapper.Options{Known: e.known(o), Model: model})
				}
			}
		})
	}
	group.Wait()
	return all
}

// standing are the weights that are compiled in.
func (e *evaluation) standing() mapper.Weights {
	if e.alone {
		return mapper.DefaultModel().Alone
	}
	return mapper.DefaultModel().Known
}

// first are the readings with the weights that are compiled in, from which every
// fit starts.
func (e *evaluation) first() [][]mapper.Explanation {
	if e.started == nil {
		e.started = e.explain(nil, func(int) bool { return true })
	}
	return e.started
}

// ofVaried is what an invented variant counts for beside a real talk.
const ofVaried = 0.5

// penaltyParse is the L2 penalty on the weights; a tenth or five times as much
// changes nothing.
const penaltyParse = 1

// fitParse fits the weights of the readings on the wanted folds.
func (e *evaluation) fitParse(want func(fold int) bool) map[string]float64 {
	if e.compiled {
		return e.standing().Parse
	}
	var model *mapper.Model
	weights := map[string]float64{}
	for round := range e.rounds {
		n := newNumbering()
		var examples []example
		all := e.first()
		if round > 0 {
			all = e.explain(model, want)
		}
		for i, o := range e.occasions {
			if !want(e.fold[i]) {
				continue
			}
			for j, x := range all[i] {
				if ex, ok := makeExample(n, x, o.Talks[j]); ok {
					if o.varied {
						ex.weight *= ofVaried
					}
					examples = append(examples, ex)
				}
			}
		}
		start := make([]float64, len(n.names))
		for i, name := range n.names {
			start[i] = weights[name]
		}
		weights = n.weights(fitChoice(examples, len(n.names), start, penaltyParse))
		model = both(mapper.Weights{Parse: weights})
	}
	return weights
}

// crossValidate proposes every talk by a model that was fitted without its
// series: first the weights of the readings, then, on the readings so held out,
// the confidences. The series that nobody looks at are proposed by what was
// fitted on all others.
func (e *evaluation) crossValidate() {
	models := map[int]*mapper.Model{}
	for f := unseenFold; f < e.folds; f++ {
		models[f] = both(mapper.Weights{Parse: e.fitParse(trainedOn(f))})
		for i, x := range e.explain(models[f], func(fold int) bool { return fold == f }) {
			for j := range x {
				e.results = append(e.results, grade(e.occasions[i], e.fold[i], x[j], e.occasions[i].Talks[j]))
			}
		}
	}
	for f, model := range models {
		models[f] = both(e.fitConfidence(mapper.Weights{Parse: model.Known.Parse}, trainedOn(f)))
	}
	e.propose(models)
}

// trainedOn tells on which folds a model may be fitted that is to score a fold.
func trainedOn(f int) func(fold int) bool {
	return func(fold int) bool { return fold != f && fold != unseenFold }
}

// propose replaces the gradings by those of what the mapper proposes in the end.
func (e *evaluation) propose(models map[int]*mapper.Model) {
	proposals := make(map[string]ingest.Proposal)
	var mu sync.Mutex
	var group sync.WaitGroup
	for part := range 2 {
		group.Go(func() {
			for i := part; i < len(e.occasions); i += 2 {
				o := e.occasions[i]
				all := mapper.Map(o.event(), o.videos(), mapper.Options{Known: e.known(o), Model: models[e.fold[i]]})
				mu.Lock()
				for _, p := range all {
					proposals[p.ID] = p
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	for i := range e.results {
		e.results[i].propose(proposals[e.results[i].want.ID])
	}
}
