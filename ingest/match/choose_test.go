package match

import "testing"

// credulous is sure of whatever is chosen.
func credulous() *Model { return &Model{Pair: fitted.Pair, Sure: map[string]float64{"pair": 9}} }

func TestJudge(t *testing.T) {
	t.Parallel()
	far := facts{{"title-both", 0.3}}
	r := &run{model: credulous(), chosen: []choice{
		{pair: &possible{}, regret: 0},
		{pair: &possible{facts: facts{{"title-both", 1}}}, regret: 8},
		{pair: &possible{facts: far}, regret: 8},
	}}
	r.judge()
	for i, name := range []string{"what may be otherwise", "what may not", "far titles"} {
		want := []float64{0.5, probability(9), farScore}[i]
		if got := r.chosen[i].score; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestFarTitle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		facts facts
		want  bool
	}{
		{"nothing in common", nil, true},
		{"less than half", facts{{"title-both", 0.4}}, true},
		{"half", facts{{"title-both", 0.5}}, false},
		{"no title of its own", facts{{"title-generic", 1}}, false},
		{"no title of the session's own", facts{{"title-generic-session", 1}}, false},
		{"most of the session's title", facts{{"title-both", 0.4}, {"title-cover", 0.8}}, false},
		{"most of the main title", facts{{"title-both", 0.4}, {"title-short", 0.8}}, false},
		{"most of the video's title", facts{{"title-both", 0.4}, {"title-said", 0.8}}, false},
		{"some of it", facts{{"title-both", 0.4}, {"title-said", 0.7}}, true},
		{"the abstract", facts{{"title-both", 0.4}, {"abstract-same", 0.6}}, false},
		{"some of the abstract", facts{{"title-both", 0.4}, {"abstract-same", 0.5}}, true},
	} {
		if got := c.facts.farTitle(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// However much better a choice is than all others, beyond some measure that is no more.
func TestRegretIsBounded(t *testing.T) {
	t.Parallel()
	r := newRun(exconf, posted("Reinventing Wheels"), programmed(), Options{Model: &Model{Pair: map[string]float64{"title-equal": 100}}})
	r.decide()
	if got := r.chosen[0].regret; got != certainRegret {
		t.Errorf("regret %v, want %v", got, certainRegret)
	}
}
