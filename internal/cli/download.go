package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
)

// downloadFlags say what download does.
type downloadFlags struct {
	to                    string
	maxHeight             int
	audio, captions       bool
	dryRun, atRisk, agree bool
}

func downloadCommand(a *app) *cobra.Command {
	var opts downloadFlags
	cmd := &cobra.Command{
		Use:   "download EVENT|DRAFT|RECORD|QUERY...",
		Short: "Get the videos of talks, to watch or to rescue them",
		Long: `download gets the videos of talks into the folder videos of the workspace, or the one
that --to names: of each talk the largest file that its host offers, not higher than
--max-height, or what yt-dlp makes of its page. Beside each lies a file with title,
speakers and day for Kodi and Jellyfin.

What breaks is gone on with, and so is what a run has not ended by the next one. A file
has its name only when all of it is there, with the length and the hash that the host
has named. What is there is not got again.

With --at-risk only those are got that the last audit called missing or unlisted, or
whose host refused; without arguments all such records.`,
		Example: `  stevie download --dry-run exconf-2024
  stevie download --max-height 720 --captions exconf-2024/fast-parsers.toml
  stevie download --at-risk --to /media/rescue`,
		RunE: func(cmd *cobra.Command, names []string) error {
			return downloading{a, opts}.run(cmd.Context(), cmd, names)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.to, "to", "", "the `DIR` for the videos (default videos in the workspace)")
	flags.IntVar(&opts.maxHeight, "max-height", 0, "nothing higher than so many `LINES`, 720 say")
	flags.BoolVar(&opts.audio, "audio", false, "the sound alone")
	flags.BoolVar(&opts.captions, "captions", false, "put the captions beside the videos, too")
	flags.BoolVar(&opts.dryRun, "dry-run", false, "tell what would be got, and get nothing")
	flags.BoolVar(&opts.atRisk, "at-risk", false, "only what the last audit called missing or unlisted, or whose host refused")
	flags.BoolVar(&opts.agree, "yes", false, "get all that a query finds, however much")
	return cmd
}

// downloading is one run of download.
type downloading struct {
	*app
	downloadFlags
}

func (a downloading) run(ctx context.Context, cmd *cobra.Command, names []string) error {
	if len(names) == 0 && !a.atRisk {
		return arguments(1, -1)(cmd, names)
	}
	if a.maxHeight < 0 {
		return usage(fmt.Errorf("--max-height is %d; it counts lines", a.maxHeight))
	}
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	to, err := a.folder(cfg)
	if err != nil {
		return err
	}
	p, err := a.withHosts(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Close()
	talks, problems, err := a.talks(ctx, p, names)
	if err != nil {
		return err
	}
	if len(talks) == 0 && len(problems) == 0 {
		a.sayNothing(p)
		return nil
	}
	bar := a.startBytesBar()
	rows, failed := p.Download(ctx, pipeline.DownloadRequest{
		DownloadOptions: pipeline.DownloadOptions{MaxHeight: a.maxHeight, Audio: a.audio, DryRun: a.dryRun, Progress: bar.bytes},
		Talks:           talks, To: to, Captions: a.captions,
		OnWait: func(file string) {
			a.say("waiting for another stevie, which gets videos into %s (lock file %s)", to, file)
		},
	})
	bar.stop()
	failed = errors.Join(a.printRows(ctx, rows), failed)
	if failed != nil {
		a.reportProblems(problems)
		return failed
	}
	return a.problems(problems)
}

// sayNothing says why no talk is left.
func (a downloading) sayNothing(p *pipeline.Pipeline) {
	if a.atRisk && !p.Audited() {
		a.say("nobody knows what is at risk before the first audit: run `stevie audit`")
		return
	}
	a.say("there is nothing to be got")
}

// folder is where the videos go. It lies outside the data tree.
func (a downloading) folder(cfg config.Config) (string, error) {
	to := filepath.Join(cfg.Dir, "videos")
	if a.to != "" {
		to = a.path(a.to)
	}
	if rel, err := filepath.Rel(cfg.Data, to); err == nil && filepath.IsLocal(rel) {
		return "", usage(ingest.WithHint(fmt.Errorf("%s lies inside the data tree, whose checks fail on any foreign file", a.shown(to)), "name a folder outside with --to"))
	}
	return a.shown(to), nil
}

// downloadsMemory is the directory for what is remembered of folders of videos, "" when the
// environment names none.
func (a *app) downloadsMemory() string {
	home := a.cacheHome()
	if home == "" {
		return ""
	}
	return filepath.Join(home, "downloads")
}

// fewTalks is what a query may find without being asked.
const fewTalks = 20

// talks are those that the arguments name.
func (a downloading) talks(ctx context.Context, p *pipeline.Pipeline, names []string) (list []pipeline.Talk, problems []error, err error) {
	if len(names) == 0 {
		return p.AtRisk(ctx)
	}
	for _, name := range names {
		found, searched, faulty, err := p.Wanted(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		if a.atRisk {
			found = p.AmongRisk(found)
		}
		if searched && len(found) > fewTalks && !a.agree {
			return nil, nil, ingest.WithHint(fmt.Errorf("%s finds %s, %s", quoted(name), countOf(len(found), "talk"), bytesText(found)),
				"say --yes to get them all, or narrow the query")
		}
		list, problems = append(list, found...), append(problems, faulty...)
	}
	return distinct(list), problems, nil
}

func distinct(talks []pipeline.Talk) []pipeline.Talk {
	seen := map[string]bool{}
	var list []pipeline.Talk
	for _, t := range talks {
		if !seen[t.Path] {
			seen[t.Path] = true
			list = append(list, t)
		}
	}
	return list
}

// bytesText says how much the files of talks are.
func bytesText(talks []pipeline.Talk) string {
	known := bytesOf(talks)
	if known == 0 {
		return "of a size that is not known"
	}
	return "of " + inBytes(known) + " as far as it is known"
}

// bytesOf adds up the largest file of each talk, as far as drafts and records know it.
func bytesOf(talks []pipeline.Talk) int64 {
	var sum int64
	for _, t := range talks {
		var largest int64
		for _, l := range t.Record.Videos {
			largest = max(largest, l.Size)
		}
		sum += largest
	}
	return sum
}

// inBytes says how much that is.
func inBytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%d bytes", n)
}

// printRows tells what has become of each talk. Its error is that of those that failed.
func (a downloading) printRows(ctx context.Context, rows []pipeline.DownloadRow) error {
	var failed []error
	for _, row := range rows {
		if row.State == "" || row.Err != nil && ctx.Err() != nil {
			continue // interrupted
		}
		if row.Err != nil {
			failed = append(failed, row.Err)
		}
		if err := a.printRow(row); err != nil {
			return fmt.Errorf("write what was got: %w", err)
		}
	}
	switch len(failed) {
	case 0:
		return nil
	case 1:
		return failed[0]
	}
	err := ingest.WithHint(fmt.Errorf("%d of %s failed; the first: %w", len(failed), countOf(len(rows), "talk"), failed[0]), ingest.Hint(failed[0]))
	if all := errors.Join(failed...); exitStatus(all) == ExitHost {
		return &exitError{err, ExitHost}
	}
	return err
}

func (a downloading) printRow(row pipeline.DownloadRow) error {
	row.Path = a.shown(row.Path)
	if row.File != "" {
		row.File = a.shown(row.File)
	}
	if a.json {
		return writeJSON(a.Out, row)
	}
	what := row.File
	switch {
	case row.Err != nil:
		what = row.Path + ": " + row.Error
	case what == "":
		what = row.Path + " with yt-dlp from " + row.URL
	}
	if row.State == pipeline.DownloadPlanned && row.Error != "" {
		what += ": " + row.Error
	}
	if row.Bytes > 0 {
		what += " (" + inBytes(row.Bytes) + ")"
	}
	_, err := fmt.Fprintf(a.Out, "%s: %s\n", row.State, termtext.Line(what))
	return err
}
