package main

import (
	"maps"
	"math"
	"slices"

	"github.com/pyvideo/stevie/ingest/match"
)

// example is one thing that was claimed, with the facts about it.
type example struct {
	facts []match.Fact
	right bool
}

// row is an example with its facts by number.
type row []term

// term is one fact of a row.
type term struct {
	index int
	value float64
}

// regression is a fit of weights to examples.
type regression struct {
	names   []string
	rows    []row
	right   []bool
	penalty float64
}

// fitLogistic fits the weights of the facts with which the examples are most
// likely, by Newton's method. The penalty keeps weights small of which the
// examples say little.
func fitLogistic(examples []example, penalty float64) map[string]float64 {
	r := newRegression(examples, penalty)
	w := make([]float64, len(r.names))
	for range 40 {
		gradient, curvature := r.slopes(w)
		next, better := r.downhill(w, solve(curvature, gradient))
		if !better {
			break
		}
		w = next
	}
	named := map[string]float64{}
	for i, name := range r.names {
		named[name] = w[i]
	}
	return named
}

func newRegression(examples []example, penalty float64) *regression {
	index := map[string]int{}
	for _, e := range examples {
		for _, f := range e.facts {
			index[f.Name] = 0
		}
	}
	r := &regression{names: slices.Sorted(maps.Keys(index)), penalty: penalty}
	for i, name := range r.names {
		index[name] = i
	}
	for _, e := range examples {
		terms := make(row, len(e.facts))
		for i, f := range e.facts {
			terms[i] = term{index[f.Name], f.Value}
		}
		r.rows = append(r.rows, terms)
		r.right = append(r.right, e.right)
	}
	return r
}

// odds is the logarithm of the odds that a row has at w.
func (x row) odds(w []float64) float64 {
	sum := 0.0
	for _, t := range x {
		sum += w[t.index] * t.value
	}
	return sum
}

// downhill goes as much of a step as makes the loss smaller.
func (r *regression) downhill(w, step []float64) (next []float64, better bool) {
	before := r.loss(w)
	for size := 1.0; size > 1e-4; size /= 2 {
		next = slices.Clone(w)
		for i := range next {
			next[i] -= size * step[i]
		}
		if r.loss(next) < before*(1-1e-7) {
			return next, true
		}
	}
	return w, false
}

// loss is how unlikely the examples are, with what large weights cost.
func (r *regression) loss(w []float64) float64 {
	sum := 0.0
	for _, x := range w {
		sum += r.penalty * x * x / 2
	}
	for i, x := range r.rows {
		odds := x.odds(w)
		if r.right[i] {
			odds = -odds
		}
		sum += max(odds, 0) + math.Log1p(math.Exp(-math.Abs(odds)))
	}
	return sum
}

// slopes are the first and second derivatives of the loss.
func (r *regression) slopes(w []float64) (gradient []float64, curvature [][]float64) {
	gradient = make([]float64, len(w))
	curvature = make([][]float64, len(w))
	for i := range w {
		curvature[i] = make([]float64, len(w))
		curvature[i][i] = r.penalty
		gradient[i] = r.penalty * w[i]
	}
	for i, x := range r.rows {
		p := 1 / (1 + math.Exp(-x.odds(w)))
		miss := p
		if r.right[i] {
			miss--
		}
		for _, a := range x {
			gradient[a.index] += miss * a.value
			for _, b := range x {
				curvature[a.index][b.index] += p * (1 - p) * a.value * b.value
			}
		}
	}
	return gradient, curvature
}

// solve solves a system of linear equations by elimination. It destroys a.
func solve(a [][]float64, b []float64) []float64 {
	x := slices.Clone(b)
	n := len(x)
	for col := range n {
		pivot := col
		for row := col; row < n; row++ {
			if math.Abs(a[row][col]) > math.Abs(a[pivot][col]) {
				pivot = row
			}
		}
		a[col], a[pivot], x[col], x[pivot] = a[pivot], a[col], x[pivot], x[col]
		for row := col + 1; row < n; row++ {
			f := a[row][col] / a[col][col]
			for k := col; k < n; k++ {
				a[row][k] -= f * a[col][k]
			}
			x[row] -= f * x[col]
		}
	}
	for row := n - 1; row >= 0; row-- {
		for k := row + 1; k < n; k++ {
			x[row] -= a[row][k] * x[k]
		}
		x[row] /= a[row][row]
	}
	return x
}
