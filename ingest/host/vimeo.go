package host

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

var vimeo = host{
	name: "vimeo", kind: "vimeo", player: true,
	domains: []string{"vimeo.com", "player.vimeo.com"},
	id:      vimeoID,
	address: vimeoAddress,
	moment: func(watch string, seconds int) string {
		watch, _, _ = strings.Cut(watch, "#")
		return fmt.Sprintf("%s#t=%ds", watch, seconds)
	},
	channel:   func(id string) string { return vimeoSite + "user" + url.PathEscape(id) }, // whoever posts is a user
	embed:     func(id string) string { return "https://player.vimeo.com/video/" + url.PathEscape(id) + "?dnt=1" },
	sameImage: sameVimeoImage,
	secret:    func(segments []string, id string) bool { return segments[len(segments)-1] != id },
}

const vimeoSite = "https://vimeo.com/"

// vimeoAddress takes the kinds of providers/vimeo.
func vimeoAddress(ref ingest.Ref) string {
	id := url.PathEscape(ref.ID)
	switch ref.Kind {
	case KindShowcase:
		return vimeoSite + "showcase/" + id
	case KindChannel:
		return vimeoSite + "channels/" + id
	case KindGroup:
		return vimeoSite + "groups/" + id
	case KindUser:
		return vimeoSite + id
	case ingest.KindVideo:
		if ref.Hash != "" {
			return vimeoSite + id + "/" + url.PathEscape(ref.Hash)
		}
		return vimeoSite + id
	}
	return ""
}

// vimeoID finds the number in vimeo.com/ID, ID/HASH, video/ID, channels/NAME/ID,
// groups/NAME/videos/ID, album/N/video/ID and showcase/N/video/ID.
func vimeoID(_ *url.URL, segments []string) string {
	at := 0
	switch segments[0] {
	case "video", "videos", "clip":
		at = 1
	case "channels":
		at = 2
	case "groups", "album", "showcase", "ondemand", "user":
		at = 3
	}
	if at >= len(segments) || !isNumber(segments[at]) {
		return ""
	}
	return segments[at]
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

var vimeoImage = regexp.MustCompile(`^https?://i\.vimeocdn\.com/video/([^_?]+)`)

func sameVimeoImage(picture string, v ingest.Video, _ []string) bool {
	was, is := vimeoImage.FindStringSubmatch(picture), vimeoImage.FindStringSubmatch(v.Thumbnail)
	return was == nil || is == nil || strings.TrimSuffix(was[1], ".jpg") == strings.TrimSuffix(is[1], ".jpg")
}
