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
real adapters. It publishes the talks into a small data tree, checks it, and shows
what came out. DIR is where it leaves everything for you to look at; without it, in
a new folder for temporary files.`,
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
	result, err := a.runDemo(ctx, cfg, hosts)
	if err != nil {
		return err
	}
	result.Dir = dir
	if a.json {
		return writeJSON(a.Out, result)
	}
	return a.showDemo(cfg, result)
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
	return config.Load(filepath.Join(talks, config.FileName), talks, func(string) string { return "" })
}

func (a demonstrating) runDemo(ctx context.Context, cfg config.Config, hosts *demo.Hosts) (demoSummary, error) {
	registry, err := providers.All(providers.Config{
		YouTube: youtube.Config{APIKey: hosts.YouTubeKey, Endpoint: hosts.YouTube, Logger: a.logger()},
		Vimeo:   vimeo.Config{Token: hosts.VimeoToken, Endpoint: hosts.Vimeo, Logger: a.logger()},
	})
	if err != nil {
		return demoSummary{}, err
	}
	p, err := a.pipeline(ctx, cfg, registry)
	if err != nil {
		return demoSummary{}, err
	}
	defer p.Close()
	bar := a.startBar(false)
	defer bar.stop()
	var result demoSummary
	result.Import, err = p.Import(ctx, pipeline.ImportRequest{
		Addresses: []string{demo.Playlist, demo.Showcase}, Progress: bar.progress(),
		Event: ingest.Event{URL: "https://heronpy.example/2025/", StartDate: demo.FirstDay(), EndDate: demo.LastDay()},
	})
	if err != nil {
		return result, err
	}
	if result.Publication, err = p.Publish(ctx, result.Import.Event, pipeline.PublishOptions{All: true}); err != nil {
		return result, err
	}
	findings, err := check.Tree(ctx, cfg.Data, check.Options{})
	result.Errors = countErrors(findings)
	return result, err
}

// showDemo prints what a curator would want to see.
func (a demonstrating) showDemo(cfg config.Config, result demoSummary) error {
	a.printf("1. imported %s and %s\n   as %s: %d videos, %d drafts; unavailable:\n", demo.Playlist, demo.Showcase,
		result.Import.Event, result.Import.Found, result.Import.New)
	for _, u := range result.Import.Unavailable {
		a.printf("     %s %s: %s\n", u.Provider, u.ID, termtext.Line(u.Reason))
	}
	a.printf("\n2. published %d records, refused %d; check found %d errors in the data tree\n",
		len(result.Publication.Records), len(result.Publication.Refused), result.Errors)
	a.printf("\n3. everything is in %s\n\n", result.Dir)
	if err := a.printFolder(result.Dir); err != nil {
		return err
	}
	sample := filepath.Join(cfg.Drafts, result.Import.Event, "reading-a-traceback-from-the-bottom-up.toml")
	src, err := os.ReadFile(sample)
	if err != nil {
		return err
	}
	rel, _ := filepath.Rel(result.Dir, sample)
	a.printf("\n4. one of the drafts, %s\n\n%s\n", rel, indent(termtext.Block(string(src))))
	a.printf(`
5. with a YouTube key of your own (README.md says how to get one) and a checkout of pyvideo/data:

     stevie init talks --data path/to/pyvideo-data && cd talks
     YOUTUBE_API_KEY=... stevie import "https://www.youtube.com/playlist?list=..."
     stevie status
     stevie web
`)
	return nil
}

// printFolder draws the files below dir, without those that begin with a dot.
func (a demonstrating) printFolder(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || rel == "." {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		name := entry.Name()
		if entry.IsDir() {
			name += "/"
		}
		a.printf("   %s%s\n", strings.Repeat("  ", strings.Count(rel, string(filepath.Separator))), termtext.Line(name))
		return nil
	})
}

func indent(text string) string {
	return "   " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n   ")
}
