package schedule

import "strings"

// symposion reads conference.json of PyCon US and of other sites that run
// symposion: a bare list, or one below "schedule".
func symposion(tree any) (reading, bool) {
	list := objectsOf(tree)
	if root, ok := tree.(*object); ok {
		list = root.objects("schedule")
	}
	talks := 0
	for _, o := range list {
		if o.has("name") && o.hasAny("conf_key", "conf_url") && o.hasAny("authors", "kind") {
			talks++
		}
	}
	if talks == 0 {
		return reading{}, false
	}
	r := reading{format: "symposion conference.json"}
	for _, o := range list {
		if !o.isTrue("cancelled") && o.hasAny("conf_key", "authors", "speakers") {
			e := symposionEntry(o)
			r.entries = append(r.entries, e)
			if r.base == nil {
				r.base = website(e.url)
			}
		}
	}
	return r, true
}

func symposionEntry(o *object) entry {
	e := entry{
		ids: []string{o.text("conf_key")}, title: o.text("name"), speakers: people(o.values["authors"]),
		start: o.text("start"), end: o.text("end"), duration: o.text("duration"), room: o.text("room"), kind: o.text("kind"), track: o.text("track"),
		abstract: o.text("abstract"), description: o.text("description"), url: o.text("conf_url"), video: o.text("video_url"),
		doNotRecord: o.isFalse("recording_release"), license: o.text("license"), language: o.text("language"),
	}
	if e.room == "" {
		if rooms, ok := o.values["rooms"].([]any); ok {
			var all []string
			for _, room := range rooms {
				all = append(all, textOf(room))
			}
			e.room = strings.Join(all, ", ")
		}
	}
	if len(e.speakers) == 0 {
		e.speakers = people(o.values["speakers"])
	}
	if strings.EqualFold(e.kind, "poster") {
		e.start, e.end, e.duration = "", "", "" // they have no time of their own
	}
	e.addLink("Slides", o.text("slides_url"))
	e.addLink("Assets", o.text("assets_url"))
	return e
}
