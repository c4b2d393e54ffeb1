package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

func exportCommand(a *app) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "export EVENT",
		Short: "Write an event's drafts as a table for a spreadsheet",
		Long: `export writes the drafts of an event as CSV, in UTF-8, a row for each: its place, its
status and fields, and the host's title as it was posted. Change there what you like,
save it as CSV in whatever form your spreadsheet has, and bring it back with apply.

The elements of a list are separated by "; ". A cell that a spreadsheet would
calculate has a ' before it, which apply takes away. Rows and columns may be moved or
left out; what is not there stays as it is.`,
		Example: `  stevie export exconf-2024 -o exconf-2024.csv
  stevie apply exconf-2024.csv --dry-run`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, given []string) error {
			return exporting{a}.export(cmd.Context(), given[0], file)
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", stdinName, "write to `FILE`, replacing it; - is stdout")
	return cmd
}

// exporting is one run of export.
type exporting struct{ *app }

func (a exporting) export(ctx context.Context, event, file string) error {
	p, events, err := a.openEvents(ctx, []string{event})
	if err != nil {
		return err
	}
	defer p.Close()
	csv, problems, err := p.ExportSheet(ctx, events[0])
	if err != nil {
		return err
	}
	if err := a.write(file, csv); err != nil {
		return err
	}
	return a.problems(problems)
}

func (a exporting) write(file string, text []byte) error {
	if file == stdinName {
		_, err := a.Out.Write(text)
		return err
	}
	path := a.path(file)
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return usage(ingest.WithHint(fmt.Errorf("%s is a folder", a.shown(path)), "name a file in it, as in -o "+filepath.Join(a.shown(path), "talks.csv")))
	case err == nil && !info.Mode().IsRegular():
		return os.WriteFile(path, text, 0) // a device or a pipe, which is written into and not replaced
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return usage(ingest.WithHint(ingest.PathFault(filepath.Dir(file), err), "make the folder, or name another file"))
	}
	defer root.Close()
	if err := atomicfile.Write(root, filepath.Base(path), text); err != nil {
		return err
	}
	a.say("%s written; bring it back with: stevie apply %s", a.shown(path), a.shown(path))
	return nil
}
