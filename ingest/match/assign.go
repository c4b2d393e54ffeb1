package match

import (
	"container/heap"
	"math"
)

// edge is one column that a row may take, at a price.
type edge struct {
	column int
	cost   float64
}

// assignment is the cheapest one-to-one choice of edges. A row may stay alone
// at no cost, so an edge is only worth taking when its cost is negative, or
// when it helps another row to a better one.
//
// It is found as Jonker and Volgenant do, row by row along the shortest
// augmenting path, here over the edges that there are instead of a full matrix.
type assignment struct {
	rows  [][]edge
	price []float64 // of each column, the dual variable
	owner []int     // row of each column, or -1
	taken []edge    // edge of each row; a row alone has its own column, behind the others
}

// assign solves the assignment of rows to columns. Costs are finite.
func assign(rows [][]edge, columns int) *assignment {
	a := &assignment{
		rows:  rows,
		price: make([]float64, columns+len(rows)),
		owner: make([]int, columns+len(rows)),
		taken: make([]edge, len(rows)),
	}
	for i := range a.owner {
		a.owner[i] = -1
	}
	for row := range rows {
		path := a.shortest(row, -1)
		path.settle(a)
		a.augment(row, path)
	}
	return a
}

// of returns the column that a row takes; ok is false when it stays alone.
func (a *assignment) of(row int) (column int, ok bool) {
	c := a.taken[row].column
	return c, c < a.alone(0)
}

// alone is the column that stands for a row without one.
func (a *assignment) alone(row int) int { return len(a.owner) - len(a.rows) + row }

// regret is how much dearer the whole would be if a row might not take what it
// takes: 0 when another choice is as good, infinite when there is none.
func (a *assignment) regret(row int) float64 {
	own := a.taken[row]
	a.owner[own.column] = -1
	path := a.shortest(row, own.column)
	a.owner[own.column] = row
	return max(0, path.length-own.cost+a.price[own.column])
}

// path is a shortest way from a row to a free column, over the columns that other
// rows would have to give up.
type path struct {
	end    int             // the free column
	length float64         // with the prices of the columns
	via    map[int]step    // how each column was reached
	done   map[int]float64 // columns whose distance is final
}

type step struct {
	row int
	edge
}

// shortest finds the shortest augmenting path of a row that has no column,
// without the direct edge to a forbidden one.
func (a *assignment) shortest(row, forbidden int) path {
	p := path{via: map[int]step{}, done: map[int]float64{}}
	distance := map[int]float64{}
	var open frontier
	relax := func(from int, base float64) {
		for k := -1; k < len(a.rows[from]); k++ {
			e := edge{column: a.alone(from)}
			if k >= 0 {
				e = a.rows[from][k]
			}
			if _, done := p.done[e.column]; done || from == row && e.column == forbidden {
				continue // a shorter way to what is done would be one of rounding
			}
			d := base + e.cost - a.price[e.column]
			if old, known := distance[e.column]; known && old <= d {
				continue
			}
			distance[e.column] = d
			p.via[e.column] = step{from, e}
			heap.Push(&open, reached{e.column, d})
		}
	}
	relax(row, 0)
	for open.Len() > 0 {
		next := heap.Pop(&open).(reached)
		if _, done := p.done[next.column]; done {
			continue
		}
		owner := a.owner[next.column]
		if owner < 0 {
			p.end, p.length = next.column, next.distance
			return p
		}
		p.done[next.column] = next.distance
		relax(owner, next.distance-a.taken[owner].cost+a.price[next.column])
	}
	p.end, p.length = -1, math.Inf(1)
	return p
}

// settle moves the prices so that the reduced costs of the path's edges are
// even again.
func (p path) settle(a *assignment) {
	for column, distance := range p.done {
		a.price[column] += distance - p.length
	}
}

// augment gives every row on the path the column through which it was left.
func (a *assignment) augment(row int, p path) {
	for column := p.end; ; {
		s := p.via[column]
		given := a.taken[s.row].column
		a.owner[column], a.taken[s.row] = s.row, s.edge
		if s.row == row {
			return
		}
		column = given
	}
}

// reached is a column with the length of a way to it.
type reached struct {
	column   int
	distance float64
}

// frontier is a heap of columns, the nearest first; of equally near ones the
// first, so that the same input gives the same answer.
type frontier []reached

func (f frontier) Len() int { return len(f) }
func (f frontier) Less(i, j int) bool {
	if f[i].distance != f[j].distance {
		return f[i].distance < f[j].distance
	}
	return f[i].column < f[j].column
}
func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)   { *f = append(*f, x.(reached)) }
func (f *frontier) Pop() any {
	last := len(*f) - 1
	x := (*f)[last]
	*f = (*f)[:last]
	return x
}
