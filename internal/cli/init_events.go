package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/eventsyml"
	"github.com/pyvideo/stevie/providers"
)

// takeOver brings the events of an events.yml into the workspace in dir, which is
// made if there is none. Nothing is written unless the whole file can be read.
func (a initializing) takeOver(ctx context.Context, dir, data, path string) error {
	file, err := a.readEvents(path)
	if err != nil {
		return err
	}
	toml := filepath.Join(dir, config.FileName)
	there, err := isWorkspace(dir)
	switch {
	case err != nil:
		return err
	case there && data != "":
		return usage(ingest.WithHint(fmt.Errorf("%s is there already, and says where the data tree is", a.shown(toml)),
			"leave --data out, or set data in "+a.shown(toml)))
	case !there:
		if data == "" {
			data = a.repoDir(file.RepoDir, filepath.Dir(a.path(path)))
		}
		if err := a.makeWorkspace(dir, data); err != nil {
			return err
		}
	}
	inside := *a.app
	inside.configFile = toml
	cfg, err := inside.workspaceConfig()
	if err != nil {
		return err
	}
	a.sayRepoDir(file.RepoDir, filepath.Dir(a.path(path)), cfg)
	added, present, err := a.addEvents(ctx, cfg, filepath.Base(path), file.Entries)
	a.sayNotes(file.Notes, added)
	a.sayAdded(cfg, filepath.Base(path), added, present)
	return err
}

// readEvents reads the file; whatever is wrong with it is a usage error.
func (a initializing) readEvents(path string) (eventsyml.File, error) {
	registry, err := providers.All(providers.Config{})
	if err != nil {
		return eventsyml.File{}, err
	}
	src, err := a.readUpTo(path, eventsyml.MaxSize+1)
	if err != nil {
		return eventsyml.File{}, usage(ingest.WithHint(err, "name the events.yml of your pyvideo_scrape"))
	}
	file, err := eventsyml.Read(a.shown(path), src, collectionIn(registry))
	faults, ok := errors.AsType[eventsyml.SyntaxErrors](err)
	if !ok {
		return file, err
	}
	last := len(faults) - 1
	for _, fault := range faults[:last] {
		a.report(fault)
	}
	return eventsyml.File{}, usage(faults[last])
}

func (a initializing) readUpTo(path string, most int64) ([]byte, error) {
	f, err := a.openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// repoDir is the data tree that repo_dir names, "" when there is none. As in
// pyvideo_scrape a relative path counts from the folder of its file.
func (a initializing) repoDir(named, from string) string {
	dir := filepath.FromSlash(named)
	if rest, ok := strings.CutPrefix(dir, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		dir = cmp.Or(a.getenv("HOME"), a.getenv("USERPROFILE")) + rest
	}
	if named == "" {
		return ""
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(from, dir)
	}
	if _, err := record.OpenTree(dir); err != nil {
		return ""
	}
	return filepath.Clean(dir)
}

// sayRepoDir tells where repo_dir is not the data tree of the workspace.
func (a initializing) sayRepoDir(named, from string, cfg config.Config) {
	tree := a.repoDir(named, from)
	switch {
	case named == "" || tree == cfg.Data:
	case tree == "":
		a.warn("repo_dir: %q is no data tree here; %s says data = %q", named, a.shown(cfg.File), a.shown(cfg.Data))
	default:
		a.say("repo_dir: %s is not used; %s says data = %q", a.shown(tree), a.shown(cfg.File), a.shown(cfg.Data))
	}
}

// addEvents writes the event.toml of each event that the workspace does not have.
func (a initializing) addEvents(ctx context.Context, cfg config.Config, from string, entries []eventsyml.Entry) (added []eventsyml.Entry, present []string, err error) {
	quiet := *a.app
	quiet.quiet = true // the data tree may come later
	p, err := quiet.pipeline(ctx, cfg, nil)
	if err != nil {
		return nil, nil, err
	}
	defer p.Close()
	for _, e := range entries {
		err := p.CreateEvent(e.Event, remarksOn(e, from)...)
		switch {
		case errors.Is(err, fs.ErrExist):
			present = append(present, e.Event.Slug)
		case err != nil:
			return added, present, ingest.WithHint(err, "run the same command again: it goes on where it stopped")
		default:
			added = append(added, e)
		}
	}
	return added, present, nil
}

// remarksOn is what stands at the head of an event.toml.
func remarksOn(e eventsyml.Entry, from string) []string {
	remarks := []string{fmt.Sprintf("Taken over from %s, line %d.", from, e.Line)}
	for _, n := range e.Notes {
		remarks = append(remarks, n.String())
	}
	return remarks
}
