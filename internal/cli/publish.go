package cli

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

func (a *app) publishCommand() *cobra.Command {
	var opts pipeline.PublishOptions
	cmd := &cobra.Command{
		Use:   "publish [EVENT...]",
		Short: "Write drafts that are ready into the data tree",
		Long: `publish writes each draft with status "ready" as a record into the data tree and
sets its status to "published". A draft with errors is refused and named. Edit a
published draft and publish again, and its record is updated.`,
		Example: `  stevie publish exconf-2024
  stevie publish exconf-2024 --all`,
		RunE: func(cmd *cobra.Command, events []string) error { return a.publish(cmd.Context(), events, opts) },
	}
	cmd.Flags().BoolVar(&opts.All, "all", false, "also take drafts that are in review")
	return cmd
}

func (a *app) publish(ctx context.Context, events []string, opts pipeline.PublishOptions) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	if _, err := a.tree(ctx, cfg, true); err != nil {
		return err
	}
	p, err := a.pipeline(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Workspace.Close()
	if events, err = a.eventsOf(p, events); err != nil {
		return err
	}
	var failed error
	for _, event := range events {
		result, err := p.Publish(ctx, event, opts)
		if err != nil {
			return errors.Join(failed, err)
		}
		failed = errors.Join(failed, a.printPublication(result))
	}
	return failed
}

func (a *app) printPublication(result pipeline.Publication) error {
	result.Records = a.shownAll(result.Records)
	for i := range result.Refused {
		result.Refused[i].Draft = a.shown(result.Refused[i].Draft)
	}
	if a.json {
		enc := json.NewEncoder(a.Out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(result); err != nil {
			return err
		}
	} else {
		a.printf("%s: %d records written, %d drafts refused\n", result.Event, len(result.Records), len(result.Refused))
		for _, path := range result.Records {
			a.printf("  %s\n", termtext.Line(path))
		}
	}
	for _, refused := range result.Refused {
		for _, finding := range refused.Errors {
			a.Streams.say("error: %s: %s: %s", termtext.Line(refused.Draft), finding.Field, plain(finding.Message))
		}
	}
	for _, problem := range result.Problems {
		a.report(problem)
	}
	if len(result.Refused) > 0 || len(result.Problems) > 0 {
		return errFindings
	}
	return nil
}
