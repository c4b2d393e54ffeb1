package gather

import "github.com/pyvideo/stevie/ingest"

// Resolver understands an address of event.toml. One that is nil leaves addresses to be
// compared as they are written.
type Resolver func(address string) (ingest.Ref, error)

// AddSources makes the listed collections sources of the event. Single videos
// list nothing that could be looked at again and are left out.
func (r Resolver) AddSources(ev *ingest.Event, listings Listings) {
	for _, l := range listings.Listed {
		if l.Collection.Kind != ingest.KindVideo && r.SourceOf(*ev, l) < 0 {
			ev.Sources = append(ev.Sources, ingest.Source{URL: l.Collection.URL})
		}
	}
}

// SourceOf returns the place among ev's sources that a collection has, -1 for
// none. Addresses of one collection may be written in several ways.
func (r Resolver) SourceOf(ev ingest.Event, l Listed) int {
	for i, s := range ev.Sources {
		if s.URL == l.Collection.URL {
			return i
		}
		if r == nil {
			continue
		}
		if ref, err := r(s.URL); err == nil && ref == l.Ref {
			return i
		}
	}
	return -1
}
