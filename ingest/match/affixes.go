package match

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// affixes are what many titles of an event begin or end with and no sessions do: its
// name, mostly.
type affixes struct {
	heads, tails map[string]int
	often        int
}

// someSessions is the number of sessions' titles from which on words are theirs.
const someSessions = 2

// longestAffix is the number of words that the name of an event may have.
const longestAffix = 8

func newAffixes(titles [][]string, entries []*entry) affixes {
	a := affixes{heads: map[string]int{}, tails: map[string]int{}, often: max(3, len(titles)*3/10)}
	for _, words := range titles {
		countAffixes(words, a.heads, a.tails)
	}
	heads, tails := map[string]int{}, map[string]int{}
	for _, entry := range entries {
		countAffixes(entry.title.words, heads, tails)
	}
	for words := range a.heads {
		if heads[words] >= someSessions {
			delete(a.heads, words)
		}
	}
	for words := range a.tails {
		if tails[words] >= someSessions {
			delete(a.tails, words)
		}
	}
	return a
}

// countAffixes counts what a title begins and ends with.
func countAffixes(words []string, heads, tails map[string]int) {
	for n := 1; n <= min(longestAffix, len(words)); n++ {
		heads[strings.Join(words[:n], " ")]++
		tails[strings.Join(words[len(words)-n:], " ")]++
	}
}

// without takes the event's name off a title, wherever it stands, and what most
// titles begin or end with.
func (a affixes) without(words []string, event ingest.Event) []string {
	from, to := 0, len(words)
	for n := 1; n <= min(longestAffix, len(words)) && !generic[words[n-1]]; n++ {
		if a.heads[strings.Join(words[:n], " ")] >= a.often {
			from = n
		}
	}
	for n := 1; n <= min(longestAffix, len(words)) && !generic[words[len(words)-n]]; n++ {
		if a.tails[strings.Join(words[len(words)-n:], " ")] >= a.often {
			to = len(words) - n
		}
	}
	if from >= to {
		return words
	}
	rest := withoutName(words[from:to], event)
	if len(rest) == 0 {
		return words[from:to]
	}
	return rest
}

// withoutName takes the event's name and year out of a title.
func withoutName(words []string, event ingest.Event) []string {
	rest := words
	for {
		from, to := nameIn(rest, event)
		if from == to {
			break
		}
		rest = slices.Delete(slices.Clone(rest), from, to)
	}
	_, year := nameOfEvent(event)
	return slices.DeleteFunc(slices.Clone(rest), func(w string) bool { return w == year && year != "" })
}

// nameOfEvent is the event's name as one word, and its year.
func nameOfEvent(event ingest.Event) (whole, year string) {
	name := wordsOf(event.Title)
	if !event.StartDate.IsZero() {
		year = strconv.Itoa(event.StartDate.Year)
	}
	if n := len(name); n > 0 && len(name[n-1]) == 4 && hasDigit(name[n-1]) {
		name, year = name[:n-1], name[n-1]
	}
	return strings.Join(name, ""), year
}

// nameIn finds the event's name in a title, however it is divided into words, with
// the year behind it.
func nameIn(words []string, event ingest.Event) (from, to int) {
	whole, year := nameOfEvent(event)
	for from := range words {
		joined := ""
		for to := from; to < len(words) && len(joined) < len(whole); to++ {
			if joined += words[to]; joined != whole {
				continue
			}
			to++
			if to < len(words) && (words[to] == year || len(year) == 4 && words[to] == year[2:]) {
				to++
			}
			return from, to
		}
	}
	return 0, 0
}
