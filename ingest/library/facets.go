package library

import (
	"cmp"
	"slices"
	"strings"
)

// Facets are what the talks that were found are divided by.
type Facets struct {
	Years, Events, Languages, Speakers []Facet
}

// Facet is a value that talks have in common, and how many have it.
type Facet struct {
	Value string
	Label string // as people read it
	Count int
}

// mostFacets are counted of a kind.
const mostFacets = 100

// Facets counts years, the newest first, and events, languages and speakers, the commonest
// hundred first.
func (f Found) Facets() Facets {
	years, events, languages, speakers := map[string]int{}, map[int]int{}, map[string]int{}, map[string]int{}
	for _, r := range f.ranked {
		shard := f.shelf.shards[r.event]
		u := unpacked(shard.talks.at(r.talk))
		years[yearOf(cmp.Or(u.text(), shard.start))]++
		languages[u.text()]++
		for range u.number() {
			speakers[u.text()]++
		}
		events[r.event]++
	}
	facets := Facets{Years: facetsOf(years), Languages: facetsOf(languages), Speakers: facetsOf(speakers)}
	slices.SortFunc(facets.Years, func(a, b Facet) int { return strings.Compare(b.Value, a.Value) })
	for i, n := range events {
		shard := f.shelf.shards[i]
		facets.Events = append(facets.Events, Facet{shard.slug, shard.title, n})
	}
	facets.Events = commonest(facets.Events)
	return facets
}

func facetsOf(counts map[string]int) []Facet {
	list := make([]Facet, 0, len(counts))
	for value, n := range counts {
		if value != "" {
			list = append(list, Facet{value, value, n})
		}
	}
	return commonest(list)
}

// commonest are the first of a list in order. Most speakers of many talks have one: what
// cannot be among the first is not sorted.
func commonest(list []Facet) []Facet {
	if len(list) > mostFacets {
		counts := make([]int, len(list))
		for i, f := range list {
			counts[i] = f.Count
		}
		slices.Sort(counts)
		least := counts[len(counts)-mostFacets]
		list = slices.DeleteFunc(list, func(f Facet) bool { return f.Count < least })
	}
	slices.SortFunc(list, func(a, b Facet) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), mostFacets)]
}
