package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/termtext"
)

func auditCommand(a *app) *cobra.Command {
	var fix bool
	cmd := &cobra.Command{
		Use:   "audit [PATH...]",
		Short: "Find published videos that are gone, private or changed",
		Long: `audit asks the hosts about the videos of the data tree, or of the records and
folders of it that are given, fifty with one request, and lists what is not as
recorded, what matters most first. The states:

  gone            not shown on two days: deleted or private
  private         shown to its owner only
  unavailable     shown to nobody, for another reason
  missing         not shown today; on a second day it counts as gone
  not-embeddable  the site's player cannot show it
  retitled        called otherwise than when it was imported or first audited;
                  that the record has another title than the host is no matter
  longer, shorter by more than 5 seconds than recorded
  thumbnail       the record's is another video's, or one that does not exist

With --fix each video that nobody could watch on two days gets a draft: with another
upload in its place when its channel has one with the same title and speakers, or
else with what to do to take the talk out. A published draft goes back to review for
another upload, once. Nothing changes in the data tree before such a draft is
published.

The exit status is 0 whatever is found, 1 when a record cannot be read, and 3 when a host refused: what it had
answered counts and is remembered, and the next run begins with the rest.`,
		Example: `  stevie audit
  stevie audit ../data/exconf-2024
  stevie audit --fix --json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return auditing{a}.audit(cmd.Context(), paths, fix) },
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "propose drafts for what is gone")
	return cmd
}

// auditing is one run of audit.
type auditing struct{ *app }

func (a auditing) audit(ctx context.Context, paths []string, fix bool) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	if _, err := record.OpenTree(a.shown(cfg.Data)); err != nil {
		return usage(err)
	}
	p, err := a.withHosts(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Close()
	for i, path := range paths {
		paths[i] = a.path(path)
	}
	bar := a.startBar(false)
	result, failed := p.Audit(ctx, pipeline.AuditRequest{Paths: paths, Fix: fix, Asked: bar.count})
	bar.stop()
	if errors.Is(failed, pipeline.ErrNoRecords) {
		return usage(ingest.WithHint(failed, "name records, folders of events, or the data tree at "+a.shown(cfg.Data)))
	}
	return a.concludeAudit(result, fix, failed)
}

func (a auditing) concludeAudit(result pipeline.AuditResult, fixed bool, failed error) error {
	for _, f := range result.Found {
		f.Path = a.shown(f.Path)
		if !a.json {
			a.printf("%s: %s: %s %s: %s%s\n", termtext.Line(f.Path), f.State, f.Provider, termtext.Line(f.ID), termtext.Line(f.Detail), a.seeDraft(f))
			continue
		}
		if err := writeJSON(a.Out, f); err != nil {
			return fmt.Errorf("write what was found: %w", err)
		}
	}
	for _, path := range a.shownAll(result.Drafts) {
		a.say("proposed: %s", termtext.Line(path))
	}
	for _, remark := range result.Remarks {
		a.say("%s", termtext.Line(remark))
	}
	a.say("%s", sumOfAudit(result))
	a.sayNextOfAudit(result, fixed)
	if failed != nil {
		a.reportProblems(result.Problems)
		return failed
	}
	return a.problems(result.Problems)
}

// seeDraft points to where it is settled what becomes of a video that nobody can
// watch.
func (a auditing) seeDraft(f pipeline.AuditDifference) string {
	if f.Draft == "" || f.State != pipeline.AuditGone && f.State != pipeline.AuditPrivate && f.State != pipeline.AuditUnavailable {
		return ""
	}
	return "; see " + termtext.Line(a.shown(f.Draft))
}

// sumOfAudit says how many videos were looked at, and what has become of those.
func sumOfAudit(result pipeline.AuditResult) string {
	requests, tally := countOf(result.Requests, "request"), tallyOf(result.Found)
	switch {
	case result.Of == 0:
		return "no record has a video on a host that can be asked"
	case result.Videos >= result.Of:
		return fmt.Sprintf("%s of %s looked at with %s: %s", countOf(result.Videos, "video"), countOf(result.Records, "record"), requests, tally)
	case result.Videos == 0:
		return fmt.Sprintf("none of %s looked at, with %s", countOf(result.Of, "video"), requests)
	}
	return fmt.Sprintf("only %d of %s looked at, with %s; of those %s", result.Videos, countOf(result.Of, "video"), requests, tally)
}

// tallyOf counts videos by what has become of them, in the order found. One that
// several records have is one.
func tallyOf(found []pipeline.AuditDifference) string {
	var order []string
	counts := map[string]int{}
	counted := map[[3]string]bool{}
	for _, f := range found {
		state := string(f.State)
		video := [3]string{state, f.Provider, f.ID}
		if counted[video] {
			continue
		}
		counted[video] = true
		if counts[state]++; counts[state] == 1 {
			order = append(order, state)
		}
	}
	for i, state := range order {
		order[i] = fmt.Sprintf("%d %s", counts[state], state)
	}
	if len(order) == 0 {
		return "all as recorded"
	}
	return strings.Join(order, ", ")
}

// sayNextOfAudit says what is left to do about what was found.
func (a auditing) sayNextOfAudit(result pipeline.AuditResult, fixed bool) {
	has := func(state pipeline.AuditState, drafted bool) bool {
		return slices.ContainsFunc(result.Found, func(f pipeline.AuditDifference) bool { return f.State == state && (drafted || f.Draft == "") })
	}
	var events []string
	for _, path := range result.Drafts {
		if event := filepath.Base(filepath.Dir(path)); !slices.Contains(events, event) {
			events = append(events, event)
		}
	}
	switch {
	case len(events) > 0:
		list := strings.Join(events, " ")
		a.say("next: stevie edit %s, then stevie publish %s", list, list)
	case has(pipeline.AuditGone, false) && !fixed:
		a.say("next: stevie audit --fix proposes drafts for what is gone")
	}
	if has(pipeline.AuditMissing, true) {
		a.say("next: stevie audit on another day; what is missing then too counts as gone")
	}
}
