package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bulkedit"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// editTogether shows an event's talks in one file and applies what was changed
// there to their drafts.
func (a editing) editTogether(ctx context.Context, event string) error {
	cfg, p, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	defer p.Close()
	events, err := a.eventsOf(p, cfg, []string{event})
	if err != nil {
		return err
	}
	talks, problems := p.Drafts(ctx, events[0])
	ed, err := a.findEditor()
	if err != nil {
		return err
	}
	f := newTogetherFile(a, cfg, events[0])
	if err := f.begin(talks); err != nil {
		return err
	}
	changes, err := f.askForChanges(ctx, ed, talks)
	if err != nil {
		return err
	}
	c := &changing{app: a.app, pipeline: p, verb: "edit --together"}
	if err := f.save(ctx, c, changes); err != nil {
		return err
	}
	return c.sum(problems)
}

// togetherFile is the file with an event's talks. It stays until all that was typed there
// is in the drafts; beside it is what it showed.
type togetherFile struct {
	editing
	event  string
	path   string
	cache  *cachefile.Dir
	showed bulkedit.Shown
}

func newTogetherFile(a editing, cfg config.Config, event string) *togetherFile {
	dir := filepath.Join(cfg.Dir, cacheFolder)
	return &togetherFile{editing: a, event: event, path: filepath.Join(dir, "together-"+event+".toml"), cache: cachefile.Open(dir)}
}

// begin writes the file, unless one is there that was not applied.
func (f *togetherFile) begin(talks []pipeline.View) error {
	f.showed = bulkedit.ShownOf(talks)
	if _, err := os.Stat(f.path); err == nil {
		f.say("going on with %s, which was not applied the last time; delete it to begin anew", f.shownPath())
		var shown bulkedit.Shown
		if f.cache.Read(cachefile.Together(f.event), &shown) == nil { // else the talks are what is nearest
			f.showed = shown
		}
		return nil
	}
	if err := f.cache.Write(cachefile.Together(f.event), f.showed); err != nil {
		return err
	}
	return writeNew(filepath.Dir(f.path), filepath.Base(f.path), string(bulkedit.Encode(f.event, talks)))
}

func (f *togetherFile) shownPath() string { return f.shown(f.path) }

// askForChanges lets the person edit the file until it can be applied or they give up.
func (f *togetherFile) askForChanges(ctx context.Context, ed editor, talks []pipeline.View) ([]draft.Change, error) {
	line := 0
	for {
		if err := f.open(ctx, ed, line, "", f.path); err != nil {
			return nil, err
		}
		src, err := os.ReadFile(f.path)
		if err != nil {
			return nil, err
		}
		changes, err := bulkedit.Apply(f.shownPath(), src, f.showed, talks)
		if err == nil {
			return changes, nil
		}
		f.report(err)
		if fault, ok := errors.AsType[*tomledit.SyntaxError](err); ok {
			line = fault.Line
		}
		again, err := asking{f.app}.confirm(ctx, "open it again?")
		if err == nil && !again {
			err = errFindings
		}
		if err != nil {
			f.say("nothing was changed; what you typed is in %s: run the same command again to go on with it", f.shownPath())
			return nil, err
		}
	}
}

// save makes the changes. Where somebody else has changed the same field of a draft
// meanwhile theirs stays, and the file with all that was typed too.
func (f *togetherFile) save(ctx context.Context, c *changing, changes []draft.Change) error {
	var failed error
	for _, out := range c.make(ctx, f.event, changes) {
		failed = errors.Join(failed, c.print(out))
		for _, with := range out.Conflicts {
			f.showed.Told(filepath.Base(out.Path), with)
		}
		if err := out.Failure(); !errors.Is(err, ctx.Err()) { // what an interruption left undone is told once
			failed = errors.Join(failed, err)
		}
	}
	failed = errors.Join(failed, ctx.Err())
	if failed != nil {
		hint := fmt.Sprintf("what you typed is in %s; run the same command again, and what that says is taken", f.shownPath())
		return ingest.WithHint(errors.Join(failed, f.cache.Write(cachefile.Together(f.event), f.showed)), hint)
	}
	return f.remove()
}

// remove removes the file and what it showed.
func (f *togetherFile) remove() error {
	err := os.Remove(f.path)
	if err2 := f.cache.Remove(cachefile.Together(f.event)); !errors.Is(err2, fs.ErrNotExist) {
		err = errors.Join(err, err2)
	}
	return err
}
