package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/config"
)

// cacheFolder holds what can be made anew: locks, states of playlists.
const cacheFolder = ".stevie"

// cacheOf is the workspace's cache directory.
func cacheOf(cfg config.Config) *cachefile.Dir {
	return cachefile.Open(filepath.Join(cfg.Dir, cacheFolder))
}

// now is the time.
func (a *app) now() time.Time {
	if a.Now == nil {
		return time.Now()
	}
	return a.Now()
}

// workspaceConfig reads the settings of a workspace and insists on one.
func (a *app) workspaceConfig() (config.Config, error) {
	cfg, err := a.config()
	if err != nil {
		return config.Config{}, err
	}
	if cfg.File == "" {
		return config.Config{}, usage(ingest.WithHint(errors.New("this is no workspace: there is no "+config.FileName+" here or in a folder above"),
			"make one with `stevie init`, or name its file with --config"))
	}
	if rel, err := filepath.Rel(cfg.Data, cfg.Drafts); err == nil && filepath.IsLocal(rel) {
		return config.Config{}, usage(ingest.WithHint(
			fmt.Errorf("the drafts %s would lie inside the data tree, whose checks fail on any foreign file", a.shown(cfg.Drafts)),
			"set drafts in "+a.shown(cfg.File)+" to a folder outside"))
	}
	return cfg, nil
}

// pipeline opens the workspace and the data tree. The caller closes the workspace.
func (a *app) pipeline(ctx context.Context, cfg config.Config) (*pipeline.Pipeline, error) {
	tree, err := a.tree(ctx, cfg, false)
	if err != nil {
		return nil, err
	}
	workspace, err := workspace.Open(a.shown(cfg.Drafts), a.shown(filepath.Join(cfg.Dir, cacheFolder)))
	if err != nil {
		return nil, fmt.Errorf("open the drafts: %w", err)
	}
	return &pipeline.Pipeline{Workspace: workspace, Tree: tree, DataDir: a.shown(cfg.Data), Mapping: mapping(cfg)}, nil
}

// tree indexes the data tree. A folder that is no data tree is an error; one
// that is missing is an error when it is required, and else a warning, since
// drafts can be made without.
func (a *app) tree(ctx context.Context, cfg config.Config, required bool) (*record.Index, error) {
	_, err := os.Stat(cfg.Data)
	if errors.Is(err, fs.ErrNotExist) && !required {
		if cfg.File != "" && !a.quiet {
			a.warn("there is no data tree at %s, so talks that pyvideo has already are not recognized; set data in %s", a.shown(cfg.Data), config.FileName)
		}
		return nil, nil
	}
	tree, err := record.OpenTree(cfg.Data)
	if err != nil {
		return nil, usage(err)
	}
	index, err := tree.Index(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the data tree: %w", err)
	}
	for _, problem := range index.Problems {
		a.logger().Debug("data tree", "path", problem.Path, "error", problem.Err)
	}
	return index, nil
}

func mapping(cfg config.Config) pipeline.Mapping {
	return pipeline.Mapping{
		Description:  mapper.Mode(cfg.Mapping.Description),
		KeepHostTags: cfg.Mapping.KeepHostTags,
		ReadyAbove:   cfg.Mapping.ReadyAbove,
		Speakers:     cfg.Mapping.Speakers,
	}
}

// openEvents opens the workspace with the events that the arguments name, or all.
// The caller closes the workspace.
func (a *app) openEvents(ctx context.Context, names []string) (*pipeline.Pipeline, []string, error) {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return nil, nil, err
	}
	p, err := a.pipeline(ctx, cfg)
	if err != nil {
		return nil, nil, err
	}
	events, err := a.eventsOf(p, names)
	if err != nil {
		return nil, nil, errors.Join(err, p.Workspace.Close())
	}
	return p, events, nil
}

// eventsOf are the events that the arguments name, or all. An argument may be
// the path of the event's folder.
func (a *app) eventsOf(p *pipeline.Pipeline, names []string) ([]string, error) {
	all, err := p.Workspace.Events()
	if err != nil {
		return nil, fmt.Errorf("list the events: %w", err)
	}
	if len(names) == 0 {
		if len(all) == 0 {
			a.say("no events in %s yet; begin with `stevie import URL`", a.shown(p.Workspace.Dir()))
		}
		return all, nil
	}
	var events []string
	for _, name := range names {
		slug := filepath.Base(filepath.Clean(name))
		if !slices.Contains(all, slug) {
			return nil, usage(ingest.WithHint(fmt.Errorf("there is no event %s in %s", quoted(name), a.shown(p.Workspace.Dir())), knownEvents(all)))
		}
		events = append(events, slug)
	}
	return events, nil
}

func knownEvents(all []string) string {
	if len(all) == 0 {
		return "there are none yet; begin with `stevie import URL`"
	}
	const most = 10
	if len(all) > most {
		return fmt.Sprintf("there are %d, %s among them", len(all), strings.Join(all[:most], ", "))
	}
	return "known: " + strings.Join(all, ", ")
}
