package peertube

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/jsonhost"
)

// coded is a value of one of PeerTube's tables. The id is a number or a text.
type coded struct {
	ID    json.RawMessage `json:"id"`
	Label string          `json:"label"`
}

// number is the id of a value, 0 for none.
func (c coded) number() (n int) {
	_ = json.Unmarshal(c.ID, &n) // anything else is no number
	return n
}

func (c coded) text() (s string) {
	_ = json.Unmarshal(c.ID, &s)
	return s
}

type actorJSON struct {
	Name        string `json:"name"`
	DisplayName string `json:"displayName"`
	Host        string `json:"host"`
}

// videoJSON is a video, in a list or in full. Any key may be missing or null.
type videoJSON struct {
	UUID          string    `json:"uuid"`
	URL           string    `json:"url"` // on the instance that it came from
	Name          string    `json:"name"`
	Description   string    `json:"description"`
	Duration      float64   `json:"duration"`
	Published     time.Time `json:"publishedAt"`
	Originally    time.Time `json:"originallyPublishedAt"`
	Updated       time.Time `json:"updatedAt"`
	Language      coded     `json:"language"`
	Licence       coded     `json:"licence"`
	Privacy       coded     `json:"privacy"`
	State         coded     `json:"state"`
	IsLive        bool      `json:"isLive"`
	Blacklisted   bool      `json:"blacklisted"`
	Tags          []string  `json:"tags"`
	Channel       actorJSON `json:"channel"`
	PreviewPath   string    `json:"previewPath"`
	ThumbnailPath string    `json:"thumbnailPath"`
	Thumbnails    []struct {
		URL   string  `json:"fileUrl"`
		Width float64 `json:"width"`
	} `json:"thumbnails"`
	Files     []fileJSON `json:"files"`
	Playlists []struct {
		Files []fileJSON `json:"files"`
	} `json:"streamingPlaylists"`
}

type fileJSON struct {
	Size   float64 `json:"size"`
	Height float64 `json:"height"`
	URL    string  `json:"fileUrl"`
}

// elementJSON is an entry of a playlist: a video, or why there is none.
type elementJSON struct {
	ID    json.Number     `json:"id"`
	Type  *int            `json:"type"`
	Video json.RawMessage `json:"video"`
}

// collectionJSON is a playlist, a channel or an account.
type collectionJSON struct {
	UUID        string    `json:"uuid"`
	Name        string    `json:"name"`
	DisplayName string    `json:"displayName"`
	Description string    `json:"description"`
	Created     time.Time `json:"createdAt"`
	Updated     time.Time `json:"updatedAt"`
	Length      int       `json:"videosLength"`
	Host        string    `json:"host"`
	Channel     actorJSON `json:"videoChannel"`
	Owner       actorJSON `json:"ownerAccount"`
}

type pageJSON struct {
	Total *int              `json:"total"`
	Data  []json.RawMessage `json:"data"`
}

// entry is a place of a list.
type entry struct {
	listed videoJSON
	id     string // instance/uuid, or else instance and the number of the element
	gone   string // why there is no video
}

// readEntry reads an entry of a list; one without sense has no id.
func readEntry(raw json.RawMessage, instance string, ofPlaylist bool) entry {
	if !ofPlaylist {
		return videoEntry(raw, instance)
	}
	var element elementJSON
	if jsonhost.Decode(raw, &element) != nil {
		return entry{}
	}
	if e := videoEntry(element.Video, instance); e.id != "" {
		return e
	}
	reasons := map[int]string{1: "deleted", 2: "private", 3: "unavailable"}
	if element.Type == nil || reasons[*element.Type] == "" || element.ID == "" {
		return entry{}
	}
	return entry{id: instance + "/element-" + element.ID.String(), gone: reasons[*element.Type]}
}

func videoEntry(raw json.RawMessage, instance string) entry {
	var e entry
	if jsonhost.Decode(raw, &e.listed) == nil {
		e.id = e.listed.key(instance)
	}
	return e
}

// key is instance/uuid, of the instance that the video came from.
func (v *videoJSON) key(asked string) string {
	uuid := host.UUID(v.UUID)
	if uuid == "" {
		return ""
	}
	if u, err := url.Parse(v.URL); err == nil && isDomain(u.Hostname()) {
		asked = instanceOf(u)
	}
	return asked + "/" + uuid
}

// sameAs reports whether nothing that a list tells has changed since a video was asked
// for.
func (v *videoJSON) sameAs(known ingest.Video) bool {
	return known.Title == v.Name && known.Duration == int(v.Duration) &&
		(v.Updated.IsZero() || known.Modified.Equal(v.Updated))
}

// availability says who can watch a video, and why it is no talk now.
func (v *videoJSON) availability() (a ingest.Availability, live ingest.Live, reason string) {
	const waiting, ended, transcoding, failed = 4, 5, 2, 7
	state := v.State.number()
	switch v.Privacy.number() {
	case 3, 4, 5:
		return ingest.Private, ingest.LiveNone, "private: " + strings.ToLower(v.Privacy.Label)
	}
	switch {
	case v.Blacklisted:
		return ingest.Unavailable, ingest.LiveNone, "blocked by the instance"
	case state == waiting:
		return ingest.Public, ingest.LiveUpcoming, "upcoming"
	case state == transcoding:
		return ingest.Unavailable, ingest.LiveNone, "still being processed"
	case state == failed:
		return ingest.Unavailable, ingest.LiveNone, "the instance could not process it"
	case v.IsLive && state != ended:
		return ingest.Public, ingest.LiveNow, "live now"
	case v.Privacy.number() == 2:
		return ingest.Unlisted, ingest.LiveNone, ""
	}
	return ingest.Public, ingest.LiveNone, ""
}
