// Package pullrequest writes down what a maintainer wants to know before merging
// an event's records: how many there are, where they came from, what was inferred
// and how surely, and with which settings the same would come out again. What is
// doubtful comes first, with the host's title beside the final one.
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
)

// Request is what a pull request shall tell.
type Request struct {
	Publication publish.Publication
	// Unavailable are the videos that hosts listed but did not show.
	Unavailable []intake.Unavailable
	Mapping     intake.Mapping
	Version     string // of stevie
}

// Title returns the title of the pull request, which is safe to be used anywhere.
func (r Request) Title() string { return r.Publication.Report.Headline() }

// limit is below the 65,536 characters that GitHub takes.
const limit = 60_000

// Body returns the text of the pull request in Markdown. Where it would grow
// beyond what GitHub takes, the talks that nobody needs to look at are counted
// instead of listed first; settings and doubts have room kept for them.
func (r Request) Body() string {
	origin := markdown.NewPage(limit / 6)
	r.reproduce(origin)
	around := markdown.NewPage(limit / 6)
	r.inferred(around)
	r.left(around)
	r.checked(around)
	page := markdown.NewPage(limit - len(origin.String()) - len(around.String()))
	r.talks(page)
	return page.String() + around.String() + origin.String()
}

// talks lists the talks below their counts, the doubtful ones first.
func (r Request) talks(page *markdown.Page) {
	doubtful, others := r.sorted()
	page.Markdown("## " + r.Publication.Event)
	page.Markdown(r.counts(len(doubtful)))
	if len(doubtful) > 0 {
		page.Markdown("### Please look at these")
		page.Table("", []string{"record", "title from the host", "title", "speakers", "what is doubtful"}, rows(doubtful, doubts))
	}
	if len(others) > 0 {
		page.Markdown("### Nothing doubtful was found in these")
		page.Table(countOf(len(others), "talk"), []string{"record", "title from the host", "title", "speakers", "how surely"}, rows(others, surely))
	}
}

// sorted parts the talks into those with doubts, the most doubtful first, and the
// others as they come.
func (r Request) sorted() (doubtful, others []publish.Talk) {
	for _, t := range r.Publication.Report.Talks {
		if len(t.Doubts()) > 0 {
			doubtful = append(doubtful, t)
		} else {
			others = append(others, t)
		}
	}
	slices.SortStableFunc(doubtful, func(a, b publish.Talk) int {
		return cmp.Or(cmp.Compare(leastSure(a), leastSure(b)), cmp.Compare(len(b.Doubts()), len(a.Doubts())))
	})
	return doubtful, others
}

// leastSure is the lowest confidence among the fields in doubt.
func leastSure(t publish.Talk) float64 {
	least := ingest.Sure
	for _, field := range t.Doubts() {
		if c, ok := confidence(t, field); ok {
			least = min(least, c)
		}
	}
	return least
}

// counts says in a few lines what the pull request holds.
func (r Request) counts(doubtful int) string {
	report := r.Publication.Report
	added := 0
	for _, t := range report.Talks {
		if t.New {
			added++
		}
	}
	lines := []string{fmt.Sprintf("- **%s added, %d updated**", countOf(added, "record"), len(report.Talks)-added)}
	add := func(n int, format string) {
		if n > 0 {
			lines = append(lines, "- "+fmt.Sprintf(format, n))
		}
	}
	add(doubtful, "%d with something to look at, below")
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
