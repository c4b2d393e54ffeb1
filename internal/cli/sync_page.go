package cli

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/markdown"
)

// maxSummary keeps the page below what GitHub takes as the text of a pull request, which is
// less than it takes as the summary of a job's step.
const maxSummary = 60_000

// maxOpen is how many drafts are shown without a click.
const maxOpen = 25

// syncPage is the page about a sync for the job that ran it and for the pull request that
// the job keeps open. Text from hosts is inert on it.
type syncPage struct {
	files  func(path string) string // where a draft is shown, "" where that is not known
	result pipeline.SyncSummary
	views  map[string]pipeline.View // drafts of the events that were looked at, by path
	failed error
}

func (s syncPage) text() string {
	result, failed := s.result, s.failed
	page := markdown.NewPage(maxSummary)
	page.Markdown("## stevie sync")
	interrupted := errors.Is(failed, context.Canceled)
	if interrupted {
		page.Markdown("Interrupted: " + syncLine(result) + ".")
	} else {
		page.Markdown(syncLine(result) + ".")
	}
	switch {
	case interrupted:
		page.Markdown("The next run goes on.")
	case result.Again:
		page.Markdown("Not everything could be looked at; the next run goes on.")
	case !result.Complete:
		page.Markdown("Not everything could be looked at.")
	}
	var changed, remarks, errs [][]markdown.Cell
	var touched []string
	problems := result.Problems
	for _, e := range result.Events {
		problems = append(problems, e.Problems...)
		event := markdown.Text(e.Event, 100)
		if len(e.Drafts) > 0 || !e.Complete {
			done := "all"
			if !e.Complete {
				done = "not all"
			}
			if !e.Complete && result.Again {
				done += ", the next run goes on"
			}
			changed = append(changed, []markdown.Cell{event, number(e.New), number(updated(e)), number(len(e.Unavailable)), markdown.Words(done)})
		}
		touched = append(touched, e.Drafts...)
		for _, remark := range e.Remarks {
			remarks = append(remarks, []markdown.Cell{event, markdown.Text(remark, 300)})
		}
	}
	for _, remark := range result.Remarks {
		remarks = append(remarks, []markdown.Cell{{}, markdown.Text(remark, 300)})
	}
	if failed != nil && !interrupted {
		problems = append([]error{failed}, problems...)
	}
	for _, err := range problems {
		errs = append(errs, []markdown.Cell{markdown.Text(plain(err.Error()), 500), markdown.Text(plain(ingest.Hint(err)), 300)})
	}
	if len(changed)+len(remarks)+len(errs) == 0 && !interrupted {
		page.Markdown("Nothing new.")
	}
	page.Table("", []string{"What went wrong", "What to do"}, errs)
	page.Table("", []string{"Event", "New", "Updated", "Unavailable", "Looked at"}, changed)
	page.Table("", []string{"Event", "Remark"}, remarks)
	folded := ""
	if len(touched) > maxOpen {
		folded = countOf(len(touched), "draft") + ", new and updated"
	}
	page.Table(folded, draftColumns(), s.rows(touched))
	if open := s.open(touched); len(open) > 0 {
		page.Table(countOf(len(open), "draft")+" from before, still in review", draftColumns(), s.rows(open))
	}
	return strings.TrimRight(page.String(), "\n") + "\n"
}

func number(n int) markdown.Cell { return markdown.Words(strconv.Itoa(n)) }

// open are the drafts in review that this run did not touch.
func (s syncPage) open(touched []string) []string {
	var open []string
	for path, v := range s.views {
		if !v.IsSettled() && !slices.Contains(touched, path) {
			open = append(open, path)
		}
	}
	return open
}

func draftColumns() []string {
	return []string{"Draft", "Title and speakers", "As posted", "Status", "Why"}
}

// rows shows drafts, the newest videos first; of one that cannot be read, no more than where
// it is.
func (s syncPage) rows(paths []string) [][]markdown.Cell {
	posted := func(path string) time.Time {
		if v := s.views[path]; v.Draft != nil {
			return v.Draft.Source.Published
		}
		return time.Time{}
	}
	paths = slices.Clone(paths)
	slices.SortStableFunc(paths, func(x, y string) int { return cmp.Or(posted(y).Compare(posted(x)), cmp.Compare(x, y)) })
	var rows [][]markdown.Cell
	for _, path := range paths {
		v := s.views[path]
		if v.Draft != nil && v.Draft.Source.Private { // its title and speakers are not for everybody
			rows = append(rows, []markdown.Cell{markdown.Text(path, 200), markdown.Words("a private video"), {}, markdown.Words(v.Status), {}})
			continue
		}
		if v.Draft == nil {
			rows = append(rows, []markdown.Cell{markdown.Text(path, 200), {}, {}, {}, {}})
			continue
		}
		file, video := markdown.Text(path, 200), markdown.Cell{}
		if at := s.files(path); at != "" {
			file = markdown.Link("draft", at)
		}
		if videos := v.Draft.Record.Videos; len(videos) > 0 {
			video = markdown.Link("watch", videos[0].URL)
		}
		rows = append(rows, []markdown.Cell{
			markdown.Lines(file, video),
			markdown.Lines(markdown.Text(v.Title, 100), markdown.Text(strings.Join(v.Draft.Record.Speakers, ", "), 100)),
			markdown.Text(v.Draft.Source.Title, 110), markdown.Words(v.Status), markdown.Text(reasonOf(v), 160),
		})
	}
	return rows
}
