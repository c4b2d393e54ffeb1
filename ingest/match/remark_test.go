package match

import "testing"

// Speakers who come every year make no programme this year's; words of titles do.
func TestDoubtProgramme(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		facts facts
		want  int
	}{
		{"nothing but speakers", facts{{"speakers-all", 1}}, 1},
		{"words of the title", facts{{"title-content", 0.3}}, 0},
	} {
		r := newRun(exconf, posted("Notes on Bees", "Mending Nets", "Rivers at Night", "Gardens and Graphs"), programmed(), Options{})
		for range r.films {
			r.chosen = append(r.chosen, choice{pair: &possible{facts: c.facts}, score: 0.9})
		}
		if r.doubtProgramme(); len(r.remarks) != c.want {
			t.Errorf("%s: %v", c.name, r.remarks)
		}
	}
}
