package vimeo

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Match understands the addresses of vimeo.com. It returns [ingest.ErrNoMatch]
// for other hosts and [ingest.ErrUnsupported], with a hint, for pages of
// vimeo.com that do not list videos.
func (p *Provider) Match(u *url.URL) (ingest.Ref, error) {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if u.Scheme != "https" && u.Scheme != "http" {
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	path := "/" + strings.Join(strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' }), "/")
	switch {
	case host == "vimeo.com" || host == "www.vimeo.com":
	case host == "player.vimeo.com":
		path = "/player" + path
	case strings.HasSuffix(host, ".vimeo.com"):
		return ingest.Ref{}, refuse("%s lists no videos", "give an address that begins with https://vimeo.com/", host)
	default:
		return ingest.Ref{}, ingest.ErrNoMatch
	}
	if err := refused(path); err != nil {
		return ingest.Ref{}, err
	}
	for _, f := range forms {
		if found := f.pattern.FindStringSubmatch(path); found != nil {
			return f.ref(found, u.Query().Get("h")), nil
		}
	}
	return ingest.Ref{}, refuse("the page lists no videos that stevie could read", takes)
}

// form is one shape of address. The first group of its pattern is the id, the
// second, in patterns that have one, the hash of an unlisted video.
type form struct {
	kind    ingest.Kind
	pattern *regexp.Regexp
}

func (f form) ref(found []string, hash string) ingest.Ref {
	ref := ingest.Ref{Provider: Name, Kind: f.kind, ID: found[1]}
	if f.kind != ingest.KindVideo {
		return ref
	}
	if len(found) > 2 && found[2] != "" {
		hash = found[2]
	}
	if hash = strings.ToLower(hash); hashShape.MatchString(hash) {
		ref.Hash = hash
	}
	return ref
}

// forms are asked in order. They follow the shapes that yt-dlp's extractors know
// (yt_dlp/extractor/vimeo.py); /manage/… are the pages of who is logged in.
var forms = []form{
	{ingest.KindVideo, regexp.MustCompile(`^/(?:videos/|manage/videos/)?([1-9][0-9]{0,18})(?:/([0-9A-Fa-f]{10}))?$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/player/video/([1-9][0-9]{0,18})$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/channels/[^/]+/([1-9][0-9]{0,18})$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/groups/[^/]+/videos/([1-9][0-9]{0,18})$`)},
	{ingest.KindVideo, regexp.MustCompile(`^/(?:album|showcase)/[^/]+/video/([1-9][0-9]{0,18})(?:/([0-9A-Fa-f]{10}))?$`)},
	{KindShowcase, regexp.MustCompile(`^/(?:album|showcase|manage/showcases)/([1-9][0-9]{0,18})(?:/embed|/videos|/info)?$`)},
	{KindChannel, regexp.MustCompile(`^/channels/([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?:/videos)?$`)},
	{KindGroup, regexp.MustCompile(`^/groups/([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?:/videos)?$`)},
	{KindUser, regexp.MustCompile(`^/([A-Za-z0-9]*[A-Za-z_-][A-Za-z0-9._-]{0,99})(?:/videos)?$`)},
}

var hashShape = regexp.MustCompile(`^[0-9a-f]{10}$`)

// takes is the remedy where no better one is known.
const takes = "give the address of a video, showcase, channel, group or user, like https://vimeo.com/showcase/1234567"

// refusals are pages that look as if they could be listed.
var refusals = []struct {
	pattern        *regexp.Regexp
	reason, remedy string
}{
	{
		regexp.MustCompile(`^/$`),
		"that is the front page", takes,
	},
	{
		regexp.MustCompile(`^/(?:album|showcase)/(?:[^/]*[^/0-9][^/]*)(?:/embed|/videos)?$`),
		"a showcase cannot be looked up by its custom name",
		"open it in a browser, choose Share, and give the address with the number, like https://vimeo.com/showcase/1234567",
	},
	{
		regexp.MustCompile(`^/ondemand(?:/|$)`),
		"Vimeo On Demand sells its videos",
		"if the talks can be watched for free elsewhere, give that address",
	},
	{
		regexp.MustCompile(`^/[^/]+/review/`),
		"a review page is a private copy for reviewers",
		"give the video's public address, https://vimeo.com/ID",
	},
	{
		regexp.MustCompile(`^/(?:[^/]+/)?events?/`),
		"a live event is not a list of videos",
		"once it is over, give the showcase or the videos with its recordings",
	},
	{
		regexp.MustCompile(`^/watchlater(?:/|$)`),
		"the watch-later list is visible to its owner alone",
		"put the videos into a showcase, or give their own addresses",
	},
	{
		regexp.MustCompile(`^/(?:user/[^/]+/folder|manage/folders)(?:/|$)`),
		"a folder is visible to its owner alone",
		"put the videos into a showcase, or give their own addresses",
	},
	{
		regexp.MustCompile(`^/[1-9][0-9]*/.`),
		"what follows the video's number is not the hash of an unlisted video (ten digits 0-9 a-f)",
		"copy the whole address again, or give https://vimeo.com/ID alone for a public video",
	},
}

// reserved are first segments of Vimeo's own pages, which are no users.
var reserved = []string{
	"about", "album", "albums", "api", "apps", "blog", "business", "categories", "channels",
	"cookie_policy", "create", "customers", "dmca", "enterprise", "event", "events", "everywhere",
	"explore", "features", "for", "groups", "help", "home", "integrations", "join", "live",
	"log_in", "login", "manage", "me", "moogaloop.swf", "ott", "player", "pricing", "privacy", "press",
	"professionals", "search", "settings", "showcase", "showcases", "site_map", "solutions", "staff",
	"stats", "stock", "store", "tag", "tags", "terms", "upgrade", "upload", "user", "video", "videos",
	"watch",
}

// refused says why a path of vimeo.com is not taken, nil if it may be.
func refused(path string) error {
	for _, r := range refusals {
		if r.pattern.MatchString(path) && !videoPath(path) {
			return refuse(r.reason, r.remedy)
		}
	}
	name := strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/videos")
	if slices.Contains(reserved, strings.ToLower(name)) {
		return refuse("/%s is one of Vimeo's own pages", takes, name)
	}
	return nil
}

// videoPath reports whether a path is a video's address, hash or not.
func videoPath(path string) bool { return forms[0].pattern.MatchString(path) }

func refuse(reason, remedy string, args ...any) error {
	return ingest.WithHint(fmt.Errorf("%w: "+reason, append([]any{ingest.ErrUnsupported}, args...)...), remedy)
}
