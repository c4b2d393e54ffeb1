package ingest

import "time"

// Session is one entry of a conference's own programme: what was announced, by
// whom, when and where. Breaks and the like are no sessions. It is one line of
// `stevie schedule`.
type Session struct {
	// ID is the programme's short code where it has one ("ABC123", a slug), else its
	// guid or number: what a person would recognise in the programme's addresses.
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Subtitle string    `json:"subtitle,omitempty"`
	Speakers []string  `json:"speakers,omitempty"` // as the programme writes them
	Start    time.Time `json:"start,omitzero"`     // with the event's offset
	Duration int       `json:"duration,omitempty"` // seconds; 0 is unknown
	Room     string    `json:"room,omitempty"`
	Track    string    `json:"track,omitempty"`
	Type     string    `json:"type,omitempty"`     // the programme's own word: "talk", "keynote", "tutorial"
	Language string    `json:"language,omitempty"` // ISO 639-3
	// Abstract and Description are reStructuredText, without addresses of people and
	// internal notes.
	Abstract    string `json:"abstract,omitempty"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`   // the session's page
	Links       []Link `json:"links,omitempty"` // slides, repository
	Video       string `json:"video,omitempty"` // address of its recording
	DoNotRecord bool   `json:"do_not_record,omitempty"`
	License     string `json:"license,omitempty"`
}

// SessionFields are what a home-made programme may have of a session in columns or keys
// of any name.
func SessionFields() []string {
	return []string{
		"id", "title", "speakers", "day", "start", "end", "duration", "room", "track", "type", "language",
		"abstract", "description", "url", "video",
	}
}
