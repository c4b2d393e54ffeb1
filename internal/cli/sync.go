package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
)

func syncCommand(a *app) *cobra.Command {
	var summary string
	cmd := &cobra.Command{
		Use:   "sync [EVENT...]",
		Short: "Look for new talks of all events that are watched",
		Long: `sync imports again what has changed on the hosts: the collections of every event
with "watch = true" in its event.toml, or of the events given. It also proposes new
events for new playlists of the channels that stevie.toml has under [[watch]].
Nothing that you wrote in a draft is changed, and when there is nothing new nothing
is written. It is made to be run every night.

One request tells whether fifty playlists have changed. Those that have not are
listed once a week all the same. Requests are counted against youtube.daily_quota;
when that is used up, sync saves what it has, says when to come back and ends with
status 3, and the next run goes on from there.`,
		Example: `  stevie sync
  stevie sync exconf-2024
  stevie sync --json --summary summary.md`,
		RunE: func(cmd *cobra.Command, events []string) error {
			return syncing{a}.sync(cmd.Context(), events, summary)
		},
	}
	cmd.Flags().StringVar(&summary, "summary", "", "write what was done as Markdown to `FILE`")
	return cmd
}

// syncing is one run of sync.
type syncing struct{ *app }

func (a syncing) sync(ctx context.Context, events []string, page string) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	p, err := a.withHosts(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Close()
	if len(events) > 0 {
		if events, err = a.eventsOf(p, cfg, events); err != nil {
			return err
		}
	}
	result, failed := p.Sync(ctx, events...)
	if len(events) == 0 && len(cfg.Watch) == 0 && len(result.Events)+len(result.Problems) == 0 && failed == nil && !a.quiet {
		a.say("no event is watched: set watch = true in its event.toml, or import with --watch")
	}
	if page != "" {
		failed = errors.Join(failed, a.writeSyncPage(ctx, page, p, cfg, result, failed))
	}
	return a.concludeSync(result, failed)
}

// writeSyncPage writes what a sync did to a file, with what each draft that it
// touched waits for, and what else is open.
func (a syncing) writeSyncPage(ctx context.Context, file string, p *pipeline.Pipeline, cfg config.Config, result pipeline.SyncSummary, failed error) error {
	views, err := viewsOf(ctx, p, result.Events)
	page := syncPage{files: a.filesAt(cfg), result: result, views: views, failed: failed}
	if err := os.WriteFile(a.path(file), []byte(page.text()), 0o644); err != nil {
		return ingest.WithHint(fmt.Errorf("write the summary: %w", ingest.PathFault(filepath.Dir(file), err)), "make the folder, or name another file")
	}
	return err
}

// viewsOf are the drafts of the events that were looked at, by path.
func viewsOf(ctx context.Context, p *pipeline.Pipeline, summaries []pipeline.Summary) (map[string]pipeline.View, error) {
	views := map[string]pipeline.View{}
	var looked []string
	for _, s := range summaries {
		looked = append(looked, s.Event)
	}
	if len(looked) == 0 {
		return views, nil
	}
	events, err := p.Status(ctx, looked...)
	for _, event := range events { // what cannot be read is among the summary's problems
		for _, v := range event.Drafts {
			views[v.Path] = v
		}
	}
	return views, err
}

// filesAt gives for the path of a draft where GitHub shows it on the branch that a workflow
// has checked out; nothing outside of one.
func (a syncing) filesAt(cfg config.Config) func(path string) string {
	server, repository := a.getenv("GITHUB_SERVER_URL"), a.getenv("GITHUB_REPOSITORY")
	head, err := os.ReadFile(filepath.Join(cfg.Dir, ".git", "HEAD"))
	branch, onBranch := strings.CutPrefix(strings.TrimSpace(string(head)), "ref: refs/heads/")
	if server == "" || repository == "" || err != nil || !onBranch {
		return func(string) string { return "" }
	}
	return func(path string) string {
		rel, err := filepath.Rel(cfg.Dir, a.path(path))
		if err != nil || !filepath.IsLocal(rel) {
			return ""
		}
		return server + "/" + repository + "/blob/" + branch + "/" + filepath.ToSlash(rel)
	}
}

func channelsOf(cfg config.Config) []pipeline.Channel {
	var channels []pipeline.Channel
	for _, w := range cfg.Watch {
		channels = append(channels, pipeline.Channel{URL: w.URL, Series: w.Series})
	}
	return channels
}

// concludeSync prints what a sync did. A host's failure outweighs a draft's in the
// exit status.
func (a syncing) concludeSync(result pipeline.SyncSummary, failed error) error {
	problems := result.Problems
	for i := range result.Events {
		s := &result.Events[i]
		s.Drafts = a.shownAll(s.Drafts)
		problems = append(problems, s.Problems...)
		a.sayRemarks(s.Event, s.Remarks)
	}
	a.sayRemarks("", result.Remarks)
	if a.json {
		if err := writeJSON(a.Out, result); err != nil {
			return err
		}
	} else {
		a.printSync(result, failed)
	}
	if failed != nil {
		a.reportProblems(problems)
		return failed
	}
	return a.problems(problems)
}

// fewDrafts is how many drafts of an event are named unasked.
const fewDrafts = 10

func (a syncing) printSync(result pipeline.SyncSummary, failed error) {
	for _, s := range result.Events {
		if len(s.Drafts) == 0 {
			continue
		}
		a.printf("%s: %d new, %d updated\n", s.Event, s.New, updated(s))
		few := s.Drafts
		if !a.verbose {
			few = few[:min(len(few), fewDrafts)]
		}
		for _, path := range few {
			a.printf("  %s\n", termtext.Line(path))
		}
		if more := len(s.Drafts) - len(few); more > 0 {
			a.printf("  and %d more, which -v lists\n", more)
		}
	}
	if result.Again {
		a.say("not everything could be looked at; run sync again to go on")
	}
	if !a.quiet || anyDrafts(result) {
		interrupted := ""
		if errors.Is(failed, context.Canceled) {
			interrupted = "interrupted: "
		}
		a.printf("%s%s\n", interrupted, syncLine(result))
	}
}

// syncLine is a sync in one line.
func syncLine(result pipeline.SyncSummary) string {
	return fmt.Sprintf("%s looked at, %s, %s", countOf(len(result.Events), "event"), countOf(result.New, "new draft"),
		spentText(pipeline.Summary{Requests: result.Requests, Quota: result.Quota}))
}

// updated counts the drafts that were changed, those too whose video came in as
// unavailable and is counted there.
func updated(s pipeline.Summary) int { return len(s.Drafts) - s.New }

func anyDrafts(result pipeline.SyncSummary) bool {
	return slices.ContainsFunc(result.Events, func(s pipeline.Summary) bool { return len(s.Drafts) > 0 })
}
