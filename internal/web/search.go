package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/internal/bare"
)

// mostFound are shown of what is found.
const mostFound = 60

// find looks for the talks that have all words of a query in title, speakers or
// description, those first that have them in the title, and the newest of equals. It
// returns the best and the number of all.
func find(events []*shelved, query string) (best []libraryTalk, all int) {
	parts := strings.Fields(bare.Words(query))
	if len(parts) == 0 {
		return nil, 0
	}
	type hit struct {
		talk  *libraryTalk
		score int
	}
	var hits []hit
	for _, e := range events {
		for i, has := range e.words.all(parts, len(e.Talks)) {
			if has {
				hits = append(hits, hit{&e.Talks[i], e.Talks[i].score(parts)})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(b.score-a.score, strings.Compare(b.talk.Day, a.talk.Day))
	})
	for _, h := range hits[:min(len(hits), mostFound)] {
		best = append(best, *h.talk)
	}
	return best, len(hits)
}

// score is how well a talk fits the parts of words that it has.
func (t *libraryTalk) score(parts []string) int {
	score := 0
	for _, part := range parts {
		switch {
		case strings.Contains(t.title, part):
			score += 4
		case strings.Contains(t.by, part):
			score += 3
		default:
			score++
		}
	}
	if len(parts) > 1 && strings.Contains(t.title, strings.Join(parts, " ")) {
		score += 4
	}
	return score
}

// wordIndex tells which of an event's talks have a word, or part of one.
type wordIndex struct {
	text  string    // all words, each once and on a line of its own
	at    []int     // where each begins
	talks [][]int32 // which have it
}

func indexWords(texts []string) wordIndex {
	talks := map[string][]int32{}
	for i, text := range texts {
		for word := range strings.FieldsSeq(text) {
			if had := talks[word]; len(had) == 0 || had[len(had)-1] != int32(i) {
				talks[word] = append(had, int32(i))
			}
		}
	}
	var x wordIndex
	var b strings.Builder
	for word, has := range talks {
		x.at, x.talks = append(x.at, b.Len()), append(x.talks, has)
		b.WriteString(word)
		b.WriteByte('\n')
	}
	x.text = b.String()
	return x
}

// all tells for each of n talks whether it has all of some parts of words; it is nil if
// none has.
func (x wordIndex) all(parts []string, n int) []bool {
	var has []bool
	for _, part := range parts {
		one := x.one(part, n)
		if one == nil {
			return nil
		}
		for i := range has {
			one[i] = one[i] && has[i]
		}
		has = one
	}
	return has
}

func (x wordIndex) one(part string, n int) []bool {
	var has []bool
	for from, count := 0, 0; ; {
		i := strings.Index(x.text[from:], part)
		if i < 0 || count == n {
			return has
		}
		if has == nil {
			has = make([]bool, n)
		}
		word, exact := slices.BinarySearch(x.at, from+i)
		if !exact {
			word--
		}
		for _, t := range x.talks[word] {
			if !has[t] {
				has[t] = true
				count++
			}
		}
		if word+1 == len(x.at) {
			return has
		}
		from = x.at[word+1]
	}
}
