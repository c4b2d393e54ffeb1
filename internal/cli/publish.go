package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
)

// publishFlags are the flags of publish.
type publishFlags struct {
	all    bool
	commit bool
	pr     bool
	prBody string // a file, or a folder for several events
}

func publishCommand(a *app) *cobra.Command {
	var flags publishFlags
	cmd := &cobra.Command{
		Use:   "publish [EVENT...]",
		Short: "Write drafts that are ready into the data tree",
		Long: `publish writes each draft with status "ready" as a record into the data tree and
sets its status to "published". A draft with errors is refused and named. Edit a
published draft and publish again, and its record is updated.

With --commit the records go into a commit on the branch stevie/EVENT of the data
tree instead, and the checkout, its index and its branch stay as they are. The
branch begins at the default branch as last fetched; as long as it is not merged,
commits are added on top of it and of what others have pushed to it. Records that
were published into the checkout before and are in no commit yet go along.

--pr also pushes the branch and opens a pull request with gh, GitHub's command; an
open one gets the new commit and a comment.`,
		Example: `  stevie publish exconf-2024
  stevie publish exconf-2024 --all
  stevie publish exconf-2024 --commit --pr-body body.md
  stevie publish --commit --pr-body bodies
  stevie publish exconf-2024 --pr`,
		RunE: func(cmd *cobra.Command, events []string) error {
			flags.commit = flags.commit || flags.pr
			run := publishing{app: a, flags: flags}
			return run.run(cmd.Context(), events)
		},
	}
	cmd.Flags().BoolVar(&flags.all, "all", false, "also take drafts that are in review")
	cmd.Flags().BoolVar(&flags.commit, "commit", false, "commit to the branch stevie/EVENT of the data tree, not into the checkout")
	cmd.Flags().StringVar(&flags.prBody, "pr-body", "", "write the text of a pull request to `FILE`; with several events a folder")
	cmd.Flags().BoolVar(&flags.pr, "pr", false, "commit, push the branch and open a pull request with gh")
	return cmd
}

// publishing is one run of publish.
type publishing struct {
	*app
	flags    publishFlags
	cfg      config.Config
	pipeline *pipeline.Pipeline
	bodies   bodies // where texts of pull requests go
}

func (run *publishing) run(ctx context.Context, events []string) (err error) {
	if run.cfg, err = run.workspaceConfig(); err != nil {
		return err
	}
	if _, err := record.OpenTree(run.shown(run.cfg.Data)); err != nil {
		return usage(err)
	}
	if run.pipeline, err = run.app.pipeline(ctx, run.cfg, nil); err != nil {
		return err
	}
	defer run.pipeline.Close()
	if events, err = run.eventsOf(run.pipeline, run.cfg, events); err != nil {
		return err
	}
	if err := run.prepare(ctx, len(events)); err != nil {
		return err
	}
	var failed error
	for _, event := range events {
		failed = errors.Join(failed, run.publish(ctx, event))
		if ctx.Err() != nil {
			break
		}
	}
	return failed
}

// prepare finds out what would make the run fail before anything is written.
func (run *publishing) prepare(ctx context.Context, events int) (err error) {
	if run.bodies, err = run.bodiesAt(run.flags.prBody, events); err != nil {
		return err
	}
	if run.flags.commit && events > 0 {
		if err := run.pipeline.MayCommit(ctx); err != nil {
			return usage(err)
		}
	}
	return nil
}

// publish does one event. What goes wrong is printed here, since it concerns this
// event alone.
func (run *publishing) publish(ctx context.Context, event string) error {
	opts := pipeline.PublishOptions{All: run.flags.all, Check: run.flags.prBody != "" || run.flags.pr}
	var result pipeline.Publication
	var err, failed error
	if !run.flags.commit {
		result, err = run.pipeline.Publish(ctx, event, opts)
	} else {
		result, err = run.pipeline.Commit(ctx, event, opts)
	}
	if result.Event != "" { // something was done
		failed = run.printPublication(result)
	}
	if err == nil {
		err = run.tell(ctx, result)
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		run.report(err)
		failed = errors.Join(&exitError{errFindings, exitStatus(err)}, failed)
	}
	return failed
}

// tell lets others know of a publication, as far as it was asked for.
func (run *publishing) tell(ctx context.Context, result pipeline.Publication) error {
	text, err := run.pipeline.PullRequestText(result)
	if err != nil {
		run.warn("%v", err) // nothing else depends on it
	}
	if err := run.writeBody(result.Event, text); err != nil {
		return err
	}
	run.remind(result)
	if run.flags.pr {
		return run.pullRequest(ctx, text)
	}
	run.next(result)
	return nil
}

// next says what is left to do with a commit.
func (run *publishing) next(result pipeline.Publication) {
	if result.Commit == "" {
		return
	}
	if result.Remote != "" {
		run.say("next: git -C %s push %s %s", run.shown(run.cfg.Data), result.Remote, result.Branch)
	}
}

// remind tells of drafts that were left alone: in review, when that is why nothing
// was done, and published, because there is no record to be updated.
func (run *publishing) remind(result pipeline.Publication) {
	if len(result.Report.Talks) == 0 && len(result.Refused) == 0 && result.InReview > 0 {
		run.say("%s: %s in review: set status to ready where you agree, or publish with --all", result.Event, countOf(result.InReview, "draft"))
	}
	edited := map[pipeline.Place]int{} // by where the record is
	for _, absent := range result.Absent {
		if absent.Edited || absent.Where.Kind == pipeline.Nowhere {
			edited[absent.Where]++
		}
	}
	for _, where := range slices.SortedFunc(maps.Keys(edited), pipeline.Place.Compare) {
		drafts, here := countOf(edited[where], "published draft"), result.Event
		switch {
		case where.Kind == pipeline.Nowhere:
			run.say("%s: %s left alone, as no record has their videos any more; set status to ready to publish them again", here, drafts)
		case run.flags.commit:
			run.say("%s: %s changed since, but their records are committed to the checkout's branch: publish without --commit", here, drafts)
		case where.Kind == pipeline.DeletedHere:
			run.say("%s: %s changed since, but their records were deleted from the checkout: restore them there, or set status to skip", here, drafts)
		case where.Kind == pipeline.OnEventBranch:
			run.say("%s: %s changed since, but their records are on %s: publish with --commit", here, drafts, where.Branch)
		default:
			run.say("%s: %s changed since, but their records are on %s: git -C %s pull, then publish again", here, drafts, where.Branch, run.shown(run.cfg.Data))
		}
	}
}

func (run *publishing) printPublication(result pipeline.Publication) error {
	result.Records = run.shownAll(result.Records)
	for i := range result.Refused {
		result.Refused[i].Draft = run.shown(result.Refused[i].Draft)
	}
	if run.json {
		if err := writeJSON(run.Out, result); err != nil {
			return err
		}
	} else {
		if run.verbose {
			for _, path := range result.Records {
				run.printf("  %s\n", termtext.Line(path))
			}
		}
	}
	for _, refused := range result.Refused {
		for _, finding := range refused.Errors {
			where := termtext.Line(refused.Draft)
			if finding.Field != "" {
				where += ": " + finding.Field
			}
			run.Streams.say("error: %s", plain(placed(where, finding)))
		}
	}
	for _, remark := range result.Remarks {
		run.warn("%s", remark)
	}
	for _, problem := range result.Problems {
		run.report(problem)
	}
	if quiet := run.quiet && len(result.Records)+len(result.Refused) == 0; !run.json && !quiet {
		run.printf("%s: %s\n", result.Event, run.outcome(result))
	}
	if len(result.Refused) > 0 || len(result.Problems) > 0 {
		return errFindings
	}
	return nil
}

// outcome sums a publication up in one line.
func (run *publishing) outcome(result pipeline.Publication) string {
	records, refused := countOf(len(result.Records), "record"), countOf(len(result.Refused), "draft")+" refused"
	switch {
	case result.Commit != "":
		return fmt.Sprintf("%s committed to %s (%.10s), %s", records, result.Branch, result.Commit, refused)
	case result.Branch != "":
		return fmt.Sprintf("nothing new for %s, %s", result.Branch, refused)
	case run.flags.commit:
		return "nothing to commit, " + refused
	}
	return records + " written, " + refused
}
