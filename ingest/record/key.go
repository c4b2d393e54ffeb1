package record

import (
	"net/url"
	"path"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// KeyOf returns the identity of a place where a talk can be watched, the same
// for every form of its URL, and false for places that have none, like files on
// a conference's own server. The provider is "youtube", "vimeo", "peertube" (the
// id is instance/uuid) or "archive" (archive.org).
func KeyOf(l ingest.Location) (ingest.Key, bool) {
	raw := strings.TrimSpace(l.URL)
	if id, ok := strings.CutPrefix(raw, usualYouTube); ok && isYouTubeID(id) {
		return ingest.Key{Provider: "youtube", ID: id}, true
	}
	if !strings.Contains(raw, "//") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ingest.Key{}, false
	}
	host := strings.ToLower(u.Hostname())
	host = strings.TrimPrefix(strings.TrimSuffix(host, "."), "www.")
	segments := strings.Split(strings.Trim(path.Clean(u.Path), "/"), "/")
	provider, id := "", ""
	switch host {
	case "youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be":
		provider, id = "youtube", youTubeID(host, segments, u.Query())
	case "vimeo.com", "player.vimeo.com":
		provider, id = "vimeo", vimeoID(segments)
	case "archive.org":
		provider, id = "archive", archiveID(segments)
	default:
		provider, id = "peertube", peerTubeID(u.Host, segments)
	}
	return ingest.Key{Provider: provider, ID: id}, id != ""
}

// usualYouTube begins nine of ten URLs, which need no parsing.
const usualYouTube = "https://www.youtube.com/watch?v="

// youTubeIDLength is the length of every id that YouTube has given out.
const youTubeIDLength = 11

// WatchURL is the address of a video in the one form that the site makes a player
// of, "" for providers of which it takes more than one and for a key without an id.
func WatchURL(key ingest.Key) string {
	instance, id := "", key.ID
	if key.Provider == "peertube" {
		instance, id, _ = strings.Cut(key.ID, "/")
	}
	if id == "" {
		return ""
	}
	switch key.Provider {
	case "youtube":
		return usualYouTube + url.QueryEscape(id)
	case "vimeo":
		return "https://vimeo.com/" + url.PathEscape(id)
	case "peertube":
		return "https://" + instance + "/videos/watch/" + url.PathEscape(id)
	}
	return ""
}

// ChannelURL is the address of a channel, by its id on a host; "" where stevie knows
// none.
func ChannelURL(channel ingest.Key) string {
	switch channel.Provider {
	case "youtube":
		return "https://www.youtube.com/channel/" + channel.ID
	case "vimeo":
		return "https://vimeo.com/user" + channel.ID
	}
	return ""
}

func youTubeID(host string, segments []string, query url.Values) string {
	id := ""
	switch {
	case host == "youtu.be":
		id = segments[0]
	case segments[0] == "watch" && query.Has("v"):
		id = query.Get("v")
	case segments[0] == "attribution_link":
		if u, err := url.Parse(query.Get("u")); err == nil {
			id = u.Query().Get("v")
		}
	case len(segments) > 1:
		switch segments[0] {
		case "embed", "v", "e", "live", "shorts", "watch":
			id = segments[1]
		}
	}
	// Hand-made URLs have a second ?, & or # where YouTube would not put it.
	if i := strings.IndexFunc(id, func(r rune) bool { return !isIDRune(r) }); i >= 0 {
		id = id[:i]
	}
	if !isYouTubeID(id) {
		return ""
	}
	return id
}

func isYouTubeID(id string) bool {
	return len(id) == youTubeIDLength && strings.IndexFunc(id, func(r rune) bool { return !isIDRune(r) }) < 0
}

func isIDRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-'
}

// vimeoID finds the number in vimeo.com/ID, ID/HASH, video/ID,
// channels/NAME/ID, groups/NAME/videos/ID, album/N/video/ID, showcase/N/video/ID.
func vimeoID(segments []string) string {
	if isNumber(segments[0]) {
		return segments[0]
	}
	at := -1
	switch segments[0] {
	case "video", "videos", "clip":
		at = 1
	case "channels":
		at = 2
	case "groups", "album", "showcase", "ondemand", "user":
		at = 3
	}
	if at < 0 || at >= len(segments) || !isNumber(segments[at]) {
		return ""
	}
	return segments[at]
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// archiveID returns the id of details/ID, embed/ID and download/ID/FILE. A
// download of an archive.org item that collects many talks is known by its file.
func archiveID(segments []string) string {
	if len(segments) < 2 {
		return ""
	}
	id := segments[1]
	switch segments[0] {
	case "details", "embed":
		return id
	case "download":
		if len(segments) == 2 || strings.HasPrefix(segments[len(segments)-1], id) {
			return id
		}
		return strings.Join(segments[1:], "/")
	}
	return ""
}
