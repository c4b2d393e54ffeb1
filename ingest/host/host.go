package host

import (
	"net/url"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// host is what is known of one host. All that it does not know is left out.
type host struct {
	name string // of the adapter: "youtube"
	// kind is the type of a watch page among a record's videos. "" says that
	// records have a video's files instead of its page.
	kind string
	// pageOnly says that records have the watch page alone, though there are files.
	pageOnly bool
	// player says that the site plays the watch page, and no other form of it.
	player bool
	// domains are those of its addresses, without "www."; none for software that
	// runs on anybody's.
	domains []string
	// id finds the video that an address is of. segments are those of the path,
	// at least one. "" is none.
	id func(u *url.URL, segments []string) string
	// address is the canonical address of what a ref points at.
	address func(ref ingest.Ref) string
	// moment adds a moment to a watch address; without it the address gets what
	// players of files understand.
	moment func(watch string, seconds int) string
	// channel is the address of a channel, by the id that the adapter gives it.
	channel func(id string) string
	// thumbnail is a picture that a host has of each video, whatever it says.
	thumbnail func(id string) string
	// sameImage tells whether an address may be a picture of a video of which
	// the host offers another; others are further videos that it may be of.
	sameImage func(picture string, v ingest.Video, others []string) bool
	// embed is the address of a player to be put into a page, which asks the host as little
	// as may be.
	embed func(id string) string
	// licence says in words what a code of the host's means, "" for no licence.
	licence func(code string) string
	// secret tells whether a video's address has a secret in it.
	secret func(segments []string, id string) bool
	// target is where a redirection of the host's leads, false for other addresses.
	target func(u *url.URL) (address string, ok bool)
}

// hosts has a line for each host. Those with domains come before those that may
// be anywhere, whose addresses are known by their paths.
var hosts = []host{
	youTube,
	vimeo,
	archiveOrg,
	mediaCCC,
	peerTube,
	file,
}

// named returns the host of an adapter. One that is not in the table has a name
// and nothing else.
func named(provider string) host {
	for _, h := range hosts {
		if h.name == provider {
			return h
		}
	}
	return host{name: provider, kind: provider}
}

// On returns the name of the host that has a domain to itself, "" for other
// domains. "www." before it is no matter.
func On(domain string) string {
	if h, ok := at(domain); ok {
		return h.name
	}
	return ""
}

func at(domain string) (host, bool) {
	domain = bare(domain)
	for _, h := range hosts {
		if slices.Contains(h.domains, domain) {
			return h, true
		}
	}
	return host{}, false
}

// bare is a domain in lower case, without what may stand around it.
func bare(domain string) string {
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(domain), "."), "www.")
}
