// Package pullrequest writes down what a maintainer wants to know before merging
// an event's records: what event it is, how many talks a person has confirmed, which
// ones nobody has, with the host's title beside the final one, and which speakers are new.
// The rest, with the settings from which the same would come out again, is folded.
//
// Use it with what [publish.Publisher.Commit] or [publish.Publisher.Publish] have
// returned. Text of hosts in it is inert, as package internal/markdown says.
package pullrequest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/internal/markdown"
	"github.com/pyvideo/stevie/internal/termtext"
)

// Request is what a pull request shall tell.
type Request struct {
	Publication publish.Publication
	// Unavailable are the videos that hosts listed but did not show.
	Unavailable []intake.Unavailable
	Mapping     intake.Mapping
	Version     string // of stevie
	// Names are the speakers whom the data tree does not know beside the event.
	Names []Name
}

// Name is a speaker who is new to the data tree.
type Name struct {
	Name string
	Near string // another spelling that the tree has, "" for none
}

// Title returns the title of the pull request, which is safe to be used anywhere.
func (r Request) Title() string { return r.Publication.Report.Headline() }

// How long the text may be in bytes. GitHub takes 65,536 characters, and nobody reads them:
// each talk has some room, so that 130 of them stay below 20,000.
const (
	limit    = 60_000
	basic    = 10_000
	roomEach = 75
)

// Body returns the text of the pull request in Markdown. What a person has to look at comes
// first. Where it would grow too long, the talks that nobody needs to look at are counted
// instead of listed first; the event and doubts have room kept for them.
func (r Request) Body() string {
	room := min(limit, basic+roomEach*len(r.Publication.Report.Talks))
	origin := markdown.NewPage(room / 6)
	r.reproduce(origin)
	around := markdown.NewPage(room / 4)
	r.newNames(around)
	r.left(around)
	r.checked(around)
	room -= len(around.String()) + len(origin.String())
	open, others := r.sorted()
	page := markdown.NewPage(room)
	page.Markdown("## " + r.Publication.Event)
	r.about(page)
	page.Markdown(r.counts(len(open)))
	r.open(page, open)
	rest := markdown.NewPage(room - len(page.String()))
	r.others(rest, others)
	return page.String() + around.String() + rest.String() + origin.String()
}

// open lists the talks that nobody has confirmed and that are not sure.
func (r Request) open(page *markdown.Page, talks []publish.Talk) {
	if len(talks) == 0 {
		return
	}
	page.Markdown("### Please look at these")
	page.Table("", []string{"talk", "title from the host", "why"}, r.rows(talks))
}

// others lists the rest, a line each.
func (r Request) others(page *markdown.Page, talks []publish.Talk) {
	var lines []string
	for _, t := range talks {
		line := termtext.Short(t.Record.Title, shortTitle)
		if len(t.Record.Speakers) > 0 {
			line += " · " + termtext.Short(strings.Join(t.Record.Speakers, ", "), nameWidth)
		}
		lines = append(lines, line)
	}
	if len(lines) > 0 {
		page.Pre(countOf(len(lines), "talk")+" confirmed by a person, or sure", strings.Join(lines, "\n"))
	}
}

// sorted parts the talks into those that nobody has confirmed and that have doubts, the most
// doubtful first, and the others as they come.
func (r Request) sorted() (open, others []publish.Talk) {
	for _, t := range r.Publication.Report.Talks {
		if !t.IsConfirmed() && len(doubtsOf(t)) > 0 {
			open = append(open, t)
		} else {
			others = append(others, t)
		}
	}
	slices.SortStableFunc(open, func(a, b publish.Talk) int {
		return cmp.Or(cmp.Compare(leastSure(a), leastSure(b)), cmp.Compare(len(doubtsOf(b)), len(doubtsOf(a))))
	})
	return open, others
}

// leastSure is the lowest confidence among the fields in doubt.
func leastSure(t publish.Talk) float64 {
	least := ingest.Sure
	for _, field := range doubtsOf(t) {
		if c, ok := confidence(t, field); ok {
			least = min(least, c)
		}
	}
	return least
}

// counts says in a few lines what the pull request holds.
func (r Request) counts(open int) string {
	report := r.Publication.Report
	added, confirmed := 0, 0
	for _, t := range report.Talks {
		if t.New {
			added++
		}
		if t.IsConfirmed() {
			confirmed++
		}
	}
	lines := []string{
		fmt.Sprintf("- **%s added, %d updated**", countOf(added, "record"), len(report.Talks)-added),
		fmt.Sprintf("- **%d of %d confirmed by a person**", confirmed, len(report.Talks)),
	}
	add := func(n int, format string) {
		if n > 0 {
			lines = append(lines, "- "+fmt.Sprintf(format, n))
		}
	}
	add(open, "%d with something to look at, below")
	lines = append(lines, r.days()...)
	add(len(r.Publication.Refused), "%d left out because pyvideo's own tests would refuse them")
	add(report.Waiting, "%d left out because nobody has reviewed them yet")
	add(len(report.Skipped), "%d skipped")
	add(len(r.Unavailable), "%d not available on the host")
	add(report.Unfilmed, "%d of the programme's sessions not filmed or not up yet")
	return strings.Join(append(lines, "- check: "+verdict(report.Findings)), "\n")
}

// verdict sums up the findings.
func verdict(findings []check.Finding) string {
	failures := 0
	for _, f := range findings {
		if f.Level == check.Error {
			failures++
		}
	}
	if failures == 0 && len(findings) == 0 {
		return "nothing found in the event's files"
	}
	return fmt.Sprintf("%s, %s in the event's files", countOf(failures, "error"), countOf(len(findings)-failures, "warning"))
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
