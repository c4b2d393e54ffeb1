package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/pyvideo/stevie/internal/curated"
)

// cause says why a talk came out wrong.
func (r *result) cause() string {
	title, names := curated.Normal(r.want.Title), curated.People(r.want.Speakers, curated.Normal)
	var both, oneTitle, oneNames bool
	for _, c := range r.got.Candidates {
		t, s := curated.Normal(c.Title) == title, curated.People(c.Speakers, curated.Normal) == names
		both, oneTitle, oneNames = both || t && s, oneTitle || t, oneNames || s
	}
	prefix := "unreachable: "
	if r.verbatim {
		prefix = "reachable: "
	}
	switch {
	case both && r.title:
		return prefix + "other speakers chosen"
	case both:
		return prefix + "other title chosen"
	case oneTitle && oneNames:
		return prefix + "title and speakers found apart"
	case oneTitle && len(r.got.Speakers) == 0:
		return prefix + "nobody found"
	case oneTitle:
		return prefix + "speakers not among the readings"
	case oneNames:
		return prefix + "title not among the readings"
	}
	return prefix + "neither found"
}

// causes counts the errors by cause.
func (e *evaluation) causes(w io.Writer) {
	count := map[string]int{}
	for _, r := range e.results {
		if (!r.title || !r.names) && !r.varied && r.fold != unseenFold {
			count[r.cause()]++
		}
	}
	for _, c := range slices.SortedFunc(maps.Keys(count), func(a, b string) int { return count[b] - count[a] }) {
		fmt.Fprintf(w, "%5d  %s\n", count[c], c)
	}
}
