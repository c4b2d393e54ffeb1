package host

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// The kinds of collection that hosts have, besides [ingest.KindVideo]. What the
// ID of a Ref of each kind is, its adapter says.
const (
	KindPlaylist   ingest.Kind = "playlist"
	KindShowcase   ingest.Kind = "showcase"
	KindConference ingest.Kind = "conference"
	KindChannel    ingest.Kind = "channel"
	KindHandle     ingest.Kind = "handle"
	KindUser       ingest.Kind = "user"
	KindName       ingest.Kind = "name"
	KindGroup      ingest.Kind = "group"
	KindAccount    ingest.Kind = "account"
	KindItem       ingest.Kind = "item"
	KindPage       ingest.Kind = "page"
	KindList       ingest.Kind = "list"
)

// ForOneEvent reports whether people make a collection of this kind for one
// event, as they do playlists. A channel goes on to the next.
func ForOneEvent(ref ingest.Ref) bool {
	switch ref.Kind {
	case KindPlaylist: // YouTube makes some of its own, of what a channel has uploaded
		return ref.Provider != youTube.name || !strings.HasPrefix(ref.ID, uploads)
	case KindShowcase, KindConference, KindItem, KindPage, KindList:
		return true
	}
	return false
}
