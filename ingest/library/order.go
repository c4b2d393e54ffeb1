package library

import (
	"slices"
	"strings"
)

// What a talk gets besides what its words are worth, which is 1 at most.
const (
	titleItself  = 3.0  // the title is what was asked for
	titleMixed   = 1.5  // it is that in another order
	wordsInOrder = 0.25 // the title has the words together, as they were typed
)

// order is how the plain words of a query stood.
type order struct {
	words  []string
	sorted []string
}

func (s *search) inOrder() order {
	plain := Query{terms: s.terms}.plain()
	return order{plain, slices.Sorted(slices.Values(plain))}
}

// bonus is what a talk gets for having the words as they were typed. Only titles with all of
// them are looked at.
func (o order) bonus(shard *shard, m match) float64 {
	n := len(o.words)
	if length := shard.titleLength(m.talk); n == 0 || m.worth < bestWorth || length < n || n == 1 && length > 1 {
		return 0
	}
	has := words(shard.talk(m.talk).Title)
	switch {
	case slices.Equal(has, o.words):
		return titleItself
	case slices.Equal(slices.Sorted(slices.Values(has)), o.sorted):
		return titleMixed
	case strings.Contains(" "+strings.Join(has, " ")+" ", " "+strings.Join(o.words, " ")+" "):
		return wordsInOrder
	}
	return 0
}

// bestWorth is just below what a talk is worth that has all words in its title.
const bestWorth = 1 - 1e-9
