package match

import "math"

// Model holds the weights of the facts by their names.
type Model struct {
	Pair map[string]float64 // a pair's score, as the logarithm of its odds
	Sure map[string]float64 // the odds that what was chosen is right
}

//go:generate go run ../../internal/evalmatch -shared ../../../shared -fit model_gen.go

// weighFacts is the sum of the facts by their weights.
func weighFacts(weights map[string]float64, facts []Fact) float64 {
	sum := 0.0
	for _, f := range facts {
		sum += weights[f.Name] * f.Value
	}
	return sum
}

// probability is what the logarithm of odds stands for.
func probability(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }
