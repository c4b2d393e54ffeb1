package main

import (
	"math"
	"strings"

	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/internal/curated"
)

// example is one title: its readings, and which of them are right.
type example struct {
	rows   [][]fact
	same   []int // of each reading the first that says the same: the best of them counts
	right  []bool
	weight float64
}

type fact struct {
	index int
	value float64
}

// numbering numbers the facts.
type numbering struct {
	index map[string]int
	names []string
}

func newNumbering() *numbering { return &numbering{index: map[string]int{}} }

func (n *numbering) of(name string) int {
	i, ok := n.index[name]
	if !ok {
		i = len(n.names)
		n.index[name] = i
		n.names = append(n.names, name)
	}
	return i
}

// weights gives fitted numbers their names back.
func (n *numbering) weights(w []float64) map[string]float64 {
	named := map[string]float64{}
	for i, name := range n.names {
		named[name] = w[i]
	}
	return named
}

func (n *numbering) row(facts []mapper.Fact) []fact {
	row := make([]fact, len(facts))
	for i, f := range facts {
		row[i] = fact{n.of(f.Name), f.Value}
	}
	return row
}

// makeExample grades the readings of a talk: both parts right, else as much as
// any reading gets right.
func makeExample(n *numbering, e mapper.Explanation, want titleTalk) (example, bool) {
	var x example
	title, names := curated.Normal(want.Title), curated.People(want.Speakers, curated.Normal)
	looseTitle, looseNames := curated.Loosely(want.Title), curated.People(want.Speakers, curated.Loosely)
	grades := make([]int, len(e.Candidates))
	best := 0
	for i, c := range e.Candidates {
		t, s := curated.Normal(c.Title) == title, curated.People(c.Speakers, curated.Normal) == names
		lt, ls := curated.Loosely(c.Title) == looseTitle, curated.People(c.Speakers, curated.Loosely) == looseNames
		switch {
		case t && s:
			grades[i] = 6
		case lt && ls:
			grades[i] = 5
		case lt && len(c.Speakers) == 0:
			grades[i] = 2
		case lt:
			grades[i] = 2
		case ls && len(c.Speakers) > 0:
			grades[i] = 1
		}
		best = max(best, grades[i])
	}
	if best == 0 {
		return x, false
	}
	x.weight = map[int]float64{6: 1, 5: 0.8, 2: 0.3, 1: 0.2}[best]
	first := map[string]int{}
	for i, c := range e.Candidates {
		says := c.Title + "\x00" + strings.Join(c.Speakers, "\x00")
		if _, ok := first[says]; !ok {
			first[says] = i
		}
		x.same = append(x.same, first[says])
		x.rows = append(x.rows, n.row(c.Facts))
		x.right = append(x.right, grades[i] == best)
	}
	return x, true
}

// fitChoice fits a conditional logit: the right readings of each title shall
// have the greatest part of the probability.
func fitChoice(examples []example, size int, start []float64, penalty float64) []float64 {
	objective := func(w, grad []float64) float64 {
		loss := 0.0
		for i := range w {
			loss += penalty * w[i] * w[i] / 2
			grad[i] = penalty * w[i]
		}
		var scores []float64
		var top []int
		for _, x := range examples {
			scores = scores[:0]
			best := math.Inf(-1)
			for _, row := range x.rows {
				s := 0.0
				for _, f := range row {
					s += w[f.index] * f.value
				}
				scores = append(scores, s)
				best = max(best, s)
			}
			top = append(top[:0], x.same...)
			for i, s := range scores {
				if s > scores[top[x.same[i]]] {
					top[x.same[i]] = i
				}
			}
			all, right := 0.0, 0.0
			for i := range scores {
				if top[x.same[i]] != i {
					scores[i] = 0
					continue
				}
				scores[i] = math.Exp(scores[i] - best)
				all += scores[i]
				if x.right[i] {
					right += scores[i]
				}
			}
			right = max(right, 1e-12)
			loss -= x.weight * math.Log(right/all)
			for i, row := range x.rows {
				g := scores[i] / all
				if x.right[i] {
					g -= scores[i] / right
				}
				g *= x.weight
				if g > -1e-9 && g < 1e-9 {
					continue
				}
				for _, f := range row {
					grad[f.index] += g * f.value
				}
			}
		}
		return loss
	}
	w := make([]float64, size)
	copy(w, start)
	return minimize(objective, w, 150)
}

// outcome is one chosen reading with what it turned out to be.
type outcome struct {
	row    []fact
	right  bool
	weight float64
}

// fitLogistic fits the probability that an outcome is right.
func fitLogistic(outcomes []outcome, size int, penalty float64) []float64 {
	objective := func(w, grad []float64) float64 {
		loss := 0.0
		for i := range w {
			loss += penalty * w[i] * w[i] / 2
			grad[i] = penalty * w[i]
		}
		for _, o := range outcomes {
			s := 0.0
			for _, f := range o.row {
				s += w[f.index] * f.value
			}
			p := 1 / (1 + math.Exp(-s))
			y := 0.0
			if o.right {
				y = 1
				loss -= o.weight * math.Log(max(p, 1e-12))
			} else {
				loss -= o.weight * math.Log(max(1-p, 1e-12))
			}
			for _, f := range o.row {
				grad[f.index] += o.weight * (p - y) * f.value
			}
		}
		return loss
	}
	return minimize(objective, make([]float64, size), 300)
}
