package youtube

import (
	"math"
	"net/url"
	"slices"
	"time"

	"github.com/sosodev/duration"

	"github.com/pyvideo/stevie/ingest"
)

// toVideo says in ingest's words what videos.list said. Every part may be
// missing.
func (d details) toVideo() ingest.Video {
	v := ingest.Video{
		Provider:     Name,
		ID:           d.Id,
		URL:          videoURL(d.Id),
		Thumbnail:    thumbnailURL(d.Id, d.thumbnails),
		Availability: ingest.Public,
		Live:         ingest.LiveNone,
	}
	if s := d.Snippet; s != nil {
		v.Title, v.Description = s.Title, s.Description
		v.Published = parseTime(s.PublishedAt)
		// defaultLanguage is that of the texts, and says nothing about the talk.
		v.Language = s.DefaultAudioLanguage
		v.Tags = slices.Clone(s.Tags)
		v.Channel = ingest.Channel{ID: s.ChannelId, Title: s.ChannelTitle}
		v.Live = liveOf(s.LiveBroadcastContent)
	}
	if d.ContentDetails != nil {
		v.Duration = seconds(d.ContentDetails.Duration)
	}
	if d.Status != nil {
		v.License = d.Status.License
	}
	if d.RecordingDetails != nil {
		v.Recorded = day(d.RecordingDetails.RecordingDate)
	}
	if d.LiveStreamingDetails != nil {
		v.Broadcast = parseTime(d.LiveStreamingDetails.ActualStartTime)
	}
	d.judge(&v)
	return v
}

func parseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// day reads the day of a recording date as it stands there. Its time is mostly
// midnight UTC, and moving it to another zone would change the day.
func day(s string) ingest.Date {
	var d ingest.Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		return ingest.Date{}
	}
	return d
}

// seconds reads an ISO 8601 duration: PT28M14S, P1DT2H for a day and more. A video
// that is live or to come has P0D; 0 is unknown here, too.
func seconds(iso string) int {
	d, err := duration.Parse(iso)
	if err != nil {
		return 0
	}
	return max(0, int(math.Round(d.ToTimeDuration().Seconds())))
}

func liveOf(broadcast string) ingest.Live {
	switch broadcast {
	case "live":
		return ingest.LiveNow
	case "upcoming":
		return ingest.LiveUpcoming
	}
	return ingest.LiveNone
}

// thumbnailURL is the address of a video's picture as records have it: maxresdefault
// where there is one of its size or larger, hqdefault, which every video has,
// otherwise. YouTube adds larger sizes under new names from time to time.
func thumbnailURL(id string, offered map[string]thumbnail) string {
	const maxresWidth = 1280
	name := "hqdefault"
	for size, t := range offered {
		switch size {
		case "maxres", "fhd", "qhd", "uhd":
			name = "maxresdefault"
		default:
			if t.Width >= maxresWidth {
				name = "maxresdefault"
			}
		}
	}
	return "https://i.ytimg.com/vi/" + url.PathEscape(id) + "/" + name + ".jpg"
}
