package match

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/calendar"
)

// wording is a title as words with their weights.
type wording struct {
	words   []string
	weights []float64
	mass    float64
	compact string
}

// subtitle is where the part of a title begins that hosts like to drop.
var subtitle = regexp.MustCompile(`[:?!;|([–—…]|\.{2,}| -+ |, (?:or|oder|o|ou)\b| or:|\. `)

// weigh makes rarities of counts.
func weigh(count map[string]float64, of int) {
	most := math.Log(float64(of) + 2)
	for w, n := range count {
		r := math.Log((float64(of)+2)/(n+0.5)) / most
		count[w] = max(0.1, min(1, r))
	}
}

// weight is what a word of a title tells. What stands in no session's title is
// as rare as can be; names of kinds and the commonest words tell little.
func (p *programme) weight(word string) float64 {
	r, ok := p.rarity[word]
	if !ok {
		r = 1
	}
	if generic[word] || common[word] || dayWord(word) {
		r *= 0.2
	}
	return r
}

func (p *programme) wordingOf(words []string) wording {
	w := wording{words: words, compact: strings.Join(words, "")}
	for _, word := range w.words {
		weight := p.weight(word)
		w.weights = append(w.weights, weight)
		w.mass += weight
	}
	return w
}

// nameless is the wording of a session's title without the event's name and its
// speakers': "Keynote with Jane Doe".
func (p *programme) nameless(e *entry, title string) wording {
	words := wordsOf(title)
	if rest := withoutName(words, p.event); len(rest) > 0 {
		words = rest
	}
	for _, i := range e.people {
		if sure, from, to := p.everyone[i].find(words); sure >= clearNamed {
			words = slices.Delete(slices.Clone(words), leadIn(words, from), to)
		}
	}
	return p.wordingOf(dateless(words))
}

// leadIn is where the words begin that introduce a name: "by Jane Doe".
func leadIn(words []string, name int) int {
	if name > 0 && leadsToName[words[name-1]] {
		return name - 1
	}
	return name
}

// dateless takes the words out of a title that only say the day: "Day 2", and a day of
// the week beside nothing but the name of a kind.
func dateless(words []string) []string {
	var rest []string
	for i, w := range words {
		_, weekday := calendar.Weekday(w)
		numeral := i > 0 && numbers[w] > 0 && counted[words[i-1]]
		introduces := i+1 < len(words) && numbers[words[i+1]] > 0 && counted[w]
		if numeral || introduces || weekday && onlyGeneric(words) {
			continue
		}
		rest = append(rest, w)
	}
	if len(rest) == 0 {
		return words
	}
	return rest
}

// mainTitle is a title without the kind in front and the subtitle behind.
func mainTitle(title string) string {
	rest := title
	for {
		at := subtitle.FindStringIndex(rest)
		if at == nil {
			return strings.TrimSpace(rest)
		}
		head := strings.TrimSpace(rest[:at[0]])
		if words := wordsOf(head); len(words) > 0 && kindOf(head) == "" && !onlyGeneric(words) {
			return head
		}
		if strings.TrimSpace(rest[at[1]:]) == "" {
			return strings.TrimSpace(rest)
		}
		rest = rest[at[1]:]
	}
}

func onlyGeneric(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !generic[w] && !common[w] && !dayWord(w) })
}
