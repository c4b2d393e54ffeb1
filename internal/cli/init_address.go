package cli

import (
	"cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/eventsyml"
	"github.com/pyvideo/stevie/providers"
)

// collectionIn understands the addresses of an events.yml. They become the ones
// that the browser shows: bare ids and many forms are in use.
func collectionIn(registry *providers.Registry) func(address string) (eventsyml.Collection, error) {
	return func(address string) (eventsyml.Collection, error) {
		target, err := registry.Resolve(address)
		if err != nil {
			return eventsyml.Collection{}, err
		}
		return eventsyml.Collection{URL: cmp.Or(host.URL(target.Ref), address), Kind: breadth(target.Ref)}, nil
	}
}

// breadth tells whether a collection is made for one event.
func breadth(ref ingest.Ref) eventsyml.Kind {
	switch {
	case ref.Kind == ingest.KindVideo:
		return eventsyml.OneVideo
	case host.ForOneEvent(ref):
		return eventsyml.OneEvent
	}
	return eventsyml.Account
}
