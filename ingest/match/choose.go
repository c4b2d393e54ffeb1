package match

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// consider lists the sessions that each video may be, with their facts.
func (r *run) consider() {
	r.pairs = make([][]possible, len(r.films))
	inParallel(len(r.films), func(i int) {
		f := r.films[i]
		for _, s := range r.programme.resembling(f) {
			facts := r.compare(f, r.programme.entries[s])
			r.pairs[i] = append(r.pairs[i], possible{session: s, facts: facts})
		}
	})
}

// resembling finds the sessions that have anything in common with a video: a word of
// the title or the abstract, a speaker, the kind. The weights only decide who is
// looked at when there are many.
func (p *programme) resembling(f *film) []int {
	score := map[int]float64{}
	seen := map[string]bool{}
	for _, w := range f.title.words {
		if seen[w] {
			continue
		}
		seen[w] = true
		for _, s := range p.byWord[w] {
			score[s] += p.weight(w)
		}
		if len(p.byWord[w]) == 0 && len(w) >= 5 {
			for _, other := range p.titleWords[w[:1]] {
				if alike(w, other) {
					for _, s := range p.byWord[other] {
						score[s] += p.weight(other)
					}
				}
			}
		}
	}
	for i, sure := range f.named {
		for _, s := range p.bySpeaker[i] {
			score[s] += 2 * sure
		}
	}
	for _, s := range p.byKind[f.kind] {
		score[s] += 0.3
	}
	for w := range f.text {
		if p.abstract[w] > rareWord {
			for _, s := range p.byText[w] {
				score[s] += 0.1
			}
		}
	}
	best := make([]int, 0, len(score))
	for s := range score {
		if p.entries[s].twin == nil {
			best = append(best, s)
		}
	}
	slices.SortFunc(best, func(a, b int) int {
		return cmp.Or(cmp.Compare(round(score[b]), round(score[a])), a-b)
	})
	return best[:min(maxConsidered, len(best))]
}

// rareWord is the rarity from which on a word of a description leads to sessions.
const rareWord = 0.6

// round makes sums equal that were added up in another order.
func round(x float64) float64 { return float64(int(x*1e6+0.5)) / 1e6 }

// choose scores the pairs and assigns sessions to videos.
func (r *run) choose() {
	rows := make([][]edge, len(r.films))
	for i := range r.films {
		for k := range r.pairs[i] {
			p := &r.pairs[i][k]
			p.odds = weighFacts(r.model.Pair, p.facts)
		}
		slices.SortStableFunc(r.pairs[i], func(a, b possible) int { return cmp.Compare(b.odds, a.odds) })
		if _, done := r.settled[i]; done {
			continue
		}
		for _, p := range r.pairs[i] {
			if !r.isTaken(p.session) {
				rows[i] = append(rows[i], edge{p.session, -p.odds - question})
			}
		}
	}
	a := assign(rows, len(r.programme.entries))
	r.chosen = make([]choice, len(r.films))
	for i := range r.films {
		c := &r.chosen[i]
		c.regret = min(a.regret(i), certainRegret)
		if s, ok := a.of(i); ok {
			k := slices.IndexFunc(r.pairs[i], func(p possible) bool { return p.session == s })
			c.pair = &r.pairs[i][k]
		}
	}
}

// question is how far below even odds a pair may be to be worth a question to a person.
const question = 1.5

// certainRegret is as good as any greater one.
const certainRegret = 12

// judge gives every choice its probability.
func (r *run) judge() {
	for i := range r.chosen {
		c := &r.chosen[i]
		c.score = probability(weighFacts(r.model.Sure, r.doubts(i)))
		if c.pair != nil { // what could as well be otherwise is no better than a toss
			c.score = min(c.score, probability(2*c.regret))
			if c.pair.facts.farTitle() {
				c.score = min(c.score, farScore)
			}
		}
	}
}

// farScore is the most that a pair can have whose titles have little in common: even
// where everything else agrees it may be another talk of the same people.
const farScore = 0.85

// farTitle tells whether the titles are far apart, though both have words of their own:
// less than half is alike, neither has most of the other, and no abstract says more.
func (f facts) farTitle() bool {
	both := 0.0
	for _, fact := range f {
		switch fact.Name {
		case "title-both":
			both = fact.Value
		case "title-generic", "title-generic-session":
			return false
		case "title-cover", "title-short", "title-said":
			if fact.Value >= 0.8 {
				return false
			}
		case "abstract-same":
			if fact.Value >= 0.6 {
				return false
			}
		}
	}
	return both < 0.5
}

// doubts are the facts about a choice as a whole.
func (r *run) doubts(i int) facts {
	var f facts
	c := r.chosen[i]
	if c.pair == nil {
		f.add("none", 1)
		f.add("none-regret", c.regret)
		return f
	}
	f.add("pair", 1)
	f.add("odds", max(-4, min(c.pair.odds, certainRegret)))
	f.add("regret", c.regret)
	f.add("regret-small", max(0, 2-c.regret)/2)
	return f
}

// inParallel calls a function for each number below n, on all processors.
func inParallel(n int, do func(i int)) {
	parts := min(n, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() {
			for i := part; i < n; i += parts {
				do(i)
			}
		})
	}
	group.Wait()
}
