package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/termtext"
)

// fix mends what is certain in everything that check was asked to look at, and
// says what it did. What could not be written is told and makes failed an error;
// it stops nothing else.
func (a checking) fix(ctx context.Context, targets checkTargets, format string) (failed, err error) {
	done, err := check.Fix(ctx, targets.records, check.RewriteOptions{})
	changes := done.Changes
	for _, p := range done.Problems {
		if p.Rule != check.RuleCanonical {
			continue // the check finds it, too
		}
		a.report(fmt.Errorf("%s: %s", p.Path, p.Message))
		failed = errFindings
	}
	if err == nil {
		for _, f := range a.readDrafts(targets.drafts) {
			mended, err := a.fixFolder(ctx, f, targets)
			changes = append(changes, mended...)
			if err != nil {
				a.report(err)
				failed = errFindings
			}
		}
	}
	a.printChanges(changes, format, "mended")
	return failed, err
}

// printChanges says what was mended, or is to be, by file. Programs get findings on stdout, so
// it is told on stderr then.
func (a checking) printChanges(changes []check.Change, format, verb string) {
	to := a.Streams
	if a.json || format == formatGitHub {
		to.Out = a.Err
	}
	path, files := "", 0
	for _, c := range changes {
		if c.Path != path || files == 0 {
			path = c.Path
			files++
			to.printf("%s\n", shownPath(path))
		}
		to.printf("  %s\n", inert(termtext.Line(strings.TrimSpace(verb+": "+c.Field)+fmt.Sprintf(" [%s]: %s", c.Rule, c.Message))))
	}
	a.say("%s %s in %s", countOf(len(changes), "place"), verb, countOf(files, "file"))
}

// fixFolder mends the drafts of one event that were asked for.
func (a checking) fixFolder(ctx context.Context, f *workspace.Folder, targets checkTargets) ([]check.Change, error) {
	type mend struct{ old, new *draft.Draft }
	var mends []mend
	var changes []check.Change
	for _, d := range f.Drafts {
		if d.Status == draft.Skip || !targets.asked(d.Path) {
			continue
		}
		mended, found, err := check.FixDraft(d)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			mends = append(mends, mend{d, mended})
			changes = append(changes, found...)
		}
	}
	if len(mends) == 0 {
		return nil, nil
	}
	save, release, err := a.saver(ctx, f)
	if err != nil {
		return nil, err
	}
	var failed error
	written := make(map[string]bool)
	for _, m := range mends {
		err := save(m.old, m.new)
		written[filepath.ToSlash(m.old.Path)] = err == nil
		failed = errors.Join(failed, err)
	}
	done := changes[:0]
	for _, c := range changes {
		if written[c.Path] {
			done = append(done, c)
		}
	}
	return done, errors.Join(failed, release())
}

// saver returns the way to write the drafts of a folder: through the workspace
// when it lies there.
func (a checking) saver(ctx context.Context, f *workspace.Folder) (save func(old, new *draft.Draft) error, done func() error, err error) {
	cfg, err := a.config()
	if err != nil || cfg.File == "" || filepath.Dir(a.path(f.Path)) != cfg.Drafts {
		return a.saveLoose, func() error { return nil }, err
	}
	quiet := *a.app
	quiet.quiet = true // nothing is compared with the data tree here
	p, err := quiet.pipeline(ctx, cfg, nil)
	if err != nil {
		return nil, nil, err
	}
	save = func(old, new *draft.Draft) error {
		change := draft.ChangeOf(old, new)
		change.Path = filepath.Join(cfg.Drafts, f.Slug, old.File)
		return p.SaveDrafts(ctx, f.Slug, "check --fix", []draft.Change{change})[0].Failure()
	}
	return save, p.Close, nil
}

// saveLoose writes a draft that lies in no workspace.
func (a checking) saveLoose(old, new *draft.Draft) error {
	text, err := draft.Edit(old.Bytes(), old, new)
	if err != nil {
		return err
	}
	name := a.path(old.Path)
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer root.Close()
	err = atomicfile.Replace(root, filepath.Base(name), old.Bytes(), text)
	if errors.Is(err, atomicfile.ErrChanged) {
		return ingest.WithHint(err, "repeat the command")
	}
	return err
}
