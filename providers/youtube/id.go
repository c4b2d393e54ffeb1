package youtube

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// The shapes of ids, as yt-dlp knows them.
var (
	videoID    = regexp.MustCompile(`^[0-9A-Za-z_-]{11}$`)
	channelID  = regexp.MustCompile(`^UC[0-9A-Za-z_-]{22}$`)
	playlistID = regexp.MustCompile(`^(?:PL|EC|UU|FL|UL|TL|PU|OLAK5uy_)[0-9A-Za-z_-]{10,100}$`)
	anyID      = regexp.MustCompile(`^[0-9A-Za-z_-]{1,120}$`)
)

func isVideoID(s string) bool    { return videoID.MatchString(s) }
func isChannelID(s string) bool  { return channelID.MatchString(s) }
func isPlaylistID(s string) bool { return playlistID.MatchString(s) }
func isID(s string) bool         { return anyID.MatchString(s) }

// isHandle reports whether s is "@" and a name. Names may be in any script.
func isHandle(s string) bool {
	name, ok := strings.CutPrefix(s, "@")
	return ok && isName(name)
}

// isName is generous: the host knows better which names there are.
func isName(s string) bool {
	speaks := false
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			return false
		case unicode.IsLetter(r), unicode.IsDigit(r):
			speaks = true
		case !unicode.IsMark(r) && !strings.ContainsRune("_-.·", r):
			return false
		}
	}
	return speaks && utf8.RuneCountInString(s) <= 100
}

// notListable says why the API would not list a playlist, and what to give
// instead; both are "" for one that it might.
func notListable(id string) (reason, hint string) {
	switch {
	case id == "":
		return "the address names no playlist", playlistHint
	case id == "WL", id == "LL", id == "HL", id == "LM":
		return "watch later, liked videos and the history cannot be read through the API",
			"put the talks into a playlist of their own, and give its address"
	case strings.HasPrefix(id, "RD"):
		return "a mix is made up by YouTube for one viewer and is different for the next", playlistHint
	case isChannelID(id):
		return "this is the id of a channel", "give https://www.youtube.com/channel/" + id
	case !isPlaylistID(id):
		return "not the id of a playlist", playlistHint
	}
	return "", ""
}

// notACollection says why the page behind the first part of a path lists no
// videos of anybody, and what to give instead; both are "" when it may be the
// name of a channel.
func notACollection(first string) (reason, hint string) {
	switch strings.ToLower(first) {
	case "redirect", "attribution_link":
		return "the address leads away from YouTube or through another page",
			"open it in a browser, and give the address that it ends at"
	case "results", "hashtag":
		return "search results change, and are not a collection",
			"give the playlist or the channel that the search found"
	case "feed", "playlists", "you", "gaming", "trending", "music", "news", "sports", "movies":
		return "the page is different for each viewer", formsHint
	case "clip", "post", "source", "podcasts", "channels", "community":
		return "not a kind of page that lists videos", formsHint
	case "about", "account", "ads", "creators", "howyoutubeworks", "premium", "signin", "login", "logout",
		"upload", "api", "iframe_api", "oembed", "t", "s", "feeds", "kids", "intl", "watch_videos", "get_video_info":
		return "not a page about videos", formsHint
	}
	return "", ""
}

// notTheUploads says why a tab of a channel's page does not stand for its uploads, ""
// for those that do. parts begins the id of the playlist with what the tab shows,
// where YouTube makes one.
func notTheUploads(tab string) (reason, parts string) {
	switch tab {
	case "shorts":
		return "the page lists the channel's short videos only", "UUSH"
	case "streams", "live":
		return "the page lists the channel's broadcasts only", "UULV"
	case "playlists", "podcasts", "courses", "releases":
		return "the page lists playlists, not videos", ""
	case "community", "posts", "about", "search", "store", "membership":
		return "the page is not the one with the channel's videos", ""
	}
	return "", ""
}

// isChannelTab reports whether a part of a path is a tab of a channel's page.
func isChannelTab(s string) bool {
	switch s {
	case "videos", "streams", "shorts", "playlists", "featured", "about", "community", "live", "releases",
		"podcasts", "courses", "search", "posts", "store", "membership":
		return true
	}
	return false
}

// valid reports whether a ref is one that Match makes.
func valid(ref ingest.Ref) bool {
	if ref.Provider != Name {
		return false
	}
	switch ref.Kind {
	case ingest.KindVideo:
		return isVideoID(ref.ID)
	case KindPlaylist:
		reason, _ := notListable(ref.ID)
		return reason == ""
	case KindChannel:
		return isChannelID(ref.ID)
	case KindHandle:
		return isHandle(ref.ID)
	case KindUser, KindName:
		return isName(ref.ID)
	}
	return false
}

func videoURL(id string) string { return host.WatchURL(ingest.Key{Provider: Name, ID: id}) }

// channelOfUploads gives the channel whose uploads a playlist id stands for: UU,
// UULF (without shorts and streams) and the like take the place of UC.
func channelOfUploads(playlist string) (string, bool) {
	if !strings.HasPrefix(playlist, "UU") || len(playlist) != 24 && len(playlist) != 26 {
		return "", false
	}
	id := "UC" + playlist[len(playlist)-22:]
	return id, isChannelID(id)
}
