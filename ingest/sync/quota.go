package sync

import "context"

// atOnce is what every host gives with one request at least.
const atOnce = 50

// cost is about what it takes, at most, to list what is due of an event and to look at
// all its videos: in requests, each of which is a unit.
func (w *watched) cost() int {
	sum := 0
	for _, src := range w.sources {
		if src.due {
			sum += src.cost()
		}
	}
	return sum
}

// cost of a collection. Of an unknown size it may have, it counts as one request for
// the list and one for the videos.
func (src watchedSource) cost() int {
	size := 0
	if src.state != nil {
		size = src.state.Size
	}
	return 2 * max(1, (size+atOnce-1)/atOnce)
}

// isShort reports whether less of a provider's daily quota is left than what is due may
// take.
func (s *syncing) isShort(ctx context.Context) bool {
	if s.opts.Left == nil {
		return false
	}
	due := map[string]int{}
	for src := range s.sources() {
		if src.due {
			due[src.target.Provider.Name()] += src.cost()
		}
	}
	for provider, units := range due {
		if left, ok := s.opts.Left(ctx, provider); ok && left < units {
			return true
		}
	}
	return false
}
