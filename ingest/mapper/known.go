package mapper

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// Known is the set of people whom the data tree already names. It tells names
// from titles, and gives each person the spelling used most. It does not change
// after [NewKnown] and may be shared between goroutines. A nil *Known knows
// nobody.
type Known struct {
	exact map[string]string   // folded name -> spelling used most
	loose map[string][]person // bare name -> its spellings, most used first
	short map[string][]person // first letter and bare last word -> names, "a doe"
	first map[string]int      // bare first word -> people
	other map[string]int      // bare later word -> people

	begin, end map[string][]person // bare first and last word -> names that begin and end with it
	accented   map[string]int      // bare word -> people who write it with an accent
}

type person struct {
	name  string
	talks int
	words []string // of the name, bare
}

// NewKnown builds the set from names and the number of talks each gave.
// Placeholders such as "Various speakers" are left out.
func NewKnown(speakers map[string]int) *Known {
	k := &Known{
		exact: make(map[string]string, len(speakers)),
		loose: make(map[string][]person, len(speakers)),
		short: make(map[string][]person, len(speakers)),
		first: make(map[string]int),
		other: make(map[string]int),
		begin: make(map[string][]person),
		end:   make(map[string][]person),

		accented: make(map[string]int),
	}
	for name, talks := range speakers {
		k.add(oneLine(name), talks)
	}
	order := func(a, b person) int {
		return cmp.Or(cmp.Compare(b.talks, a.talks), cmp.Compare(a.name, b.name))
	}
	for _, people := range k.loose {
		slices.SortFunc(people, order)
		for _, p := range people {
			if f := fold(p.name); k.exact[f] == "" {
				k.exact[f] = p.name
			}
		}
	}
	for _, sets := range []map[string][]person{k.short, k.begin, k.end} {
		for _, people := range sets {
			slices.SortFunc(people, order)
		}
	}
	return k
}

func (k *Known) add(name string, talks int) {
	b := bare.Words(name)
	if b == "" || isPlaceholder(b) {
		return
	}
	words := strings.Fields(b)
	p := person{name, talks, words}
	k.loose[b] = append(k.loose[b], p)
	if len(words) < 2 {
		return
	}
	last := len(words) - 1
	if first, _ := utf8.DecodeRuneInString(words[0]); utf8.RuneCountInString(words[0]) > 1 {
		key := string(first) + " " + words[last]
		k.short[key] = append(k.short[key], p)
	}
	k.begin[words[0]] = append(k.begin[words[0]], p)
	k.end[words[last]] = append(k.end[words[last]], p)
	for w := range strings.FieldsSeq(name) {
		k.accented[bare.Words(w)] += int(flag(accents(w) > 0))
	}
	k.first[words[0]]++
	for _, w := range words[1:] {
		k.other[w]++
	}
}

// isPlaceholder tells the entries that stand for nobody in particular.
func isPlaceholder(b string) bool {
	switch b {
	case "todo", "tbd", "tba", "various", "various speakers", "unknown", "n a", "na", "none", "speaker", "speakers", "et al":
		return true
	}
	return false
}

// has reports whether exactly this name is known, but for case and quotes.
func (k *Known) has(name string) bool {
	if k == nil {
		return false
	}
	_, ok := k.exact[fold(name)]
	return ok
}

// hasLoosely reports whether the name is known but for accents and punctuation.
func (k *Known) hasLoosely(b string) bool {
	return k != nil && len(k.loose[b]) > 0
}

// spelling returns how the data tree writes a person: with accents that the
// host lost, other capitals, a first name for its initial. A middle initial stays as
// the host has it. It returns name itself when the tree has it so, knows nobody alike, or knows two people alike.
func (k *Known) spelling(name string) string {
	if k.has(name) || k == nil {
		return name
	}
	b := bare.Words(name)
	if people := k.loose[b]; len(people) > 0 {
		if known := people[0].name; marks(known) >= marks(name) {
			return known
		}
		return name // the host knows accents that the tree has lost
	}
	words := strings.Fields(b)
	if len(words) == 2 && utf8.RuneCountInString(words[0]) == 1 {
		return k.unabbreviated(name, b)
	}
	return name
}

// unabbreviated returns the full form of "A. Doe" where the tree knows one
// person only who may be meant.
func (k *Known) unabbreviated(name, b string) string {
	people := k.short[b]
	if len(people) == 0 {
		return name
	}
	for _, p := range people[1:] {
		if bare.Words(p.name) != bare.Words(people[0].name) {
			return name
		}
	}
	return people[0].name
}

// marks counts the accents, hyphens and the like of a name.
func marks(name string) int {
	n := 0
	for _, r := range name {
		if r >= 0x80 || r == '-' || r == '.' || r == '\'' {
			n++
		}
	}
	return n
}

// firstName tells how common a word is as somebody's first name, from 0 to 1.
func (k *Known) firstName(b string) float64 {
	if k == nil {
		return 0
	}
	return rarity(k.first[b])
}

// laterName does the same for the words after the first.
func (k *Known) laterName(b string) float64 {
	if k == nil {
		return 0
	}
	return rarity(k.other[b])
}

// rarity squeezes a count into 0..1: one bearer may be an accident, ten are not.
func rarity(n int) float64 {
	return float64(n) / (float64(n) + 2)
}
