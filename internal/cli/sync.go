package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
)

func (a *app) syncCommand() *cobra.Command {
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
		RunE: func(cmd *cobra.Command, events []string) error { return a.sync(cmd.Context(), events, summary) },
	}
	cmd.Flags().StringVar(&summary, "summary", "", "write what was done as Markdown to `FILE`")
	return cmd
}

func (a *app) sync(ctx context.Context, events []string, page string) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	registry, err := a.providers(cfg)
	if err != nil {
		return err
	}
	p, err := a.pipeline(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Workspace.Close()
	find := targetIn(registry)
	p.Resolve = func(url string) (ingest.Ref, error) {
		target, err := find(url)
		return target.Ref, err
	}
	if len(events) > 0 {
		if events, err = a.eventsOf(p, events); err != nil {
			return err
		}
	}
	result, failed := p.Sync(ctx, pipeline.SyncOptions{
		Events: events, Channels: channelsOf(cfg), Find: find, State: filepath.Join(cfg.Dir, stateFolder),
	})
	for _, event := range result.Events {
		if event.Found == 0 {
			continue // it was not listed, so what was found before still holds
		}
		failed = errors.Join(failed, pipeline.RememberUnavailable(filepath.Join(cfg.Dir, stateFolder), event))
	}
	if page != "" {
		if err := os.WriteFile(a.path(page), []byte(syncPage(result, failed)), 0o644); err != nil {
			failed = errors.Join(failed, fmt.Errorf("write the summary: %w", err))
		}
	}
	return a.concludeSync(result, failed)
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
func (a *app) concludeSync(result pipeline.SyncSummary, failed error) error {
	problems := result.Problems
	for i := range result.Events {
		s := &result.Events[i]
		s.Drafts = a.shownAll(s.Drafts)
		problems = append(problems, s.Problems...)
	}
	if a.json {
		enc := json.NewEncoder(a.Out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(result); err != nil {
			return err
		}
	} else {
		a.printSync(result)
	}
	for _, s := range result.Events {
		for _, remark := range s.Remarks {
			a.say("%s: %s", s.Event, termtext.Line(remark))
		}
	}
	for _, remark := range result.Remarks {
		a.say("%s", termtext.Line(remark))
	}
	if failed != nil {
		a.reportProblems(problems)
		return failed
	}
	return a.problems(problems)
}

func (a *app) printSync(result pipeline.SyncSummary) {
	for _, s := range result.Events {
		if s.New+s.Updated == 0 {
			continue
		}
		a.printf("%s: %d new, %d updated\n", s.Event, s.New, s.Updated)
		for _, path := range s.Drafts {
			a.printf("  %s\n", termtext.Line(path))
		}
	}
	a.printf("%s looked at, %s, %s\n", countOf(len(result.Events), "event"), countOf(result.New, "new draft"),
		countOf(result.Requests, "request"))
	if !result.Complete {
		a.say("not everything could be looked at; run sync again to go on")
	}
}
