package youtube

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// The kinds of collection that a Ref may point at, besides [ingest.KindVideo].
const (
	KindPlaylist = host.KindPlaylist // by id
	KindChannel  = host.KindChannel  // by id: UC…
	KindHandle   = host.KindHandle   // "@name"
	KindUser     = host.KindUser     // name in old addresses /user/name
	KindName     = host.KindName     // name in /c/name or /name, which the API cannot look up
)

const (
	formsHint = "give the address of a playlist, a channel or a video, as the browser shows it: " +
		"https://www.youtube.com/playlist?list=PL…, https://www.youtube.com/@handle, https://www.youtube.com/watch?v=…"
	playlistHint = "open the playlist's own page and give its address: https://www.youtube.com/playlist?list=PL…"
	channelHint  = "open the channel in a browser and give its address: " +
		"https://www.youtube.com/@handle or https://www.youtube.com/channel/UC…"
)

// Match tells what an address points at: see [ingest.Provider].
//
// It takes URLs of youtube.com, its www, m and music hosts, youtube-nocookie.com
// and youtu.be with or without a scheme, and bare ids and handles. An address
// without a scheme is one that has all of it in u.Path, as [url.Parse] leaves
// it; so is a bare id.
//
// A video's address that names the playlist it was opened from, watch?v=…&list=PL…
// and youtu.be/…?list=PL…, is that playlist. A channel's pages besides the one with
// its videos are refused: they list a part of them, or something else.
func (p *Provider) Match(u *url.URL) (ingest.Ref, error) {
	u = withHost(u)
	switch {
	case u.Scheme == "" && u.Host == "" && u.Opaque == "":
		return matchBare(strings.TrimSuffix(u.Path, "/"))
	case u.Scheme != "http" && u.Scheme != "https", u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	switch domain := hostOf(u); {
	case domain == "youtu.be" || domain == "www.youtu.be":
		return matchShort(u, parts)
	case host.On(domain) == Name:
		return matchSite(u, parts)
	case strings.HasSuffix(domain, ".youtube.com"):
		return unsupported("this part of YouTube lists no videos", formsHint)
	}
	return ingest.Ref{}, ingest.ErrNoMatch
}

// withHost reads an address without scheme as the browser would.
func withHost(u *url.URL) *url.URL {
	if u.Opaque != "" || u.Scheme != "" {
		return u
	}
	full := *u
	full.Scheme = "https"
	if u.Host == "" {
		domain, rest, _ := strings.Cut(u.Path, "/")
		full.Host, full.Path, full.RawPath = domain, "/"+rest, ""
		if host.On(full.Hostname()) != Name {
			return u
		}
	}
	return &full
}

func hostOf(u *url.URL) string {
	return strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
}

// matchBare reads an id that stands alone.
func matchBare(id string) (ingest.Ref, error) {
	switch {
	case isVideoID(id):
		return refTo(ingest.KindVideo, id)
	case isChannelID(id):
		return refTo(KindChannel, id)
	case isPlaylistID(id) || strings.HasPrefix(id, "RD") && isID(id) && len(id) >= 12:
		return matchList(id)
	case isHandle(id):
		return refTo(KindHandle, id)
	}
	return ingest.Ref{}, ingest.ErrNoMatch
}

// matchShort reads youtu.be/ID, which may name the list that it was opened from, too.
func matchShort(u *url.URL, parts []string) (ingest.Ref, error) {
	if len(parts) == 0 {
		return unsupported("the address names no video", formsHint)
	}
	if id := beforeParameters(parts[0]); isVideoID(id) {
		return matchVideoOf(u, id)
	}
	if parts[0] == "watch" || parts[0] == "playlist" {
		return matchSite(u, parts)
	}
	return unsupported("the address names no video", formsHint)
}

// matchSite reads the addresses of the site itself.
func matchSite(u *url.URL, parts []string) (ingest.Ref, error) {
	if len(parts) == 0 {
		return unsupported("the address is the site's front page", formsHint)
	}
	first, second := parts[0], ""
	if len(parts) > 1 {
		second = parts[1]
	}
	switch strings.ToLower(first) {
	case "watch":
		return matchWatch(u)
	case "playlist":
		return matchList(u.Query().Get("list"))
	case "embed":
		switch second {
		case "", "videoseries":
			return matchList(u.Query().Get("list"))
		case "live_stream": // as long as an id
			return unsupported("the address is whatever a channel broadcasts now", channelHint)
		}
		return matchVideo(second)
	case "v", "e", "live", "shorts":
		return matchVideo(second)
	case "channel":
		if isChannelID(second) {
			return matchTab(ingest.Ref{Kind: KindChannel, ID: second}, parts[2:])
		}
		return unsupported("a channel's id is UC and 22 characters", channelHint)
	case "user":
		return matchNamed(KindUser, second, parts)
	case "c":
		return matchNamed(KindName, second, parts)
	}
	if isHandle(first) {
		return matchTab(ingest.Ref{Kind: KindHandle, ID: first}, parts[1:])
	}
	if reason, hint := notACollection(first); reason != "" {
		return unsupported(reason, hint)
	}
	if second != "" && !isChannelTab(second) {
		return unsupported("not a kind of page that lists videos", formsHint)
	}
	return matchNamed(KindName, first, append([]string{""}, parts...))
}

func matchWatch(u *url.URL) (ingest.Ref, error) {
	return matchVideoOf(u, u.Query().Get("v"))
}

// matchVideoOf reads the address of a video that may name a list: then it is that
// list, if it can be listed.
func matchVideoOf(u *url.URL, id string) (ingest.Ref, error) {
	list := u.Query().Get("list")
	reason, _ := notListable(list)
	switch {
	case list != "" && reason == "":
		return refTo(KindPlaylist, list)
	case isVideoID(id):
		return refTo(ingest.KindVideo, id)
	case list != "":
		return matchList(list)
	}
	return unsupported("a video's id is 11 characters of A-Z a-z 0-9 _ -", formsHint)
}

func matchVideo(id string) (ingest.Ref, error) {
	if id = beforeParameters(id); isVideoID(id) {
		return refTo(ingest.KindVideo, id)
	}
	return unsupported("a video's id is 11 characters of A-Z a-z 0-9 _ -", formsHint)
}

func matchList(id string) (ingest.Ref, error) {
	if reason, hint := notListable(id); reason != "" {
		return unsupported(reason, hint)
	}
	return refTo(KindPlaylist, id)
}

// matchNamed reads a channel's name, after which parts has a tab in its third place.
func matchNamed(kind ingest.Kind, name string, parts []string) (ingest.Ref, error) {
	if isName(name) {
		return matchTab(ingest.Ref{Kind: kind, ID: name}, parts[2:])
	}
	return unsupported("the address names no channel", channelHint)
}

// matchTab reads the rest of the address of a channel's page. Only the page itself and
// the tab with the videos stand for all of them.
func matchTab(channel ingest.Ref, rest []string) (ingest.Ref, error) {
	tab := ""
	if len(rest) > 0 {
		tab = strings.ToLower(rest[0])
	}
	channel.Provider = Name
	reason, parts := notTheUploads(tab)
	if reason == "" {
		return channel, nil
	}
	instead := "for everything that the channel has uploaded give " + host.URL(channel)
	if id, ok := strings.CutPrefix(channel.ID, "UC"); ok && channel.Kind == KindChannel && parts != "" {
		instead = "give " + host.URL(ingest.Ref{Provider: Name, Kind: KindPlaylist, ID: parts + id}) + "; " + instead
	}
	return unsupported(reason, "give the address of a playlist: https://www.youtube.com/playlist?list=PL…; "+instead)
}

func refTo(kind ingest.Kind, id string) (ingest.Ref, error) {
	return ingest.Ref{Provider: Name, Kind: kind, ID: id}, nil
}

// unsupported is the answer to an address that is YouTube's and lists no videos. Whoever asked
// names the address.
func unsupported(reason, hint string) (ingest.Ref, error) {
	return ingest.Ref{}, ingest.WithHint(fmt.Errorf("%w: %s", ingest.ErrUnsupported, reason), hint)
}

// beforeParameters cuts what old addresses like /v/ID&hl=en put behind the id.
func beforeParameters(id string) string {
	id, _, _ = strings.Cut(id, "&")
	return id
}
