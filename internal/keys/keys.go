// Package keys are the acts of the editor and the keys that do them: the same in the
// browser and in the terminal, and as stevie.toml has them.
package keys

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// Act is something that a key does.
type Act struct {
	Name string // as in the table [keys] of stevie.toml
	Key  string // a character, or one of [Names]
	Does string // in words, for the list of keys
}

// Acts lists all of them, in the order of the list that people see, with the keys that
// they have unless somebody wants others.
func Acts() []Act {
	return []Act{
		{"next", "j", "next unsettled talk"},
		{"previous", "k", "previous unsettled talk"},
		{"next-any", "J", "next talk, settled or not"},
		{"previous-any", "K", "previous talk, settled or not"},
		{"take", "Enter", "take what is shown: ready, next"},
		{"read-1", "1", "take reading 1"},
		{"read-2", "2", "take reading 2"},
		{"read-3", "3", "take reading 3"},
		{"read-4", "4", "take reading 4"},
		{"read-5", "5", "take reading 5"},
		{"title", "e", "edit the title"},
		{"speakers", "s", "edit the speakers"},
		{"date", "d", "edit the day"},
		{"language", "l", "edit the language"},
		{"tags", "g", "edit the tags"},
		{"description", "b", "edit the description"},
		{"words", "w", "pick words of the title as posted"},
		{"session", "m", "choose the session of the schedule"},
		{"skip", "x", "skip: no talk; again takes it back"},
		{"ready", "r", "ready or not, staying here"},
		{"later", "f", "leave for later"},
		{"undo", "u", "undo the last act"},
		{"history", "U", "history"},
		{"mark", "Space", "mark this talk"},
		{"mark-all", "v", "mark all shown"},
		{"take-sure", "a", "take all sure ones shown"},
		{"again", ".", "the last act again, on this talk"},
		{"alike", "n", "read alike talks the same way"},
		{"open", "o", "open the video's page"},
		{"play", "p", "play the video here"},
		{"search", "/", "search"},
		{"chip-previous", "[", "previous filter"},
		{"chip-next", "]", "next filter"},
		{"one", "z", "one talk a screen"},
		{"publish", "P", "publish page"},
		{"keys", "?", "this list"},
		{"out", "Esc", "out of whatever is open"},
	}
}

// Names are the keys that are named by a word.
func Names() []string { return []string{"Enter", "Space", "Esc"} }

// Bind returns the acts with the keys that somebody wants instead. What cannot be meant
// is an error: an act that there is not, what is no key, one key for two acts.
func Bind(wanted map[string]string) ([]Act, error) {
	acts := Acts()
	var names []string
	for _, a := range acts {
		names = append(names, a.Name)
	}
	for name, key := range wanted {
		i := slices.Index(names, name)
		if i < 0 {
			err := fmt.Errorf("keys: there is no act %.40q", name)
			if near := tomledit.Nearest(name, names); near != "" {
				err = ingest.WithHint(err, fmt.Sprintf("did you mean %q?", near))
			}
			return nil, err
		}
		if !isKey(key) {
			return nil, fmt.Errorf("keys: %s is %.40q; a key is one character, or one of %s", name, key, strings.Join(Names(), ", "))
		}
		acts[i].Key = key
	}
	return acts, clash(acts)
}

func isKey(key string) bool {
	return slices.Contains(Names(), key) || key != " " && utf8.RuneCountInString(key) == 1
}

// clash finds one key that has two acts.
func clash(acts []Act) error {
	by := map[string]string{}
	for _, a := range acts {
		if other, taken := by[a.Key]; taken {
			return fmt.Errorf("keys: %q is the key of both %s and %s", a.Key, other, a.Name)
		}
		by[a.Key] = a.Name
	}
	return nil
}
