package peertube

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// takes is the remedy where no better one is known.
const takes = "give the address of a video, playlist, channel or account, as the browser shows it: " +
	"https://INSTANCE/w/ID, /w/p/ID, /c/NAME or /a/NAME"

// form is one shape of path. The first group of its pattern is the id.
type form struct {
	kind    ingest.Kind
	pattern *regexp.Regexp
}

// forms are asked in order; they follow yt_dlp/extractor/peertube.py.
var forms = []form{
	{KindPlaylist, regexp.MustCompile(`^/w/p/([^/]+)$`)},
	{KindPlaylist, regexp.MustCompile(`^/videos/watch/playlist/([^/]+)$`)},
	{KindPlaylist, regexp.MustCompile(`^/video-playlists/(?:embed/)?([^/]+)$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/w/([^/]+)$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/videos/(?:watch|embed)/([^/]+)$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/api/v1/videos/([^/]+)$`)},
	{KindChannel, regexp.MustCompile(`^/(?:c|video-channels)/([^/]+)(?:/videos)?$`)},
	{KindAccount, regexp.MustCompile(`^/(?:a|accounts)/([^/]+)(?:/videos)?$`)},
}

// ours are the beginnings of paths that no other software has.
var ours = regexp.MustCompile(`^/(?:w|c|a|videos/watch|videos/embed|video-channels|accounts|video-playlists)(?:/|$)`)

// name is that of a channel or account, with the instance that it came from.
var name = regexp.MustCompile(`^[0-9A-Za-z_.:-]{1,100}(?:@[0-9A-Za-z.:-]{1,200})?$`)

// Match understands addresses whose path is one of PeerTube's, on every domain that
// is not another host's. It returns [ingest.ErrNoMatch] for others.
func (p *Provider) Match(u *url.URL) (ingest.Ref, error) {
	if u.Scheme != "https" && u.Scheme != "http" || u.User != nil || !isDomain(u.Hostname()) || host.On(u.Hostname()) != "" {
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	path := "/" + strings.Join(strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' }), "/")
	if !ours.MatchString(path) && !strings.HasPrefix(path, "/api/v1/videos/") {
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	for _, f := range forms {
		found := f.pattern.FindStringSubmatch(path)
		if found == nil {
			continue
		}
		id := found[1]
		if f.kind == ingest.KindVideo || f.kind == KindPlaylist {
			id = host.UUID(id)
		} else if !name.MatchString(id) {
			id = ""
		}
		if id != "" {
			return ingest.Ref{Provider: Name, Kind: f.kind, ID: instanceOf(u) + "/" + id}, nil
		}
	}
	return ingest.Ref{}, ingest.WithHint(
		fmt.Errorf("%w: it looks like PeerTube, and is none of its pages that list videos (ids there have 22 characters or are UUIDs)", ingest.ErrUnsupported), takes)
}

// instanceOf is the host of an address, with a port that is not the scheme's own.
func instanceOf(u *url.URL) string {
	domain, port := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), u.Port()
	if port == "" || port == "443" || port == "80" {
		return domain
	}
	return domain + ":" + port
}

var domain = regexp.MustCompile(`^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+\.?$|^localhost$`)

func isDomain(s string) bool { return domain.MatchString(s) }
