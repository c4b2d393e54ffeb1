package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bulkedit"
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
	ed, err := a.findEditor()
	if err != nil {
		return err
	}
	path := filepath.Join(cfg.Dir, stateFolder, "together-"+event+".toml")
	changes, err := a.askForChanges(ctx, ed, path, event, drafts)
	if err != nil {
		return err
	}
	if err := a.saveChanges(p, path, event, changes); err != nil {
		return err
	}
	return a.problems(problems)
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
	lines, problems := p.Status(ctx, contents, event)
	drafts := make([]*draft.Draft, 0, len(lines))
	for _, line := range lines {
		drafts = append(drafts, byPath[line.Path])
	}
	return drafts, problems, nil
}

// askForChanges lets the person edit the file until it can be applied or they
// give up. What they typed stays in the file until it is saved in the drafts.
func (a *app) askForChanges(ctx context.Context, ed editor, path, event string, drafts []*draft.Draft) ([]bulkedit.Change, error) {
	if _, err := os.Stat(path); err == nil {
		a.say("going on with %s, which was not applied the last time; delete it to begin anew", a.shown(path))
	} else if err := writeNew(filepath.Dir(path), filepath.Base(path), string(bulkedit.Encode(event, drafts))); err != nil {
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
		changes, err := bulkedit.Apply(a.shown(path), src, drafts)
		if err == nil {
			return changes, nil
		}
		a.report(err)
		again, err := a.confirm(ctx, "open it again?")
		if err == nil && !again {
			err = errFindings
		}
		if err != nil {
			a.say("nothing was changed; what you typed is in %s", a.shown(path))
			return nil, err
		}
	}
}

// saveChanges writes each draft that was changed. One that somebody else saved
// meanwhile keeps their version; the file with all that was typed stays then.
func (a *app) saveChanges(p *pipeline.Pipeline, path, event string, changes []bulkedit.Change) (err error) {
	kept := func(err error) error {
		return ingest.WithHint(err, fmt.Sprintf("what you typed is in %s; run the same command again", a.shown(path)))
	}
	release, err := p.Workspace.Lock(event)
	if err != nil {
		return kept(err)
	}
	defer func() { err = errors.Join(err, release()) }()
	var failed error
	for _, c := range changes {
		if _, err := p.Workspace.Save(c.Old, c.New); err != nil {
			failed = errors.Join(failed, fmt.Errorf("save %s: %w", a.shown(c.Old.Path), err))
			continue
		}
		a.printf("%s\n", a.shown(c.Old.Path))
	}
	if failed != nil {
		return kept(failed)
	}
	a.say("%s changed", countOf(len(changes), "draft"))
	return os.Remove(path)
}
