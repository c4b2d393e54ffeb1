package main

import (
	"fmt"
	"math"
	"testing"

	"github.com/pyvideo/stevie/ingest/mapper"
)

func TestSeries(t *testing.T) {
	t.Parallel()
	for folder, want := range map[string]string{
		"exampleconf-2031":      "exampleconf",
		"exampleconf-xx-2031":   "exampleconf-xx",
		"exampleconf-2031-fall": "exampleconf",
		"exampleconf-4":         "exampleconf",
		"examplegroup":          "examplegroup",
	} {
		if got := seriesOf(folder); got != want {
			t.Errorf("seriesOf(%q) = %q, want %q", folder, got, want)
		}
	}
}

// Folders of one first word are one organisation's, unless they are too many.
func TestFamilies(t *testing.T) {
	t.Parallel()
	folders := tree{}
	for _, folder := range []string{
		"examplecon-aa-2031", "examplecon-bb-2031", "examplecon-cc-2031", "zotcamp-north-2031", "zotcamp-south-2030",
		"a-2031", "b-2031", "c-2031", "d-2031", "e-2031",
	} {
		folders[folder] = nil
	}
	of := folders.families()
	if a, b := of("zotcamp-north-2031"), of("zotcamp-south-2030"); a != b {
		t.Errorf("series %q and %q, want one", a, b)
	}
	if a, b := of("examplecon-aa-2031"), of("examplecon-bb-2031"); a == b {
		t.Errorf("both are series %q, want two", a)
	}
}

func TestMinimize(t *testing.T) {
	t.Parallel()
	banana := func(w, grad []float64) float64 {
		a, b := 1-w[0], w[1]-w[0]*w[0]
		grad[0], grad[1] = -2*a-400*w[0]*b, 200*b
		return a*a + 100*b*b
	}
	got := minimize(banana, []float64{-1.2, 1}, 200)
	if math.Abs(got[0]-1) > 1e-2 || math.Abs(got[1]-1) > 1e-2 {
		t.Errorf("minimum at %v, want (1, 1)", got)
	}
}

func TestFitLogistic(t *testing.T) {
	t.Parallel()
	var outcomes []outcome
	for i := range 200 { // right in 80 % where the fact holds, in 20 % elsewhere
		outcomes = append(outcomes,
			outcome{[]fact{{0, 1}, {1, 1}}, i%5 != 0, 1},
			outcome{[]fact{{0, 1}}, i%5 == 0, 1})
	}
	w := fitLogistic(outcomes, 2, 1e-3)
	p := func(s float64) float64 { return 1 / (1 + math.Exp(-s)) }
	if math.Abs(p(w[0])-0.2) > 0.01 || math.Abs(p(w[0]+w[1])-0.8) > 0.01 {
		t.Errorf("probabilities %.3f and %.3f, want 0.2 and 0.8", p(w[0]), p(w[0]+w[1]))
	}
}

func TestFitChoice(t *testing.T) {
	t.Parallel()
	n := newNumbering()
	var examples []example
	for _, title := range []string{"Parsers", "Types", "Wheels"} {
		x, ok := makeExample(n, mapper.Explanation{Candidates: []mapper.Reading{
			{Title: title, Speakers: []string{"Ada Doe"}, Facts: []mapper.Fact{{Name: "good", Value: 1}}},
			{Title: "Ada Doe", Speakers: []string{title}, Facts: []mapper.Fact{{Name: "bad", Value: 1}}},
		}}, titleTalk{Title: title, Speakers: []string{"Ada Doe"}})
		if !ok {
			t.Fatal("no reading is right")
		}
		examples = append(examples, x)
	}
	w := n.weights(fitChoice(examples, len(n.names), nil, 0.1))
	if w["good"] <= w["bad"] {
		t.Errorf("weights %v prefer the wrong reading", w)
	}
}

func TestWithin(t *testing.T) {
	t.Parallel()
	if !within(wordsOf("b d"), wordsOf("a b c d")) || within(wordsOf("d b"), wordsOf("a b c d")) {
		t.Error("within does not tell what is left from what is not")
	}
	if got := missing(wordsOf("a a b"), wordsOf("a b c")); got != 1 {
		t.Errorf("missing = %d, want 1", got)
	}
}

// About a third of the series is never looked at.
func TestUnseenThird(t *testing.T) {
	t.Parallel()
	unseen := 0
	for i := range 600 {
		if isUnseen(fmt.Sprintf("exampleconf-%d", i)) {
			unseen++
		}
	}
	if unseen < 150 || unseen > 250 {
		t.Errorf("%d of 600 series are unseen", unseen)
	}
}
