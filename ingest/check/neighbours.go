package check

import (
	"iter"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// Neighbours are the records of a data tree, found by what drafts may have in common
// with them: one folder or category, a video, somebody's name. To make them costs as
// much as reading the whole tree, to look there costs nothing, so they are made once for
// as long as the tree is as it was. They are safe for concurrent use.
type Neighbours struct {
	tree   *record.Index // nil: there is none
	facts  []fact        // of all records, by path
	shared map[any][]int // by what is shared: the indexes of the facts that have it
}

// What facts are found by, beside videos.
type (
	ofCategory string
	ofEvent    string
	ofName     string // folded
)

// NewNeighbours finds what the records of a data tree bring into comparisons; nil stands
// for no tree.
func NewNeighbours(tree *record.Index) *Neighbours {
	n := &Neighbours{tree: tree, shared: make(map[any][]int)}
	if tree == nil {
		return n
	}
	for _, ev := range tree.Events() {
		for _, r := range ev.Records {
			n.facts = append(n.facts, factOfEntry(ev, r))
		}
	}
	slices.SortFunc(n.facts, byPath)
	names := make(map[string]string, len(tree.Speakers()))
	for i, f := range n.facts {
		for key := range f.shares(func(name string) string { return remembered(names, name) }) {
			n.shared[key] = append(n.shared[key], i)
		}
	}
	return n
}

// remembered is [folded], which costs more than all else here.
func remembered(names map[string]string, name string) string {
	key, ok := names[name]
	if !ok {
		key = folded(name)
		names[name] = key
	}
	return key
}

func factOfEntry(ev record.EventEntry, r record.Entry) fact {
	path := record.Place{Event: ev.Slug, File: r.File}.Path()
	f := fact{path: path, category: ev.Title, slug: r.Slug, lint: lintFacts{event: ev.Slug, recorded: r.Recorded}}
	for _, key := range r.Keys {
		f.lint.keys = append(f.lint.keys, located[ingest.Key]{value: key})
	}
	for _, name := range r.Speakers {
		f.lint.speakers = append(f.lint.speakers, located[string]{value: name})
	}
	return f
}

// shares are the things that a record may have in common with others, as [Neighbours]
// finds them by.
func (f fact) shares(fold func(name string) string) iter.Seq[any] {
	return func(yield func(any) bool) {
		if !yield(ofCategory(f.category)) || !yield(ofEvent(f.lint.event)) {
			return
		}
		for _, key := range f.lint.keys {
			if !yield(key.value) {
				return
			}
		}
		for _, s := range f.lint.speakers {
			if name := fold(s.value); name != "" && !yield(ofName(name)) {
				return
			}
		}
	}
}

// of returns the facts of the records that have something in common with others, in
// order of their paths, but for some.
func (n *Neighbours) of(others []fact, without map[string]bool) []fact {
	met := make(map[int]bool)
	seen := make(map[any]bool)
	for _, f := range others {
		for key := range f.shares(folded) {
			if seen[key] {
				continue
			}
			seen[key] = true
			for _, i := range n.shared[key] {
				met[i] = true
			}
		}
	}
	var facts []fact
	for i := range met {
		if !without[n.facts[i].path] {
			facts = append(facts, n.facts[i])
		}
	}
	slices.SortFunc(facts, byPath)
	return facts
}
