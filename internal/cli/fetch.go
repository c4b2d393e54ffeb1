package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

func fetchCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "fetch URL...",
		Short: "Print what a host says about videos, one JSON line each",
		Long: `fetch asks the host and prints one JSON object per video, unavailable ones
included. Nothing is written to the workspace. The lines are what map reads.`,
		Example: `  stevie fetch "https://www.youtube.com/playlist?list=PL..."
  stevie fetch URL | stevie map --event-title "ExConf 2024"`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, urls []string) error { return fetching{a}.fetch(cmd.Context(), urls) },
	}
	return cmd
}

// fetching is one run of fetch.
type fetching struct{ *app }

func (a fetching) fetch(ctx context.Context, urls []string) error {
	cfg, err := a.config()
	if err != nil {
		return err
	}
	registry, err := a.providers(ctx, cfg)
	if err != nil {
		return err
	}
	bar := a.startBar(true)
	defer bar.stop()
	return pipeline.Fetch(ctx, registry, urls, pipeline.Progress{
		Spent:      bar.spent,
		Collection: bar.collection,
		Video: func(v ingest.Video) error {
			bar.video(v)
			v.Started, v.Modified = time.Time{}, time.Time{} // no keys of the line
			if err := writeJSON(a.Out, v); err != nil {
				return fmt.Errorf("write the videos: %w", err)
			}
			return nil
		},
	})
}
