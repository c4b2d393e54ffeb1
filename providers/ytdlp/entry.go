package ytdlp

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"time"
)

// entry is a video, a list of videos or both, as yt-dlp tells of it.
type entry struct {
	Type             text     `json:"_type"`
	IEKey            text     `json:"ie_key"`
	ExtractorKey     text     `json:"extractor_key"`
	Extractor        text     `json:"extractor"`
	ID               text     `json:"id"`
	URL              text     `json:"url"`
	WebpageURL       text     `json:"webpage_url"`
	OriginalURL      text     `json:"original_url"`
	Title            text     `json:"title"`
	Description      text     `json:"description"`
	Channel          text     `json:"channel"`
	ChannelID        text     `json:"channel_id"`
	Uploader         text     `json:"uploader"`
	UploaderID       text     `json:"uploader_id"`
	Duration         number   `json:"duration"`
	Timestamp        number   `json:"timestamp"`
	ReleaseTimestamp number   `json:"release_timestamp"`
	UploadDate       text     `json:"upload_date"`
	Tags             texts    `json:"tags"`
	Language         text     `json:"language"`
	License          text     `json:"license"`
	Availability     text     `json:"availability"`
	LiveStatus       text     `json:"live_status"`
	Thumbnail        text     `json:"thumbnail"`
	Thumbnails       pictures `json:"thumbnails"`
	Subtitles        keys     `json:"subtitles"`
	Automatic        keys     `json:"automatic_captions"`
	Ext              text     `json:"ext"`
	PlaylistID       text     `json:"playlist_id"`
	PlaylistTitle    text     `json:"playlist_title"`
	PlaylistURL      text     `json:"playlist_webpage_url"`
	PlaylistIndex    number   `json:"playlist_index"`
	PlaylistChannel  text     `json:"playlist_channel"`
	PlaylistOwner    text     `json:"playlist_channel_id"`
	PlaylistSize     number   `json:"playlist_count"`
	Version          release  `json:"_version"`
	Entries          []*entry `json:"entries"`
}

// release is the version of the yt-dlp that tells.
type release struct {
	Version text `json:"version"`
}

func (r *release) UnmarshalJSON(src []byte) error {
	var of map[string]text
	if json.Unmarshal(src, &of) == nil {
		r.Version = of["version"]
	}
	return nil
}

// isList reports whether it lists videos instead of being one.
func (e *entry) isList() bool {
	return e.Type == "playlist" || e.Type == "multi_video" || len(e.Entries) > 0
}

// isFlat reports whether it says only what a list page shows of a video.
func (e *entry) isFlat() bool { return e.Type == "url" || e.Type == "url_transparent" }

// text is a string, or a number as one; what is neither is "".
type text string

func (t *text) UnmarshalJSON(src []byte) error {
	var s string
	if json.Unmarshal(src, &s) == nil {
		*t = text(s)
		return nil
	}
	var n json.Number
	if json.Unmarshal(src, &n) == nil {
		*t = text(n)
	}
	return nil
}

// number is a number, or a string of one; what is neither is 0.
type number float64

func (n *number) UnmarshalJSON(src []byte) error {
	f, err := strconv.ParseFloat(string(bytes.Trim(src, `"`)), 64)
	if err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
		*n = number(f)
	}
	return nil
}

// time is the moment that so many seconds of Unix are, zero for none that makes sense.
func (n number) time() time.Time {
	const last = 253402300799 // of the year 9999
	if n <= 0 || n > last {
		return time.Time{}
	}
	return time.Unix(int64(n), 0).UTC()
}

// texts are the strings of a list.
type texts []string

func (t *texts) UnmarshalJSON(src []byte) error {
	var list []text
	if json.Unmarshal(src, &list) != nil {
		return nil
	}
	for _, s := range list {
		if s != "" {
			*t = append(*t, string(s))
		}
	}
	return nil
}

// keys are those of an object, in no order; what they stand for is dropped.
type keys []string

func (k *keys) UnmarshalJSON(src []byte) error {
	var object map[string]json.RawMessage
	if json.Unmarshal(src, &object) != nil {
		return nil
	}
	for key, tracks := range object {
		if string(bytes.TrimSpace(tracks)) != "[]" {
			*k = append(*k, key)
		}
	}
	return nil
}

// pictures are the addresses of a list of thumbnails, the largest first.
type pictures []picture

type picture struct {
	URL    text   `json:"url"`
	Width  number `json:"width"`
	Height number `json:"height"`
}

func (p *pictures) UnmarshalJSON(src []byte) error {
	var list []picture
	if json.Unmarshal(src, &list) == nil {
		*p = list
	}
	return nil
}

// largest is the address of the largest picture; of those without a size the last one,
// which yt-dlp holds to be the best.
func (p pictures) largest() string {
	best := picture{}
	for _, next := range p {
		if next.Width*next.Height >= best.Width*best.Height {
			best = next
		}
	}
	return string(best.URL)
}
