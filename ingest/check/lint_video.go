package check

import (
	"net/url"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// closedHosts have ended their service for videos, for good.
var closedHosts = []string{
	"blip.tv",          // 2015
	"video.google.com", // 2012
}

// videoMissing warns of a record whose talk can be watched nowhere: its addresses
// are empty or on hosts that have closed. Whether a video on a host that is alive
// is still there takes asking the host; stevie audit does.
func videoMissing(r report, root pyjson.Value) {
	videos, _ := root.Get(ingest.FieldVideos)
	closed := ""
	for e := range videos.Elems() {
		address, _ := e.Get("url")
		text := strings.TrimSpace(address.Text())
		if text == "" {
			continue
		}
		u, err := url.Parse(text)
		if err != nil || !slices.Contains(closedHosts, hostOf(u)) {
			return // what is wrong with it the rule url-form says
		}
		closed = hostOf(u)
	}
	switch {
	case closed != "":
		r.warn(RuleVideoMissing, ingest.FieldVideos, videos, "%s has closed: find the talk elsewhere, or in the Internet Archive", closed)
	case videos.Len() > 0:
		r.warn(RuleVideoMissing, ingest.FieldVideos, videos, "videos holds no address: give one where the talk can be watched")
	}
}

func hostOf(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }
