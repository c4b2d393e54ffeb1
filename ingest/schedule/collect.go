package schedule

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

// collect takes the objects out of one document.
func (s *site) collect(d *document) {
	dir := path.Dir(d.Path)
	if strings.HasPrefix(path.Base(d.Path), "_") && d.stem() != "_config" {
		return // a template, or the page of a folder
	}
	a, group := aroundPath(d.Path)
	w := walker{site: s, file: d.Path, table: d.rows}
	if o, ok := d.tree.(*object); ok && isLeaf(o) {
		n := w.node(o, folded(path.Base(group)), d.stem(), a, nil)
		n.own, n.body, n.group = true, d.body, group
		w.within(n)
		return
	}
	place := placeName(d.stem())
	if place == "" {
		place = folded(path.Base(dir))
	}
	w.walk(d.tree, place, "", a, nil)
}

// placeName is the kind of place that a file is named after: "2031-vilnius-speakers".
func placeName(stem string) string {
	words := strings.FieldsFunc(strings.ToLower(stem), func(r rune) bool { return !unicode.IsLetter(r) })
	slices.Reverse(words)
	for _, word := range append([]string{folded(stem)}, words...) {
		if sessionPlaces[word] || peoplePlaces[word] || roomPlaces[word] || otherPlaces[word] {
			return word
		}
	}
	return ""
}

// isLeaf reports whether a document is one thing with a name, and not a list of them.
func isLeaf(o *object) bool {
	for _, key := range o.keys {
		f := folded(key)
		if (f == "title" || f == "name" || f == "session" || f == "talk" || f == "speaker") && textOf(o.values[key]) != "" {
			return true
		}
	}
	return false
}

// aroundPath reads what folders and file names say: "Saturday 17th/Room C/14:30".
// group is the folder above them.
func aroundPath(file string) (a around, group string) {
	parts := strings.Split(file, "/")
	group = path.Dir(file)
	last := strings.TrimSuffix(parts[len(parts)-1], path.Ext(file))
	if _, ok := readClock(strings.ReplaceAll(last, ".", ":")); ok {
		a.clock = last
	}
	for i, part := range parts[:len(parts)-1] {
		if !looksLikeDay(part) {
			continue
		}
		a.day = part
		group = path.Join(parts[:i]...)
		if i+1 < len(parts)-1 {
			a.room = parts[i+1]
		}
	}
	return a, group
}

// walker takes the objects out of a tree.
type walker struct {
	*site
	file  string
	table bool
	depth int
}

// walk looks at a value that is called key and stands in a place.
func (w *walker) walk(v any, place, key string, a around, parent *node) {
	if w.depth++; w.depth > 60 {
		w.depth--
		return
	}
	defer func() { w.depth-- }()
	switch v := v.(type) {
	case *object:
		if inner := relay(v); inner != nil {
			w.walk(inner, place, key, a, parent)
			return
		}
		w.within(w.node(v, place, key, a, parent))
	case []any:
		running := runningClock{}
		for _, e := range v {
			a := a
			if o, ok := e.(*object); ok {
				if clock := running.next(w.site, o); clock != "" {
					a.clock, a.end = clock, ""
				}
			}
			if name, ok := e.(string); ok && (a.clock != "" || a.day != "") {
				w.mention(name, place, a, parent)
			} else if !ok {
				w.walk(e, place, "", a, parent)
			}
		}
	case string:
		if a.clock != "" {
			w.mention(v, place, a, parent)
		}
	}
}

// runningClock tells when the rows of a time table begin that say only how long
// they take.
type runningClock struct {
	now   clock
	known bool
}

// next is the clock of a row that has none, "" for others.
func (r *runningClock) next(s *site, row *object) string {
	n := &node{obj: row, fields: row.folded()}
	start, lasts := s.text(n, "start"), readDuration(s.text(n, "duration"))
	if c, ok := readClock(start); ok {
		r.now, r.known = c+clock(lasts/time.Second), lasts > 0
		return ""
	}
	if !r.known || start != "" || s.text(n, "duration") == "" {
		r.known = false
		return ""
	}
	began := fmt.Sprintf("%02d:%02d", r.now/3600, r.now/60%60)
	r.now += clock(lasts / time.Second)
	return began
}

// mention is a session's name in a time table.
func (w *walker) mention(name, place string, a around, parent *node) {
	if parent != nil && parent.obj.text("title", "name") != "" && !sessionPlaces[place] {
		return
	}
	o := newObject()
	o.set("ref", name)
	w.node(o, place, "", a, parent)
}

// relay unpacks what GraphQL puts around lists: {"edges": [{"node": …}]}.
func relay(o *object) any {
	for _, key := range []string{"edges", "nodes"} {
		if list, ok := o.values[key].([]any); ok {
			return list
		}
	}
	if inner, ok := o.values["node"].(*object); ok {
		return inner
	}
	return nil
}

// node adds an object.
func (w *walker) node(o *object, place, key string, a around, parent *node) *node {
	n := &node{
		file: w.file, place: place, group: w.file + "#" + place, key: key, obj: o, fields: o.folded(), around: a, parent: parent, table: w.table,
	}
	w.nodes = append(w.nodes, n)
	if parent != nil {
		parent.inner = append(parent.inner, n)
	}
	return n
}

// within walks through what an object holds. What the object says of day, clock and
// room goes for that too.
func (w *walker) within(n *node) {
	a := n.around
	for _, own := range []struct {
		to    *string
		field string
		fits  func(string) bool
	}{
		{&a.day, "day", looksLikeDay}, {&a.clock, "start", isClock}, {&a.room, "room", notEmpty}, {&a.track, "track", notEmpty},
	} {
		if s := w.text(n, own.field); own.fits(s) {
			*own.to = s
		}
	}
	if a.clock != n.around.clock {
		a.end = w.text(n, "end")
	}
	if roomPlaces[n.place] {
		if name := textOf(n.obj); name != "" {
			a.room = name
		}
	}
	for _, key := range n.obj.keys {
		inner := a
		place := folded(key)
		switch {
		case isClock(key):
			inner.clock, inner.end, place = key, "", n.place
		case looksLikeDay(key):
			inner.day, place = key, n.place
		case roomPlaces[n.place]:
			inner.room, place = key, "sessions"
		case strings.Trim(key, "0123456789") == "":
			place = n.place
		}
		_, isText := n.obj.values[key].(string)
		if isText && !isClock(key) {
			continue
		}
		w.walk(n.obj.values[key], placeWithin(n, place), key, inner, n)
	}
}

// placeWithin is the place of what an object holds: where its keys are names of others
// ("fast01: {title: …}"), that is the object's own.
func placeWithin(n *node, place string) string {
	if sessionPlaces[n.place] && !isLeaf(n.obj) && !peoplePlaces[place] && !roomPlaces[place] && !otherPlaces[place] && !sessionPlaces[place] || peoplePlaces[n.place] && !isLeaf(n.obj) {
		return n.place
	}
	return place
}

func isClock(s string) bool {
	from, _ := cutRange(s)
	_, ok := readClock(from)
	return ok
}

func notEmpty(s string) bool { return s != "" }
