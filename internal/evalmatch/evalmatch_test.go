package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/match"
)

func TestFitLogistic(t *testing.T) {
	t.Parallel()
	one := match.Fact{Name: "bias", Value: 1}
	var examples []example
	for i := range 200 { // right in 80 % where the fact holds, in 20 % elsewhere
		examples = append(examples,
			example{[]match.Fact{one, {Name: "fact", Value: 1}}, i%5 != 0},
			example{[]match.Fact{one}, i%5 == 0})
	}
	w := fitLogistic(examples, 1e-3)
	p := func(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }
	if math.Abs(p(w["bias"])-0.2) > 0.01 || math.Abs(p(w["bias"]+w["fact"])-0.8) > 0.01 {
		t.Errorf("weights %v", w)
	}
}

// What is always right has no finite weight but for the penalty.
func TestFitLogisticSeparable(t *testing.T) {
	t.Parallel()
	var examples []example
	for range 50 {
		examples = append(examples, example{[]match.Fact{{Name: "good", Value: 1}}, true}, example{[]match.Fact{{Name: "bad", Value: 1}}, false})
	}
	w := fitLogistic(examples, 1)
	if !(w["good"] > 1 && w["good"] < 10 && w["bad"] < -1 && w["bad"] > -10) {
		t.Errorf("weights %v", w)
	}
}

func TestSolve(t *testing.T) {
	t.Parallel()
	x := solve([][]float64{{0, 2, 1}, {1, 1, 1}, {2, 0, 3}}, []float64{7, 6, 11})
	for i, want := range []float64{1, 2, 3} {
		if math.Abs(x[i]-want) > 1e-9 {
			t.Errorf("x[%d] = %v, want %v", i, x[i], want)
		}
	}
}

func TestHalf(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{"exconf-2030", "exconf-2031"}, {"pydata-aa-2031", "pydata-bb-2030"}} {
		if half(pair[0]) != half(pair[1]) {
			t.Errorf("%s and %s are in two halves", pair[0], pair[1])
		}
	}
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	s := &scenario{
		slug: "exconf-2031", set: "rubyevents", event: ingest.Event{Title: "ExConf 2031"},
		videos: []ingest.Video{
			{Provider: "youtube", ID: "A", Title: "Fast Parsers - Jane Doe"},
			{Provider: "youtube", ID: "B", Title: "Notes on Knots - Rick Roe"},
			{Provider: "youtube", ID: "C", Title: "Gardens and Graphs - Ann Other"},
		},
		sessions: []ingest.Session{
			{ID: "1", Title: "Fast Parsers", Speakers: []string{"Jane Doe"}},
			{ID: "2", Title: "Notes on Knots", Speakers: []string{"Rick Roe"}},
		},
		truth: []truth{
			{ids: []string{"1", "one"}, title: "Fast Parsers", speakers: []string{"Jane Doe"}},
			{trap: true}, // as if the pair were wrong
			{},
		},
	}
	c := measure(s, nil)
	if c.videos != 3 || c.paired != 1 || c.right != 1 || c.none != 2 || c.invented != 1 || c.trapped != 1 || c.sureWrong != 1 || c.both != 1 {
		t.Errorf("%+v", c)
	}
	var out bytes.Buffer
	c.print(&out, "exconf")
	if !strings.Contains(out.String(), "pairs right 100.0%") || !strings.Contains(out.String(), "invented 1 of 2") {
		t.Error(out.String())
	}
}

// What is promised of pairs holds on the half that the weights were not fitted on.
func TestPromise(t *testing.T) {
	t.Parallel()
	shared := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(filepath.Join(shared, "schedules")); err != nil {
		t.Skipf("no development data in %s", shared)
	}
	all, err := load(shared)
	if err != nil {
		t.Fatal(err)
	}
	var real, made, foreign count
	held := ofHalf(all, 1)
	for i, c := range measureAll(held, nil) {
		switch held[i].set {
		case "synthetic":
			made.add(c)
		case "foreign":
			foreign.add(c)
		default:
			real.add(c)
		}
	}
	if real.paired < 100 || float64(real.right) < 0.985*float64(real.paired) || real.invented > 0 || real.sureWrong > 0 {
		t.Errorf("real events: %d of %d pairs are right, %d invented, %d surely wrong", real.right, real.paired, real.invented, real.sureWrong)
	}
	if float64(real.names) < 0.97*float64(real.given) || float64(real.days) < 0.99*float64(real.dated) {
		t.Errorf("real events: %d of %d names, %d of %d days", real.names, real.given, real.days, real.dated)
	}
	if float64(made.right) < 0.97*float64(made.paired) || float64(made.sureWrong) > 0.003*float64(made.videos) || made.calibration() > 0.03 {
		t.Errorf("semi-synthetic events: %d of %d pairs are right, %d surely wrong, calibration error %.3f", made.right, made.paired, made.sureWrong, made.calibration())
	}
	if foreign.noticed < foreign.foreign || foreign.foreignSure > 0 {
		t.Errorf("of %d programmes of another edition %d were noticed; %d pairs are sure", foreign.foreign, foreign.noticed, foreign.foreignSure)
	}
}
