package mapper

import (
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

// places fills in where the talk can be watched, and what the host knows for
// sure about the video.
func (w *writer) places() {
	rec, v := &w.proposal.Record, w.video
	rec.Duration = max(v.Duration, 0)
	if rec.CopyrightText = copyrightText(v); rec.CopyrightText == "" {
		rec.CopyrightText = toldLicence(v.Description)
	}
	rec.ThumbnailURL = thumbnail(v)
	if loc, ok := location(v); ok {
		rec.Videos = append(rec.Videos, loc)
	}
	for _, f := range v.Files {
		if f.URL != "" {
			rec.Videos = append(rec.Videos, ingest.Location{Type: strings.ToLower(f.Type), URL: f.URL, Size: f.Size})
		}
	}
	if len(rec.Videos) == 0 {
		rec.Videos = []ingest.Location{}
	}
}

// location is the canonical address of a video: the only form of which the site
// makes a player. A secret hash of an unlisted video is not part of it.
func location(v ingest.Video) (ingest.Location, bool) {
	address := v.URL
	switch v.Provider {
	case "youtube", "vimeo":
		address = record.WatchURL(ingest.Key{Provider: v.Provider, ID: v.ID})
	}
	return ingest.Location{Type: v.Provider, URL: address}, address != ""
}

// thumbnail is the largest picture that the host offers. YouTube names its
// pictures by the video, so one can be given even where the host sent none.
func thumbnail(v ingest.Video) string {
	if v.Thumbnail == "" && v.Provider == "youtube" && v.ID != "" {
		return "https://i.ytimg.com/vi/" + url.PathEscape(v.ID) + "/hqdefault.jpg"
	}
	return v.Thumbnail
}

// copyrightText states a licence as the data tree does, and only what the host
// states: its standard terms are no licence.
func copyrightText(v ingest.Video) string {
	code := strings.ToLower(strings.TrimSpace(v.License))
	switch code {
	case "creativecommon":
		return "Creative Commons Attribution license (reuse allowed)"
	case "by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd":
		return "Creative Commons " + creativeCommons[code]
	case "cc0":
		return "Creative Commons CC0 (public domain dedication)"
	}
	return ""
}

var creativeCommons = map[string]string{
	"by": "Attribution", "by-sa": "Attribution-ShareAlike", "by-nd": "Attribution-NoDerivatives", "by-nc": "Attribution-NonCommercial",
	"by-nc-sa": "Attribution-NonCommercial-ShareAlike", "by-nc-nd": "Attribution-NonCommercial-NoDerivatives",
}

// restrictions notes what a curator should know before publishing.
func (w *writer) restrictions() {
	v := w.video
	for _, r := range v.Restrictions {
		if v.Availability == ingest.Unlisted && strings.HasPrefix(r, string(ingest.Unlisted)) {
			continue // said below, with what to do
		}
		w.note(ingest.FieldVideos, oneLine(r))
	}
	if v.Usable() {
		if v.Availability == ingest.Unlisted {
			w.note(ingest.FieldVideos, "unlisted: only people with the address find it; ask the channel to make it public")
		}
		return
	}
	w.note(ingest.FieldVideos, unusable(v))
}

// unusable says why a video is no talk now, and what to do about it.
func unusable(v ingest.Video) string {
	switch {
	case v.Live == ingest.LiveUpcoming:
		return "not broadcast yet; import again later"
	case v.Live == ingest.LiveNow:
		return "live now; import again when it has ended"
	case v.Reason != "":
		return "cannot be watched: " + oneLine(v.Reason)
	}
	return "cannot be watched: " + oneLine(string(v.Availability))
}
