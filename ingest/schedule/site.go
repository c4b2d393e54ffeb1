package schedule

import (
	"path"
	"slices"
	"strings"
)

// site reads home-made programmes: tables, dumps and the files of a conference's
// website, one file a talk or one for all, people and time slots elsewhere.
type site struct {
	fields  Fields
	nodes   []*node
	persons map[string]person  // by slug, file name, id
	rooms   map[string]string  // names by slug and id
	index   map[string][]*node // sessions by each of their names
	linked  map[string]bool    // patterns of files that told times
	named   map[string]bool    // files that told names
	unknown []string           // speakers that no file names
}

// person is somebody who has an object of their own.
type person struct{ name, file string }

// node is one object of a site, and where it stands.
type node struct {
	file   string
	place  string // folded key or folder that holds it: "talks", "speakers"
	group  string // what it belongs to: nodes of one group are of one kind
	key    string // its name: its key among others, or its file's
	obj    *object
	fields map[string]any
	body   string
	around around
	inner  []*node // objects within it
	parent *node
	own    bool // its group has a file for each
	table  bool // it is a row of a table

	session bool
	slots   []slot // times that were found elsewhere
}

// around is what the places around an object say of it.
type around struct{ day, clock, end, room, track string }

// slot is a time at which a session is held.
type slot struct {
	around
	duration string
}

// readSite reads the documents that no other reader knows.
func readSite(documents []*document, fields Fields) reading {
	s := &site{
		fields: Fields{}, persons: map[string]person{}, rooms: map[string]string{}, index: map[string][]*node{},
		linked: map[string]bool{}, named: map[string]bool{},
	}
	for field, key := range fields {
		s.fields[field] = folded(key)
	}
	for _, d := range documents {
		s.collect(d)
	}
	s.learnPeople()
	s.findSessions()
	s.findSlots()
	r := reading{}
	for _, n := range s.nodes {
		if n.session {
			r.entries = append(r.entries, s.entries(n)...)
		} else if zone := firstText(n.fields, "timezone", "timezonename"); r.zone == "" && strings.Contains(zone, "/") {
			r.zone = zone
		}
	}
	s.report(&r)
	r.unused = s.unusedColumns()
	r.remarks = append(r.remarks, s.missing(fields)...)
	return r
}

// report tells where names and times came from, and whose names are not known.
func (s *site) report(r *reading) {
	if len(s.named) > 0 {
		r.joined = append(r.joined, "names from "+strings.Join(s.patterns(s.named), ", "))
	}
	if len(s.linked) > 0 {
		r.joined = append(r.joined, "start times from "+strings.Join(s.patterns(s.linked), ", "))
	}
	if len(s.unknown) > 0 {
		r.remarks = append(r.remarks, Remark{Kind: UnknownPeople, Count: len(s.unknown), Example: s.unknown[0]})
	}
}

// learnPeople collects the names of people and rooms that have objects of their own.
func (s *site) learnPeople() {
	for _, n := range s.nodes {
		switch {
		case n.isPerson():
			name := personName(n.obj)
			if name == "" {
				name = n.obj.text("title")
			}
			if name == "" {
				continue
			}
			for _, key := range n.names() {
				if _, known := s.persons[key]; !known {
					s.persons[key] = person{name, n.file}
				}
			}
		case roomPlaces[n.place]:
			for _, key := range n.names() {
				s.rooms[key] = textOf(n.obj)
			}
		}
	}
}

// names are all that an object may be called by elsewhere.
func (n *node) names() []string {
	all := []string{n.key}
	if n.own {
		all = append(all, path.Base(path.Dir(n.file))+"/"+n.key) // "talks/fast-parsers"
		for dir := path.Dir(n.file); dir != "." && dir != "/"; dir = path.Dir(dir) {
			all = append(all, strings.TrimPrefix(strings.TrimSuffix(n.file, path.Ext(n.file)), dir+"/"))
		}
		all = append(all, n.file, path.Base(n.file))
	}
	for _, key := range []string{"slug", "code", "id", "guid", "uuid", "uid", "key", "name", "title", "fullname", "permalink", "confkey", "talkid", "sessionid"} {
		value := textOf(n.fields[key])
		if key == "permalink" {
			value = path.Base(value)
		}
		if value != "" && value != "." && value != "/" {
			all = append(all, value)
		}
	}
	for i, name := range all {
		all[i] = reference(name)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(name string) bool { return name == "" })
}

// reference is a name as references are compared: a slug, folders kept apart.
func reference(s string) string {
	parts := strings.Split(strings.Trim(strings.TrimSpace(s), "/"), "/")
	for i, part := range parts {
		parts[i] = slug(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(part, ".md"), ".yaml"), ".yml"))
	}
	return strings.Join(parts, "/")
}

// personMarks are keys that only people have.
var personMarks = foldedWords(`bio biography photo photo_url avatar picture profilepicture twitter github social mastodon company affiliation pronouns tagline tag_line
	jobtitle firstname lastname linkedin`)

// sessionMarks are keys that only sessions have.
var sessionMarks = slices.Concat(usualNames["speakers"][:12], foldedWords("abstract duration room starttime start_datetime startsat end_time track"))

func (n *node) isPerson() bool {
	if personName(n.obj) == "" && n.obj.text("title") == "" {
		return false
	}
	marks := func(keys []string) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return n.fields[key] != nil })
	}
	if peoplePlaces[n.place] {
		return !marks(sessionMarks)
	}
	return personName(n.obj) != "" && marks(personMarks) && !marks(sessionMarks)
}

// findSessions decides which objects are sessions.
func (s *site) findSessions() {
	for _, n := range s.nodes {
		n.session = s.isSession(n)
	}
	for _, n := range s.nodes { // "Day 1" with talks in it is none
		if n.session && slices.ContainsFunc(n.inner, holdsSession) {
			n.session = false
		}
	}
	for _, n := range s.nodes {
		if n.session {
			for _, name := range n.names() {
				if len(s.index[name]) < maxNamesakes {
					s.index[name] = append(s.index[name], n)
				}
			}
		}
	}
}

// maxNamesakes bounds how many sessions one name is looked up for.
const maxNamesakes = 50

func holdsSession(n *node) bool {
	return n.session || slices.ContainsFunc(n.inner, holdsSession)
}

func (s *site) isSession(n *node) bool {
	if n.table {
		return !n.isPerson() && !withdrawn(n.obj)
	}
	if s.title(n) == "" || n.isPerson() || roomPlaces[n.place] || otherPlaces[n.place] || withdrawn(n.obj) {
		return false
	}
	if s.fields["title"] != "" && n.fields[s.fields["title"]] != nil {
		return true
	}
	if sessionPlaces[n.place] {
		return n.obj.text("title", "Title") != "" || n.hasAny(s, "speakers", "start", "abstract", "duration", "description")
	}
	return n.hasAny(s, "speakers") && !n.only("author") || n.hasAny(s, "start") && n.hasAny(s, "room", "duration", "end", "track")
}

// only reports whether the object's people are but the author of a page.
func (n *node) only(key string) bool {
	for _, name := range usualNames["speakers"] {
		if n.fields[name] != nil && name != key {
			return false
		}
	}
	return true
}

// hasAny reports whether an object has one of the fields, empty or not.
func (n *node) hasAny(s *site, fields ...string) bool {
	for _, field := range fields {
		for _, key := range s.keys(field) {
			if _, there := n.fields[key]; there {
				return true
			}
		}
	}
	return false
}

// withdrawn reports whether an object says that it is not held or not shown.
func withdrawn(o *object) bool {
	switch strings.ToLower(o.text("state", "status")) {
	case "rejected", "declined", "withdrawn", "canceled", "cancelled", "submitted", "draft", "decline_queue", "declined_queue":
		return true
	}
	return o.isTrue("cancelled") || o.isTrue("canceled") || o.isTrue("draft") || o.isFalse("accepted") || o.isFalse("published") ||
		o.isTrue("isServiceSession") || o.isTrue("service")
}
