package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

type importOptions struct {
	eventFlags
	event    string
	schedule []string
	watch    bool
	again    bool
	dryRun   bool
	limit    int
	via      string
}

func importCommand(a *app) *cobra.Command {
	var opts importOptions
	cmd := &cobra.Command{
		Use:   "import URL|FILE...",
		Short: "Fetch playlists and write or update the drafts of an event",
		Long: `import asks the host for the collections of ONE event, proposes a record for each
video and writes one draft a talk. Run it again whenever you like: what you wrote
in a draft stays, new talks are added, and what is published already is left
alone.

A FILE has addresses, one a line, or is what yt-dlp -J, -J --flat-playlist or -j wrote,
or stevie fetch; - is standard input. No host is asked for what it has.

Without --event the event is the one that was imported from the same address
before, else a new one named after the playlist and the series' earlier editions
in the data tree.`,
		Example: `  stevie import "https://www.youtube.com/playlist?list=PL..."
  stevie import https://vimeo.com/showcase/123 --event exconf-2024 \
    --title "ExConf 2024" --start 2024-05-17 --end 2024-05-19
  stevie import URL --dry-run --limit 20
  yt-dlp --ignore-config -J URL > talks.json; stevie import talks.json`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, urls []string) error {
			return importing{a}.importEvent(cmd.Context(), urls, opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.event, "event", "", "the event's folder in the data tree: `SLUG` like exconf-2024")
	flags.StringVar(&opts.title, "title", "", "the event's `TITLE`, \"Name YYYY\"")
	opts.addDates(flags)
	flags.StringArrayVar(&opts.tags, "tag", nil, "`TAG` for every talk; may be given several times")
	flags.StringArrayVar(&opts.schedule, "schedule", nil, "the event's programme, in whatever format: `FILE`, folder or address; may be given several times")
	flags.BoolVar(&opts.watch, "watch", false, "let scheduled runs look for new talks")
	flags.BoolVar(&opts.again, "again", false, "propose again what was skipped or deleted, and what another event has")
	flags.BoolVar(&opts.dryRun, "dry-run", false, "write nothing, say what would be written")
	flags.StringVar(&opts.via, "via", "", "the `PROGRAM` that asks instead of stevie: yt-dlp, for hosts that stevie does not know")
	flags.IntVar(&opts.limit, "limit", 0, "stop after `N` videos")
	return cmd
}

// importing is one run of import.
type importing struct{ *app }

func (a importing) importEvent(ctx context.Context, urls []string, opts importOptions) error {
	if opts.limit < 0 {
		return usage(errors.New("--limit counts videos and cannot be negative"))
	}
	if opts.event != "" {
		if err := draft.CheckSlug(opts.event); err != nil {
			return usage(err)
		}
	}
	said := ingest.Event{Slug: opts.event, Watch: opts.watch}
	if err := opts.apply(&said); err != nil {
		return err
	}
	var err error
	if said.Schedule, err = programmes(a).places(opts.schedule); err != nil {
		return err
	}
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	hosts, err := a.providers(ctx, cfg)
	if err != nil {
		return err
	}
	if opts.via != "" && opts.via != viaYTDLP {
		return usage(ingest.WithHint(fmt.Errorf("--via cannot be %q", termtext.Short(opts.via, 40)), "the one program is yt-dlp"))
	}
	resolve := func(address string) ([]ingest.Target, error) {
		target, err := hosts.Resolve(address)
		if err != nil {
			return nil, usage(err)
		}
		return []ingest.Target{target}, nil
	}
	if opts.via != "" {
		if resolve, err = ytdlpOf(a).resolve(ctx, cfg, hosts); err != nil {
			return err
		}
	}
	targets, err := sources{a, hosts, resolve}.of(ctx, urls)
	if err != nil {
		return err
	}
	p, err := a.pipeline(ctx, cfg, hosts)
	if err != nil {
		return err
	}
	defer p.Close()
	bar := a.startBar(false)
	defer bar.stop()
	summary, err := p.Import(ctx, pipeline.ImportRequest{
		Targets: targets, Event: said, Again: opts.again, DryRun: opts.dryRun, Limit: opts.limit, Progress: bar.progress(),
		NewEvent: func(ev ingest.Event) { bar.stop(); a.say("a new event: %s (%s)", ev.Slug, plain(ev.Title)) },
		Confirm: func(event string, over pipeline.Overlap) (bool, error) {
			bar.stop()
			return a.mayImport(ctx, event, over, opts)
		},
	})
	bar.stop()
	if summary.Event == "" {
		return scheduleError(err)
	}
	if !opts.dryRun {
		a.sayOutlook(summary)
	}
	return concluding(a).conclude(summary, opts.dryRun, err)
}

// progress has the bar move with what is gathered.
func (b *bar) progress() pipeline.Progress {
	return pipeline.Progress{
		Spent:      b.spent,
		Collection: b.collection,
		Video:      func(v ingest.Video) error { b.video(v); return nil },
	}
}

// concluding tells what an import or a remap did.
type concluding struct{ *app }

// conclude prints what an import or remap did and turns problems into the exit
// status. A host's failure outweighs a draft's.
func (a concluding) conclude(s pipeline.Summary, dryRun bool, failed error) error {
	s.Drafts = a.shownAll(s.Drafts)
	a.sayRemarks("", s.Remarks)
	if a.json {
		if err := writeJSON(a.Out, s); err != nil {
			return err
		}
	} else if s.Question == "" {
		a.printSummary(s, dryRun)
	}
	if failed != nil {
		a.reportProblems(s.Problems)
		return failed
	}
	return a.problems(s.Problems)
}

// sayRemarks prints remarks about an event, "" where it is plain which; a second line of
// one says what can be done.
func (a *app) sayRemarks(event string, remarks []string) {
	if event != "" {
		event += ": "
	}
	for _, remark := range remarks {
		for line := range strings.Lines(remark) {
			a.say("%s%s", event, termtext.Line(strings.TrimSpace(line)))
		}
	}
}

// printSummary says what an import or remap did; the line that counts is the last one. With
// -q there is none when nothing has changed.
func (a concluding) printSummary(s pipeline.Summary, dryRun bool) {
	verb := ""
	if dryRun {
		verb = " (nothing written)"
	}
	if a.verbose {
		for _, path := range s.Drafts {
			a.printf("  %s\n", termtext.Line(path))
		}
	}
	for _, u := range s.Unavailable {
		a.printf("  unavailable: %s %s: %s\n", u.Provider, termtext.Line(u.ID), describeUnavailable(u))
	}
	if !s.Complete {
		a.say("the listing is not complete; import again to go on")
	}
	if s.Requests > 0 {
		a.say("%s", spentText(s))
	}
	if s.New > 0 && !dryRun {
		a.say("next: stevie status %s, then stevie edit %s, stevie review %s or stevie web, then stevie publish %s", s.Event, s.Event, s.Event, s.Event)
	}
	if a.quiet && s.New+s.Updated+len(s.Unavailable) == 0 {
		return
	}
	a.printf("%s: %s: %d new, %d updated, %d known, %d skipped, %d unavailable%s\n",
		s.Event, countOf(s.Found, "video"), s.New, s.Updated, s.Known, s.Skipped, len(s.Unavailable), verb)
}

// sayOutlook tells of how much stevie is sure in an event that was just imported, and of
// days that are known of the event only.
func (a importing) sayOutlook(s pipeline.Summary) {
	if a.quiet || s.New == 0 {
		return
	}
	for _, by := range slices.Sorted(maps.Keys(s.Outlook.Days)) {
		a.say("days: %s", daysRemark(s.Event, by, s.Outlook.Days[by]))
	}
	if hint := readyHint(s.Event, s.Outlook.Sure, s.Outlook.Open); hint != "" {
		a.say("%s", hint)
	}
}

func describeUnavailable(u pipeline.Unavailable) string {
	reason := termtext.Line(u.Reason)
	if u.Title == "" {
		return reason
	}
	return fmt.Sprintf("%s (%s)", reason, termtext.Short(u.Title, 60))
}

func spentText(s pipeline.Summary) string {
	text := countOf(s.Requests, "request")
	if s.Quota > 0 {
		text += ", " + countOf(s.Quota, "unit") + " of YouTube's daily quota"
	}
	return text
}

// problems reports what could not be used and makes it the exit status.
func (a *app) problems(list []error) error {
	if len(list) == 0 {
		return nil
	}
	a.reportProblems(list)
	return errFindings
}

func (a *app) reportProblems(list []error) {
	for _, err := range list {
		a.report(err)
	}
}

func (a *app) shownAll(paths []string) []string {
	shown := make([]string, len(paths))
	for i, path := range paths {
		shown[i] = a.shown(path)
	}
	return shown
}
