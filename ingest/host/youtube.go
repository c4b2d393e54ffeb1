package host

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

var youTube = host{
	name: "youtube", kind: "youtube", player: true,
	domains:   []string{"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"},
	id:        youTubeID,
	address:   youTubeAddress,
	moment:    func(watch string, seconds int) string { return withQuery(watch, "t", strconv.Itoa(seconds)+"s") },
	channel:   func(id string) string { return youTubeSite + "channel/" + url.PathEscape(id) },
	thumbnail: func(id string) string { return "https://i.ytimg.com/vi/" + url.PathEscape(id) + "/hqdefault.jpg" },
	sameImage: sameYouTubeImage,
	target:    youTubeTarget,
	embed:     func(id string) string { return "https://www.youtube-nocookie.com/embed/" + url.PathEscape(id) },
}

const (
	youTubeSite  = "https://www.youtube.com/"
	youTubeWatch = youTubeSite + "watch?v="
	// uploads begins the ids of the playlists that YouTube makes of a channel's
	// uploads.
	uploads = "UU"
)

// youTubeAddress takes the kinds of providers/youtube.
func youTubeAddress(ref ingest.Ref) string {
	switch ref.Kind {
	case ingest.KindVideo:
		return youTubeWatch + url.QueryEscape(ref.ID)
	case KindPlaylist:
		return youTubeSite + "playlist?list=" + url.QueryEscape(ref.ID)
	case KindChannel:
		return youTubeSite + "channel/" + url.PathEscape(ref.ID)
	case KindHandle:
		return youTubeSite + url.PathEscape(ref.ID)
	case KindUser:
		return youTubeSite + "user/" + url.PathEscape(ref.ID)
	case KindName:
		return youTubeSite + "c/" + url.PathEscape(ref.ID)
	}
	return ""
}

func youTubeID(u *url.URL, segments []string) string {
	id := ""
	switch query := u.Query(); {
	case bare(u.Hostname()) == "youtu.be":
		id = segments[0]
	case segments[0] == "watch" && query.Has("v"):
		id = query.Get("v")
	case segments[0] == "attribution_link":
		if u, err := url.Parse(query.Get("u")); err == nil {
			id = u.Query().Get("v")
		}
	case len(segments) > 1 && slices.Contains([]string{"embed", "v", "e", "live", "shorts", "watch"}, segments[0]):
		id = segments[1]
	}
	// Hand-made addresses have a second ?, & or # where YouTube would not put it.
	if i := strings.IndexFunc(id, notInYouTubeID); i >= 0 {
		id = id[:i]
	}
	if !isYouTubeID(id) {
		return ""
	}
	return id
}

// isYouTubeID goes by the length that every id has had so far.
func isYouTubeID(id string) bool { return len(id) == 11 && strings.IndexFunc(id, notInYouTubeID) < 0 }

func notInYouTubeID(r rune) bool {
	letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	return !letter && (r < '0' || r > '9') && r != '_' && r != '-'
}

var youTubeImage = regexp.MustCompile(`^https?://(?:i\d?\.ytimg\.com|img\.youtube\.com)/vi(?:_webp)?/([0-9A-Za-z_-]{11})/([a-z0-9]+)\.`)

func sameYouTubeImage(picture string, v ingest.Video, others []string) bool {
	m := youTubeImage.FindStringSubmatch(picture)
	switch {
	case m == nil:
		return true
	case m[1] != v.ID:
		return slices.Contains(others, m[1])
	}
	// Only the largest size is missing from some videos.
	return !strings.HasPrefix(m[2], "maxres") || strings.Contains(v.Thumbnail, "/maxres")
}

// youTubeTarget undoes /redirect?q=…, which stands in descriptions that were copied
// from a page.
func youTubeTarget(u *url.URL) (address string, ok bool) {
	domain := bare(u.Hostname())
	ours := domain == "" || domain == "youtube.com" || strings.HasSuffix(domain, ".youtube.com")
	if u.Path != "/redirect" || !ours {
		return "", false
	}
	return u.Query().Get("q"), true
}

// withQuery adds a parameter to an address.
func withQuery(address, name, value string) string {
	address, _, _ = strings.Cut(address, "#")
	mark := "?"
	if strings.Contains(address, "?") {
		mark = "&"
	}
	return address + mark + name + "=" + url.QueryEscape(value)
}
