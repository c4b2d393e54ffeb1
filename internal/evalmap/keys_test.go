package main

import (
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
)

func TestKeysToDone(t *testing.T) {
	t.Parallel()
	reading := func(title string, speakers ...string) ingest.Reading {
		return ingest.Reading{Title: title, Speakers: speakers}
	}
	isKnown := func(name string) bool { return name == "Odile de Marchandon" }
	const host = "Mirela Tandescu: Fast parsers | ExConf"
	for _, test := range []struct {
		name     string
		readings []ingest.Reading
		host     string
		title    string
		speakers string // with "; " between them
		want     effort
	}{
		{"right", []ingest.Reading{reading("Fast parsers!", "mirela tandescu")}, host, "Fast Parsers", "Mirela Tandescu", effort{reading: 1}},
		{"right in another order", []ingest.Reading{reading("Fast parsers", "A B", "C D")}, host, "Fast parsers", "C D; A B", effort{reading: 1}},
		{"the third", []ingest.Reading{reading("Fast"), reading("Parsers"), reading("Fast parsers")}, host, "Fast parsers", "", effort{reading: 3}},
		{"the fifth, however little the first would take", []ingest.Reading{reading("Fast parser"), reading("a"), reading("b"), reading("c"), reading("Fast parsers")}, "", "Fast parsers", "", effort{reading: 5}},
		{"a piece", []ingest.Reading{reading("Mirela Tandescu", "Fast parsers")}, host, "Fast parsers", "Mirela Tandescu", effort{1, 2, 2}},
		{"no whole words", []ingest.Reading{reading("arsers")}, "Fast xparsers", "parsers", "", effort{1, 3, 0}},
		{"typed", []ingest.Reading{reading("Fast parsers")}, host, "Fast parsers, slowly", "", effort{1, 10, 0}},
		{"the second, mended", []ingest.Reading{reading("Something else entirely"), reading("Fast parsers for al")}, "", "Fast parsers for all", "", effort{2, 3, 0}},
		{"one too many", []ingest.Reading{reading("Fast parsers", "Mirela Tandescu", "Foobar Ltd", "Foobar")}, host, "Fast parsers", "Mirela Tandescu", effort{1, 0, 4}},
		{"nobody was found", []ingest.Reading{reading("Fast parsers")}, "Fast parsers", "Fast parsers", "Bo Roe", effort{1, 0, 8}},
		{"somebody known", []ingest.Reading{reading("Fast parsers")}, "Fast parsers", "Fast parsers", "Odile de Marchandon", effort{1, 0, 6}},
		{"somebody known, all but there", []ingest.Reading{reading("Fast parsers", "Odile Marchandon")}, "Fast parsers", "Fast parsers", "Odile de Marchandon", effort{1, 0, 5}},
		{"instead of another", []ingest.Reading{reading("Fast parsers", "Bo Row", "Cy Poe")}, "", "Fast parsers", "Cy Poe; Bo Roe", effort{1, 0, 3}},
		{"the same name twice", []ingest.Reading{reading("Fast parsers")}, "", "Fast parsers", "Bo Roe; bo roe", effort{1, 0, 8}},
		{"no readings", nil, "", "Fast", "", effort{1, 6, 0}},
	} {
		var speakers []string
		if test.speakers != "" {
			speakers = strings.Split(test.speakers, "; ")
		}
		got := keysToDone(ingest.Proposal{Readings: test.readings}, titleTalk{Host: test.host, Title: test.title, Speakers: speakers}, isKnown)
		if got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestIsPiece(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, host string
		want       bool
	}{
		{"Fast Parsers", "[ExConf] “fast parsers” (Bo)", true},
		{"Bo", "Bobby and Bo", true},
		{"Bo", "Bobby", false},
		{"Zoë", "by Zoë", true},
		{"Zo", "by Zoë", false},
		{"", "anything", false},
	} {
		if got := isPiece(test.text, test.host); got != test.want {
			t.Errorf("isPiece(%q, %q) = %v", test.text, test.host, got)
		}
	}
}

func TestToil(t *testing.T) {
	t.Parallel()
	talk := func(level ingest.Level, proposed, want string, verbatim bool) result {
		p := ingest.Proposal{Level: level, Readings: []ingest.Reading{{Title: proposed}}}
		return result{proposal: p, want: titleTalk{Title: want}, title: proposed == want, names: true, verbatim: verbatim}
	}
	var sum toil
	for _, r := range []result{
		talk(ingest.LevelSure, "Bees", "Bees", true), talk(ingest.LevelSure, "Bees", "Wasps", true), talk(ingest.LevelSure, "Bee", "Bees", false),
		talk(ingest.LevelLikely, "Bees", "Bees", true), talk(ingest.LevelLikely, "Be", "Bees", true),
	} {
		sum.add(r, func(string) bool { return false })
	}
	const want = "     5      4   3.60  40.0% |    1.00   2.60     0.00 | 2 of 3 sure (66.7%), the text tells in 1"
	if got := sum.String(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// A name that only the series itself has is not known when the series is scored.
func TestHomes(t *testing.T) {
	t.Parallel()
	h := tree{"a-2030": {"Bo Roe": 1, "Cy Poe": 1}, "a-2031": {"Bo Roe": 2}, "b-2031": {"Cy Poe": 1}}.homes(seriesOf)
	for _, test := range []struct {
		name, series string
		want         bool
	}{{"bo roe", "a", false}, {"Bo Roe", "b", true}, {"Cy Poe", "a", true}, {"Cy Poe", "b", true}, {"Di Low", "a", false}} {
		if got := h.knows(test.name, test.series); got != test.want {
			t.Errorf("knows(%q, %q) = %v", test.name, test.series, got)
		}
	}
}
