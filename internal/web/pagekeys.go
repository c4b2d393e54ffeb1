package web

import (
	"encoding/json"

	"github.com/pyvideo/stevie/internal/keys"
)

// KeysJSON is which act each key does, for the script.
func (f frame) KeysJSON() (string, error) {
	by := map[string]string{}
	for _, a := range f.Keys {
		by[a.Key] = a.Name
	}
	text, err := json.Marshal(by)
	return string(text), err
}

// shortAct is an act in the bar that is always there.
type shortAct struct {
	keys.Act
	Short string
}

// Main are the acts that are always there as buttons; the list of keys has all.
func (f frame) Main() []shortAct {
	short := map[string]string{
		keys.Take: "Take", keys.Title: "Title", keys.Speakers: "Speakers", keys.Words: "Pick words", keys.Skip: "Skip",
		keys.Later: "Later", keys.Undo: "Undo", keys.Play: "Play", keys.One: "One", keys.Keys: "Keys",
	}
	var list []shortAct
	for _, a := range f.Keys {
		if word, main := short[a.Name]; main {
			list = append(list, shortAct{a, word})
		}
	}
	return list
}

// onPages says which acts have keys on the pages beside an event's own, and what they do
// there.
func onPages() map[string]string {
	return map[string]string{
		keys.Next:     "next in the list",
		keys.Previous: "previous in the list",
		keys.Take:     "the first button of what is current",
		keys.Session:  "merge a name; choose the session of a video",
		keys.Skip:     "keep a name apart; a video has no session",
		keys.Undo:     "undo the current act of the history, or else the last one",
		keys.History:  "history",
		keys.Publish:  "publish page",
		keys.Search:   "search",
		keys.Keys:     "this list",
		keys.Out:      "out of whatever is open, or back to the talks",
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
