package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/termtext"
)

// writtenList is a list for programs.
type writtenList struct {
	Name  string `json:"name"`
	File  string `json:"file"`
	Talks int    `json:"talks"`
}

// writeLists writes the files of all saved queries. One that cannot be written stops no other.
func (a finding) writeLists(ctx context.Context, cfg config.Config, l *library.Library) error {
	if len(cfg.Lists) == 0 {
		return usage(ingest.WithHint(errors.New("there is no [[list]] in the settings"), "config.example.toml shows one"))
	}
	var faults []error
	for _, saved := range cfg.Lists {
		found, err := l.Search(ctx, library.Parse(saved.Query))
		if err != nil {
			return err
		}
		for _, c := range found.Corrections {
			a.say("%s: %s is nowhere; found with %s", termtext.Short(saved.Name, 80), quoted(c.Word), quoted(c.Taken))
		}
		list := foundList{a.app, l, found, found.Hits(found.Len())}
		if err := replaceIn(cfg.Dir, saved.File, list.text(saved.Form())); err != nil {
			faults = append(faults, fmt.Errorf("write list %s: %w", quoted(saved.Name), err))
			continue
		}
		row := writtenList{saved.Name, a.shown(filepath.Join(cfg.Dir, filepath.FromSlash(saved.File))), found.Len()}
		if saved.Form() == formatM3U {
			row.Talks = list.withAddress()
		}
		if err := a.printList(row); err != nil {
			return err
		}
	}
	return errors.Join(faults...)
}

func (a finding) printList(row writtenList) error {
	if a.json {
		return writeJSON(a.Out, row)
	}
	a.printf("%s: %s\n", termtext.Line(row.File), countOf(row.Talks, "talk"))
	return nil
}

// replaceIn writes a file below a folder, unless it has that text already.
func replaceIn(dir, name string, text []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	name = filepath.FromSlash(name)
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if old, err := root.ReadFile(name); err == nil && bytes.Equal(old, text) {
		return nil
	}
	return atomicfile.Write(root, name, text)
}
