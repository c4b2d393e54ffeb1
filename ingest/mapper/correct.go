package mapper

// Correction is what a curator made of a video.
type Correction struct {
	Title    string
	Speakers []string
}

// clamp gives all probability to the candidates that agree best with the
// correction.
func (t *talk) clamp() {
	best := 0.0
	grades := make([]float64, len(t.candidates))
	for i, c := range t.candidates {
		grades[i] = t.correct.agreement(c)
		best = max(best, grades[i])
	}
	sum := 0.0
	for i := range t.candidates {
		if grades[i] < best || best == 0 {
			t.candidates[i].p = 0
		}
		sum += t.candidates[i].p
	}
	if sum == 0 {
		for i := range t.candidates {
			if grades[i] == best && best > 0 {
				t.candidates[i].p, sum = 1, sum+1
			}
		}
	}
	for i := range t.candidates {
		if sum > 0 {
			t.candidates[i].p /= sum
		}
	}
}

// agreement grades how near a candidate comes to what the curator wrote.
func (c *Correction) agreement(d candidate) float64 {
	grade := 0.0
	switch {
	case fold(d.title) == fold(c.Title):
		grade += 2
	case bare(d.title) == bare(c.Title):
		grade += 1.5
	}
	switch {
	case sameNames(d.names, c.Speakers):
		grade += 2
	case fuller(c.Speakers, d.names) && len(d.names) > 0:
		grade++
	}
	return grade
}
