package youtube

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// DefaultFeeds is where YouTube's Atom feeds are.
const DefaultFeeds = "https://www.youtube.com/feeds/videos.xml"

// Feeds are YouTube's Atom feeds, which need no key and cost no quota. One has the first 15
// videos of a playlist, or the newest 15 of a channel: enough to see that there is
// something new, and never that something has gone.
type Feeds struct {
	address *url.URL
	client  *http.Client
}

// NewFeeds reads feeds at an address; "" is [DefaultFeeds]. Of the config it takes what
// says how to ask.
func NewFeeds(address string, cfg Config) (*Feeds, error) {
	if address == "" {
		address = DefaultFeeds
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil, ingest.WithHint(fmt.Errorf("youtube: feeds %q is no address", httpx.Plain(httpx.Redact(address), 100)),
			"leave feeds out of [youtube] in stevie.toml, or give one like "+DefaultFeeds)
	}
	client := httpx.NewClient(httpx.Config{
		Provider: Name, Base: cfg.HTTP, Logger: cfg.Logger, UserAgent: cfg.UserAgent,
		// They fail for days on end, and are a hint and no more.
		MaxTries: 2, MaxBody: longestFeed,
	})
	return &Feeds{u, client}, nil
}

// longestFeed is the size in bytes of the largest feed that is read: 15 descriptions.
const longestFeed = 1 << 20

// States returns what feeds tell of collections. One that has no feed now, or none at all
// as those of handles, is missing.
func (f *Feeds) States(ctx context.Context, refs []ingest.Ref) (map[ingest.Ref]ingest.State, error) {
	states := map[ingest.Ref]ingest.State{}
	for _, ref := range refs {
		state, ok := f.state(ctx, ref)
		if err := ctx.Err(); err != nil {
			return states, err
		}
		if ok {
			states[ref] = state
		}
	}
	return states, nil
}

// feed is what counts of an Atom feed of YouTube's.
type feed struct {
	Entries []struct {
		ID    string `xml:"http://www.youtube.com/xml/schemas/2015 videoId"`
		Title string `xml:"http://www.w3.org/2005/Atom title"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

// state is that of one collection, false where its feed does not tell.
func (f *Feeds) state(ctx context.Context, ref ingest.Ref) (ingest.State, bool) {
	parameter := map[ingest.Kind]string{KindPlaylist: "playlist_id", KindChannel: "channel_id"}[ref.Kind]
	if parameter == "" {
		return ingest.State{}, false
	}
	at := *f.address
	query := at.Query()
	query.Set(parameter, ref.ID)
	at.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return ingest.State{}, false
	}
	answer, err := f.client.Do(request)
	if err != nil {
		return ingest.State{}, false
	}
	defer func() { _ = answer.Body.Close() }() // it was read
	var read feed
	if answer.StatusCode != http.StatusOK || xml.NewDecoder(answer.Body).Decode(&read) != nil || len(read.Entries) == 0 {
		return ingest.State{}, false
	}
	sum := sha256.New()
	for _, e := range read.Entries {
		fmt.Fprintf(sum, "%q %q\n", e.ID, e.Title)
	}
	return ingest.State{Tag: "feed " + hex.EncodeToString(sum.Sum(nil)[:16]), Size: len(read.Entries)}, true
}
