package vimeo

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

var (
	videoURI  = regexp.MustCompile(`^/videos/([1-9][0-9]{0,18})(?::([0-9A-Za-z]+))?$`)
	videoLink = regexp.MustCompile(`^https://vimeo\.com/([1-9][0-9]{0,18})/([0-9A-Za-z]+)$`)
)

// video is v in ingest's words. It reports false when v has no id.
func (v *videoJSON) video(now time.Time) (ingest.Video, bool) {
	uri := videoURI.FindStringSubmatch(v.URI)
	if uri == nil {
		return ingest.Video{}, false
	}
	video := ingest.Video{
		Provider:    Name,
		ID:          uri[1],
		Title:       v.Name,
		Description: v.Description,
		Published:   cmp.Or(parseTime(v.ReleaseTime), parseTime(v.CreatedTime)),
		Duration:    seconds(v.Duration),
		Language:    v.Language,
		License:     v.License,
		Tags:        v.tags(),
		Thumbnail:   v.thumbnail(),
		Channel:     v.User.channel(),
	}
	video.Availability, video.Reason = viewable(v.Privacy.View)
	if video.Availability == ingest.Unlisted {
		video.Hash = uri[2]
		// The API has put the hash into the URI, the link, or both.
		if link := videoLink.FindStringSubmatch(v.Link); video.Hash == "" && link != nil && link[1] == video.ID {
			video.Hash = link[2]
		}
		video.Restrictions = append(video.Restrictions, "unlisted: only people with its whole address can watch it")
	}
	video.URL = host.URL(ingest.Ref{Provider: Name, Kind: ingest.KindVideo, ID: video.ID, Hash: video.Hash})
	if where := embeddable(v.Privacy.Embed); where != "" {
		video.Restrictions = append(video.Restrictions, where)
	}
	if video.Reason == "" {
		v.finish(&video, now)
	}
	return video, true
}

// viewable says who can watch a video at its address; see the package's
// documentation for the reasons.
func viewable(view string) (availability ingest.Availability, reason string) {
	switch view {
	case "":
		return "", "" // left out: listed like any other
	case "anybody":
		return ingest.Public, ""
	case "unlisted":
		return ingest.Unlisted, ""
	case "disable":
		return ingest.Unavailable, "hidden on vimeo.com: it plays only where it is embedded"
	case "nobody":
		return ingest.Private, "private: only its owner can watch it"
	case "contacts":
		return ingest.Private, "private: only people that its owner follows can watch it"
	case "users":
		return ingest.Private, "private: only people logged in to Vimeo can watch it"
	case "password":
		return ingest.Private, "private: behind a password"
	}
	return ingest.Unavailable, "its privacy setting is not one that stevie knows"
}

// embeddable says what keeps a video off other sites, "" for nothing.
func embeddable(embed string) string {
	switch embed {
	case "private":
		return ingest.NotEmbeddable
	case "whitelist":
		return "embedding allowed on chosen sites only"
	}
	return ""
}

// finish looks at what may keep a public video from playing yet.
func (v *videoJSON) finish(video *ingest.Video, now time.Time) {
	video.Reason = v.unfinished()
	// The API's type stays "live" after the end; only recordings have a length.
	if v.Type == "live" && video.Reason == "" && video.Duration == 0 {
		video.Live, video.Reason = ingest.LiveNow, "live now"
		if video.Published.After(now) {
			video.Live, video.Reason = ingest.LiveUpcoming, "a live event that has not begun"
		}
	}
	if video.Reason != "" {
		video.Availability = ingest.Unavailable
	}
}

// unfinished says why a video cannot be played, "" when nothing does.
func (v *videoJSON) unfinished() string {
	upload, transcode := v.Upload.Status, v.Transcode.Status
	if upload == "" && transcode == "" {
		upload, transcode = oldStatus(v.Status)
	}
	switch {
	case upload == "error":
		return "its upload failed"
	case upload == "in_progress":
		return "still being uploaded"
	case transcode == "error":
		return "Vimeo could not process it"
	case transcode == "in_progress":
		return "still being processed"
	}
	switch v.Status {
	case "unavailable", "quota_exceeded", "total_cap_exceeded":
		return "unavailable on Vimeo"
	}
	return ""
}

// oldStatus is the deprecated status in the words of the two that replaced it.
func oldStatus(status string) (upload, transcode string) {
	switch status {
	case "uploading":
		return "in_progress", ""
	case "uploading_error":
		return "error", ""
	case "transcode_starting", "transcoding":
		return "", "in_progress"
	case "transcoding_error":
		return "", "error"
	}
	return "", ""
}

func (v *videoJSON) tags() []string {
	var tags []string
	for _, tag := range v.Tags {
		if tag.Name != "" && !slices.Contains(tags, tag.Name) {
			tags = append(tags, tag.Name)
		}
	}
	return tags
}

// thumbnail is the largest picture.
func (v *videoJSON) thumbnail() string {
	best := pictureJSON{Link: v.Pictures.BaseLink}
	for _, size := range v.Pictures.Sizes {
		if size.Link != "" && size.Width*size.Height >= best.Width*best.Height {
			best = size
		}
	}
	return best.Link
}

func (u userJSON) channel() ingest.Channel {
	return ingest.Channel{ID: lastSegment(u.URI), Title: u.Name}
}

// collection is c in ingest's words.
func (c *collectionJSON) collection(ref ingest.Ref) ingest.Collection {
	out := ingest.Collection{
		Provider: Name, Kind: ref.Kind, ID: cmp.Or(lastSegment(c.URI), ref.ID), URL: host.URL(ref),
		Title: c.Name, Description: c.Description, Channel: c.User.channel(),
		Published: parseTime(c.CreatedTime), Size: max(0, c.Metadata.Connections.Videos.Total),
	}
	if ref.Kind == KindUser {
		out.Channel = ingest.Channel{ID: out.ID, Title: out.Title}
	}
	return out
}

// seconds rounds a duration; what cannot be one is unknown.
func seconds(d float64) int {
	if d < 0 || d > math.MaxInt32 {
		return 0
	}
	return int(math.Round(d))
}

// parseTime reads the API's times, "2024-05-18T09:00:00+00:00"; others are none.
func parseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
