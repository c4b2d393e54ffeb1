package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/together"
)

// editTogether shows an event's talks in one file and applies what was changed
// there to their drafts.
func (a *app) editTogether(ctx context.Context, event string) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	p, err := a.pipeline(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Workspace.Close()
	events, err := a.eventsOf(p, []string{event})
	if err != nil {
		return err
	}
	event = events[0]
	drafts, problems, err := a.draftsInOrder(ctx, p, event)
	if err != nil {
		return err
	}
	a.reportProblems(problems)
	ed, err := findEditor(a.getenv)
	if err != nil {
		return err
	}
	changes, err := a.askForChanges(ctx, ed, cfg.Dir, event, drafts)
	if err != nil {
		return err
	}
	return a.saveChanges(p, event, changes)
}

// draftsInOrder are an event's drafts as status lists them, tombstones last.
func (a *app) draftsInOrder(ctx context.Context, p *pipeline.Pipeline, event string) ([]*draft.Draft, []error, error) {
	contents, err := p.Workspace.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	byPath := map[string]*draft.Draft{}
	for _, d := range contents.Folder(event).Drafts {
		byPath[d.Path] = d
	}
	lines, problems := p.Status(contents, event)
	drafts := make([]*draft.Draft, 0, len(lines))
	for _, line := range lines {
		drafts = append(drafts, byPath[line.Path])
	}
	return drafts, problems, nil
}

// askForChanges lets the person edit the file until it can be applied or they
// give up. What they typed is kept in that case.
func (a *app) askForChanges(ctx context.Context, ed editor, dir, event string, drafts []*draft.Draft) ([]together.Change, error) {
	name := "together-" + event + ".toml"
	path := filepath.Join(dir, stateFolder, name)
	if err := writeNew(filepath.Join(dir, stateFolder), name, string(together.Encode(event, drafts))); err != nil {
		return nil, err
	}
	for {
		if err := ed.open(ctx, a.Streams, 0, path); err != nil {
			return nil, err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		changes, err := together.Apply(a.shown(path), src, drafts)
		if err == nil {
			return changes, os.Remove(path)
		}
		a.report(err)
		if !a.confirm("open it again?") {
			a.say("nothing was changed; what you typed is in %s", a.shown(path))
			return nil, errFindings
		}
	}
}

func (a *app) saveChanges(p *pipeline.Pipeline, event string, changes []together.Change) (err error) {
	release, err := p.Workspace.Lock(event)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	for _, c := range changes {
		if _, err := p.Workspace.Save(c.Old, c.New); err != nil {
			return fmt.Errorf("save %s: %w", a.shown(c.Old.Path), err)
		}
		a.printf("%s\n", a.shown(c.Old.Path))
	}
	a.say("%s changed", countOf(len(changes), "draft"))
	return nil
}
