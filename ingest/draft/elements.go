package draft

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// lists are the three states of a list in a three-way merge. Elements are told
// apart by their keys, so that a link whose label was changed is still that link.
type lists[T comparable] struct {
	base, mine, next []T
	key              func(T) string
	// unknown tells that a list without elements says that nothing is known, and
	// not that there is nothing: who fills it has said it all.
	unknown bool
}

// join takes what has changed from base to next over to mine, element by element:
// what next has added comes in, what it has removed goes, and what was changed in
// mine stays. All is false when something of next was left out because mine has
// changed the very same: another name in the same place is another spelling more
// often than a second speaker.
func (l lists[T]) join() (joined []T, all bool) {
	all = true
	for _, m := range l.mine {
		base, inBase := l.find(l.base, m)
		next, inNext := l.find(l.next, m)
		if inBase && inNext && m == base {
			joined = append(joined, next)
			continue
		}
		agrees := inNext && next == m
		stayed := inNext == inBase && next == base
		all = all && (agrees || stayed || l.isDropped(m))
		joined = append(joined, m)
	}
	for i, n := range l.next {
		switch {
		case l.index(l.base, n) >= 0, l.index(joined, n) >= 0:
		case l.isContested(i):
			all = false
		default:
			joined = slices.Insert(joined, l.place(joined, i), n)
		}
	}
	return slices.DeleteFunc(joined, l.isDropped), all
}

func (l lists[T]) index(list []T, e T) int {
	key := l.key(e)
	return slices.IndexFunc(list, func(o T) bool { return l.key(o) == key })
}

func (l lists[T]) find(list []T, e T) (found T, ok bool) {
	if i := l.index(list, e); i >= 0 {
		return list[i], true
	}
	return found, false
}

// isDropped reports whether next has lost an element that is as it was in base.
func (l lists[T]) isDropped(e T) bool {
	base, inBase := l.find(l.base, e)
	return inBase && e == base && l.index(l.next, e) < 0
}

// isContested reports whether next's added element i stands for something that was
// changed in mine too: for an element that both have removed, or for a list that is
// unknown when it is empty and was filled or emptied as a whole.
func (l lists[T]) isContested(i int) bool {
	if l.unknown && (len(l.base) == 0) != (len(l.mine) == 0) {
		return true
	}
	return slices.ContainsFunc(l.replaced(i), func(e T) bool { return l.index(l.mine, e) < 0 })
}

// replaced are the elements of base in whose place next's added element i came:
// what next has lost between the old elements around it.
func (l lists[T]) replaced(i int) []T {
	from, to := 0, len(l.base)
	for _, e := range slices.Backward(l.next[:i]) {
		if at := l.index(l.base, e); at >= 0 {
			from = at + 1
			break
		}
	}
	for _, e := range l.next[i:] {
		if at := l.index(l.base, e); at >= 0 {
			to = max(from, at) // from, where they were reordered
			break
		}
	}
	var lost []T
	for _, e := range l.base[from:to] {
		if l.index(l.next, e) < 0 {
			lost = append(lost, e)
		}
	}
	return lost
}

// place is where next's element i goes in joined: before what it replaces, or what
// follows it in next, or else at the end.
func (l lists[T]) place(joined []T, i int) int {
	for _, e := range slices.Concat(l.replaced(i), l.next[i+1:]) {
		if at := l.index(joined, e); at >= 0 {
			return at
		}
	}
	return len(joined)
}

// nameKey tells speakers apart: by their names without case, accents and spacing.
func nameKey(name string) string {
	if slug := record.Slug(name); slug != "" {
		return slug
	}
	return name
}

func tagKey(tag string) string { return strings.ToLower(strings.Join(strings.Fields(tag), " ")) }

func linkKey(l ingest.Link) string { return strings.TrimSpace(l.URL) }

// locationKey tells places apart by the video that is there, however its address
// is written.
func locationKey(l ingest.Location) string {
	if key, ok := record.KeyOf(l); ok {
		return key.String()
	}
	return strings.TrimSpace(l.URL)
}
