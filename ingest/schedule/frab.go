package schedule

import (
	"slices"
	"strings"
)

// The family of frab, pentabarf, pretalx and c3voc: schedule.json and schedule.xml.

// frabJSON reads "schedule v1" (days, rooms) and "v2" (a flat list of events).
func frabJSON(tree any) (reading, bool) {
	root, ok := tree.(*object)
	if !ok {
		return reading{}, false
	}
	schedule := root.object("schedule")
	conference := schedule.object("conference")
	days, isList := conference.values["days"].([]any)
	events, isFlat := schedule.values["events"].([]any)
	if !isList && !isFlat {
		return reading{}, false
	}
	r := reading{
		format: cmpName(root, schedule, "schedule.json"),
		zone:   conference.text("time_zone_name", "timezone"),
		base:   website(schedule.text("base_url"), conference.text("url"), schedule.text("url")),
	}
	for _, day := range objectsOf(days) {
		rooms := day.object("rooms")
		for _, room := range rooms.keys {
			for _, event := range rooms.objects(room) {
				e := frabEvent(event)
				if e.room == "" {
					e.room = room
				}
				if e.day == "" {
					e.day = day.text("date")
				}
				r.entries = append(r.entries, e)
			}
		}
	}
	for _, event := range objectsOf(events) {
		r.entries = append(r.entries, frabEvent(event))
	}
	return r, true
}

// cmpName names the program that wrote an export, where it says so.
func cmpName(root, schedule *object, export string) string {
	for _, o := range []*object{root, schedule} {
		if name := o.object("generator").text("name"); name != "" {
			return line(name) + " " + export
		}
	}
	return export
}

func frabEvent(event *object) entry {
	event = event.inLanguage(languageCode(event.text("language")))
	e := entry{
		ids:   []string{event.text("code"), event.text("guid"), event.text("id")},
		title: event.text("title"), subtitle: event.text("subtitle"),
		start: event.text("date"), beside: event.text("start"), end: event.text("end"), duration: event.text("duration"),
		room: event.text("room"), track: event.text("track"), kind: event.text("type"), language: event.text("language"),
		abstract: event.text("abstract"), description: event.text("description"),
		url: event.text("url"), video: event.text("video_download_url"), doNotRecord: event.isTrue("do_not_record"), license: event.text("recording_license"),
	}
	if e.start == "" {
		e.start = e.beside // v2 has moments there, old exports clocks
	}
	for _, key := range []string{"persons", "participants"} {
		if len(e.speakers) == 0 {
			e.speakers = people(event.values[key])
		}
	}
	for _, link := range slices.Concat(event.objects("links"), event.objects("attachments")) {
		e.addLink(link.text("title"), link.text("url"))
	}
	return e
}

// frabXML reads schedule.xml, of pentabarf's days too.
func frabXML(root *element) (reading, bool) {
	if root.name != "schedule" || !hasEvents(root) {
		return reading{}, false
	}
	conference := root.child("conference")
	r := reading{
		format: "schedule.xml", zone: conference.get("time_zone_name", "timezone"),
		base: website(conference.get("base_url"), conference.get("url"), root.get("url")),
	}
	if name := root.child("generator").attrs["name"]; name != "" {
		r.format = line(name) + " " + r.format
	}
	for _, day := range root.all("day") {
		for _, room := range day.all("room") {
			for _, event := range room.all("event") {
				e := frabElement(event)
				if e.room == "" {
					e.room = room.attrs["name"]
				}
				e.day = day.attrs["date"]
				r.entries = append(r.entries, e)
			}
		}
	}
	return r, true
}

// hasEvents tells the family from other XML with the same root. One without a
// single session has its days all the same.
func hasEvents(root *element) bool {
	if len(root.child("conference").children) == 0 {
		return false
	}
	for _, day := range root.all("day") {
		if len(day.all("room")) > 0 || len(day.children) == 0 {
			return true
		}
	}
	return false
}

func frabElement(event *element) entry {
	recording := event.child("recording")
	e := entry{
		ids:   []string{event.attrs["code"], event.attrs["guid"], event.attrs["id"]},
		title: event.get("title"), subtitle: event.get("subtitle"),
		start: event.get("date"), beside: event.get("start"), duration: event.get("duration"),
		room: event.get("room"), track: event.get("track"), kind: event.get("type"), language: event.get("language"),
		abstract: event.get("abstract"), description: event.get("description"),
		url: event.get("url"), video: event.get("video_download_url"), license: recording.get("license"),
		doNotRecord: flag(recording.get("optout")) > 0 || flag(event.get("optout")) > 0,
	}
	if e.start == "" {
		e.start = e.beside
	}
	for _, person := range event.child("persons").all("person") {
		e.speakers = append(e.speakers, strings.TrimSpace(person.text))
	}
	for _, link := range slices.Concat(event.child("links").all("link"), event.child("attachments").all("attachment")) {
		e.addLink(link.text, link.attrs["href"])
	}
	return e
}
