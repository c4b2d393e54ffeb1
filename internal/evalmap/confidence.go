package main

import (
	"math"
	"strings"

	"github.com/pyvideo/stevie/ingest/mapper"
)

// logistic is a fitted probability.
type logistic struct{ weights map[string]float64 }

func (l logistic) probability(facts map[string]float64) float64 {
	s := 0.0
	for name, v := range facts {
		s += l.weights[name] * v
	}
	return 1 / (1 + math.Exp(-s))
}

// fitConfidence fits both probabilities on the held-out results of some folds.
func (e *evaluation) fitConfidence(want func(fold int) bool) (title, names logistic) {
	n := newNumbering()
	var titles, speakers []outcome
	for _, r := range e.results {
		if !want(r.fold) || r.traits == nil {
			continue
		}
		row := n.row(r.traits)
		titles = append(titles, outcome{row, r.title})
		speakers = append(speakers, outcome{row, r.names})
	}
	t, s := fitLogistic(titles, len(n.names), 3), fitLogistic(speakers, len(n.names), 3)
	title, names = logistic{map[string]float64{}}, logistic{map[string]float64{}}
	for i, name := range n.names {
		title.weights[name], names.weights[name] = t[i], s[i]
	}
	return title, names
}

// grade compares one proposal with the truth.
func grade(o *occasion, fold int, got mapper.Explanation, want titleTalk) result {
	r := result{slug: o.Slug, source: o.Source, want: want, got: got, fold: fold, traits: got.Traits, speakers: got.Spelled}
	r.title = normal(got.Title) == normal(want.Title)
	r.names = people(got.Spelled, normal) == people(want.Speakers, normal)
	text := normal(want.Host) + "\n" + normal(want.Description)
	r.verbatim = strings.Contains(text, normal(want.Title))
	for _, s := range want.Speakers {
		r.verbatim = r.verbatim && strings.Contains(text, normal(s))
	}
	return r
}
