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

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/config"
)

// cacheFolder holds what can be made anew: locks, states of playlists.
const cacheFolder = ".stevie"

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
	if rel, err := filepath.Rel(cfg.Data, cfg.Captions.Folder); err == nil && filepath.IsLocal(rel) {
		return config.Config{}, usage(ingest.WithHint(
			fmt.Errorf("the captions %s would lie inside the data tree, whose checks fail on any foreign file", a.shown(cfg.Captions.Folder)),
			"set folder under [captions] in "+a.shown(cfg.File)+" to a folder outside"))
	}
	return cfg, nil
}

// pipeline opens the workspace and the data tree. Hosts may be nil where none is asked.
// The caller closes it.
func (a *app) pipeline(ctx context.Context, cfg config.Config, hosts pipeline.Hosts) (*pipeline.Pipeline, error) {
	p, err := pipeline.Open(ctx, pipeline.Config{
		Drafts: a.shown(cfg.Drafts), Cache: a.shown(filepath.Join(cfg.Dir, cacheFolder)), Data: a.shown(cfg.Data),
		Hosts: hosts, Programmes: programmes{a}.client(), Mapping: mapping(cfg), Watch: channelsOf(cfg), QuotaLeft: quotas{a}.quotaLeft(cfg),
		OnWait:    func(file string) { a.say("waiting for another stevie, which writes drafts (lock file %s)", file) },
		OnWarning: a.warnOf,
		Prompt:    a.Interactive, Version: version(), UserAgent: userAgent(), Now: a.Now, Logger: a.logger(),
		Captions: a.shown(cfg.Captions.Folder), Program: ytdlpOf{a}.forTalks(cfg), Downloads: a.downloadsMemory(),
	})
	if errors.Is(err, record.ErrNotTree) {
		return nil, usage(err)
	}
	if err != nil {
		return nil, fmt.Errorf("open the drafts: %w", err)
	}
	if !p.HasData() {
		a.warnOfNoTree(cfg)
	}
	return p, nil
}

// warnOf shows a warning of the pipeline.
func (a *app) warnOf(err error) {
	if a.onWarning != nil {
		a.onWarning(err)
		return
	}
	a.warn("%v", err)
}

// withHosts is pipeline with the hosts that the settings give access to.
func (a *app) withHosts(ctx context.Context, cfg config.Config) (*pipeline.Pipeline, error) {
	registry, err := a.providers(ctx, cfg)
	if err != nil {
		return nil, err
	}
	return a.pipeline(ctx, cfg, registry)
}

func (a *app) warnOfNoTree(cfg config.Config) {
	if cfg.File != "" && !a.quiet {
		a.warn("there is no data tree at %s, so talks that pyvideo has already are not recognized; set data in %s", a.shown(cfg.Data), config.FileName)
	}
}

// tree indexes the data tree. A folder that is no data tree is an error; one
// that is missing is an error when it is required, and else a warning, since
// drafts can be made without.
func (a *app) tree(ctx context.Context, cfg config.Config, required bool) (*record.Index, error) {
	_, err := os.Stat(cfg.Data)
	if errors.Is(err, fs.ErrNotExist) && !required {
		a.warnOfNoTree(cfg)
		return nil, nil
	}
	tree, err := record.OpenTree(a.shown(cfg.Data))
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

		PlaylistLabel: cfg.Mapping.Playlist,
	}
}

// openWorkspace opens the workspace, to ask no host. The caller closes it.
func (a *app) openWorkspace(ctx context.Context) (config.Config, *pipeline.Pipeline, error) {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return config.Config{}, nil, err
	}
	p, err := a.pipeline(ctx, cfg, nil)
	return cfg, p, err
}

// openEvents opens the workspace with the events that the arguments name, or all.
// The caller closes the workspace.
func (a *app) openEvents(ctx context.Context, names []string) (*pipeline.Pipeline, []string, error) {
	cfg, p, err := a.openWorkspace(ctx)
	if err != nil {
		return nil, nil, err
	}
	events, err := a.eventsOf(p, cfg, names)
	if err != nil {
		return nil, nil, errors.Join(err, p.Close())
	}
	return p, events, nil
}

// eventsOf are the events that the arguments name, or all. An argument may be
// the path of the event's folder.
func (a *app) eventsOf(p *pipeline.Pipeline, cfg config.Config, names []string) ([]string, error) {
	drafts := a.shown(cfg.Drafts)
	all, err := p.Events()
	if err != nil {
		return nil, fmt.Errorf("list the events: %w", err)
	}
	if len(names) == 0 {
		if len(all) == 0 {
			a.say("no events in %s yet; begin with `stevie import URL`", drafts)
		}
		return all, nil
	}
	var events []string
	for _, name := range names {
		slug := filepath.Base(filepath.Clean(name))
		if !slices.Contains(all, slug) {
			return nil, usage(ingest.WithHint(fmt.Errorf("there is no event %s in %s", quoted(name), drafts), knownEvents(all)))
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
