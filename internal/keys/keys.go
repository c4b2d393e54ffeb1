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
		{Next, "j", "next unsettled talk"},
		{Previous, "k", "previous unsettled talk"},
		{NextAny, "J", "next talk, settled or not"},
		{PreviousAny, "K", "previous talk, settled or not"},
		{Take, "Enter", "take what is shown: ready, next"},
		{readingPrefix + "1", "1", "take reading 1"},
		{readingPrefix + "2", "2", "take reading 2"},
		{readingPrefix + "3", "3", "take reading 3"},
		{readingPrefix + "4", "4", "take reading 4"},
		{readingPrefix + "5", "5", "take reading 5"},
		{Title, "e", "edit the title"},
		{Speakers, "s", "edit the speakers"},
		{Date, "d", "edit the day"},
		{Language, "l", "edit the language"},
		{Tags, "g", "edit the tags"},
		{Description, "b", "edit the description"},
		{Words, "w", "pick words of the title as posted"},
		{Session, "m", "choose the session of the schedule"},
		{Skip, "x", "skip: no talk; again takes it back"},
		{Ready, "r", "ready or not, staying here"},
		{Later, "f", "leave for later"},
		{Undo, "u", "undo the last act"},
		{History, "U", "history"},
		{Mark, "Space", "mark this talk"},
		{MarkAll, "v", "mark all shown"},
		{TakeSure, "a", "take all sure ones shown"},
		{Again, ".", "the last act again, on this talk"},
		{Alike, "n", "read alike talks the same way"},
		{Open, "o", "open the video's page"},
		{Play, "p", "play the video here"},
		{Search, "/", "search"},
		{ChipBefore, "[", "previous filter"},
		{ChipNext, "]", "next filter"},
		{One, "z", "one talk a screen"},
		{Publish, "P", "publish page"},
		{Keys, "?", "this list"},
		{Out, "Esc", "out of whatever is open"},
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
