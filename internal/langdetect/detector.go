package langdetect

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Weights of the evidence for a language in the Latin script, and how much of it
// is needed.
const (
	ofWord     = 4 // one of the commonest words
	ofEnding   = 4 // the ending of a long word
	ofLetter   = 2 // a letter that not all have
	ofParticle = 1 // a common word that stands in names as well

	enough  = 4  // to name a language
	plenty  = 8  // to be sure
	oneIn   = 12 // of so many words one must speak for the language
	against = 2  // so much more than evidence for it counts that for another
)

// detector gathers what the words of a text say about its language.
type detector struct {
	among   languages
	scripts scripts
	words   int
	signs   []sign // each set of languages once
}

// sign is evidence for any one of some languages.
type sign struct {
	of     languages
	weight int
}

// read takes in what stands between spaces. A word ends after an apostrophe, so
// that articles and pronouns come off.
func (d *detector) read(chunk string) {
	start := -1
	for i, r := range chunk {
		switch {
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			d.scripts.latin++
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			d.scripts.count(r)
		default:
			if start >= 0 {
				d.word(chunk[start:i], r == '\'' || r == '’')
				start = -1
			}
			continue
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		d.word(chunk[start:], false)
	}
}

// longestCommon is the number of bytes of the longest among the commonest words.
const longestCommon = 14

// word takes in one word. An abbreviation says nothing.
func (d *detector) word(word string, apostrophe bool) {
	d.words++
	if abbreviation(word) {
		return
	}
	lower := strings.ToLower(word)
	if apostrophe {
		lower += "'"
	}
	if len(lower) <= longestCommon {
		if s, ok := words[lower]; ok {
			d.add(s)
			return
		}
	}
	if of := endings.of(lower); of != 0 {
		d.add(sign{of, ofEnding})
		return
	}
	if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) { // else perhaps a name
		if of := lettersOf(lower); of != 0 {
			d.add(sign{of, ofLetter})
		}
	}
}

func abbreviation(word string) bool {
	return len(word) > 1 && strings.IndexFunc(word, unicode.IsLower) < 0
}

func (d *detector) add(s sign) {
	if s.of &= d.among; s.of == 0 {
		return
	}
	for i := range d.signs {
		if d.signs[i].of == s.of {
			d.signs[i].weight += s.weight
			return
		}
	}
	d.signs = append(d.signs, s)
}

// guess names the language in the Latin script that most evidence speaks for.
func (d *detector) guess() Guess {
	best, all := d.best()
	lead := all
	for other := range latin {
		if other != best {
			lead = min(lead, d.lead(best, other))
		}
	}
	need := enough
	if latin[best].rare {
		need = plenty
	}
	if lead < need || all*oneIn < d.words*ofWord {
		return Guess{Words: d.words}
	}
	return Guess{latin[best].code, d.words, lead >= plenty}
}

// best finds the language that most evidence speaks for, and how much.
func (d *detector) best() (best, all int) {
	for i := range latin {
		n := 0
		for _, s := range d.signs {
			if s.of.has(i) {
				n += s.weight
			}
		}
		if n > all {
			best, all = i, n
		}
	}
	return best, all
}

// lead is what speaks for one language and not for another, less what speaks
// against it. What speaks for both tells nothing: close relatives share most of
// their commonest words.
func (d *detector) lead(best, other int) int {
	lead := 0
	for _, s := range d.signs {
		switch {
		case s.of.has(best) && !s.of.has(other):
			lead += s.weight
		case s.of.has(other) && !s.of.has(best):
			lead -= against * s.weight
		}
	}
	if latin[other].rare && !latin[best].rare {
		lead += enough
	}
	return lead
}
