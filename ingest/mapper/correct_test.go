package mapper

import "testing"

// What one correction says may be about its own talk; what two say alike is about the
// event. What no reading says teaches nothing.
func TestCorrectionsAgree(t *testing.T) {
	t.Parallel()
	first, last := shape{sep: sepDash, first: true, source: fromTitle}, shape{sep: sepDash, source: fromTitle}
	for _, c := range []struct {
		corrected []string // the titles that people gave
		learned   bool
	}{
		{nil, false},
		{[]string{"Noor Veldenaar"}, false},
		{[]string{"Noor Veldenaar", "Noor Veldenaar"}, true},
		{[]string{"Noor Veldenaar", "Slow queries"}, false},
		{[]string{"Another title", "Another title"}, false},
	} {
		var talks []*talk
		for i := range 4 {
			talk := &talk{raw: "Noor Veldenaar - Slow queries", candidates: []candidate{
				{title: "Slow queries", names: []string{"Noor Veldenaar"}, shape: first, p: 0.9},
				{title: "Noor Veldenaar", names: []string{"Slow queries"}, shape: last, p: 0.1},
			}, evidence: new(evidence)}
			if i < len(c.corrected) {
				talk.correct = &Correction{Title: c.corrected[i], Speakers: []string{"Slow queries"}}
				if c.corrected[i] == "Slow queries" {
					talk.correct.Speakers = []string{"Noor Veldenaar"}
				}
				talk.taught = talk.correct.teaches(talk) && talk.correct.isRead(talk)
			}
			talks = append(talks, talk)
		}
		new(matcher).learnCorrections(talks)
		if got := talks[3].candidates[1].score > talks[3].candidates[0].score; got != c.learned {
			t.Errorf("corrected to %q: learned = %v", c.corrected, got)
		}
	}
}
