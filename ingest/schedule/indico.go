package schedule

import (
	"fmt"
	"strings"
)

// indico reads an answer of Indico's export with contributions or sessions.
func indico(tree any) (reading, bool) {
	root, ok := tree.(*object)
	if !ok || root.text("_type") != "HTTPAPIResult" && !(root.has("results") && strings.HasPrefix(indicoType(root), "Conference")) {
		return reading{}, false
	}
	r := reading{format: "Indico"}
	if root.isFalse("complete") {
		r.total = 1 // more than was seen
	}
	for _, event := range root.objects("results") {
		if r.zone == "" {
			r.zone = event.text("timezone")
		}
		if r.base == nil {
			r.base = website(event.text("url"))
		}
		contributions := event.objects("contributions")
		for _, session := range event.objects("sessions") {
			contributions = append(contributions, session.objects("contributions")...)
		}
		for _, c := range contributions {
			r.entries = append(r.entries, indicoContribution(c))
		}
	}
	return r, true
}

func indicoType(root *object) string {
	for _, event := range root.objects("results") {
		return event.text("_type")
	}
	return ""
}

func indicoContribution(c *object) entry {
	start, end := c.object("startDate"), c.object("endDate")
	e := entry{
		ids: []string{c.text("db_id"), c.text("id")}, title: c.text("title"), abstract: c.text("description"),
		start: indicoMoment(start), zone: start.text("tz"), end: indicoMoment(end), duration: c.text("duration"),
		room: c.text("room", "roomFullname"), track: c.text("track", "session"), kind: c.text("type"), url: c.text("url"),
	}
	for _, key := range []string{"speakers", "primaryauthors"} {
		for _, person := range c.objects(key) {
			e.speakers = append(e.speakers, indicoName(person))
		}
		if len(e.speakers) > 0 {
			break
		}
	}
	for _, folder := range c.objects("folders") {
		for _, a := range folder.objects("attachments") {
			if !a.isTrue("is_protected") {
				e.addLink(a.text("title"), a.text("link_url", "download_url"))
			}
		}
	}
	return e
}

func indicoMoment(date *object) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s", date.text("date"), date.text("time")))
}

// indicoName is a name in its usual order: fullName may be "Doe, Jane".
func indicoName(person *object) string {
	if name := strings.TrimSpace(person.text("first_name") + " " + person.text("last_name")); name != "" {
		return name
	}
	last, first, turned := strings.Cut(person.text("fullName", "name"), ", ")
	if turned {
		return first + " " + last
	}
	return last
}
