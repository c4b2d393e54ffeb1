package match

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bruteForce is the least cost over all choices, and over those in which a row
// does not take one column.
func bruteForce(rows [][]edge, used map[int]bool, row, without, column int) float64 {
	if row == len(rows) {
		return 0
	}
	best := math.Inf(1)
	if row != without || column >= 0 {
		best = bruteForce(rows, used, row+1, without, column)
	}
	for _, e := range rows[row] {
		if used[e.column] || row == without && e.column == column {
			continue
		}
		used[e.column] = true
		best = min(best, e.cost+bruteForce(rows, used, row+1, without, column))
		used[e.column] = false
	}
	return best
}

// total is what an assignment costs.
func total(a *assignment) float64 {
	sum := 0.0
	for _, e := range a.taken {
		sum += e.cost
	}
	return sum
}

func randomRows(r *rand.Rand) (rows [][]edge, columns int) {
	columns = 1 + r.IntN(5)
	scale := []float64{1, 0.7, 3.3}[r.IntN(3)] // costs that are rounded, too
	rows = make([][]edge, 1+r.IntN(6))
	for i := range rows {
		for c := range columns {
			if r.IntN(4) > 0 {
				rows[i] = append(rows[i], edge{c, float64(r.IntN(13)-8) / scale})
			}
		}
	}
	return rows, columns
}

func TestAssignIsTheBest(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		rows, columns := randomRows(r)
		a := assign(rows, columns)
		seen := map[int]bool{}
		for row := range rows {
			c, ok := a.of(row)
			if ok && seen[c] {
				t.Fatalf("%v: column %d is given twice", rows, c)
			}
			seen[c] = seen[c] || ok
		}
		if want := bruteForce(rows, map[int]bool{}, 0, -1, -1); math.Abs(total(a)-want) > 1e-9 {
			t.Fatalf("%v: costs %v, want %v", rows, total(a), want)
		}
	}
}

func TestRegretIsTheLossWithout(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		rows, columns := randomRows(r)
		a := assign(rows, columns)
		for row := range rows {
			column, ok := a.of(row)
			if !ok {
				column = -1
			}
			want := bruteForce(rows, map[int]bool{}, 0, row, column) - total(a)
			if got := a.regret(row); got != want && !(math.Abs(got-want) <= 1e-9) {
				t.Fatalf("%v: regret of row %d is %v, want %v", rows, row, got, want)
			}
		}
	}
}

// A thousand videos of one name and as many sessions are the worst there is.
func BenchmarkAssignAlike(b *testing.B) {
	rows := make([][]edge, 1000)
	for i := range rows {
		for c := range 24 {
			rows[i] = append(rows[i], edge{c, -1})
		}
	}
	for b.Loop() {
		assign(rows, 1200)
	}
}
