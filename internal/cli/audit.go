package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

func (a *app) auditCommand() *cobra.Command {
	var fix bool
	cmd := &cobra.Command{
		Use:   "audit [PATH...]",
		Short: "Find published videos that are gone, private or changed",
		Long: `audit asks the hosts about the videos of the data tree, or of the records and
folders of it that are given, fifty with one request, and lists what is not as
recorded. The states:

  missing         not shown today; on a second day it counts as gone
  gone            not shown on two days: deleted or private
  private         shown to its owner only
  unavailable     shown to nobody, for another reason
  not-embeddable  the site's player cannot show it
  retitled        called otherwise than when it was imported or first audited
  longer, shorter than recorded
  thumbnail       the record's is another video's, or one that does not exist

With --fix each video that is gone gets a draft: with another upload in its place
when its channel has one with the same title and speakers, or else with what to do
to take the talk out.`,
		Example: `  stevie audit
  stevie audit ../data/exconf-2024
  stevie audit --fix --json`,
		RunE: func(cmd *cobra.Command, paths []string) error { return a.audit(cmd.Context(), paths, fix) },
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "propose drafts for what is gone")
	return cmd
}

func (a *app) audit(ctx context.Context, paths []string, fix bool) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	if _, err := a.tree(ctx, cfg, true); err != nil {
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
	for i, path := range paths {
		paths[i] = a.path(path)
	}
	find := targetIn(registry)
	result, failed := p.Audit(ctx, pipeline.AuditOptions{
		Paths: paths, Provider: registry.Provider, State: filepath.Join(cfg.Dir, stateFolder), Fix: fix,
		Channel: func(provider, id string) (pipeline.Target, error) { return find(channelURL(provider, id)) },
	})
	if errors.Is(failed, pipeline.ErrNoRecords) {
		return usage(ingest.WithHint(failed, "name records, folders of events, or the data tree at "+a.shown(cfg.Data)))
	}
	return a.concludeAudit(result, failed)
}

// channelURL is the address of a channel by its id.
func channelURL(provider, id string) string {
	switch provider {
	case youtube.Name:
		return "https://www.youtube.com/channel/" + id
	case vimeo.Name:
		return "https://vimeo.com/user" + id
	}
	return ""
}

func (a *app) concludeAudit(result pipeline.Audit, failed error) error {
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	for _, f := range result.Found {
		f.Path = a.shown(f.Path)
		if !a.json {
			a.printf("%s: %s: %s %s: %s\n", termtext.Line(f.Path), f.State, f.Provider, termtext.Line(f.ID), termtext.Line(f.Detail))
			continue
		}
		if err := enc.Encode(f); err != nil {
			return fmt.Errorf("write what was found: %w", err)
		}
	}
	for _, path := range a.shownAll(result.Drafts) {
		a.say("proposed: %s", termtext.Line(path))
	}
	for _, remark := range result.Remarks {
		a.say("%s", termtext.Line(remark))
	}
	a.say("%s of %s looked at with %s; %s not as recorded", countOf(result.Videos, "video"), countOf(result.Records, "record"),
		countOf(result.Requests, "request"), countOf(len(result.Found), "thing"))
	if failed != nil {
		a.reportProblems(result.Problems)
		return failed
	}
	return a.problems(result.Problems)
}
