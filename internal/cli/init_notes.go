package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/eventsyml"
	"github.com/pyvideo/stevie/internal/termtext"
)

// mostNamed is how many events or places are named before the rest is counted.
const mostNamed = 5

// sayNotes tells what of an events.yml became something else or nothing. What is
// the same for many events is told once, with their lines; each event.toml has
// its own at its head. What a person should see to comes last.
func (a initializing) sayNotes(about []eventsyml.Note, added []eventsyml.Entry) {
	var order []eventsyml.Note // without line and value
	places := map[eventsyml.Note][]string{}
	put := func(n eventsyml.Note, place string) {
		if n.Value != "" {
			place += ": " + n.Value
		}
		same := eventsyml.Note{Key: n.Key, Text: n.Text, Warn: n.Warn}
		if places[same] == nil {
			order = append(order, same)
		}
		places[same] = append(places[same], place)
	}
	for _, n := range about {
		put(n, fmt.Sprintf("line %d", n.Line))
	}
	for _, e := range added {
		for _, n := range e.Notes {
			put(n, fmt.Sprintf("%s line %d", e.Event.Slug, n.Line))
		}
	}
	for _, warning := range []bool{false, true} {
		for _, n := range order {
			text := fmt.Sprintf("%s (%s): %s", n.Key, several(places[n], "; "), n.Text)
			switch {
			case n.Warn != warning:
			case warning:
				a.warn("%s", text)
			default:
				a.say("%s", termtext.Line(text))
			}
		}
	}
}

// several names the first of a list and counts the others.
func several(list []string, between string) string {
	if len(list) <= mostNamed {
		return strings.Join(list, between)
	}
	return fmt.Sprintf("%s%sand %d more", strings.Join(list[:mostNamed], between), between, len(list)-mostNamed)
}

// sayAdded tells what was taken over and how to go on.
func (a initializing) sayAdded(cfg config.Config, from string, added []eventsyml.Entry, present []string) {
	if len(present) > 0 {
		a.say("in the workspace already, and left as it is: %s", several(present, ", "))
	}
	if len(added) == 0 {
		a.say("nothing of %s was new", from)
		return
	}
	var once []string
	watched, published := 0, 0
	for _, e := range added {
		switch {
		case e.Event.Watch:
			watched++
		case len(e.Event.Sources) > 0:
			once = append(once, e.Event.Slug)
		}
		if _, err := os.Stat(filepath.Join(cfg.Data, e.Event.Slug, record.CategoryFile)); err == nil {
			published++
		}
	}
	a.say("took over %s from %s into %s, %d of them watched; what had no place there stands at the head of each event.toml",
		countOf(len(added), "event"), from, a.shown(cfg.Drafts), watched)
	if published > 0 {
		a.say("%d of them the data tree has already; talks that it has are not proposed again", published)
	}
	var commands []string
	if watched > 0 {
		commands = append(commands, "stevie sync")
	}
	if len(once) > 0 {
		commands = append(commands, fmt.Sprintf("stevie sync %s   # once, they are not watched", strings.Join(once, " ")))
	}
	if len(commands) > 0 {
		a.sayNext(cfg.Dir, commands...)
	}
}
