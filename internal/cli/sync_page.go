package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/markdown"
)

// maxSummary is what GitHub takes as the summary of a job's step, in bytes.
const maxSummary = 1 << 20

// maxOpen is how many drafts are shown without a click.
const maxOpen = 25

// syncPage is the page about a sync for the job that ran it, with how the drafts
// that it touched stand, by path. Text from hosts is inert on it.
func syncPage(result pipeline.SyncSummary, status map[string]pipeline.DraftStatus, failed error) string {
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
	var changed, drafts, remarks, errs [][]markdown.Cell
	problems := result.Problems
	for _, s := range result.Events {
		problems = append(problems, s.Problems...)
		event := markdown.Text(s.Event, 100)
		if len(s.Drafts) > 0 || !s.Complete {
			done := "all"
			if !s.Complete {
				done = "not all"
			}
			if !s.Complete && result.Again {
				done += ", the next run goes on"
			}
			changed = append(changed, []markdown.Cell{event, number(s.New), number(updated(s)), number(len(s.Unavailable)), markdown.Words(done)})
		}
		for _, path := range s.Drafts {
			drafts = append(drafts, draftRow(path, status[path]))
		}
		for _, remark := range s.Remarks {
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
	if len(drafts) > maxOpen {
		folded = countOf(len(drafts), "draft") + ", new and updated"
	}
	page.Table(folded, []string{"Draft", "Title", "Status", "In doubt"}, drafts)
	return strings.TrimRight(page.String(), "\n") + "\n"
}

func number(n int) markdown.Cell { return markdown.Words(strconv.Itoa(n)) }

// draftRow shows a draft; of one that cannot be read, no more than where it is.
func draftRow(path string, now pipeline.DraftStatus) []markdown.Cell {
	return []markdown.Cell{
		markdown.Text(path, 200), markdown.Text(now.Title, 100), markdown.Words(now.Status), markdown.Text(strings.Join(now.Doubts, ", "), 100),
	}
}
