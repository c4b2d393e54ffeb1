package host

import (
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// mediaCCC is media.ccc.de, and other sites that run voctoweb. A video is known by
// the guid that it has in the conference's schedule too. Its page is named
// otherwise, so that no address tells the guid and no guid the address; records
// have its files.
var mediaCCC = host{
	name:    "mediaccc",
	domains: []string{"media.ccc.de", "api.media.ccc.de"},
	address: mediaCCCAddress,
	channel: func(id string) string { return mediaCCCAddress(ingest.Ref{Kind: KindConference, ID: id}) },
}

// mediaCCCAddress takes the kind of providers/mediaccc: a conference by its acronym,
// with the site before it where that is another one.
func mediaCCCAddress(ref ingest.Ref) string {
	if ref.Kind != KindConference {
		return ""
	}
	site, acronym, elsewhere := strings.Cut(ref.ID, "/")
	if !elsewhere {
		site, acronym = "media.ccc.de", ref.ID
	}
	return "https://" + site + "/c/" + url.PathEscape(acronym)
}
