package web

import (
	"cmp"
	"slices"
	"strings"
)

// pattern is how titles of an event are built, and how many are.
type pattern struct {
	Words string
	Count int
}

// Patterns that few titles have are not worth a word.
const (
	mostPatterns   = 2
	leastOfPattern = 2
)

// patternsOf are the most frequent patterns, after which the first readings were made.
func patternsOf(talks []*talk) []pattern {
	count := map[string]int{}
	for _, t := range talks {
		if len(t.Readings) > 0 && strings.Contains(t.Readings[0].Reason, "TITLE") {
			count[t.Readings[0].Reason]++
		}
	}
	var list []pattern
	for words, n := range count {
		if n >= leastOfPattern {
			list = append(list, pattern{words, n})
		}
	}
	slices.SortFunc(list, func(a, b pattern) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Words, b.Words)) })
	return list[:min(len(list), mostPatterns)]
}
