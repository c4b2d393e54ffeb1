package youtube

import (
	"fmt"
	"slices"
	"strings"

	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/ingest"
)

// judge says who can watch a video, why nobody can, and what its curator should
// know.
func (d details) judge(v *ingest.Video) {
	switch v.Live {
	case ingest.LiveNow:
		v.Reason = "live now"
	case ingest.LiveUpcoming:
		v.Reason = "upcoming"
	}
	if d.Status != nil {
		d.judgeStatus(v)
	}
	if d.ContentDetails == nil {
		return
	}
	if r := d.ContentDetails.RegionRestriction; r != nil {
		judgeRegions(v, r)
	}
	if rating := d.ContentDetails.ContentRating; rating != nil && rating.YtRating == "ytAgeRestricted" {
		restrict(v, "age restricted")
	}
}

func (d details) judgeStatus(v *ingest.Video) {
	switch d.Status.PrivacyStatus {
	case "private":
		v.Availability = ingest.Private // shown to its owner, who is signed in
	case "unlisted":
		v.Availability = ingest.Unlisted
		restrict(v, "unlisted")
	}
	switch d.Status.UploadStatus {
	case "failed":
		refuse(v, ingest.Unavailable, because("upload failed", d.Status.FailureReason))
	case "rejected":
		refuse(v, ingest.Unavailable, because("rejected by the host", d.Status.RejectionReason))
	case "deleted":
		refuse(v, ingest.Deleted, "deleted")
	}
	if d.notEmbeddable {
		restrict(v, ingest.NotEmbeddable)
	}
}

// refuse keeps a video from being drafted.
func refuse(v *ingest.Video, a ingest.Availability, reason string) {
	v.Availability, v.Reason = a, reason
}

func restrict(v *ingest.Video, fact string) { v.Restrictions = append(v.Restrictions, fact) }

// because adds the host's reason, a camelCase word from a fixed list, as words.
func because(what, reason string) string {
	var words strings.Builder
	for _, r := range reason {
		switch {
		case 'A' <= r && r <= 'Z':
			words.WriteString(" " + strings.ToLower(string(r)))
		case 'a' <= r && r <= 'z':
			words.WriteRune(r)
		}
	}
	if words.Len() == 0 || words.Len() > 60 {
		return what
	}
	return what + ": " + words.String()
}

// allCountries is the number of ISO 3166-1 codes, by which the host counts.
const allCountries = 249

// judgeRegions reads the two forms of a restriction. An allowed list that is there
// and empty means nobody.
func judgeRegions(v *ingest.Video, r *api.VideoContentDetailsRegionRestriction) {
	switch {
	case r.Allowed != nil && len(r.Allowed) == 0, len(r.Blocked) >= allCountries:
		refuse(v, ingest.Unavailable, "blocked in every country")
	case len(r.Allowed) > 0 && len(r.Allowed) < allCountries:
		restrict(v, "shown only in "+countries(r.Allowed))
	case len(r.Blocked) > 0:
		restrict(v, "blocked in "+countries(r.Blocked))
	}
}

// countries counts and names them, as many as a note has room for.
func countries(codes []string) string {
	const most = 10
	sorted := slices.Sorted(slices.Values(codes))
	noun := "countries"
	if len(sorted) == 1 {
		noun = "country"
	}
	text := fmt.Sprintf("%d %s: %s", len(sorted), noun, strings.Join(sorted[:min(most, len(sorted))], ", "))
	if more := len(sorted) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// unavailable tells about a listed video that videos.list did not show. Its title
// alone proves nothing, a talk may be called "Private video"; but private and
// deleted ones have no publication either.
func (e entry) unavailable() ingest.Video {
	v := ingest.Video{Provider: Name, ID: e.id, URL: videoURL(e.id), Live: ingest.LiveNone}
	var privacy string
	if e.Status != nil {
		privacy = e.Status.PrivacyStatus
	}
	if s := e.Snippet; s != nil {
		v.Title = s.Title
		v.Channel = ingest.Channel{ID: s.VideoOwnerChannelId, Title: s.VideoOwnerChannelTitle}
	}
	if e.ContentDetails != nil {
		v.Published = parseTime(e.ContentDetails.VideoPublishedAt)
	}
	switch {
	case !v.Published.IsZero():
		refuse(&v, ingest.Unavailable, "for members only, or just removed")
	case privacy == "private", v.Title == "Private video":
		refuse(&v, ingest.Private, "private")
	case privacy == "privacyStatusUnspecified", v.Title == "Deleted video":
		refuse(&v, ingest.Deleted, "deleted")
	default:
		refuse(&v, ingest.Unavailable, "not shown by the host")
	}
	return v
}
