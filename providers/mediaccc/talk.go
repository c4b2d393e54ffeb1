package mediaccc

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/htmltext"
)

// talkJSON is what the API calls an event. Any key may be missing or null.
type talkJSON struct {
	GUID        string          `json:"guid"`
	Slug        string          `json:"slug"`
	Title       string          `json:"title"`
	Subtitle    string          `json:"subtitle"`
	Description string          `json:"description"`
	Language    string          `json:"original_language"` // ISO 639-3, several joined by "-"
	Persons     []string        `json:"persons"`
	Tags        []string        `json:"tags"`
	Date        time.Time       `json:"date"` // in the zone of the conference
	Released    time.Time       `json:"release_date"`
	Length      float64         `json:"length"`
	Duration    float64         `json:"duration"`
	Poster      string          `json:"poster_url"`
	Thumb       string          `json:"thumb_url"`
	Page        string          `json:"frontend_link"`
	Recordings  []recordingJSON `json:"recordings"`
}

type recordingJSON struct {
	MIME        string  `json:"mime_type"`
	Language    string  `json:"language"` // "deu-eng" of files with both
	Folder      string  `json:"folder"`
	HighQuality bool    `json:"high_quality"`
	Height      float64 `json:"height"`
	Size        float64 `json:"size"` // megabytes, rounded
	URL         string  `json:"recording_url"`
}

// id is the guid, "" for what can be none.
func (t talkJSON) id() string {
	if !idShape.MatchString(t.GUID) {
		return ""
	}
	return t.GUID
}

func (t *talkJSON) seconds() int { return max(0, int(cmp.Or(t.Duration, t.Length))) }

// video says in ingest's words what the API says of a talk.
func (t *talkJSON) video(site string) ingest.Video {
	v := ingest.Video{
		Provider: Name, ID: t.GUID, URL: cmp.Or(t.Page, "https://"+site+"/v/"+url.PathEscape(cmp.Or(t.Slug, t.GUID))),
		Title: t.Title, Speakers: t.Persons, Description: t.Description, Published: t.Released,
		Recorded: ingest.DateOf(t.Date), Duration: t.seconds(), Tags: t.Tags,
		Thumbnail: cmp.Or(t.Poster, t.Thumb), Files: t.files(), Captions: t.captions(),
		Availability: ingest.Public, Live: ingest.LiveNone,
	}
	if htmltext.Is(v.Description) {
		v.Description = htmltext.Plain(v.Description)
	}
	v.Language, _, _ = strings.Cut(t.Language, "-")
	return v
}

// files are the best mp4 and the best webm. Slides are recorded as mp4 too.
func (t *talkJSON) files() []ingest.File {
	original, _, _ := strings.Cut(t.Language, "-")
	var files []ingest.File
	for _, kind := range []string{"mp4", "webm"} {
		var of []recordingJSON
		for _, r := range t.Recordings {
			mime, _, _ := strings.Cut(r.MIME, ";")
			if mime == "video/"+kind && !strings.HasPrefix(r.Folder, "slides") && strings.HasPrefix(r.URL, "http") {
				of = append(of, r)
			}
		}
		if len(of) == 0 {
			continue
		}
		best := slices.MaxFunc(of, func(a, b recordingJSON) int {
			return cmp.Or(
				cmp.Compare(a.speaks(original), b.speaks(original)),
				cmp.Compare(a.Height, b.Height),
				compareBool(a.HighQuality, b.HighQuality),
				compareBool(!strings.Contains(a.MIME, ";"), !strings.Contains(b.MIME, ";")), // av01 plays in fewer places
			)
		})
		files = append(files, ingest.File{Type: kind, URL: best.URL, Size: int64(max(0, best.Size)) * 1_000_000})
	}
	return files
}

// speaks is how well a recording's language fits: the original alone, then with others
// after it.
func (r recordingJSON) speaks(original string) int {
	switch {
	case original == "" || r.Language == original:
		return 2
	case strings.HasPrefix(r.Language, original+"-"):
		return 1
	}
	return 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// captions are the languages of the subtitles in BCP-47, each once.
func (t *talkJSON) captions() []string {
	var languages []string
	for _, r := range t.Recordings {
		spoken, _, _ := strings.Cut(r.Language, "-")
		base, err := language.ParseBase(spoken)
		isText := r.MIME == "text/vtt" || r.MIME == "application/x-subrip"
		if isText && err == nil && !slices.Contains(languages, base.String()) {
			languages = append(languages, base.String())
		}
	}
	return languages
}

// sameAs reports whether nothing that a conference tells of a talk has changed since it
// was asked for. The time of change moves with each view, and says nothing.
func (t *talkJSON) sameAs(known ingest.Video) bool {
	return len(known.Files) > 0 && known.Title == t.Title && known.Duration == t.seconds()
}
