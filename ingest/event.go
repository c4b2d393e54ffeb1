package ingest

import "time"

// Event is one edition of a conference, or a user group: a category of pyvideo,
// a folder of the data tree. It is what event.toml holds.
type Event struct {
	// Slug is the name of the folder, [a-z0-9-]+; it is not a key of event.toml.
	Slug        string   `toml:"-"`
	Title       string   `toml:"title"` // "Name YYYY", by which the site groups a series
	URL         string   `toml:"url,omitempty"`
	StartDate   Date     `toml:"start_date,omitempty"`
	EndDate     Date     `toml:"end_date,omitempty"` // zero for a group without an end
	TimeZone    string   `toml:"time_zone,omitempty"`
	Language    string   `toml:"language,omitempty"` // ISO 639-3
	Tags        []string `toml:"tags,omitempty"`     // given to every talk
	RelatedURLs []Link   `toml:"related_urls,omitempty"`
	// Schedule is where the programme is: paths from the event's folder, and addresses.
	// Several are one programme together.
	Schedule []string `toml:"schedule,omitempty"`
	// ScheduleFields names the columns or keys of a home-made programme, by the
	// [SessionFields] that they hold.
	ScheduleFields map[string]string `toml:"schedule_fields,omitempty"`
	Watch          bool              `toml:"watch"`
	Sources        []Source          `toml:"source"`
}

// Source is one collection that feeds an event.
type Source struct {
	URL    string `toml:"url"`
	Only   string `toml:"only,omitempty"`   // regular expression on host titles that must match
	Except string `toml:"except,omitempty"` // regular expression on host titles that must not
	Since  Date   `toml:"since,omitempty"`  // videos published earlier are not taken
}

// DayOf is the day of a moment in the event's time zone. An event without one
// takes the moment's own.
func (e Event) DayOf(t time.Time) Date {
	if zone, err := time.LoadLocation(e.TimeZone); err == nil && e.TimeZone != "" && !t.IsZero() {
		t = t.In(zone)
	}
	return DateOf(t)
}

// Holds reports whether a day can be one of the event's, as far as its days are known.
func (e Event) Holds(day Date) bool {
	return !day.IsZero() && (e.StartDate.IsZero() || day.Compare(e.StartDate) >= 0) &&
		(e.EndDate.IsZero() || day.Compare(e.EndDate) <= 0)
}

// Links are the related addresses that every talk of the event gets: its own
// website first.
func (e Event) Links() []Link {
	var links []Link
	if e.URL != "" {
		links = append(links, Link{Label: "Conference website", URL: e.URL})
	}
	for _, l := range e.RelatedURLs {
		if l.URL != e.URL {
			links = append(links, l)
		}
	}
	return links
}
