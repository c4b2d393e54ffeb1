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

// Facets counts years, the newest first, and events, languages and speakers, the commonest first.
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
	sortFacets(facets.Events)
	return facets
}

func facetsOf(counts map[string]int) []Facet {
	var list []Facet
	for value, n := range counts {
		if value != "" {
			list = append(list, Facet{value, value, n})
		}
	}
	sortFacets(list)
	return list
}

func sortFacets(list []Facet) {
	slices.SortFunc(list, func(a, b Facet) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
}
