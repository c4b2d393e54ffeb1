package cli

import (
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/eventsyml"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

// collectionIn understands the addresses of an events.yml.
func collectionIn(registry *providers.Registry) func(address string) (eventsyml.Collection, error) {
	return func(address string) (eventsyml.Collection, error) {
		target, err := registry.Resolve(address)
		if err != nil {
			return eventsyml.Collection{}, err
		}
		return eventsyml.Collection{URL: sourceURL(target.Ref, address), Kind: breadth(target.Ref)}, nil
	}
}

// breadth tells whether a collection is made for one event.
func breadth(ref ingest.Ref) eventsyml.Kind {
	switch ref.Kind {
	case ingest.KindVideo:
		return eventsyml.OneVideo
	case vimeo.KindShowcase:
		return eventsyml.OneEvent
	case youtube.KindPlaylist:
		if uploads := "UU"; !strings.HasPrefix(ref.ID, uploads) {
			return eventsyml.OneEvent
		}
	}
	return eventsyml.Account
}

// sourceURL is the address as event.toml should have it: for YouTube, where bare
// ids and many forms are in use, the one that the browser shows.
func sourceURL(ref ingest.Ref, address string) string {
	const site = "https://www.youtube.com/"
	if ref.Provider != youtube.Name {
		return address
	}
	switch ref.Kind {
	case youtube.KindPlaylist:
		return site + "playlist?list=" + ref.ID
	case ingest.KindVideo:
		return site + "watch?v=" + ref.ID
	case youtube.KindChannel:
		return site + "channel/" + ref.ID
	case youtube.KindHandle:
		return site + url.PathEscape(ref.ID)
	}
	return address
}
