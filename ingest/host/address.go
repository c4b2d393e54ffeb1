package host

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// KeyOf returns the identity of the video that an address is of, the same for
// every form of the address, and false for addresses that are no video's, or of a
// host that does not tell.
func KeyOf(address string) (ingest.Key, bool) {
	address = strings.TrimSpace(address)
	if id, ok := strings.CutPrefix(address, youTubeWatch); ok && isYouTubeID(id) {
		return ingest.Key{Provider: youTube.name, ID: id}, true // nine of ten, which need no parsing
	}
	u := parse(address)
	if u == nil {
		return ingest.Key{}, false
	}
	segments := segmentsOf(u)
	if h, ok := at(u.Hostname()); ok {
		return h.key(u, segments)
	}
	for _, h := range hosts {
		if len(h.domains) > 0 {
			continue
		}
		if key, ok := h.key(u, segments); ok {
			return key, true
		}
	}
	return ingest.Key{}, false
}

func (h host) key(u *url.URL, segments []string) (ingest.Key, bool) {
	if h.id == nil {
		return ingest.Key{}, false
	}
	id := h.id(u, segments)
	if id == "" {
		return ingest.Key{}, false
	}
	return ingest.Key{Provider: h.name, ID: id}, true
}

// parse reads an address as people write them, the scheme left out or not.
func parse(address string) *url.URL {
	if !strings.Contains(address, "//") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return u
}

func segmentsOf(u *url.URL) []string {
	return strings.Split(strings.Trim(path.Clean(u.Path), "/"), "/")
}

// URL is the canonical address of what a ref points at, "" for a kind that its
// host does not have.
func URL(ref ingest.Ref) string {
	if h := named(ref.Provider); h.address != nil && ref.ID != "" {
		return h.address(ref)
	}
	return ""
}

// WatchURL is the address of a video's page, "" where the key alone does not tell.
func WatchURL(key ingest.Key) string {
	return URL(ingest.Ref{Provider: key.Provider, Kind: ingest.KindVideo, ID: key.ID})
}

// PlayerURL is the address of a video in the one form that pyvideo makes a player
// of, "" for hosts of which it takes more than one.
func PlayerURL(key ingest.Key) string {
	if !named(key.Provider).player {
		return ""
	}
	return WatchURL(key)
}

// MustBeOn reports whether a video of a record's is mistaken about its type: the
// type is that of a host with a player, and the address is not of a video there.
func MustBeOn(kind string, key ingest.Key) bool {
	return (kind == youTube.kind || kind == vimeo.kind) && key.Provider != kind
}

// Location is where a record says that a video can be watched, false for hosts of
// which records have the files instead.
func Location(v ingest.Video) (ingest.Location, bool) {
	h := named(v.Provider)
	watch := v.URL
	if canonical := PlayerURL(v.Key()); canonical != "" {
		watch = canonical // a secret of an unlisted video is not part of it
	}
	return ingest.Location{Type: h.kind, URL: watch}, h.kind != "" && watch != ""
}

// Locations are all the places where a record says that a video can be watched: its
// page, its files, or both, as the host has it.
func Locations(v ingest.Video) []ingest.Location {
	all := []ingest.Location{}
	page, ok := Location(v)
	if ok {
		all = append(all, page)
	}
	if ok && named(v.Provider).pageOnly {
		return all
	}
	for _, f := range v.Files {
		if f.URL != "" {
			all = append(all, ingest.Location{Type: strings.ToLower(f.Type), URL: f.URL, Size: f.Size})
		}
	}
	return all
}

// MomentURL is the address of a moment in the video that an address is of.
func MomentURL(address string, seconds int) string {
	key, ok := KeyOf(address)
	if h := named(key.Provider); ok && h.moment != nil {
		return h.moment(cmp.Or(PlayerURL(key), address), seconds)
	}
	// Media fragments, https://www.w3.org/TR/media-frags/, which browsers take for
	// files and voctoweb for its pages.
	address, _, _ = strings.Cut(address, "#")
	return fmt.Sprintf("%s#t=%d", address, seconds)
}

// SaysMore reports whether an address of a video says more than which video it
// is: where to begin, or the secret of an unlisted one.
func SaysMore(address string) bool {
	key, ok := KeyOf(address)
	u := parse(strings.TrimSpace(address))
	if !ok || u == nil || key.Provider == File { // of which the address is the id
		return false
	}
	query := u.Query()
	for _, name := range []string{"t", "start", "time_continue", "h"} {
		if query.Has(name) || strings.HasPrefix(u.Fragment, name+"=") {
			return true
		}
	}
	h := named(key.Provider)
	return h.secret != nil && h.secret(segmentsOf(u), key.ID)
}

// ChannelURL is the address of the channel that an adapter has named by its id,
// "" for hosts without channels.
func ChannelURL(provider, id string) string {
	if h := named(provider); h.channel != nil && id != "" {
		return h.channel(id)
	}
	return ""
}

// EmbedURL is the address of a host's player for the frame of a page, "" for hosts
// without one.
func EmbedURL(key ingest.Key) string {
	if h := named(key.Provider); h.embed != nil && key.ID != "" {
		return h.embed(key.ID)
	}
	return ""
}

// Target is where an address leads that goes through a host's redirection; others
// lead to themselves. On pages of a host redirections have neither scheme nor host.
func Target(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	for _, h := range hosts {
		if h.target == nil {
			continue
		}
		if target, ok := h.target(u); ok {
			return target
		}
	}
	return address
}
