package schedule

import (
	"strconv"
	"strings"
)

// pretalxREST reads saved answers of pretalx's API: a page of submissions or talks,
// or a list of them, of today and of before 2025.
func pretalxREST(tree any) (reading, bool) {
	var list []*object
	r := reading{format: "pretalx API"}
	switch tree := tree.(type) {
	case []any:
		list = objectsOf(tree)
	case *object:
		if !tree.has("results") {
			return reading{}, false
		}
		list = tree.objects("results")
		r.seen = len(list)
		r.total, _ = strconv.Atoi(tree.text("count"))
	}
	if len(list) == 0 || !list[0].has("code", "title") || !list[0].hasAny("submission_type", "slots", "slot", "state") {
		return reading{}, false
	}
	for _, submission := range list {
		if state := submission.text("state"); state != "" && state != "confirmed" && state != "accepted" {
			continue
		}
		slots := append(submission.objects("slots"), submission.objects("slot")...)
		if len(slots) == 0 {
			slots = []*object{newObject()}
		}
		for _, slot := range slots {
			r.entries = append(r.entries, pretalxSubmission(submission, slot))
		}
	}
	return r, true
}

// pretalxSubmission is a submission in one of its slots.
func pretalxSubmission(submission, slot *object) entry {
	submission = submission.inLanguage(languageCode(submission.text("content_locale")))
	e := entry{
		ids: []string{submission.text("code")}, title: submission.text("title"), speakers: people(submission.values["speakers"]),
		start: slot.text("start"), end: slot.text("end"), room: slot.text("room"), track: submission.text("track"),
		kind: submission.text("submission_type"), language: submission.text("content_locale"),
		abstract: submission.text("abstract"), description: submission.text("description"), doNotRecord: submission.isTrue("do_not_record"),
		duration: submission.text("duration"),
	}
	if own := slot.text("duration"); own != "" {
		e.duration = own
	}
	// Without expand= these are numbers, which say nothing.
	for _, number := range []*string{&e.room, &e.track, &e.kind} {
		if strings.Trim(*number, "0123456789") == "" {
			*number = ""
		}
	}
	if _, named := submission.values["speakers"].([]any); named && len(objectsOf(submission.values["speakers"])) == 0 {
		e.speakers = nil // their codes
	}
	for _, resource := range submission.objects("resources") {
		if !resource.isFalse("is_public") {
			e.addLink(resource.text("description"), resource.text("resource", "link"))
		}
	}
	return e
}
