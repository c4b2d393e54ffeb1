package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// fieldScores counts how the other fields agree with the curated records.
type fieldScores struct {
	talks                             int
	cut, cutEqual, described, lost    int
	lostWords, keptWords              int
	uncut, uncutEqual                 int
	spoken, spokenRight, long, longOK int
	dated, datedRight                 int
	foreign, foreignRight             int // talks in another language than most of their event
	tagWant, tagGot, tagBoth          int
	examples                          []string
}

// scoreFields maps every event of the pairs and compares. full gives the event
// the dates and language that its curator knew; unseen takes the series that nobody
// looks at instead of the others.
func scoreFields(pairs []pair, t tree, full, unseen bool) fieldScores {
	var s fieldScores
	of := t.families()
	for _, p := range pairs {
		if isUnseen(of(p.Slug)) != unseen {
			continue
		}
		ev := ingest.Event{Title: p.Event}
		videos := make([]ingest.Video, len(p.Talks))
		for i, talk := range p.Talks {
			videos[i] = ingest.Video{Provider: "youtube", ID: talk.ID, Title: talk.Raw.Title, Description: talk.Raw.Description}
			if at, err := time.Parse(time.DateOnly, talk.Raw.Published[:min(10, len(talk.Raw.Published))]); err == nil {
				videos[i].Published = at
			}
		}
		if full {
			ev.StartDate, ev.EndDate = datesOf(p)
			ev.Language = languageOf(p)
		}
		proposals := mapper.Map(ev, videos, mapper.Options{Known: t.without(of(p.Slug), of)})
		for i, got := range proposals {
			s.compare(p.Slug, p.Talks[i].Raw, p.Talks[i].Curated, got)
			if want := p.Talks[i].Curated.Language; want != "" && want != languageOf(p) {
				s.foreign++
				s.foreignRight += int(b(got.Record.Language == want))
			}
		}
	}
	return s
}

// datesOf are the first and last day of a short event, as its curator would
// have put them into event.toml.
func datesOf(p pair) (start, end ingest.Date) {
	var days []string
	for _, t := range p.Talks {
		if len(t.Curated.Recorded) >= 10 {
			days = append(days, t.Curated.Recorded[:10])
		}
	}
	if len(days) == 0 {
		return
	}
	slices.Sort(days)
	start, _ = ingest.ParseDate(days[0])
	end, _ = ingest.ParseDate(days[len(days)-1])
	if start.AddDays(10).Compare(end) < 0 {
		return ingest.Date{}, ingest.Date{}
	}
	return start, end
}

func languageOf(p pair) string {
	count := map[string]int{}
	best := ""
	for _, t := range p.Talks {
		count[t.Curated.Language]++
		if best == "" || count[t.Curated.Language] > count[best] {
			best = t.Curated.Language
		}
	}
	return best
}

var wordPattern = regexp.MustCompile(`[\pL\pN]+`)

func wordsOf(s string) []string { return wordPattern.FindAllString(strings.ToLower(s), -1) }

// within reports whether a is what is left of b after taking words out.
func within(a, b []string) bool {
	i := 0
	for _, w := range b {
		if i < len(a) && a[i] == w {
			i++
		}
	}
	return i == len(a)
}

// missing counts the words of a that b does not have as often.
func missing(a, b []string) int {
	count := map[string]int{}
	for _, w := range b {
		count[w]++
	}
	n := 0
	for _, w := range a {
		if count[w]--; count[w] < 0 {
			n++
		}
	}
	return n
}

func (s *fieldScores) compare(slug string, raw, want fields, got ingest.Proposal) {
	s.talks++
	s.compareText(slug, raw, want, got)
	host := wordsOf(raw.Title + " " + raw.Description)
	if want.Language != "" && len(want.Language) == 3 && want.Language != "esp" {
		right := got.Record.Language == want.Language
		s.spoken++
		s.spokenRight += int(b(right))
		if len(host) >= 30 {
			s.long++
			s.longOK += int(b(right))
		}
		if !right && len(host) >= 30 {
			s.examples = append(s.examples, fmt.Sprintf("language %s %s want %s got %s %.2f %.80q", slug, raw.Title, want.Language, got.Record.Language, got.Confidence[ingest.FieldLanguage], raw.Description))
		}
	}
	if len(want.Recorded) >= 10 {
		s.dated++
		s.datedRight += int(b(got.Record.Recorded == want.Recorded[:10]))
	}
	for _, tag := range []string{"keynote", "lightning talks", "panel", "tutorial"} {
		w, g := slices.Contains(want.Tags, tag), slices.Contains(got.Record.Tags, tag)
		s.tagWant += int(b(w))
		s.tagGot += int(b(g))
		s.tagBoth += int(b(w && g))
	}
}

func (s *fieldScores) compareText(slug string, raw, want fields, got ingest.Proposal) {
	host, curated, ours := wordsOf(raw.Description), wordsOf(want.Description), wordsOf(got.Record.Description)
	if len(host) == 0 {
		return
	}
	s.described++
	gone := missing(curated, ours)
	if within(curated, host) && !slices.Equal(curated, host) && gone > 0 {
		s.keptWords += len(curated)
		s.lostWords += gone
		s.lost++
		s.examples = append(s.examples, fmt.Sprintf("lost %d %s %s\nRAW %s\nWANT %s\nGOT %s\n", gone, slug, raw.Title, raw.Description, want.Description, got.Record.Description))
	}
	switch {
	case slices.Equal(host, curated):
		s.uncut++
		s.uncutEqual += int(b(slices.Equal(ours, curated)))
	case within(curated, host):
		s.cut++
		equal := slices.Equal(ours, curated)
		s.cutEqual += int(b(equal))
		if !equal {
			s.examples = append(s.examples, fmt.Sprintf("cut %s %s\nRAW %s\nWANT %s\nGOT %s\n", slug, raw.Title, raw.Description, want.Description, got.Record.Description))
		}
	}
}

func (s *fieldScores) print(w io.Writer, label string) {
	pct := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	fmt.Fprintf(w, "%s: description equal where cut %.1f%% of %d, where not cut %.1f%% of %d; there text lost in %.1f%% of %d talks, %.2f%% of words; ",
		label, pct(s.cutEqual, s.cut), s.cut, pct(s.uncutEqual, s.uncut), s.uncut, pct(s.lost, s.cut), s.cut, pct(s.lostWords, s.keptWords))
	fmt.Fprintf(w, "language %.1f%% of %d, %.1f%% of %d with 30 words, %.1f%% of %d that differ from their event; recorded %.1f%% of %d; tags: %d wanted, %d given, %d of them right\n",
		pct(s.spokenRight, s.spoken), s.spoken, pct(s.longOK, s.long), s.long, pct(s.foreignRight, s.foreign), s.foreign, pct(s.datedRight, s.dated), s.dated, s.tagWant, s.tagGot, s.tagBoth)
}

// sample prints some of the differences of one kind.
func (s *fieldScores) sample(w io.Writer, kind string, n int) {
	var found []string
	for _, e := range s.examples {
		if strings.HasPrefix(e, kind) {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Compare(hash(a), hash(b)) })
	for _, e := range found[:min(n, len(found))] {
		fmt.Fprintln(w, e)
	}
}
