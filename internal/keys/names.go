package keys

import (
	"strconv"
	"strings"
)

// The names of the acts.
const (
	Next        = "next"
	Previous    = "previous"
	NextAny     = "next-any"
	PreviousAny = "previous-any"
	Take        = "take"
	Title       = "title"
	Speakers    = "speakers"
	Date        = "date"
	Language    = "language"
	Tags        = "tags"
	Description = "description"
	Words       = "words"
	Session     = "session"
	Skip        = "skip"
	Ready       = "ready"
	Later       = "later"
	Undo        = "undo"
	History     = "history"
	Mark        = "mark"
	MarkAll     = "mark-all"
	TakeSure    = "take-sure"
	Again       = "again"
	Alike       = "alike"
	Open        = "open"
	Play        = "play"
	Search      = "search"
	ChipNext    = "chip-next"
	ChipBefore  = "chip-previous"
	One         = "one"
	Publish     = "publish"
	Keys        = "keys"
	Out         = "out"
)

// readingPrefix begins the names of the acts that take a reading, before its number.
const readingPrefix = "read-"

// Reading is the number of the reading that an act takes, false for other acts.
func Reading(act string) (number int, ok bool) {
	digits, ok := strings.CutPrefix(act, readingPrefix)
	if !ok {
		return 0, false
	}
	number, err := strconv.Atoi(digits)
	return number, err == nil
}
