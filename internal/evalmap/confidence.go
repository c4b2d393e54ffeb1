package main

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/internal/curated"
)

// penaltyConfidence is the L2 penalty on the weights of the confidences.
const penaltyConfidence = 1

// ofVariedConfidence is what an invented variant counts for beside a real talk: it
// shows new ways to be wrong, but its shares are invented, too.
const ofVariedConfidence = 0.3

// fitConfidence fits the probabilities on the held-out readings of some folds,
// and returns the weights with them.
func (e *evaluation) fitConfidence(w mapper.Weights, want func(fold int) bool) mapper.Weights {
	n := newNumbering()
	var titles, names, both []outcome
	for _, r := range e.results {
		if !want(r.fold) || r.got.Traits == nil {
			continue
		}
		row := n.row(r.got.Traits)
		weight := 1.0
		if r.varied {
			weight = ofVariedConfidence
		}
		titles = append(titles, outcome{row, r.title, weight})
		names = append(names, outcome{row, r.names, weight})
		both = append(both, outcome{row, r.title && r.names, weight})
	}
	fit := func(outcomes []outcome) map[string]float64 {
		return n.weights(fitLogistic(outcomes, len(n.names), penaltyConfidence))
	}
	w.Title, w.Speakers, w.Both = fit(titles), fit(names), fit(both)
	return w
}

// grade compares one reading with the truth.
func grade(o *occasion, fold int, got mapper.Explanation, want titleTalk) result {
	r := result{slug: o.Slug, source: o.Source, fold: fold, varied: o.varied, want: want, got: got}
	r.compare(got.Title, got.Spelled)
	r.verbatim = want.isTold()
	return r
}

// isTold reports whether the truth stands in the host's text.
func (t *titleTalk) isTold() bool {
	text := curated.Normal(t.Host) + "\n" + curated.Normal(t.Description)
	told := strings.Contains(text, curated.Normal(t.Title))
	for _, s := range t.Speakers {
		told = told && strings.Contains(text, curated.Normal(s))
	}
	return told
}

// propose grades what the mapper proposes in the end.
func (r *result) propose(p ingest.Proposal) {
	r.proposal = p
	r.compare(p.Record.Title, p.Record.Speakers)
	r.pTitle, r.pNames = p.Confidence[ingest.FieldTitle], p.Confidence[ingest.FieldSpeakers]
}

func (r *result) compare(title string, speakers []string) {
	r.title = curated.Normal(title) == curated.Normal(r.want.Title)
	r.names = curated.People(speakers, curated.Normal) == curated.People(r.want.Speakers, curated.Normal)
}
