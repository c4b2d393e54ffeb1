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

// fitLogistic fits the weights of the facts with which the examples are most
// likely, by Newton's method. The penalty keeps weights small of which the
// examples say little.
func fitLogistic(examples []example, penalty float64) map[string]float64 {
	index := map[string]int{}
	for _, e := range examples {
		for _, f := range e.facts {
			index[f.Name] = 0
		}
	}
	names := slices.Sorted(maps.Keys(index))
	for i, name := range names {
		index[name] = i
	}
	w := make([]float64, len(names))
	for range 25 {
		gradient, curvature := slopes(examples, index, w, penalty)
		step := solve(curvature, gradient)
		size := 0.0
		for i := range w {
			w[i] -= step[i]
			size = max(size, math.Abs(step[i]))
		}
		if size < 1e-6 {
			break
		}
	}
	named := map[string]float64{}
	for i, name := range names {
		named[name] = w[i]
	}
	return named
}

// slopes are the first and second derivatives of the penalised loss at w.
func slopes(examples []example, index map[string]int, w []float64, penalty float64) (gradient []float64, curvature [][]float64) {
	gradient = make([]float64, len(w))
	curvature = make([][]float64, len(w))
	for i := range w {
		curvature[i] = make([]float64, len(w))
		curvature[i][i] = penalty
		gradient[i] = penalty * w[i]
	}
	for _, e := range examples {
		sum := 0.0
		for _, f := range e.facts {
			sum += w[index[f.Name]] * f.Value
		}
		p := 1 / (1 + math.Exp(-sum))
		miss := p
		if e.right {
			miss--
		}
		steep := max(p*(1-p), 1e-6)
		for _, f := range e.facts {
			i := index[f.Name]
			gradient[i] += miss * f.Value
			for _, g := range e.facts {
				curvature[i][index[g.Name]] += steep * f.Value * g.Value
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
