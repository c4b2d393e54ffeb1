package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/markdown"
)

// maxSummary is what GitHub takes as the summary of a job's step, in bytes.
const maxSummary = 1 << 20

// syncPage is the page about a sync for the job that ran it. Text from hosts is
// inert on it.
func syncPage(result pipeline.SyncSummary, failed error) string {
	page := markdown.NewPage(maxSummary)
	page.Markdown("## stevie sync")
	page.Markdown(fmt.Sprintf("%s looked at, %s, %s, %d units of quota.", countOf(len(result.Events), "event"),
		countOf(result.New, "new draft"), countOf(result.Requests, "request"), result.Quota))
	var changed, drafts, remarks, errs [][]markdown.Cell
	problems := result.Problems
	for _, s := range result.Events {
		problems = append(problems, s.Problems...)
		event := markdown.Text(s.Event, 100)
		if s.New+s.Updated > 0 || !s.Complete {
			done := "all"
			if !s.Complete {
				done = "not all, the next run goes on"
			}
			changed = append(changed, []markdown.Cell{event, number(s.New), number(s.Updated), number(len(s.Unavailable)), markdown.Words(done)})
		}
		for _, path := range s.Drafts {
			drafts = append(drafts, []markdown.Cell{markdown.Text(path, 200)})
		}
		for _, remark := range s.Remarks {
			remarks = append(remarks, []markdown.Cell{event, markdown.Text(remark, 300)})
		}
	}
	for _, remark := range result.Remarks {
		remarks = append(remarks, []markdown.Cell{{}, markdown.Text(remark, 300)})
	}
	if failed != nil {
		problems = append([]error{failed}, problems...)
	}
	for _, err := range problems {
		errs = append(errs, []markdown.Cell{markdown.Text(plain(err.Error()), 500), markdown.Text(plain(ingest.Hint(err)), 300)})
	}
	if len(changed)+len(remarks)+len(errs) == 0 {
		page.Markdown("Nothing new.")
	}
	page.Table("", []string{"What went wrong", "What to do"}, errs)
	page.Table("", []string{"Event", "New", "Updated", "Unavailable", "Looked at"}, changed)
	page.Table("", []string{"Event", "Remark"}, remarks)
	page.Table("Drafts, new and updated", []string{"Draft"}, drafts)
	return strings.TrimRight(page.String(), "\n") + "\n"
}

func number(n int) markdown.Cell { return markdown.Words(strconv.Itoa(n)) }
