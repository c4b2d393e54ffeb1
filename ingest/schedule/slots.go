package schedule

import (
	"path"
	"slices"
	"strings"
)

// findSlots takes the times of sessions out of time tables elsewhere: objects
// that name a session and have a time of their own, or stand in a place that has.
func (s *site) findSlots() {
	tables := map[string]int{} // slots by group
	for _, n := range s.nodes {
		if n.isPerson() {
			s.joinPerson(n)
			continue
		}
		when := s.slotOf(n)
		if when.clock == "" && when.day == "" {
			continue
		}
		target := s.target(n)
		if target == nil || target == n || s.enclosed(n, target) || n.session && s.hasStart(target) {
			continue
		}
		target.slots = append(target.slots, when)
		tables[n.group]++
		n.session = false
		if n.file != target.file {
			s.linked[n.file] = true
		}
	}
	for _, n := range s.nodes { // what else stands in a time table is no session of its own
		if n.session && tables[n.group] > 0 && len(n.slots) == 0 && !n.hasAny(s, "speakers") {
			n.session = false
		}
	}
}

// hasStart reports whether a session says itself when it is held.
func (s *site) hasStart(n *node) bool {
	var e entry
	s.when(n, &e)
	return e.start != "" && e.start != n.around.clock
}

// enclosed reports whether one object lies within the other.
func (s *site) enclosed(n, target *node) bool {
	for p := n.parent; p != nil; p = p.parent {
		if p == target {
			return true
		}
	}
	return false
}

// slotOf is the time that an object has, or that stands around it.
func (s *site) slotOf(n *node) slot {
	when := slot{around: n.around, duration: s.text(n, "duration")}
	if start := s.text(n, "start"); start != "" {
		if isClock(start) {
			when.clock, when.end = start, s.text(n, "end")
		} else if looksLikeDay(start) {
			when.day, when.clock, when.end = start, "", s.text(n, "end")
		}
	}
	if day := s.text(n, "day"); day != "" && looksLikeDay(day) && when.day == n.around.day {
		when.day = day
	}
	if room := s.room(n); room != "" {
		when.room = room
	}
	return when
}

// references are the keys by which a time table names a session, the surest first.
var references = foldedWords("session talk sessionid talkid session_slug talk_slug sessioncode talkcode presentation submission proposal contribution event ref reference slug code key id path file link title name")

// target is the session that an object of a time table is about.
func (s *site) target(n *node) *node {
	for _, key := range references {
		name := textOf(n.fields[key])
		if o, ok := n.fields[key].(*object); ok && name == "" {
			name = o.text("slug", "code", "id")
		}
		if name == "" {
			continue
		}
		if found := s.index[reference(name)]; len(found) > 0 {
			return s.other(n, found)
		}
		if found := s.index[path.Base(reference(name))]; strings.Contains(name, "/") && len(found) > 0 {
			return s.other(n, found)
		}
		if title, _, found := cutLast(name, " - "); found && (key == "session" || key == "talk" || key == "title") {
			if found := s.index[reference(title)]; len(found) > 0 {
				return s.other(n, found) // "Title - Jane Doe"
			}
		}
		if key == "session" || key == "talk" {
			return nil // it names one, and that is not there
		}
	}
	return nil
}

func cutLast(s, mark string) (before, after string, found bool) {
	at := strings.LastIndex(s, mark)
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+len(mark):], true
}

// other picks the session that is not the object itself, nor of its own table.
func (s *site) other(n *node, found []*node) *node {
	for _, candidate := range found {
		if candidate != n && (candidate.group != n.group || !n.session) && (!n.session || richer(candidate, n)) {
			return candidate
		}
	}
	return nil
}

// richer reports whether an object says more of a session than another: of two
// about one session the richer is the session, the other a slot.
func richer(a, b *node) bool {
	return weight(a) > weight(b) || weight(a) == weight(b) && a.file < b.file
}

func weight(n *node) int {
	sum := len(n.body)
	for _, key := range n.obj.keys {
		switch v := n.obj.values[key].(type) {
		case string:
			sum += len(v)
		case []any:
			sum += 20 * len(v)
		}
	}
	return sum
}

// joinPerson gives a session that names nobody the people who name it.
func (s *site) joinPerson(n *node) {
	for _, key := range []string{"talks", "sessions", "talk", "session", "presentations"} {
		v := n.fields[key]
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, e := range list {
			name := textOf(e)
			if o, ok := e.(*object); ok {
				name = o.text("slug", "code", "id", "title")
			}
			if name == "" {
				continue
			}
			for _, target := range s.index[reference(name)] {
				if !target.hasAny(s, "speakers") && target.parent != n {
					v, _ := target.fields["speakers"].([]any)
					target.fields["speakers"] = append(v, personName(n.obj))
				}
			}
		}
	}
}

// patterns names files together with those beside them: "speakers/*.md".
func (s *site) patterns(files map[string]bool) []string {
	beside := map[string]int{}
	for _, n := range s.nodes {
		if n.own {
			beside[n.group]++
		}
	}
	found := map[string]bool{}
	for file := range files {
		around, group := aroundPath(file)
		switch {
		case beside[group] < 2:
			found[file] = true
		case around.clock != "":
			found[path.Join(group, "*")] = true
		default:
			found[path.Join(group, "*"+path.Ext(file))] = true
		}
	}
	return sortedKeys(found)
}

// distinctSlots are the times of an object, one for each day: the earliest.
func (n *node) distinctSlots() []slot {
	var kept []slot
	for _, when := range n.slots {
		at := slices.IndexFunc(kept, func(k slot) bool { return k.day == when.day })
		if at < 0 {
			kept = append(kept, when)
			continue
		}
		mine, ok := readClock(kept[at].clock)
		theirs, okToo := readClock(when.clock)
		if okToo && (!ok || theirs < mine) {
			kept[at] = when
		}
	}
	return kept
}
