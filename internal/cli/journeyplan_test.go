package cli_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/curated"
)

// The least that a person types: on a line that is edited, and where words are picked.

func times(k stroke, n int) []stroke { return slices.Repeat([]stroke{k}, max(n, 0)) }

func typed(text []rune) []stroke {
	var strokes []stroke
	for _, r := range text {
		strokes = append(strokes, stroke(r))
	}
	return strokes
}

func shortest(ways ...[]stroke) []stroke {
	return slices.MinFunc(ways, func(a, b []stroke) int { return len(a) - len(b) })
}

// retype makes one line of another, the cursor being at its end.
func retype(from, to string) []stroke {
	was, is := []rune(from), []rune(to)
	head := 0
	for head < min(len(was), len(is)) && was[head] == is[head] {
		head++
	}
	tail := 0
	for tail < min(len(was), len(is))-head && was[len(was)-1-tail] == is[len(is)-1-tail] {
		tail++
	}
	gone, come := len(was)-head-tail, typed(is[head:len(is)-tail])
	return shortest(
		slices.Concat([]stroke{ctrlU}, typed(is)),
		slices.Concat(times(left, tail), times(backspace, gone), come),
		slices.Concat([]stroke{home}, times(right, head), times(del, gone), come),
	)
}

// pick is a run of a title's words that becomes something: t its title, s a speaker.
type pick struct {
	first, last int
	as          stroke
}

// pickOf finds the words of a title that say a text.
func pickOf(raw, text string, as stroke) (pick, bool) {
	words := strings.Fields(raw)
	for first := range words {
		for last := first; last < len(words); last++ {
			run := strings.Trim(strings.Join(words[first:last+1], " "), " -–—―|:,;/~·•()[]{}“”«»")
			if curated.Normal(run) == curated.Normal(text) {
				return pick{first, last, as}, true
			}
		}
	}
	return pick{}, false
}

// walk presses what takes runs of words, of a title that has so many.
func walk(picks []pick, words int) []stroke {
	var strokes []stroke
	at := 0
	for _, p := range picks {
		strokes = append(strokes, shortest(
			slices.Concat(times(right, p.first-at), times(left, at-p.first)),
			slices.Concat([]stroke{home}, times(right, p.first)), slices.Concat([]stroke{end}, times(left, words-1-p.first)),
		)...)
		marking := times(shiftRight, p.last-p.first)
		if p.last == words-1 && p.first < p.last {
			marking = []stroke{shiftEnd}
		}
		strokes = append(append(strokes, marking...), p.as)
		at = min(p.last+1, words-1)
	}
	return strokes
}

func TestRetype(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ from, to, want string }{
		{"Fast parser", "Fast parsers", "s"},
		{"Fast prsers", "Fast parsers", "[←][←][←][←][←]a"},
		{"xast parsers and more", "Fast parsers and more", "[Home][Delete]F"},
		{"Fast parsers | ExConf", "Bees", "[Ctrl-U]Bees"},
		{"Bees", "Bees", ""},
		{"", "Zoë", "Zoë"},
	} {
		if got := spelled(retype(test.from, test.to)); got != test.want {
			t.Errorf("%q to %q: %s, want %s", test.from, test.to, got, test.want)
		}
	}
}

func TestWalk(t *testing.T) {
	t.Parallel()
	const raw = "ExConf: “Fast parsers” (Mirela Tandescu, Noor Solvane)"
	for _, test := range []struct {
		texts []string
		want  string
	}{
		{[]string{"Fast parsers", "Mirela Tandescu", "Noor Solvane"}, "[→][Shift-→]t[Shift-→]s[Shift-End]s"},
		{[]string{"ExConf", "Solvane"}, "t[End]s"},
		{[]string{"Fast parsers", "ExConf"}, "[→][Shift-→]t[Home]s"},
	} {
		var picks []pick
		for i, text := range test.texts {
			p, ok := pickOf(raw, text, []stroke{"t", "s", "s"}[i])
			if !ok {
				t.Fatalf("%q is not found", text)
			}
			picks = append(picks, p)
		}
		if got := spelled(walk(picks, len(strings.Fields(raw)))); got != test.want {
			t.Errorf("%q: %s, want %s", test.texts, got, test.want)
		}
	}
	if _, ok := pickOf(raw, "parser", "t"); ok {
		t.Error("a part of a word is found")
	}
}

func TestReadingsOnScreen(t *testing.T) {
	t.Parallel()
	talk := &realTalk{Title: "Learning by doing", Speakers: []string{"Bo Roe", "Cy Poe"}}
	nobody := &realTalk{Title: "Closing (2)"}
	for _, test := range []struct {
		name, shown string
		readings    map[int]string
		talk        *realTalk
		said        bool
		right       int
	}{
		{"shown", "Learning by doing by Cy Poe; Bo Roe", nil, talk, true, 0},
		{"another title", "Doing by Bo Roe; Cy Poe", map[int]string{2: "Learning (TITLE)", 3: "Learning by doing (TITLE (SPEAKER, COMPANY))"}, talk, false, 3},
		{"other speakers", "Learning by doing by Bo Roe", map[int]string{2: "by Cy Poe (TITLE)", 4: "by Bo Roe; Cy Poe"}, talk, false, 4},
		{"another title, the speakers being wrong", "Learning by Bo Roe", map[int]string{1: "Learning by doing (TITLE)"}, talk, false, 0},
		{"both", "Bo Roe by nobody", map[int]string{2: "Learning by doing by Bo Roe; Cy Poe (SPEAKER: TITLE)"}, talk, false, 2},
		{"nobody", "Closing by Bo Roe", map[int]string{1: "Closing (2) by nobody (as posted)"}, nobody, false, 1},
		{"a title in brackets", "Closing by nobody", map[int]string{1: "Closing (2) (as posted)"}, nobody, false, 1},
	} {
		p := talkPage{shown: test.shown, readings: test.readings}
		if said, right := test.talk.isSaid(p.shown), p.right(test.talk); said != test.said || !said && right != test.right {
			t.Errorf("%s: said %v, right is %d; want %v, %d", test.name, said, right, test.said, test.right)
		}
	}
}
