package mapper

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// maxNamesakes is the number of people up to which a name has namesakes. Whom of more it
// means, nobody can tell.
const maxNamesakes = 3

// namesakes are the people whom the tree knows by a fuller name, by another letter in it,
// by a first name of which this one has the initial, or with the surname in front. Those
// who gave most talks come first.
func (k *Known) namesakes(name string) []person {
	words := strings.Fields(bare.Words(name))
	if k == nil || len(words) < 2 {
		return nil
	}
	var found []person
	add := func(p person) {
		if !slices.ContainsFunc(found, func(n person) bool { return n.name == p.name }) {
			found = append(found, p)
		}
	}
	last := len(words) - 1
	for _, people := range [][]person{k.begin[words[0]], k.end[words[last]]} {
		for _, p := range people {
			if isNamesake(words, p.words) {
				add(p)
			}
		}
	}
	for _, p := range k.loose[words[last]+" "+strings.Join(words[:last], " ")] {
		add(p)
	}
	slices.SortStableFunc(found, func(a, b person) int { return cmp.Compare(b.talks, a.talks) })
	if len(found) > maxNamesakes {
		return nil
	}
	return found
}

// isNamesake compares the bare words of two names of which the first or the last word
// agrees.
func isNamesake(words, other []string) bool {
	last, end := len(words)-1, len(other)-1
	if words[0] == other[0] {
		longer := end > last && (slices.Equal(words, other[:len(words)]) || len(words) == 2 && words[1] == other[end])
		return longer || len(words) == len(other) && slices.Equal(words[1:last], other[1:end]) && mistaken(words[last], other[end])
	}
	initial := utf8.RuneCountInString(words[0]) == 1 && strings.HasPrefix(other[0], words[0])
	return words[last] == other[end] && len(words) == len(other) && slices.Equal(words[1:], other[1:]) && (initial || mistaken(words[0], other[0]))
}

// mistaken tells words of names that are a letter apart.
func mistaken(a, b string) bool {
	return a != b && min(len(a), len(b)) > 4 && edits(a, b, 1)
}

// otherwise is the probability, as the tree has it, that a name is written otherwise: its
// namesakes' part of the talks, or the part of those with such a word in their names who
// write it with an accent.
func (k *Known) otherwise(name string) float64 {
	if k == nil {
		return 0
	}
	theirs, own := 0, 0
	for _, n := range k.namesakes(name) {
		theirs += n.talks
	}
	for _, p := range k.loose[bare.Words(name)] {
		own += p.talks
	}
	odds := float64(theirs) / float64(theirs+own+1)
	if own > 0 {
		return odds
	}
	for w := range strings.FieldsSeq(name) {
		b := bare.Words(w)
		if n := k.first[b] + k.other[b]; accents(w) == 0 && n > 0 {
			odds = max(odds, float64(k.accented[b])/float64(n+1))
		}
	}
	return odds
}

// accents counts the letters that have one, or that ASCII has not.
func accents(word string) int {
	n := 0
	for _, r := range word {
		n += int(flag(r >= utf8.RuneSelf && unicode.IsLetter(r)))
	}
	return n
}
