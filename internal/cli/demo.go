package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/demo"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/providers"
	"github.com/pyvideo/stevie/providers/vimeo"
	"github.com/pyvideo/stevie/providers/youtube"
)

func demoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Do the whole job on a sample conference, without key or network",
		Long: `demo imports a conference that never took place: a YouTube playlist and a Vimeo
showcase, served by fakes of both hosts inside this process and read through the
real adapters. It shows what needs a person, makes one edit in their place, marks
what is likely right as ready, publishes that into a small data tree, checks it,
and leaves the doubtful drafts in review for you to try on. DIR is where it leaves
everything to look at; without it, in a new folder for temporary files. In its
workspace, talks, all commands work, import and sync too.`,
		Example: `  stevie demo
  stevie demo ~/stevie-demo`,
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, given []string) error { return demonstrating{a}.demo(cmd.Context(), given) },
	}
}

// demoSummary is what demo prints for programs.
type demoSummary struct {
	Dir         string               `json:"dir"`
	Import      pipeline.Summary     `json:"import"`
	Publication pipeline.Publication `json:"publication"`
	Errors      int                  `json:"errors"` // found by check
}

// demonstrating is one run of demo.
type demonstrating struct{ *app }

// What the person of the demo mends: the host has cut the speaker's name, and the
// description has it.
const (
	demoDraft   = "migrating-four-hundred-thousand-lines-of-legacy-reporting-code-to-something-we.toml"
	demoSpeaker = "Bartholomew Quill"
)

// demoSteps are what is shown of a demo besides its summary.
type demoSteps struct {
	status       string // as stevie status shows it
	before, edit string // of the draft that is mended
	ready        int    // drafts that are marked as ready
	left         int    // drafts that stay in review
}

func (a demonstrating) demo(ctx context.Context, given []string) error {
	dir, err := a.demoFolder(given)
	if err != nil {
		return err
	}
	hosts, err := demo.Serve(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	cfg, err := a.demoWorkspace(dir)
	if err != nil {
		return fmt.Errorf("make the sample workspace: %w", err)
	}
	result, steps, err := a.runDemo(ctx, cfg, hosts)
	if err != nil {
		return err
	}
	result.Dir = dir
	if a.json {
		return writeJSON(a.Out, result)
	}
	return a.showDemo(cfg, result, steps)
}

// demoFolder is an empty folder to work in.
func (a demonstrating) demoFolder(given []string) (string, error) {
	if len(given) == 0 {
		return os.MkdirTemp("", "stevie-demo-")
	}
	dir := a.path(given[0])
	if tree, err := record.FindTree(dir); err == nil {
		return "", usage(ingest.WithHint(fmt.Errorf("%s lies inside the data tree %s", a.shown(dir), a.shown(tree.Dir())), "name a folder outside"))
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", usage(ingest.WithHint(ingest.PathFault(a.shown(dir), err), "name a folder that does not exist yet"))
	}
	if len(entries) > 0 {
		return "", usage(ingest.WithHint(fmt.Errorf("%s is not empty", a.shown(dir)), "name a folder that does not exist yet"))
	}
	return dir, os.MkdirAll(dir, 0o755)
}

// demoWorkspace makes a data tree and a workspace beside it, as a curator has them.
func (a demonstrating) demoWorkspace(dir string) (config.Config, error) {
	if err := demo.WriteTree(filepath.Join(dir, "data")); err != nil {
		return config.Config{}, err
	}
	quiet := *a.app
	quiet.quiet = true
	talks := filepath.Join(dir, "talks")
	if err := (initializing{&quiet}).makeWorkspace(talks, ""); err != nil {
		return config.Config{}, err
	}
	file := filepath.Join(talks, config.FileName)
	settings, err := os.ReadFile(file)
	if err != nil {
		return config.Config{}, err
	}
	settings = fmt.Appendf(settings, demoHosts, demo.YouTubeEndpoint, demo.VimeoEndpoint)
	if err := os.WriteFile(file, settings, 0o644); err != nil {
		return config.Config{}, err
	}
	return config.Load(file, talks, func(string) string { return "" })
}

const demoHosts = `
# The sample conference: stevie serves both hosts itself, without key and network.
[youtube]
endpoint = %q

[vimeo]
endpoint = %q
`

func (a demonstrating) runDemo(ctx context.Context, cfg config.Config, hosts *demo.Hosts) (result demoSummary, steps demoSteps, err error) {
	registry, err := providers.All(providers.Config{
		YouTube: youtube.Config{APIKey: hosts.YouTubeKey, Endpoint: hosts.YouTube, Logger: a.logger()},
		Vimeo:   vimeo.Config{Token: hosts.VimeoToken, Endpoint: hosts.Vimeo, Logger: a.logger()},
	})
	if err != nil {
		return result, steps, err
	}
	p, err := a.pipeline(ctx, cfg, registry)
	if err != nil {
		return result, steps, err
	}
	defer p.Close()
	bar := a.startBar(false)
	defer bar.stop()
	result.Import, err = p.Import(ctx, pipeline.ImportRequest{
		Addresses: []string{demo.Playlist, demo.Showcase}, Progress: bar.progress(),
		Event: ingest.Event{URL: "https://heronpy.example/2025/", StartDate: demo.FirstDay(), EndDate: demo.LastDay()},
	})
	if err != nil {
		return result, steps, err
	}
	if steps, err = a.reviewDemo(ctx, p, result.Import.Event); err != nil {
		return result, steps, err
	}
	if result.Publication, err = p.Publish(ctx, result.Import.Event, pipeline.PublishOptions{}); err != nil {
		return result, steps, err
	}
	findings, err := check.Tree(ctx, cfg.Data, check.Options{})
	result.Errors = countErrors(findings)
	return result, steps, err
}

// reviewDemo does what a person does between import and publish: looks at the list, mends a
// draft in an editor, and marks what is likely right.
func (a demonstrating) reviewDemo(ctx context.Context, p *pipeline.Pipeline, event string) (steps demoSteps, err error) {
	list, err := p.Status(ctx, event)
	if err != nil {
		return steps, err
	}
	plain := *a.app
	plain.OutTerminal, plain.getenv = false, func(string) string { return "" }
	plain.verbose = false
	steps.status = newStatusPage(showingStatus{app: &plain, named: true}, list).text()
	var changes []pipeline.Change
	for _, v := range list[0].Drafts {
		switch {
		case v.Draft.File == demoDraft:
			steps.before = string(v.Draft.Bytes())
			changes = append(changes, v.Set(map[string]pipeline.Value{ingest.FieldSpeakers: []string{demoSpeaker}, draft.FieldStatus: string(draft.Ready)}))
		case v.Level == ingest.LevelSure || v.Level == ingest.LevelLikely:
			changes = append(changes, v.Take())
			steps.ready++
		default:
			steps.left++
		}
	}
	for _, out := range p.SaveDrafts(ctx, event, "Take", changes) {
		if err := out.Failure(); err != nil {
			return steps, err
		}
		if filepath.Base(out.Path) == demoDraft {
			src, err := os.ReadFile(out.Path)
			if err != nil {
				return steps, err
			}
			steps.edit = string(src)
		}
	}
	return steps, nil
}

// changedLines are the lines of two texts that differ, those of the first with "-", as far
// as a few at the beginning do.
func changedLines(before, after string) string {
	var b strings.Builder
	old, now := strings.Split(before, "\n"), strings.Split(after, "\n")
	for i := range min(len(old), len(now), 5) {
		if old[i] != now[i] {
			fmt.Fprintf(&b, "   - %s\n   + %s\n", termtext.Line(old[i]), termtext.Line(now[i]))
		}
	}
	return b.String()
}

// showDemo prints what a curator would want to see.
func (a demonstrating) showDemo(cfg config.Config, result demoSummary, steps demoSteps) error {
	event := result.Import.Event
	a.printf("1. imported %s and %s\n   as %s: %d videos, %d drafts; unavailable:\n", demo.Playlist, demo.Showcase,
		event, result.Import.Found, result.Import.New)
	for _, u := range result.Import.Unavailable {
		a.printf("     %s %s: %s\n", u.Provider, u.ID, termtext.Line(u.Reason))
	}
	a.printf("\n2. stevie status %s says what needs a person:\n\n%s\n", event, indent(termtext.Block(steps.status)))
	a.printf("\n3. edited a draft, as with stevie edit %s: the host had cut the speaker's name,\n   and the description has it\n\n%s", event,
		changedLines(steps.before, steps.edit))
	a.printf("\n   marked %s as ready that are likely right, as with stevie ready; left %d in review\n", countOf(steps.ready, "more draft"), steps.left)
	a.printf("   published %d records, refused %d; check found %d errors in the data tree\n",
		len(result.Publication.Records), len(result.Publication.Refused), result.Errors)
	a.printf("\n4. everything is in %s:\n\n", result.Dir)
	if err := a.printFolder(result.Dir); err != nil {
		return err
	}
	a.printf("\n   Try on what is left, and import again; neither takes a key or a network:\n\n"+
		"     cd %s\n     stevie status\n     stevie edit        (or: stevie review, stevie web)\n"+
		"     stevie publish\n     stevie import %q\n", a.shown(cfg.Dir), demo.Playlist)
	a.printf(`
5. with a YouTube key of your own (README.md says how to get one) and a checkout of pyvideo/data:

     stevie init talks --data path/to/pyvideo-data && cd talks
     YOUTUBE_API_KEY=... stevie import "https://www.youtube.com/playlist?list=..."
     stevie status
     stevie web
`)
	return nil
}

// printFolder draws the folders and the first files below dir, without those that begin
// with a dot.
func (a demonstrating) printFolder(dir string) error { return a.printEntries(dir, "   ") }

// firstFiles is how many files of a folder are shown.
const firstFiles = 3

func (a demonstrating) printEntries(dir, margin string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	files := 0
	for _, entry := range entries {
		name := termtext.Line(entry.Name())
		switch {
		case strings.HasPrefix(name, "."):
		case entry.IsDir():
			a.printf("%s%s/\n", margin, name)
			if err := a.printEntries(filepath.Join(dir, entry.Name()), margin+"  "); err != nil {
				return err
			}
		default:
			if files++; files <= firstFiles {
				a.printf("%s%s\n", margin, name)
			}
		}
	}
	if files > firstFiles {
		a.printf("%sand %d more\n", margin, files-firstFiles)
	}
	return nil
}

func indent(text string) string {
	return "   " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n   ")
}
