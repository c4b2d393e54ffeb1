package schedule

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"strings"
)

// keys are the folded keys of a field: the one that was named, else the usual ones.
func (s *site) keys(field string) []string {
	if named := s.fields[field]; named != "" {
		return []string{named}
	}
	return usualNames[field]
}

// text is the first text that an object has for a field.
func (s *site) text(n *node, field string) string { return firstText(n.fields, s.keys(field)...) }

func (s *site) title(n *node) string { return s.text(n, "title") }

// entries are the sessions that an object stands for: one for each day on which
// it is held.
func (s *site) entries(n *node) []entry {
	e := s.entry(n)
	slots := n.distinctSlots()
	if e.start != "" || len(slots) == 0 {
		if e.room == "" && len(slots) > 0 {
			e.room = slots[0].room
		}
		return []entry{e}
	}
	var all []entry
	for _, when := range slots {
		at := e
		at.day, at.start = when.day, when.clock
		at.end, at.duration = cmp.Or(when.end, e.end), cmp.Or(when.duration, e.duration)
		at.room, at.track = cmp.Or(e.room, when.room), cmp.Or(e.track, when.track)
		all = append(all, at)
	}
	return all
}

// entry takes over what an object says itself.
func (s *site) entry(n *node) entry {
	if own := n.obj.inLanguage(languageCode(s.text(n, "language"))); own != n.obj {
		n.obj = own
		maps.Copy(n.fields, own.folded())
	}
	e := entry{
		file: n.file, title: s.title(n), subtitle: s.text(n, "subtitle"), speakers: s.speakers(n), duration: s.text(n, "duration"),
		room: s.room(n), track: cmp.Or(s.text(n, "track"), n.around.track), kind: s.text(n, "type"), language: s.text(n, "language"),
		abstract: s.text(n, "abstract"), description: cmp.Or(s.text(n, "description"), n.body),
		url: s.text(n, "url"), license: s.text(n, "license"), video: s.video(n),
		doNotRecord: n.obj.isTrue("do_not_record") || n.obj.isFalse("recording_release") || n.obj.isTrue("doNotRecord"),
	}
	if n.body != "" && e.description != n.body && e.abstract == "" {
		e.abstract, e.description = e.description, n.body
	}
	s.when(n, &e)
	for _, key := range s.keys("id") {
		if id := textOf(n.fields[key]); id != "" {
			e.ids = append(e.ids, id)
		}
	}
	if n.key != "" && !n.table {
		e.ids = append(e.ids, n.key)
	}
	for _, key := range usualNames["slides"] {
		e.addLink("Slides", textOf(n.fields[key]))
	}
	for _, key := range []string{"links", "resources"} {
		for _, link := range n.obj.objects(key) {
			e.addLink(link.text("title", "label", "name"), link.text("url", "href", "link"))
		}
	}
	return e
}

// when reads the start of an object: a moment, or day and clock apart.
func (s *site) when(n *node, e *entry) {
	e.end = s.text(n, "end")
	for _, key := range s.keys("day") {
		if day := textOf(n.fields[key]); day != "" && looksLikeDay(day) {
			e.day = day
			break
		}
	}
	for _, key := range s.keys("start") {
		start := textOf(n.fields[key])
		m, isMoment := anyMoment(start)
		switch {
		case isMoment && m.known != dayOnly, isClock(start):
			e.start = start
		case isMoment && e.day == "":
			e.day = start
			continue
		default:
			continue
		}
		break
	}
	if e.start == "" { // Jekyll has the clock in "date"
		if m, ok := anyMoment(e.day); ok && m.known != dayOnly {
			e.start = e.day
		}
	}
	e.day, e.start = cmp.Or(e.day, n.around.day), cmp.Or(e.start, n.around.clock)
	if m, ok := anyMoment(e.start); ok && m.known != dayOnly {
		e.beside = clockBeside(n.obj)
	} else if e.day == "" {
		e.start = "" // a clock of no day
	}
	if e.start == "" && e.day != "" && len(n.slots) == 0 {
		e.start = e.day
	}
}

var clockInText = regexp.MustCompile(`(?i)\b\d{1,2}:\d{2}(?:\s*[ap]\.?m\b)?`)

// clockBeside finds the clock that is written a second time: "startStr".
func clockBeside(o *object) string {
	for _, key := range o.keys {
		f, text := folded(key), textOf(o.values[key])
		if !isClockKey(f) {
			continue
		}
		if m, isMoment := anyMoment(text); isMoment && (m.known == offset || m.known == utc) {
			continue
		}
		if clock := clockInText.FindString(text); clock != "" {
			return clock
		}
	}
	return ""
}

// isClockKey reports whether a folded key may hold the clock of the start.
func isClockKey(key string) bool {
	begins := strings.HasPrefix(key, "start") || strings.HasPrefix(key, "time") || strings.HasPrefix(key, "begin")
	return begins && !strings.Contains(key, "zone") && !strings.Contains(key, "utc")
}

// room is the name of an object's room.
func (s *site) room(n *node) string {
	room := s.text(n, "room")
	if name := s.rooms[reference(room)]; name != "" {
		return name
	}
	return cmp.Or(room, n.around.room)
}

// video is the address of a recording. An id alone is YouTube's.
func (s *site) video(n *node) string {
	for _, key := range s.keys("video") {
		video := textOf(n.fields[key])
		if video != "" && strings.Contains(key, "youtube") && !strings.Contains(video, "/") && len(video) == 11 {
			return "https://www.youtube.com/watch?v=" + video
		}
		if strings.Contains(video, "://") {
			return video
		}
	}
	return ""
}

// speakers are the names of an object's people, of those who are named by a slug
// too.
func (s *site) speakers(n *node) []string {
	for _, key := range s.keys("speakers") {
		var found []string
		switch v := n.fields[key].(type) {
		case string:
			if p, ok := s.person(v); ok {
				found = []string{s.nameOf(p, n)}
				break
			}
			for _, part := range splitNames(v) {
				found = append(found, s.resolved(part, n))
			}
		case []any:
			for _, e := range v {
				found = append(found, s.listed(e, n))
			}
		case *object:
			if inner := relay(v); inner != nil {
				for _, e := range objectsOf(inner) {
					if person, ok := e.values["node"].(*object); ok {
						e = person
					}
					found = append(found, personName(e))
				}
				break
			}
			found = []string{s.listed(v, n)}
		}
		if len(names(found)) > 0 {
			return found
		}
	}
	return s.columns(n)
}

var numbered = regexp.MustCompile(`^(?:co)?(?:speaker|presenter|author|referent|vortragender|ponente)(?:name)?\d+(?:name)?$`)

// columns are the names of a table that has a column for each speaker, or for
// first and last name.
func (s *site) columns(n *node) []string {
	var found []string
	for _, key := range n.obj.keys {
		if numbered.MatchString(folded(key)) {
			found = append(found, s.listed(n.obj.values[key], n))
		}
	}
	if len(found) == 0 && n.table && n.fields["name"] == nil {
		found = []string{personName(n.obj)}
	}
	return found
}

// listed is the name of a person in a list.
func (s *site) listed(v any, n *node) string {
	o, ok := v.(*object)
	if !ok {
		return s.resolved(textOf(v), n)
	}
	if person, ok := o.values["node"].(*object); ok {
		o = person
	}
	if name := personName(o); name != "" {
		return name
	}
	return s.resolved(o.text("slug", "code", "id", "speaker", "person"), n)
}

// resolved is the name of one person who is named or referred to.
func (s *site) resolved(text string, n *node) string {
	if p, ok := s.person(text); ok {
		return s.nameOf(p, n)
	}
	if isSlug(text) {
		s.unknown = append(s.unknown, text)
	}
	return text
}

// person finds who is referred to.
func (s *site) person(text string) (person, bool) {
	ref := reference(text)
	p, ok := s.persons[ref]
	if !ok && strings.Contains(ref, "/") {
		p, ok = s.persons[path.Base(ref)]
	}
	return p, ok
}

// nameOf is a person's name, and notes the file that told it.
func (s *site) nameOf(p person, n *node) string {
	if p.file != n.file {
		s.named[p.file] = true
	}
	return p.name
}
