package match

import (
	"cmp"
	"slices"
)

// fewAnchors is the number of sure pairs below which nothing can be said of the
// order of videos.
const fewAnchors = 6

// anchor is a video whose session is beyond doubt: its place in the list and the
// start of its session.
type anchor struct{ position, start int64 }

// learnOrder looks whether the playlist, or else the uploads, run in the order of
// the programme, and tells the pairs that fit and those that do not.
func (r *run) learnOrder() bool {
	for _, position := range []func(f *film) (int64, bool){inPlaylist, asUploaded} {
		if lists := r.orderly(position); len(lists) > 0 {
			r.tellOrder(position, lists)
			return true
		}
	}
	return false
}

func inPlaylist(f *film) (int64, bool) {
	if f.video.Position == nil {
		return 0, false
	}
	return int64(*f.video.Position), true
}

func asUploaded(f *film) (int64, bool) {
	return f.video.Published.Unix(), !f.video.Published.IsZero()
}

// orderly gives the anchors of every list that runs in the order of the programme.
func (r *run) orderly(position func(f *film) (int64, bool)) map[string][]anchor {
	lists := map[string][]anchor{}
	for i, f := range r.films {
		at, ok := position(f)
		s := r.surely(i)
		if !ok || s < 0 || r.session(s).Start.IsZero() {
			continue
		}
		id := f.video.Collection.ID
		lists[id] = append(lists[id], anchor{at, r.session(s).Start.Unix()})
	}
	for id, anchors := range lists {
		slices.SortFunc(anchors, func(a, b anchor) int {
			return cmp.Or(cmp.Compare(a.position, b.position), cmp.Compare(a.start, b.start))
		})
		anchors = slices.CompactFunc(anchors, func(a, b anchor) bool { return a.position == b.position })
		lists[id] = anchors
		if !inOrder(anchors) {
			delete(lists, id)
		}
	}
	return lists
}

// surely is the session of a video that is beyond doubt, -1 without one.
func (r *run) surely(i int) int {
	if s, ok := r.settled[i]; ok {
		return s.session
	}
	if c := r.chosen[i]; c.pair != nil && c.pair.odds > 2 && c.regret > 3 {
		return c.pair.session
	}
	return -1
}

// inOrder tells whether sessions follow each other as their videos do, but for one in
// eight.
func inOrder(anchors []anchor) bool {
	if len(anchors) < fewAnchors {
		return false
	}
	places := make([]aligned, len(anchors))
	starts := map[int64]bool{}
	for i, a := range anchors {
		places[i] = aligned{i, int(a.start)}
		starts[a.start] = true
	}
	return len(starts) >= fewAnchors && ordered(places)*float64(len(places)) >= 0.875*float64(len(starts))
}

// tellOrder adds to each pair whether it fits between its neighbours.
func (r *run) tellOrder(position func(f *film) (int64, bool), lists map[string][]anchor) {
	for i, f := range r.films {
		anchors := lists[f.video.Collection.ID]
		at, ok := position(f)
		if !ok || len(anchors) == 0 {
			continue
		}
		for k := range r.pairs[i] {
			p := &r.pairs[i][k]
			start := r.session(p.session).Start
			if start.IsZero() {
				continue
			}
			wrong := misplaced(anchors, at, start.Unix())
			p.facts.when(wrong == 0, "order-fits")
			p.facts.when(wrong > 2, "order-breaks")
		}
	}
}

// nearby are the anchors on each side with which a place is compared.
const nearby = 3

// misplaced counts the anchors nearby that say that a session does not belong to
// a place.
func misplaced(anchors []anchor, position, start int64) int {
	next, _ := slices.BinarySearchFunc(anchors, position, func(a anchor, p int64) int { return cmp.Compare(a.position, p) })
	wrong := 0
	for _, a := range anchors[max(0, next-nearby):next] {
		if a.start > start {
			wrong++
		}
	}
	for _, a := range anchors[next:min(len(anchors), next+nearby)] {
		if a.position != position && a.start < start {
			wrong++
		}
	}
	return wrong
}
