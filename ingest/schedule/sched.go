package schedule

import "strings"

// sched reads an answer of sched.com's session/list.
func sched(tree any) (reading, bool) {
	list := objectsOf(tree)
	if len(list) == 0 || !list[0].has("event_start", "name") || !list[0].hasAny("event_key", "event_end") {
		return reading{}, false
	}
	r := reading{format: "Sched"}
	for _, o := range list {
		if o.isFalse("active") {
			continue
		}
		e := entry{
			ids: []string{o.text("event_key"), o.text("id")}, title: o.text("name"), abstract: o.text("description"), speakers: people(o.values["speakers"]),
			start: o.text("event_start"), end: o.text("event_end"), room: o.text("venue"), track: o.text("event_type"), url: o.text("event_url", "url"),
		}
		for _, word := range strings.Fields(strings.ToLower(e.track)) {
			if breakWords[word] && len(e.speakers) == 0 {
				e.kind = "break"
			}
		}
		r.entries = append(r.entries, e)
	}
	return r, true
}
