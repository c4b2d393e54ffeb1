package schedule

import "strings"

// sessionize reads the views of Sessionize: All (everything by id), Sessions (in
// groups), GridSmart (by day and room). Speakers and SpeakerWall hold no programme.
func sessionize(tree any) (reading, bool) {
	r := reading{format: "Sessionize"}
	switch tree := tree.(type) {
	case *object:
		if sessions := tree.objects("sessions"); len(sessions) > 0 && sessions[0].has("title") && sessions[0].hasAny("startsAt", "isServiceSession") {
			all := newSessionizeAll(tree)
			for _, s := range sessions {
				r.add(s, all)
			}
			return r, true
		}
	case []any:
		for _, group := range objectsOf(tree) {
			for _, s := range sessionizeSessions(group) {
				r.add(s, nil)
			}
		}
	}
	return r, len(r.entries) > 0
}

// sessionizeSessions are the sessions of a group, or of a day of the grid.
func sessionizeSessions(group *object) []*object {
	var all []*object
	if group.hasAny("groupId", "groupName", "isDefault") {
		all = append(all, group.objects("sessions")...)
	}
	for _, room := range group.objects("rooms") {
		for _, s := range room.objects("sessions") {
			if s.hasAny("startsAt", "isServiceSession") {
				all = append(all, s)
			}
		}
	}
	return all
}

// sessionizeAll explains the ids of view/All.
type sessionizeAll struct {
	names, rooms map[string]string
	categories   map[string][2]string // title and value, by item
	questions    map[string]string
}

func newSessionizeAll(root *object) *sessionizeAll {
	all := &sessionizeAll{names: map[string]string{}, rooms: map[string]string{}, categories: map[string][2]string{}, questions: map[string]string{}}
	for _, person := range root.objects("speakers") {
		all.names[person.text("id")] = personName(person)
	}
	for _, room := range root.objects("rooms") {
		all.rooms[room.text("id")] = room.text("name")
	}
	for _, category := range root.objects("categories") {
		for _, c := range category.objects("items") {
			all.categories[c.text("id")] = [2]string{category.text("title"), c.text("name")}
		}
	}
	for _, question := range root.objects("questions") {
		all.questions[question.text("id")] = question.text("question")
	}
	return all
}

// add takes a session over, unless it is a break or was not accepted.
func (r *reading) add(s *object, all *sessionizeAll) {
	status := s.text("status")
	if s.isTrue("isServiceSession") || status != "" && !strings.EqualFold(status, "Accepted") {
		return
	}
	e := entry{
		ids: []string{s.text("id")}, title: s.text("title"), abstract: s.text("description"),
		start: s.text("startsAt"), end: s.text("endsAt"), room: s.text("room"), video: s.text("recordingUrl"),
	}
	if all == nil {
		e.speakers = people(s.values["speakers"])
		for _, category := range s.objects("categories") {
			for _, c := range category.objects("categoryItems") {
				e.category(category.text("name", "title"), c.text("name"))
			}
		}
		for _, answer := range s.objects("questionAnswers") {
			e.answer(answer.text("question"), answer.text("answer", "answerValue"))
		}
		r.entries = append(r.entries, e)
		return
	}
	e.room = all.rooms[s.text("roomId")]
	e.speakers = all.speakers(s.values["speakers"])
	items, _ := s.values["categoryItems"].([]any)
	for _, id := range items {
		c := all.categories[textOf(id)]
		e.category(c[0], c[1])
	}
	for _, answer := range s.objects("questionAnswers") {
		e.answer(all.questions[answer.text("questionId")], answer.text("answerValue"))
	}
	r.entries = append(r.entries, e)
}

func (all *sessionizeAll) speakers(v any) []string {
	ids, _ := v.([]any)
	var found []string
	for _, id := range ids {
		if o, ok := id.(*object); ok {
			found = append(found, personName(o))
		} else if name := all.names[textOf(id)]; name != "" {
			found = append(found, name)
		}
	}
	return found
}

// category takes over what a category's title says, which organisers choose.
func (e *entry) category(title, value string) {
	for to, words := range map[*string]string{
		&e.language: "language sprache idioma langue lingua", &e.track: "track topic theme", &e.kind: "format type kind",
	} {
		for _, word := range strings.Fields(words) {
			if *to == "" && strings.Contains(strings.ToLower(title), word) && !strings.Contains(strings.ToLower(title), "programming") {
				*to = value
			}
		}
	}
}

// answer takes over slides. What else speakers were asked is for organisers.
func (e *entry) answer(question, value string) {
	if strings.Contains(strings.ToLower(question), "slides") {
		e.addLink("Slides", value)
	}
}
