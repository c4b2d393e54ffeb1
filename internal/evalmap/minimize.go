package main

// minimize finds the least value of a smooth function by L-BFGS with a
// backtracking line search. The function returns its value at w and writes its
// gradient.
func minimize(f func(w, grad []float64) float64, w []float64, iterations int) []float64 {
	const memory = 10
	n := len(w)
	grad := make([]float64, n)
	value := f(w, grad)
	var steps, changes [][]float64
	for range iterations {
		direction := descend(grad, steps, changes)
		slope := dot(direction, grad)
		if slope > -1e-9 {
			break
		}
		size := 1.0
		if len(steps) == 0 {
			size = 1 / (1 + norm2(grad))
		}
		next, nextGrad := make([]float64, n), make([]float64, n)
		var nextValue float64
		for range 30 {
			for i := range next {
				next[i] = w[i] + size*direction[i]
			}
			nextValue = f(next, nextGrad)
			if nextValue <= value+1e-4*size*slope {
				break
			}
			size /= 2
		}
		if nextValue >= value-1e-7*value {
			break
		}
		step, change := make([]float64, n), make([]float64, n)
		for i := range step {
			step[i], change[i] = next[i]-w[i], nextGrad[i]-grad[i]
		}
		if dot(step, change) > 1e-12 {
			steps, changes = append(steps, step), append(changes, change)
			if len(steps) > memory {
				steps, changes = steps[1:], changes[1:]
			}
		}
		w, grad, value = next, nextGrad, nextValue
	}
	return w
}

// descend is the two-loop recursion of L-BFGS.
func descend(grad []float64, steps, changes [][]float64) []float64 {
	q := make([]float64, len(grad))
	for i, g := range grad {
		q[i] = -g
	}
	a := make([]float64, len(steps))
	for k := len(steps) - 1; k >= 0; k-- {
		a[k] = dot(steps[k], q) / dot(steps[k], changes[k])
		for i := range q {
			q[i] -= a[k] * changes[k][i]
		}
	}
	if k := len(steps) - 1; k >= 0 {
		scale := dot(steps[k], changes[k]) / dot(changes[k], changes[k])
		for i := range q {
			q[i] *= scale
		}
	}
	for k := range steps {
		b := dot(changes[k], q) / dot(steps[k], changes[k])
		for i := range q {
			q[i] += (a[k] - b) * steps[k][i]
		}
	}
	return q
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func norm2(a []float64) float64 { return dot(a, a) }
