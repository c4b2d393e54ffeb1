package library

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Found is the answer to a query.
type Found struct {
	// Corrections are the words that are nowhere, with what was taken for them.
	Corrections []Correction

	query  Query // as corrected
	shelf  *shelf
	ranked []ranked
}

// Len is how many talks were found.
func (f Found) Len() int { return len(f.ranked) }

// Hits lists at most so many of them, the best first, of equals the newest.
func (f Found) Hits(most int) []Hit {
	hits := make([]Hit, min(len(f.ranked), most))
	for i := range hits {
		r := f.ranked[i]
		hits[i] = Hit{Talk: f.shelf.shards[r.event].talk(r.talk), Score: r.worth}
	}
	return hits
}

// Hit is a talk that has all that was asked for.
type Hit struct {
	Talk
	Score float64
}

// Correction is a word that is nowhere in the library, and the nearest to it that is.
type Correction struct{ Word, Taken string }

// Search looks for the talks that meet a query. The library is taken as it was at the last
// refresh.
func (l *Library) Search(ctx context.Context, q Query) (Found, error) {
	s := &search{shelf: l.now(), terms: q.terms}
	if q.IsEmpty() || s.shelf == nil {
		return Found{}, nil
	}
	if err := s.match(ctx); err != nil {
		return Found{}, err
	}
	if q.typed && s.complete() || s.correct() {
		if err := s.match(ctx); err != nil {
			return Found{}, err
		}
	}
	return Found{Corrections: s.corrections, query: Query{terms: s.terms}, shelf: s.shelf, ranked: s.ranked()}, nil
}

// search is one run over all events.
type search struct {
	*shelf
	terms       []term
	matches     [][][]match // by event and term
	corrections []Correction
}

// match finds out which talks meet which term.
func (s *search) match(ctx context.Context) error {
	s.matches = make([][][]match, len(s.shards))
	first := s.firstAlike()
	group, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() error {
			for i := w; i < len(s.shards) && ctx.Err() == nil; i += workers {
				s.matches[i] = make([][]match, len(s.terms))
				for j, t := range s.terms {
					if k := first[j]; k < j {
						s.matches[i][j] = s.matches[i][k]
						continue
					}
					s.matches[i][j] = s.visible(i, t)
				}
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}

// firstAlike has for each term the first that asks for the same.
func (s *search) firstAlike() []int {
	had := map[string]int{}
	first := make([]int, len(s.terms))
	for i, t := range s.terms {
		key := fmt.Sprint(t.within, t.begins, t.words)
		if _, ok := had[key]; !ok {
			had[key] = i
		}
		first[i] = had[key]
	}
	return first
}

// complete takes a last term that no talk meets for the beginning of one, and reports whether
// that helps.
func (s *search) complete() bool {
	last := len(s.terms) - 1
	t := s.terms[last]
	if t.not || t.begins || s.count(last) > 0 {
		return false
	}
	t.begins = true
	if s.talksThatMeet(t, nil) == 0 {
		return false
	}
	s.terms = append(slices.Clone(s.terms[:last]), t)
	return true
}

// visible lists the talks of an event that meet a term and can be found.
func (s *shelf) visible(i int, t term) []match {
	list := s.shards[i].matches(t)
	if hidden := s.hidden[i]; hidden != nil {
		list = slices.DeleteFunc(list, func(m match) bool { return hidden[m.talk] })
	}
	return list
}

// count is how many talks meet a term.
func (s *search) count(term int) int {
	n := 0
	for _, matches := range s.matches {
		n += len(matches[term])
	}
	return n
}

// ranked is a talk that meets all terms.
type ranked struct {
	match
	event    int
	recorded string
}

// ranked are the talks that meet all terms, in order.
func (s *search) ranked() []ranked {
	weights := s.weights()
	order := s.inOrder()
	var list []ranked
	for i, shard := range s.shards {
		for _, m := range s.all(i, weights) {
			m.worth += order.bonus(shard, m)
			list = append(list, ranked{m, i, shard.recorded(m.talk)})
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), strings.Compare(b.recorded, a.recorded), a.event-b.event, a.talk-b.talk)
	})
	return list
}

// weights are what each term counts: the rarer it is the more, all together 1. A term that
// must not be met counts nothing.
func (s *search) weights() []float64 {
	weights := make([]float64, len(s.terms))
	sum := 0.0
	for i, t := range s.terms {
		if !t.not {
			weights[i] = 1 / (1 + math.Log1p(float64(s.count(i))))
			sum += weights[i]
		}
	}
	for i := range weights {
		weights[i] /= max(sum, math.SmallestNonzeroFloat64)
	}
	return weights
}

// all lists the talks of an event that meet all terms.
func (s *search) all(event int, weights []float64) []match {
	var list []match
	first := true
	for i, t := range s.terms {
		if t.not {
			continue
		}
		if first {
			list, first = slices.Clone(s.matches[event][i]), false
			for j := range list {
				list[j].worth *= weights[i]
			}
			continue
		}
		list = both(list, s.matches[event][i], weights[i])
	}
	if first {
		list = s.every(event)
	}
	for i, t := range s.terms {
		if t.not {
			list = without(list, s.matches[event][i])
		}
	}
	return list
}

// every lists all talks of an event.
func (s *shelf) every(event int) []match {
	var list []match
	for talk := range s.shards[event].talks.len() {
		if !s.hidden[event][talk] {
			list = append(list, match{talk: talk})
		}
	}
	return list
}

// both keeps of a list what is in another too, and adds what that is worth there.
func both(list, other []match, weight float64) []match {
	kept := list[:0]
	for _, m := range list {
		for len(other) > 0 && other[0].talk < m.talk {
			other = other[1:]
		}
		if len(other) > 0 && other[0].talk == m.talk {
			m.worth += weight * other[0].worth
			kept = append(kept, m)
		}
	}
	return kept
}

// without keeps of a list what is not in another.
func without(list, other []match) []match {
	return slices.DeleteFunc(list, func(m match) bool {
		_, found := slices.BinarySearchFunc(other, m, func(a, b match) int { return cmp.Compare(a.talk, b.talk) })
		return found
	})
}
