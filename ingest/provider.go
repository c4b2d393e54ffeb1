package ingest

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// Provider is the adapter for one host.
type Provider interface {
	// Name is the host's name in identities, drafts and records: "youtube".
	Name() string
	// Match tells what a URL points at, without asking the host. It returns
	// [ErrNoMatch] for URLs of other hosts, and an error that says why and what
	// to give instead for addresses of its own that list no videos.
	Match(u *url.URL) (Ref, error)
	// List asks the host for a collection. The collection itself is looked up
	// before List returns; its videos arrive while the caller ranges over them.
	List(ctx context.Context, ref Ref) (*Listing, error)
}

// Ref is a URL understood: what a provider needs to find it again.
type Ref struct {
	Provider string
	Kind     Kind
	ID       string // an id, a handle or a name, as Kind says
	Hash     string // of an unlisted Vimeo video
}

// Kind says what a Ref points at. Besides KindVideo the kinds belong to the
// providers: "playlist", "channel", "handle", "showcase", …
type Kind string

// KindVideo is a single video.
const KindVideo Kind = "video"

// Collection is anything that lists videos: a playlist, a channel, a showcase.
// A single video is a collection of one, named after itself.
type Collection struct {
	Provider    string
	Kind        Kind
	ID          string
	URL         string // canonical
	Title       string
	Description string
	Channel     Channel
	Language    string    // BCP-47, "" when the host does not say
	Published   time.Time // when the collection was made
	Size        int       // entries, as far as the host tells beforehand; 0 is unknown
}

// Listing is a collection and the way to its videos.
type Listing struct {
	Collection Collection
	// Partial tells that a video that is missing may be in the collection all the same: it
	// was listed long ago, or not to its end.
	Partial bool
	// Videos yields the entries once, in the collection's own order, each
	// distinct video once, unusable ones included with their reason. An error
	// ends the sequence: only a range that ended without one has seen the whole
	// collection. Stopping early stops the requests.
	Videos iter.Seq2[Video, error]
}
