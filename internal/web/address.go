package web

import (
	"fmt"
	"net/url"

	"github.com/pyvideo/stevie/internal/keys"
)

// rowAddress is where a talk stands in the list of its event's page.
func rowAddress(event, name string) string {
	return eventAddress(event) + "?" + url.Values{"at": {name}}.Encode() + "#t-" + url.PathEscape(name)
}

// countOf is a number of things: "1 talk", "2 talks".
func countOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// onPages says which acts have keys on the pages beside an event's own, and what they do
// there.
func onPages() map[string]string {
	return map[string]string{
		"next":     "next in the list",
		"previous": "previous in the list",
		"take":     "the first button of what is current",
		"session":  "merge a name; choose the session of a video",
		"skip":     "keep a name apart; a video has no session",
		"undo":     "undo the current act of the history, or else the last one",
		"history":  "history",
		"publish":  "publish page",
		"search":   "search",
		"keys":     "this list",
		"out":      "out of whatever is open, or back to the talks",
	}
}

// PageKeys are the keys of the pages beside an event's own.
func (f frame) PageKeys() []keys.Act {
	var list []keys.Act
	does := onPages()
	for _, a := range f.Keys {
		if words := does[a.Name]; words != "" {
			list = append(list, keys.Act{Name: a.Name, Key: a.Key, Does: words})
		}
	}
	return list
}

// KeyOf is the key of an act, "" for none.
func (f frame) KeyOf(act string) string {
	for _, a := range f.Keys {
		if a.Name == act {
			return a.Key
		}
	}
	return ""
}
