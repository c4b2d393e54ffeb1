package gather

import "github.com/pyvideo/stevie/ingest"

// AddSources makes the listed collections sources of the event. Single videos
// list nothing that could be looked at again and are left out.
func AddSources(hosts ingest.Hosts, ev *ingest.Event, listings Listings) {
	for _, l := range listings.Listed {
		if l.Collection.Kind != ingest.KindVideo && SourceOf(hosts, *ev, l) < 0 {
			ev.Sources = append(ev.Sources, ingest.Source{URL: l.Collection.URL})
		}
	}
}

// SourceOf returns the place among ev's sources that a collection has, -1 for
// none. Addresses of one collection may be written in several ways; without hosts they are
// compared as they are written.
func SourceOf(hosts ingest.Hosts, ev ingest.Event, l Listed) int {
	for i, s := range ev.Sources {
		if s.URL == l.Collection.URL {
			return i
		}
		if hosts == nil {
			continue
		}
		if target, err := hosts.Resolve(s.URL); err == nil && target.Ref == l.Ref {
			return i
		}
	}
	return -1
}
