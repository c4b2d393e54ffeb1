package mapper

import (
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// places fills in where the talk can be watched, and what the host knows for
// sure about the video.
func (w *writer) places() {
	rec, v := &w.proposal.Record, w.video
	rec.Duration = max(v.Duration, 0)
	if rec.CopyrightText = host.Licence(v.Provider, v.License); rec.CopyrightText == "" {
		rec.CopyrightText = toldLicence(w.run.plain[w.index])
	}
	rec.ThumbnailURL = host.Thumbnail(v)
	rec.Videos = host.Locations(v)
}

// restrictions notes what a curator should know before publishing.
func (w *writer) restrictions() {
	v := w.video
	for _, r := range v.Restrictions {
		if v.Availability == ingest.Unlisted && strings.HasPrefix(r, string(ingest.Unlisted)) {
			continue // said below, with what to do
		}
		w.note(ingest.FieldVideos, because("restricted", oneLine(r), r))
	}
	if v.Usable() {
		switch v.Availability {
		case ingest.Private:
			w.note(ingest.FieldVideos, because(ingest.NotePrivate, "private: only its owner can watch it, and publish refuses it until the host shows it as unlisted or public"))
		case ingest.Unlisted:
			w.note(ingest.FieldVideos, because("unlisted", "unlisted: only people with the address find it; ask the channel to make it public"))
		}
		return
	}
	w.note(ingest.FieldVideos, unusable(v))
}

// unusable says why a video is no talk now, and what to do about it.
func unusable(v ingest.Video) Reason {
	switch {
	case v.Live == ingest.LiveUpcoming:
		return because("not-broadcast", "not broadcast yet; import again later")
	case v.Live == ingest.LiveNow:
		return because("live", "live now; import again when it has ended")
	case v.Reason != "":
		return because("unwatchable", "cannot be watched: "+oneLine(v.Reason), v.Reason)
	}
	return because("unwatchable", "cannot be watched: "+oneLine(string(v.Availability)), string(v.Availability))
}
