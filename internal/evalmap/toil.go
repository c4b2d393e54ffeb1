package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// toil is how much a curator types for some talks.
type toil struct {
	efforts []effort
	sure    int // those that are taken all at once
	wrong   int // of these
	telling int // of the wrong ones: the host's text would have told
}

// toil prints the keys to done: of the series that people look at, of all, and, when asked
// for, of the others.
func (e *evaluation) toil(w io.Writer, unseen bool) {
	fmt.Fprintf(w, "%-18s %6s %6s %6s %6s | %7s %6s %8s | %s\n", "keys to done", "talks", "median", "mean", "1 key", "reading", "title", "speakers", "wrong by a")
	posted := func(r result) bool { return !r.varied }
	seen := func(r result) bool { return posted(r) && r.fold != unseenFold }
	row := func(label string, want func(result) bool) {
		if t := e.toilOf(e.among(want)); len(t.efforts) > 0 {
			fmt.Fprintf(w, "%-18s %s\n", label, t)
		}
	}
	row("seen", seen)
	row("all series", posted)
	if unseen {
		row("unseen", func(r result) bool { return posted(r) && !seen(r) })
	}
}

func (e *evaluation) toilOf(rs []result) toil {
	var t toil
	for _, r := range rs {
		t.add(r, func(name string) bool { return !e.alone && e.homes.knows(name, e.series(r.slug)) })
	}
	return t
}

func (t *toil) add(r result, isKnown func(name string) bool) {
	t.efforts = append(t.efforts, keysToDone(r.proposal, r.want, isKnown))
	if r.proposal.Level != ingest.LevelSure {
		return
	}
	t.sure++
	if !r.title || !r.names {
		t.wrong++
		t.telling += int(b(r.verbatim))
	}
}

func (t toil) String() string {
	var keys []int
	var sum effort
	for _, e := range t.efforts {
		keys = append(keys, e.keys())
		sum.reading += e.reading
		sum.title += e.title
		sum.speakers += e.speakers
	}
	slices.Sort(keys)
	n := len(keys)
	if n == 0 {
		return "no talks"
	}
	one, _ := slices.BinarySearch(keys, 2)
	each := func(sum int) float64 { return float64(sum) / float64(n) }
	return fmt.Sprintf("%6d %6d %6.2f %5.1f%% | %7.2f %6.2f %8.2f | %d of %d sure (%.1f%%), the text tells in %d",
		n, keys[n/2], each(sum.keys()), 100*each(one), each(sum.reading), each(sum.title), each(sum.speakers),
		t.wrong, t.sure, 100*float64(t.wrong)/float64(max(t.sure, 1)), t.telling)
}
