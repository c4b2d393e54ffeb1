package spelling

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/pyvideo/stevie/internal/bare"
)

// Speakers proposes merges of names. Names of the same letters are one person, surely; those
// with their words in another order may be, and so may those with a middle name, a second
// surname or another letter, where both spoke at events of one series.
func (s *Survey) Speakers() []Merge {
	groups := make(map[string][]string) // letters -> names
	for _, name := range slices.Sorted(maps.Keys(s.speakers)) {
		if words := wordsOf(name); len(words) > 1 {
			key := strings.Join(slices.Sorted(slices.Values(words)), " ")
			groups[key] = append(groups[key], name)
		}
	}
	var merges []Merge
	var people []*person
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		p := s.person(groups[key])
		people = append(people, p)
		for _, name := range groups[key] {
			switch {
			case name == p.name:
			case slices.Equal(wordsOf(name), p.words):
				merges = append(merges, merge(s.speakers, name, p.name, true, "the same letters"))
			default:
				merges = append(merges, merge(s.speakers, name, p.name, false, "the same words in another order"))
			}
		}
	}
	return order(append(merges, s.alike(people)...))
}

func wordsOf(name string) []string { return strings.Fields(bare.Words(name)) }

// person is somebody by the spelling that most talks have.
type person struct {
	name   string
	words  []string
	talks  int
	series map[string]bool
}

// person takes the spelling of most talks, if it has small and capital letters; of equals
// that with more accents, which get lost more easily than they come, and then that with fewer
// capitals.
func (s *Survey) person(names []string) *person {
	p := &person{series: make(map[string]bool)}
	p.name = slices.MaxFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(toInt(isVisible(a)), toInt(isVisible(b))), cmp.Compare(toInt(isMixed(a)), toInt(isMixed(b))), cmp.Compare(s.speakers[a].talks(), s.speakers[b].talks()),
			cmp.Compare(len(a), len(b)), cmp.Compare(capitals(b), capitals(a)), cmp.Compare(b, a))
	})
	p.words = wordsOf(p.name)
	for _, name := range names {
		p.talks += s.speakers[name].talks()
		maps.Copy(p.series, s.speakers[name].series)
	}
	return p
}

// isMixed reports whether a name has small and capital letters, or is of a script without.
func isMixed(name string) bool {
	return strings.ToUpper(name) != name && strings.ToLower(name) != name || strings.ToUpper(name) == strings.ToLower(name)
}

func capitals(name string) int {
	n := 0
	for _, r := range name {
		n += toInt(unicode.IsUpper(r))
	}
	return n
}

// alike proposes merges of people whose names differ in little. Each is looked for among
// those with the same first two words, the same first and last, or the same letters but one.
func (s *Survey) alike(people []*person) []Merge {
	found := make(map[string][]*person)
	for _, p := range people {
		for _, key := range p.keys() {
			found[key] = append(found[key], p)
		}
	}
	var merges []Merge
	for _, p := range people {
		var best *person
		var reason string
		for _, key := range p.keys() {
			for _, other := range found[key] {
				why := p.differs(other)
				series := common(p.series, other.series)
				if why == "" || series == "" || !other.outranks(p) || best != nil && !other.outranks(best) {
					continue
				}
				best, reason = other, why+"; both at "+series
			}
		}
		if best != nil {
			merges = append(merges, merge(s.speakers, p.name, best.name, false, reason))
		}
	}
	return merges
}

// outranks reports whether the other name is the one to be written this way.
func (p *person) outranks(other *person) bool {
	return cmp.Or(cmp.Compare(p.talks, other.talks), cmp.Compare(len(p.name), len(other.name)), cmp.Compare(other.name, p.name)) > 0
}

// keys are what a name is found by.
func (p *person) keys() []string {
	last := len(p.words) - 1
	keys := []string{p.words[0] + " " + p.words[last], p.words[0] + " " + p.words[1] + " …"}
	letters := []rune(strings.Join(p.words, " "))
	if len(letters) < nameLength {
		return keys
	}
	keys = append(keys, string(letters))
	for i := range letters {
		keys = append(keys, string(letters[:i])+"*"+string(letters[i+1:]), string(letters[:i])+string(letters[i+1:]))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// nameLength is the number of letters from which one of them may be a slip.
const nameLength = 8

// differs says in what two names differ, "" if in more than a slip.
func (p *person) differs(o *person) string {
	short, long := p.words, o.words
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case p == o:
		return ""
	case len(long) == len(short)+1 && len(short) == 2:
		return inserted(short, long)
	case len(short) == len(long):
		return p.letterApart(o)
	}
	return ""
}

// inserted says what a name of three words has that one of two has not.
func inserted(short, long []string) string {
	switch {
	case short[0] == long[0] && short[1] == long[2]:
		if utf8.RuneCountInString(long[1]) == 1 {
			return "a middle initial"
		}
		return "a middle name"
	case short[0] == long[0] && short[1] == long[1]:
		return "a second surname"
	}
	return ""
}

// letterApart compares names of as many words, of which all but one are the same. Initials
// are no slips of one another.
func (p *person) letterApart(o *person) string {
	at := -1
	for i := range p.words {
		if p.words[i] == o.words[i] {
			continue
		}
		if at >= 0 {
			return ""
		}
		at = i
	}
	if at < 0 || !isLong(p.words[at]) || !isLong(o.words[at]) || !slipped(p.words[at], o.words[at]) {
		return ""
	}
	return "one letter apart"
}

// slipped reports whether one word is the other but for one letter, or for two exchanged.
func slipped(a, b string) bool {
	switch levenshtein.ComputeDistance(a, b) {
	case 1:
		return true
	case 2:
		return slices.Equal(slices.Sorted(slices.Values([]rune(a))), slices.Sorted(slices.Values([]rune(b))))
	}
	return false
}

func isLong(word string) bool {
	return utf8.RuneCountInString(word) > 2 && strings.IndexFunc(word, unicode.IsDigit) < 0
}

// common is the first series that two people have in common, "" for none.
func common(a, b map[string]bool) string {
	for _, series := range slices.Sorted(maps.Keys(a)) {
		if b[series] {
			return series
		}
	}
	return ""
}
