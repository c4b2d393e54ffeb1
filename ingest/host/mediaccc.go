package host

import (
	"net/url"

	"github.com/pyvideo/stevie/ingest"
)

// mediaCCC is media.ccc.de, and other sites that run voctoweb. A video is known by
// the guid that it has in the conference's schedule too. Its page is named
// otherwise, so that no address tells the guid and no guid the address; records
// have its files.
var mediaCCC = host{
	name:    "mediaccc",
	domains: []string{"media.ccc.de", "api.media.ccc.de"},
	address: func(ref ingest.Ref) string {
		if ref.Kind != KindConference {
			return ""
		}
		return "https://media.ccc.de/c/" + url.PathEscape(ref.ID)
	},
	channel: func(id string) string { return "https://media.ccc.de/c/" + url.PathEscape(id) },
}
