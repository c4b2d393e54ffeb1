package ytdlp

import (
	"cmp"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// listed is a video of a list. A flat one says only what a page of the list shows.
type listed struct {
	ingest.Video
	flat    bool
	machine string // the captions that a machine made of what is spoken, "" for none
}

// video says in ingest's words what an entry says; false for one that names no video.
func (e *entry) video() (listed, bool) {
	key, address, ok := e.identity()
	if !ok {
		return listed{}, false
	}
	v := ingest.Video{
		Provider: key.Provider, ID: key.ID, URL: address,
		Title: string(e.Title), Description: string(e.Description), Tags: e.Tags,
		Published: e.published(), Duration: max(0, int(e.Duration+0.5)),
		Language: e.language(), License: e.licence(key.Provider), Captions: e.captions(),
		Channel:   ingest.Channel{ID: string(cmp.Or(e.ChannelID, e.UploaderID)), Title: string(cmp.Or(e.Channel, e.Uploader))},
		Thumbnail: cmp.Or(string(e.Thumbnail), e.Thumbnails.largest()),
		Live:      ingest.LiveNone, Availability: ingest.Public,
	}
	if key.Provider == host.File {
		v.Files = []ingest.File{{Type: strings.TrimPrefix(path.Ext(address), "."), URL: address}}
	}
	if e.LiveStatus == "was_live" {
		v.Started = e.ReleaseTimestamp.time()
	}
	e.judge(&v)
	return listed{v, e.isFlat(), e.spokenCaptions()}, true
}

// identity is which video it is, and the address of its page.
func (e *entry) identity() (key ingest.Key, address string, ok bool) {
	for _, address := range []text{e.WebpageURL, e.URL, e.OriginalURL} {
		if key, ok := host.KeyOf(string(address)); ok {
			return key, cmp.Or(host.WatchURL(key), string(address)), true
		}
	}
	address = string(cmp.Or(e.WebpageURL, e.OriginalURL, e.URL))
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || host.On(u.Hostname()) != "" {
		return ingest.Key{}, "", false // no address, or of a host of ours and none of its videos
	}
	switch name := e.extractor(); {
	case name == "generic":
		return ingest.Key{Provider: host.File, ID: address}, address, true
	case !extractorName.MatchString(name) || e.ID == "":
		return ingest.Key{}, "", false
	default:
		return ingest.Key{Provider: name, ID: string(e.ID)}, address, true
	}
}

var extractorName = regexp.MustCompile(`^[a-z0-9][a-z0-9.]{0,40}$`)

// extractor is the name of what knows the host, in lower case.
func (e *entry) extractor() string {
	name, _, _ := strings.Cut(string(cmp.Or(e.IEKey, e.ExtractorKey, e.Extractor)), ":")
	return strings.ToLower(name)
}

func (e *entry) published() time.Time {
	if at := e.Timestamp.time(); !at.IsZero() {
		return at
	}
	day, err := time.Parse("20060102", string(e.UploadDate))
	if err != nil {
		return time.Time{}
	}
	return day
}

// original is the ending of the automatic captions in the language that is spoken; the
// others are translated by a machine.
const original = "-orig"

func (e *entry) language() string {
	if e.Language != "" && e.Language != "none" {
		return string(e.Language)
	}
	for _, track := range e.Automatic {
		if spoken, ok := strings.CutSuffix(track, original); ok {
			return spoken
		}
	}
	return ""
}

// captions are the languages of the captions that people wrote.
func (e *entry) captions() []string {
	captions := slices.DeleteFunc(slices.Clone(e.Subtitles), func(track string) bool { return track == "live_chat" })
	slices.Sort(captions)
	return captions
}

// spokenCaptions are the automatic captions in the language that is spoken; the others are
// translations.
func (e *entry) spokenCaptions() string {
	for _, track := range e.Automatic {
		if strings.HasSuffix(track, original) {
			return track
		}
	}
	switch spoken := string(e.Language); {
	case slices.Contains(e.Automatic, spoken):
		return spoken
	case len(e.Automatic) == 1:
		return e.Automatic[0]
	}
	return ""
}

// licence is the code that the host's own adapter would give.
func (e *entry) licence(provider string) string {
	text := string(e.License)
	switch {
	case provider == "youtube" && strings.HasPrefix(text, "Creative Commons Attribution"):
		return "creativeCommon"
	case strings.Contains(text, "creativecommons.org/licenses/"):
		_, code, _ := strings.Cut(text, "creativecommons.org/licenses/")
		code, _, _ = strings.Cut(code, "/")
		return code
	case strings.Contains(text, "creativecommons.org/publicdomain/zero"):
		return "cc0"
	}
	return text
}

// placeholders are the titles that YouTube gives to what it does not show.
var placeholders = map[string]ingest.Availability{
	"[Private video]": ingest.Private, "[Deleted video]": ingest.Deleted, "[Unavailable video]": ingest.Unavailable,
}

// judge says whether anybody can watch the video, now.
func (e *entry) judge(v *ingest.Video) {
	switch e.Availability {
	case "unlisted":
		v.Availability = ingest.Unlisted
	case "private":
		v.Availability, v.Reason = ingest.Private, "private"
	case "premium_only", "subscriber_only", "needs_auth":
		v.Availability, v.Reason = ingest.Unavailable, strings.ReplaceAll(string(e.Availability), "_", " ")
	}
	if as, ok := placeholders[v.Title]; ok && v.Duration == 0 {
		v.Availability, v.Reason = as, string(as)
	}
	switch e.LiveStatus {
	case "is_live":
		v.Live = ingest.LiveNow
	case "is_upcoming":
		v.Live = ingest.LiveUpcoming
	}
}

// beside is the video with what is known of it from an earlier look: a flat entry says less,
// and what the host's own adapter said is more exact.
func (l listed) beside(known ingest.Video) ingest.Video {
	v := l.Video
	if !v.Usable() {
		return v
	}
	next := known
	next.Title, next.Availability, next.Live, next.Reason = cmp.Or(v.Title, known.Title), v.Availability, v.Live, v.Reason
	next.Duration, next.Collection, next.Position = cmp.Or(v.Duration, known.Duration), v.Collection, v.Position
	if l.flat {
		return next
	}
	next.Description, next.Tags = v.Description, v.Tags
	next.Language, next.License = cmp.Or(known.Language, v.Language), cmp.Or(known.License, v.License)
	next.Thumbnail = cmp.Or(known.Thumbnail, v.Thumbnail)
	if len(known.Captions) == 0 {
		next.Captions = v.Captions
	}
	if known.Published.IsZero() {
		next.Published = v.Published
	}
	if known.Started.IsZero() {
		next.Started = v.Started
	}
	if known.Channel.ID == "" {
		next.Channel = v.Channel
	}
	return next
}
