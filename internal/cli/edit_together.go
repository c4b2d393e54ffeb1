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
	"github.com/pyvideo/stevie/internal/tomledit"
)

// editTogether shows an event's talks in one file and applies what was changed
// there to their drafts.
func (a editing) editTogether(ctx context.Context, event string) error {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	p, err := a.pipeline(ctx, cfg, nil)
	if err != nil {
		return err
	}
	defer p.Close()
	events, err := a.eventsOf(p, cfg, []string{event})
	if err != nil {
		return err
	}
	event = events[0]
	views, problems := p.Drafts(ctx, event)
	var talks []bulkedit.Talk
	for _, v := range views {
		talks = append(talks, bulkedit.Talk{Draft: v.Draft, Base: v.Base, Level: v.Level, Reasons: v.Reasons, Readings: v.Readings})
	}
	ed, err := a.findEditor()
	if err != nil {
		return err
	}
	path := filepath.Join(cfg.Dir, cacheFolder, "together-"+event+".toml")
	changes, err := a.askForChanges(ctx, ed, path, event, talks)
	if err != nil {
		return err
	}
	if err := a.saveChanges(ctx, p, path, event, changes); err != nil {
		return err
	}
	return a.problems(problems)
}

// askForChanges lets the person edit the file until it can be applied or they
// give up. What they typed stays in the file until it is saved in the drafts.
func (a editing) askForChanges(ctx context.Context, ed editor, path, event string, talks []bulkedit.Talk) ([]draft.Change, error) {
	if _, err := os.Stat(path); err == nil {
		a.say("going on with %s, which was not applied the last time; delete it to begin anew", a.shown(path))
	} else if err := writeNew(filepath.Dir(path), filepath.Base(path), string(bulkedit.Encode(event, talks))); err != nil {
		return nil, err
	}
	line := 0
	for {
		if err := ed.open(ctx, a.Streams, line, path); err != nil {
			return nil, err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		changes, err := bulkedit.Apply(a.shown(path), src, talks)
		if err == nil {
			return changes, nil
		}
		a.report(err)
		if fault, ok := errors.AsType[*tomledit.SyntaxError](err); ok {
			line = fault.Line
		}
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
func (a editing) saveChanges(ctx context.Context, p *pipeline.Pipeline, path, event string, changes []draft.Change) error {
	kept := func(err error) error {
		return ingest.WithHint(err, fmt.Sprintf("what you typed is in %s; run the same command again", a.shown(path)))
	}
	var failed error
	for _, out := range p.SaveDrafts(ctx, event, "edit --together", changes) {
		if err := out.Failure(); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		a.printf("%s\n", a.shown(out.Path))
	}
	if failed != nil {
		return kept(failed)
	}
	a.say("%s changed", countOf(len(changes), "draft"))
	return os.Remove(path)
}
