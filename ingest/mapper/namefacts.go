package mapper

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/pyvideo/stevie/internal/bare"
)

// nameFacts is what one name looks like by itself.
type nameFacts struct {
	words                                                int
	known, first, later, common, titleWord, eventWord    float64
	lower, punct, function, capitals, camel, job, noCase float64
}

// describeNames looks at the names themselves.
func (m describer) describeNames(t *talk, c *candidate, x *vector) {
	if len(c.names) == 0 {
		return
	}
	n := float64(len(c.names))
	known := 0.0
	x[fWeakest] = 1
	for _, name := range c.names {
		f := m.facts(t, name)
		known += f.known
		x[fFirst] += f.first / n
		x[fLater] += f.later / n
		x[fWeakest] = min(x[fWeakest], max(f.known, (f.first+f.later)/2))
		x[fCommon] += f.common / n
		x[fTitleWord] += f.titleWord / n
		x[fEventWord] = max(x[fEventWord], f.eventWord)
		x[fOneWord] = max(x[fOneWord], flag(f.words == 1 && f.noCase == 0))
		x[fThreeWords] = max(x[fThreeWords], flag(f.words == 3))
		x[fFourWords] = max(x[fFourWords], flag(f.words > 3))
		x[fLower] = max(x[fLower], f.lower)
		x[fPunct] = max(x[fPunct], f.punct)
		x[fFunction] = max(x[fFunction], f.function)
		x[fCapitals] = max(x[fCapitals], f.capitals)
		x[fCamel] = max(x[fCamel], f.camel)
		x[fJob] = max(x[fJob], f.job)
		x[fNoCase] = max(x[fNoCase], f.noCase)
	}
	x[fKnownAll] = flag(known == n)
	x[fKnownSome] = known / n
	x[fTwo] = flag(len(c.names) == 2)
	x[fMany] = flag(len(c.names) > 2)
}

func (m describer) facts(t *talk, name string) nameFacts {
	if f, ok := t.names[name]; ok {
		return f
	}
	var f nameFacts
	b := bare.Words(name)
	words := strings.Fields(b)
	f.words = len(words)
	if !hasCase(name) {
		f.noCase, f.function = 1, flag(phrase(name))
	}
	f.known = flag(m.known.hasLoosely(b))
	if len(words) > 1 {
		f.first = m.known.firstName(words[0])
		f.later = m.known.laterName(words[len(words)-1])
	} else if len(words) == 1 {
		f.first = m.known.firstName(words[0]) / 2
	}
	for _, w := range words {
		f.eventWord = max(f.eventWord, flag(m.occasion.words[w]))
		if m.vocabulary[w] > 1 {
			f.titleWord += 1 / float64(len(words))
		}
	}
	for w := range strings.FieldsSeq(name) {
		f.look(w)
	}
	if f.words == 1 && t.evidence.confirms(name) { // nicks have small letters and digits
		f.lower, f.punct = 0, 0
	} else {
		f.common = m.commonness(name)
	}
	if t.names == nil {
		t.names = map[string]nameFacts{}
	}
	t.names[name] = f
	return f
}

// phrase tells whether a text in a script without capitals says more than a
// name does: it is longer than names are in its script, or has what stands between
// the words of a sentence.
func phrase(s string) bool {
	words, letters := len(strings.Fields(s)), 0
	han, hangul := 0, 0
	for _, r := range s {
		letters += int(flag(unicode.IsLetter(r)))
		han += int(flag(unicode.Is(unicode.Han, r)))
		hangul += int(flag(unicode.Is(unicode.Hangul, r)))
	}
	switch {
	case letters == 0 || inflected.MatchString(s):
		return letters > 0
	case han == letters:
		return letters > 4+words
	case hangul == letters:
		return words > 2 || words == 1 && letters > 5
	}
	return letters > 8 && !strings.ContainsAny(s, " ・")
}

// inflected is what Japanese and Chinese write between the words of a phrase. Names may
// end in 子 behind such letters.
var inflected = regexp.MustCompile(`[\p{Han}\p{Katakana}ー]\p{Hiragana}+(?:\p{Katakana}|[^\P{Han}子])|[を的]`)

// look adds what one word of a name looks like.
func (f *nameFacts) look(w string) {
	low := strings.ToLower(w)
	if !isUpperStart(strings.TrimLeft(w, "\"'(“‘")) && !particles[low] {
		f.lower = 1
	}
	if strings.ContainsAny(w, "0123456789:;=+*/\\_&%$#<>") {
		f.punct = 1
	}
	if f.words > 1 && functionWords[low] && !particles[low] {
		f.function = 1
	}
	f.job = max(f.job, flag(jobWords[low]))
	letters, upper, inner := 0, 0, false
	for i, r := range w {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
				inner = inner || i > 0
			}
		}
	}
	f.capitals = max(f.capitals, flag(letters > 2 && upper == letters))
	f.camel = max(f.camel, flag(inner && upper < letters && !strings.ContainsAny(w, "-'’.") && !strings.HasPrefix(w, "Mc") && !strings.HasPrefix(w, "Mac")))
}

// commonness is the share of a name's words that the event's texts also write in
// lower case.
func (m describer) commonness(name string) float64 {
	words, common := 0.0, 0.0
	for w := range strings.FieldsSeq(name) {
		low := strings.ToLower(strings.Trim(w, ".,\"'"))
		if particles[low] || len(low) < 2 {
			continue
		}
		words++
		if m.lower[low] {
			common++
		}
	}
	if words == 0 {
		return 0
	}
	return common / words
}

// likeness tells how much the beginning of a text looks like a name, from 0 to 1.
func (m describer) likeness(s string) float64 {
	words := strings.Fields(bare.Words(s))
	if len(words) < 2 {
		return 0
	}
	if m.known.hasLoosely(strings.Join(words, " ")) {
		return 1
	}
	return (m.known.firstName(words[0]) + m.known.laterName(words[1])) / 2 * (1 - m.commonness(s))
}
