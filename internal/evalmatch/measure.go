package main

import (
	"fmt"
	"io"
	"math"
	"sync"

	"github.com/pyvideo/stevie/ingest/match"
)

// count is how often things were right.
type count struct {
	events, videos                 int
	paired, right, sureWrong, sure int
	none, invented, traps, trapped int
	foreign, noticed, foreignSure  int
	given, both, bothAny, title    int // pairs whose session is right, and what they gave
	names, dated, days             int
	bins                           [10]bin
	faults                         []string
}

// bin is what was claimed with about one score.
type bin struct {
	n, right int
	sum      float64
}

// wrongShown are the faults that are kept of each event.
const wrongShown = 40

func measure(s *scenario, model *match.Model) count {
	c := count{events: 1}
	result := match.Match(s.event, s.videos, s.sessions, match.Options{Model: model})
	if s.set == "foreign" {
		c.foreign++
		for _, m := range result.Remarks {
			if m.Kind == match.OtherProgramme {
				c.noticed++
			}
		}
		for i, p := range result.Pairs {
			if p.State == match.Sure {
				c.foreignSure++
				c.fault(s, i, p, "foreign")
			}
		}
		if c.noticed == 0 {
			c.faults = append(c.faults, fmt.Sprintf("not noticed  %s", s.slug))
		}
		return c
	}
	for _, m := range result.Remarks {
		c.faults = append(c.faults, fmt.Sprintf("remark       %s: %s", s.slug, m))
	}
	for i, p := range result.Pairs {
		c.take(s, i, p)
	}
	return c
}

func (c *count) take(s *scenario, i int, p match.Pair) {
	t := s.truth[i]
	if t.maybe {
		return
	}
	c.videos++
	given := ""
	if p.Session != nil {
		given = p.Session.ID
	}
	sure := p.State == match.Sure
	right := t.isIn(given) || given == "" && len(t.ids) == 0
	if len(t.ids) == 0 {
		c.none++
		if t.trap {
			c.traps++
		}
		if sure {
			c.invented++
			if t.trap {
				c.trapped++
			}
		}
	} else {
		c.paired++
		if right {
			c.right++
		}
		if right && sure {
			c.sure++
		}
		if right {
			c.contribution(s, i, p)
		}
	}
	if sure && !right {
		c.sureWrong++
	}
	b := &c.bins[min(9, int(p.Score*10))]
	b.n++
	b.sum += p.Score
	if right {
		b.right++
	}
	switch {
	case sure && !right:
		c.fault(s, i, p, "sure, wrong")
	case !right:
		c.fault(s, i, p, "wrong")
	case p.State == match.Doubtful:
		c.fault(s, i, p, "doubtful")
	case p.Score < 0.9:
		c.fault(s, i, p, "doubtful none")
	}
}

// contribution compares what a pair gives to the record with what curators wrote.
func (c *count) contribution(s *scenario, i int, p match.Pair) {
	t := s.truth[i]
	given := match.Contribute(s.event, s.videos[i], s.videos[i].Description, *p.Session, p.Score)
	c.given++
	first := given.Readings[0]
	if sameNames(first.Speakers, t.speakers) || sameNames(first.Speakers, t.sessionSpeakers) {
		c.names++
	} else {
		c.fault(s, i, p, fmt.Sprintf("names %q", first.Speakers))
	}
	if normal(first.Title) == normal(t.title) {
		c.title++
		if sameNames(first.Speakers, t.speakers) {
			c.both++
		}
	} else {
		c.fault(s, i, p, fmt.Sprintf("title %q, curated %q", first.Title, t.title))
	}
	for _, r := range given.Readings {
		if normal(r.Title) == normal(t.title) && sameNames(r.Speakers, t.speakers) {
			c.bothAny++
			break
		}
	}
	if t.day != "" {
		c.dated++
		if given.Recorded.Value.String() == t.day {
			c.days++
		}
	}
}

func (c *count) fault(s *scenario, i int, p match.Pair, what string) {
	if len(c.faults) >= wrongShown {
		return
	}
	given, want := "none", "none"
	if p.Session != nil {
		given = fmt.Sprintf("%s %q", p.Session.Title, p.Session.Speakers)
	}
	for _, session := range s.sessions {
		if s.truth[i].isIn(session.ID) {
			want = fmt.Sprintf("%s %q", session.Title, session.Speakers)
		}
	}
	c.faults = append(c.faults, fmt.Sprintf("%-13s %.3f %s | %s\n      given %s\n      want  %s\n      %v", what, p.Score, s.slug, s.videos[i].Title, given, want, p.Facts))
}

func (c *count) add(d count) {
	c.events += d.events
	c.videos += d.videos
	c.paired += d.paired
	c.right += d.right
	c.sureWrong += d.sureWrong
	c.sure += d.sure
	c.none += d.none
	c.invented += d.invented
	c.traps += d.traps
	c.trapped += d.trapped
	c.given += d.given
	c.both += d.both
	c.bothAny += d.bothAny
	c.title += d.title
	c.names += d.names
	c.dated += d.dated
	c.days += d.days
	c.foreign += d.foreign
	c.noticed += d.noticed
	c.foreignSure += d.foreignSure
	for i := range c.bins {
		c.bins[i].n += d.bins[i].n
		c.bins[i].right += d.bins[i].right
		c.bins[i].sum += d.bins[i].sum
	}
	c.faults = append(c.faults, d.faults...)
}

// print writes the figures of one set of events on a line.
func (c *count) print(w io.Writer, name string) {
	if c.foreign > 0 {
		fmt.Fprintf(w, "%-24s %3d programmes of another edition, %d noticed, %d pairs surely wrong\n", name, c.foreign, c.noticed, c.foreignSure)
		return
	}
	fmt.Fprintf(w, "%-24s %3d events %4d videos  pairs right %6s (sure and right %6s)  surely wrong %d (%s)  invented %d of %d  trapped %d of %d  calibration error %.3f\n",
		name, c.events, c.videos, share(c.right, c.paired), share(c.sure, c.paired), c.sureWrong, share(c.sureWrong, c.videos),
		c.invented, c.none, c.trapped, c.traps, c.calibration())
	fmt.Fprintf(w, "%-24s names %s  days %s  title as curated %s  both %s, among the readings %s\n", "",
		share(c.names, c.given), share(c.days, c.dated), share(c.title, c.given), share(c.both, c.given), share(c.bothAny, c.given))
}

func share(a, b int) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(a)/float64(b))
}

// calibration is the expected difference between what scores claim and what is
// right.
func (c *count) calibration() float64 {
	sum, all := 0.0, 0
	for _, b := range c.bins {
		sum += math.Abs(b.sum - float64(b.right))
		all += b.n
	}
	return sum / max(1, float64(all))
}

// measureAll measures events side by side.
func measureAll(all []*scenario, model *match.Model) []count {
	counts := make([]count, len(all))
	var group sync.WaitGroup
	for part := range 2 {
		group.Go(func() {
			for i := part; i < len(all); i += 2 {
				counts[i] = measure(all[i], model)
			}
		})
	}
	group.Wait()
	return counts
}

// examples are the pairs that were considered of an event, and the choices.
func examples(s *scenario, model *match.Model) (pairs, choices []example) {
	for i, e := range match.Explain(s.event, s.videos, s.sessions, match.Options{Model: model}) {
		t := s.truth[i]
		if e.Settled || t.maybe && s.set != "foreign" {
			continue
		}
		for _, c := range e.Candidates {
			pairs = append(pairs, example{c.Facts, t.isIn(c.Session)})
		}
		if s.set != "foreign" && e.Chosen != "" {
			choices = append(choices, example{e.Doubts, t.isIn(e.Chosen)})
		} else if s.set != "foreign" {
			choices = append(choices, example{e.Doubts, len(t.ids) > 0})
		}
	}
	return pairs, choices
}
