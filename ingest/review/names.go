package review

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

// NameState says whether a speaker is known.
type NameState string

// The states of names.
const (
	NameKnown NameState = "known" // the data tree has it, letter by letter
	NameNear  NameState = "near"  // it may be another spelling of one that is there
	NameNew   NameState = "new"
)

// Name is what is known of one speaker.
type Name struct {
	Name  string    `json:"name"`
	State NameState `json:"state"`
	Talks int       `json:"talks"` // in the data tree, under this very name
	Near  string    `json:"near"`  // whom it probably means, "" for nobody else
}

// People are those whom a data tree names. They do not change and may be shared.
type People struct{ names directory }

// NewPeople finds people by their names; talks are the numbers of their talks.
func NewPeople(talks map[string]int) *People {
	p := &People{newDirectory(len(talks))}
	for name, n := range talks {
		p.names.add(name, n)
	}
	return p
}

// company are the people of a tree and those of one event's drafts.
type company struct {
	people *People
	names  directory
	places map[string][]string // name -> paths of the drafts that have it
}

// with returns the people together with the speakers of drafts, by the drafts' paths.
func (p *People) with(speakers map[string][]string) *company {
	c := &company{people: p, names: newDirectory(len(speakers)), places: make(map[string][]string)}
	for path, names := range speakers {
		for _, name := range names {
			c.places[name] = append(c.places[name], path)
		}
	}
	for name, places := range c.places {
		c.names.add(name, len(places))
	}
	return c
}

// Look tells what is known of the speakers of talks, by whatever the talks are called: each
// name once, in alphabetical order.
func (p *People) Look(talks map[string][]string) []Name {
	c := p.with(talks)
	var names []Name
	for _, name := range slices.Sorted(maps.Keys(c.places)) {
		names = append(names, c.one(c.places[name][0], name))
	}
	return names
}

// look tells what is known of the speakers of the draft at a path.
func (c *company) look(path string, speakers []string) []Name {
	names := make([]Name, len(speakers))
	for i, name := range speakers {
		names[i] = c.one(path, name)
	}
	return names
}

func (c *company) one(path, name string) Name {
	if talks := c.people.names.talks[name]; talks > 0 {
		return Name{Name: name, State: NameKnown, Talks: talks}
	}
	near := c.people.names.nearest(name, func(string) bool { return true })
	if near == "" {
		near = c.names.nearest(name, func(other string) bool {
			return slices.ContainsFunc(c.places[other], func(p string) bool { return p != path })
		})
	}
	if near == "" {
		return Name{Name: name, State: NameNew}
	}
	return Name{Name: name, State: NameNear, Near: near}
}

// directory finds names by what other spellings of them have, too: a word, the
// initials, or all letters.
type directory struct {
	talks map[string]int
	all   []spelling
	found map[string][]int32 // indexes of all
}

// spelling is a name as it is compared.
type spelling struct {
	name   string
	words  []string
	joined string // all its letters
	sorted string // its words in alphabetical order
}

func newSpelling(name string) spelling {
	words := strings.Fields(bare.Words(name))
	return spelling{name, words, strings.Join(words, ""), strings.Join(slices.Sorted(slices.Values(words)), " ")}
}

func newDirectory(size int) directory {
	return directory{talks: make(map[string]int, size), all: make([]spelling, 0, size), found: make(map[string][]int32, 2*size)}
}

func (d *directory) add(name string, talks int) {
	d.talks[name] = talks
	s := newSpelling(name)
	if len(s.words) == 0 {
		return
	}
	d.all = append(d.all, s)
	for _, key := range s.keys() {
		d.found[key] = append(d.found[key], int32(len(d.all)-1))
	}
}

// keys are what a name is found by.
func (s spelling) keys() []string {
	first, _ := utf8.DecodeRuneInString(s.words[0])
	last, _ := utf8.DecodeRuneInString(s.words[len(s.words)-1])
	keys := append(slices.Clone(s.words), string(first)+" "+string(last))
	if len(s.words) > 1 {
		keys = append(keys, s.joined)
	}
	return keys
}

// nearest is the other name that a name most probably means, "" for none: the closest,
// of those the one with most talks.
func (d *directory) nearest(name string, allowed func(other string) bool) string {
	s := newSpelling(name)
	if len(s.words) == 0 {
		return ""
	}
	best, distance := "", strangers
	for _, key := range s.keys() {
		for _, i := range d.found[key] {
			other := d.all[i]
			if other.name == name {
				continue
			}
			far := s.distance(other)
			if far == strangers {
				continue
			}
			closer := cmp.Or(cmp.Compare(distance, far), cmp.Compare(d.talks[other.name], d.talks[best]), cmp.Compare(best, other.name))
			if closer > 0 && allowed(other.name) {
				best, distance = other.name, far
			}
		}
	}
	return best
}

// How two spellings of one name may differ, the least first.
const (
	sameWords   = iota // accents, capitals, punctuation, the order of words
	abbreviated        // an initial for a name, a middle name left out
	slipped            // a letter
	strangers
)

func (s spelling) distance(o spelling) int {
	short, long := s.words, o.words
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case s.joined == o.joined || s.sorted == o.sorted:
		return sameWords
	case abbreviates(short, long):
		return abbreviated
	case slips(short, long):
		return slipped
	}
	return strangers
}

// abbreviates reports whether a name is another one with initials for first or middle
// names, or without middle names. The family name stands in full.
func abbreviates(short, long []string) bool {
	n, m := len(short), len(long)
	if n < 2 || short[n-1] != long[m-1] || !standsFor(short[0], long[0]) {
		return false
	}
	middle := long[1 : m-1]
	for _, w := range short[1 : n-1] {
		i := slices.IndexFunc(middle, func(full string) bool { return standsFor(w, full) })
		if i < 0 {
			return false
		}
		middle = middle[i+1:]
	}
	return true
}

// standsFor tells equal words, and one that is the initial of the other.
func standsFor(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a)
}

// The letters that a word has at least in which one of them may be wrong, and in which
// two may be.
const (
	oneSlipIn  = 4
	twoSlipsIn = 8
)

// slips reports whether names are one but for a letter in one word, or for two in long
// words.
func slips(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	different, brief := 0, false
	for i := range a {
		if a[i] != b[i] {
			different, brief = different+1, brief || len(a[i]) < twoSlipsIn
		}
	}
	if different > 2 || different == len(a) && len(a) > 1 && brief {
		return false // told without counting letters, as nearly all are
	}
	all, shortest := 0, twoSlipsIn
	for i := range a {
		if a[i] != b[i] {
			n, letters := slip(a[i], b[i])
			all, shortest = all+n, min(shortest, letters)
		}
	}
	return all == 1 && shortest >= oneSlipIn || all == 2 && shortest >= twoSlipsIn
}

// slip counts the letters by which two words differ, and those of the longer one. In
// scripts where one sign is a word, and with numbers, nothing is a slip.
func slip(a, b string) (apart, letters int) {
	n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if n-m > 2 || m-n > 2 || !spelledOut(a) || !spelledOut(b) {
		return twoSlipsIn, 0
	}
	return levenshtein.ComputeDistance(a, b), max(n, m)
}

// spelledOut reports whether a word is written letter by letter.
func spelledOut(word string) bool {
	for _, r := range word {
		if unicode.IsDigit(r) || r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
			return false
		}
	}
	return true
}
