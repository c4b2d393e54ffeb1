package fakehost

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// MediaCCC is the public API of media.ccc.de, which other voctoweb sites have too, as
// far as conferences and talks go. The fields must not change while it serves.
type MediaCCC struct {
	Site        string               `json:"site"` // "media.ccc.de"
	Conferences []MediaCCCConference `json:"conferences"`
	Latency     time.Duration        `json:"latency"`

	mu  sync.Mutex
	log []string
}

// MediaCCCConference is a conference with its talks.
type MediaCCCConference struct {
	Acronym string         `json:"acronym"`
	Title   string         `json:"title"`
	Talks   []MediaCCCTalk `json:"talks"`
}

// MediaCCCTalk is a talk. What is left empty is null in answers.
type MediaCCCTalk struct {
	GUID        string              `json:"guid"`
	Slug        string              `json:"slug"`
	Title       string              `json:"title"`
	Description string              `json:"description"`
	Language    string              `json:"language"` // "eng", "deu-eng"
	Persons     []string            `json:"persons"`
	Tags        []string            `json:"tags"`
	Date        string              `json:"date"` // RFC 3339 with the conference's offset
	Released    string              `json:"released"`
	Duration    int                 `json:"duration"`
	Recordings  []MediaCCCRecording `json:"recordings"`
	Unlisted    bool                `json:"unlisted"` // left out of its conference, as talks without recordings are
	Gone        bool                `json:"gone"`     // listed by its conference, and 404 by itself
	Bare        bool                `json:"bare"`     // has its guid and nothing else
}

// MediaCCCRecording is one file of a talk.
type MediaCCCRecording struct {
	MIME        string `json:"mime"`
	Language    string `json:"language"`
	Folder      string `json:"folder"`
	HighQuality bool   `json:"high_quality"`
	Height      int    `json:"height"`
	Size        int    `json:"size"` // megabytes
	URL         string `json:"url"`
	// Content is what is at URL, where that is on the site.
	Content string `json:"content"`
}

// ServeHTTP implements [http.Handler].
func (m *MediaCCC) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	m.log = append(m.log, r.Method+" "+r.URL.RequestURI())
	m.mu.Unlock()
	if !pause(r.Context(), m.Latency) {
		return
	}
	m.answer(strings.Trim(r.URL.Path, "/")).ServeHTTP(w, r)
}

// Requests returns what was asked so far, "GET /path" each.
func (m *MediaCCC) Requests() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.log)
}

func (m *MediaCCC) answer(path string) http.Handler {
	for i := range m.Conferences {
		c := &m.Conferences[i]
		for _, t := range c.Talks {
			for _, r := range t.Recordings {
				if r.Content != "" && strings.HasSuffix(r.URL, "/"+path) {
					return content(r.MIME, r.Content)
				}
			}
		}
		if path == "public/conferences/"+c.Acronym {
			return rendered(http.StatusOK, m.conference(c))
		}
		for j := range c.Talks {
			if t := &c.Talks[j]; !t.Gone && (path == "public/events/"+t.GUID || t.Slug != "" && path == "public/events/"+t.Slug) {
				return rendered(http.StatusOK, m.talk(c, t, true))
			}
		}
	}
	return rendered(http.StatusNotFound, object{"message": "not found", "error": "Couldn't find it"})
}

// content answers with a file.
func content(kind, text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text))
	})
}

func (m *MediaCCC) conference(c *MediaCCCConference) object {
	events := []object{}
	for i := range c.Talks {
		if !c.Talks[i].Unlisted {
			events = append(events, m.talk(c, &c.Talks[i], false))
		}
	}
	return object{
		"acronym": c.Acronym, "title": c.Title, "slug": "conferences/" + c.Acronym, "aspect_ratio": "16:9",
		"description": nil, "link": nil, "schedule_url": "https://" + m.Site + "/schedule.xml",
		"url": "https://api." + m.Site + "/public/conferences/" + c.Acronym, "events": events,
	}
}

// talk is a talk as a conference lists it, or in full with its recordings.
func (m *MediaCCC) talk(c *MediaCCCConference, t *MediaCCCTalk, full bool) object {
	if t.Bare {
		return object{"guid": t.GUID}
	}
	talk := object{
		"guid": t.GUID, "slug": t.Slug, "title": t.Title, "subtitle": nil, "description": t.Description,
		"original_language": t.Language, "persons": append([]string{}, t.Persons...), "tags": append([]string{}, t.Tags...),
		"date": nil, "release_date": nil, "updated_at": time.Now().Format(time.RFC3339), // moves with each view
		"length": t.Duration, "duration": t.Duration, "poster_url": "https://static." + m.Site + "/" + t.GUID + ".jpg",
		"thumb_url": "https://static." + m.Site + "/" + t.GUID + "_thumb.jpg", "conference_title": c.Title,
		"frontend_link": "https://" + m.Site + "/v/" + t.Slug, "url": "https://api." + m.Site + "/public/events/" + t.GUID,
		"conference_url": "https://api." + m.Site + "/public/conferences/" + c.Acronym, "related": []object{},
	}
	if t.Date != "" {
		talk["date"] = t.Date
	}
	if t.Released != "" {
		talk["release_date"] = t.Released
	}
	if full {
		recordings := []object{}
		for _, r := range t.Recordings {
			recordings = append(recordings, object{
				"mime_type": r.MIME, "language": r.Language, "folder": r.Folder, "high_quality": r.HighQuality, "width": r.Height * 16 / 9,
				"height": r.Height, "size": r.Size, "length": t.Duration, "state": "downloaded", "recording_url": r.URL,
			})
		}
		talk["recordings"] = recordings
	}
	return talk
}
