package schedule

import (
	"bytes"
	"regexp"
	"strings"

	ics "github.com/arran4/golang-ical"
)

// iCalendar, and its forms in XML.

// readICal reads a calendar's events.
func readICal(data []byte) (reading, error) {
	calendar, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return reading{}, err
	}
	r := reading{format: "iCalendar"}
	for _, p := range calendar.CalendarProperties {
		if p.IANAToken == "X-WR-TIMEZONE" {
			r.zone = p.Value
		}
	}
	for _, event := range calendar.Events() {
		r.entries = append(r.entries, icalEvent(event))
	}
	return r, nil
}

// pretalxUID has a submission's code: "pretalx-exconf-ABC123@px.example", one of
// several slots with a suffix.
var pretalxUID = regexp.MustCompile(`^pretalx-.+?-([A-Z0-9]{6})(?:-[A-Z0-9]+)?@`)

func icalEvent(event *ics.VEvent) entry {
	get := func(p ics.ComponentProperty) string {
		if found := event.GetProperty(p); found != nil {
			return strings.TrimSpace(found.Value)
		}
		return ""
	}
	uid := get(ics.ComponentPropertyUniqueId)
	name, _, _ := strings.Cut(uid, "@") // the rest is the host's
	e := entry{
		ids:   []string{name},
		title: get(ics.ComponentPropertySummary), start: get(ics.ComponentPropertyDtStart), end: get(ics.ComponentPropertyDtEnd),
		duration: get(ics.ComponentPropertyDuration), room: get(ics.ComponentPropertyLocation), track: get(ics.ComponentPropertyCategories),
		abstract: get(ics.ComponentPropertyDescription), url: get(ics.ComponentPropertyUrl), sureUTC: true,
	}
	if start := event.GetProperty(ics.ComponentPropertyDtStart); start != nil {
		if zone := start.ICalParameters["TZID"]; len(zone) == 1 {
			e.zone = strings.Trim(zone[0], `"`)
		}
	}
	if strings.EqualFold(get(ics.ComponentPropertyStatus), "CANCELLED") {
		e.kind = "break"
	}
	if m := pretalxUID.FindStringSubmatch(uid); m != nil {
		e.ids = append([]string{m[1]}, e.ids...)
		e.title, e.speakers = titleAndSpeakers(e.title)
	}
	return e
}

// titleAndSpeakers parts "Title - Jane Doe, John Roe" at the last dash, if names
// follow.
func titleAndSpeakers(summary string) (title string, speakers []string) {
	at := strings.LastIndex(summary, " - ")
	if at < 0 {
		return summary, nil
	}
	for _, name := range strings.Split(summary[at+3:], ", ") {
		if !looksLikeName(name) {
			return summary, nil
		}
		speakers = append(speakers, name)
	}
	return summary[:at], speakers
}

var nameWord = regexp.MustCompile(`^["'“‘(]?\p{Lu}[\p{L}\p{M}.'’-]*["'”’)]?$`)

// looksLikeName reports whether a text is two to five words of which the first and
// the last begin as names do.
func looksLikeName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	return len(words) > 1 && nameWord.MatchString(words[0]) && nameWord.MatchString(words[len(words)-1])
}

// xcal reads pentabarf's calendar in XML, in which people are attendees.
func xcal(root *element) (reading, bool) {
	if root.name != "icalendar" {
		return reading{}, false
	}
	r := reading{format: "xCal"}
	for _, calendar := range root.all("vcalendar") {
		r.zone = calendar.get("x-wr-timezone")
		for _, event := range calendar.all("vevent") {
			r.entries = append(r.entries, xcalEvent(event))
		}
	}
	return r, true
}

func xcalEvent(event *element) entry {
	uid := event.get("uid")
	code, _, _ := strings.Cut(uid, "@")
	e := entry{
		ids: []string{code, uid}, title: event.get("summary"), subtitle: event.get("subtitle"),
		start: event.get("dtstart"), end: event.get("dtend"), room: event.get("location"), track: event.get("track"), language: event.get("language-code"),
		abstract: event.get("description"), url: event.get("url"), duration: event.get("duration"),
	}
	for _, person := range event.all("attendee") {
		e.speakers = append(e.speakers, person.text)
	}
	if strings.EqualFold(event.get("status"), "CANCELLED") {
		e.kind = "break"
	}
	return e
}
