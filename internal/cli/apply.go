package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/sheet"
	"github.com/pyvideo/stevie/internal/termtext"
)

func applyCommand(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "apply FILE",
		Short: "Bring a spreadsheet of drafts back into the drafts",
		Long: `apply reads what a spreadsheet has made of an export, and changes the drafts by what
was changed there. What was changed in the drafts since stays; where both have changed
the same field, or a cell cannot be meant, that draft is left as it is and told by row
and column. All others are changed. FILE may be - for stdin.

It takes commas, semicolons and tabs, UTF-8, UTF-16 and Windows-1252, and days in the
forms of many countries, as far as they can only mean one day. Rows and columns that
are not there change nothing.`,
		Example: `  stevie apply exconf-2024.csv --dry-run
  stevie apply exconf-2024.csv`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, given []string) error {
			return applying{a}.apply(cmd.Context(), given[0], dryRun)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "tell what would change, and change nothing")
	return cmd
}

// applying is one run of apply.
type applying struct{ *app }

func (a applying) apply(ctx context.Context, file string, dryRun bool) error {
	_, p, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	defer p.Close()
	src, err := a.read(ctx, file)
	if err != nil {
		return err
	}
	done, err := p.ApplySheet(ctx, src, dryRun)
	c := &changing{app: a.app, dryRun: dryRun}
	for _, out := range done.Outcomes {
		if err := c.print(out); err != nil {
			return err
		}
	}
	for _, remark := range done.Remarks {
		a.say("%s: %s", a.shown(file), termtext.Line(remark))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", a.shown(file), err)
	}
	return c.sum(fewStrays(done.Problems))
}

// mostStrays is how many rows that are about no draft are told one by one.
const mostStrays = 20

// fewStrays counts the rows that are about no draft, but for the first of them: a sheet of
// something else has a great many, and nobody reads them.
func fewStrays(problems []error) []error {
	var told []error
	strays := 0
	for _, problem := range problems {
		if e, ok := errors.AsType[*sheet.RowError](problem); ok && e.Stray {
			if strays++; strays > mostStrays {
				continue
			}
		}
		told = append(told, problem)
	}
	if more := strays - mostStrays; more > 0 {
		told = append(told, fmt.Errorf("%s like these: about no draft that is there, or about one that an earlier row has", countOf(more, "more row")))
	}
	return told
}

// read reads the sheet.
func (a applying) read(ctx context.Context, file string) ([]byte, error) {
	if info, err := os.Stat(a.path(file)); err == nil && info.IsDir() {
		return nil, usage(ingest.WithHint(ingest.PathFault(file, syscall.EISDIR),
			"give apply the file that the spreadsheet has saved; to write one: stevie export EVENT -o sheet.csv"))
	}
	in, err := a.input(ctx, file, "a sheet")
	if err != nil {
		return nil, err
	}
	defer in.Close()
	src, err := io.ReadAll(io.LimitReader(in, confined.MaxSize+1))
	if err == nil && len(src) > confined.MaxSize {
		err = confined.ErrTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", a.shown(file), err)
	}
	return src, nil
}
