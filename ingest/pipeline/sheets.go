package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/sheet"
)

// ExportSheet gives the drafts of an event as CSV for a spreadsheet, and remembers them as
// they are for [Pipeline.ApplySheet]. Problems are drafts that cannot be read.
func (p *Pipeline) ExportSheet(ctx context.Context, event string) (csv []byte, problems []error, err error) {
	folder, err := sheeting{p}.folder(ctx, event)
	if err != nil {
		return nil, nil, err
	}
	for _, problem := range folder.Problems {
		problems = append(problems, problem)
	}
	cells := sheet.Of(folder.Drafts)
	if err := p.cache.Write(cachefile.Sheets(event), (sheeting{p}).sheets(event).With(cells)); err != nil {
		return nil, nil, err
	}
	return cells.CSV(), problems, nil
}

// sheeting is an export or the way back under way.
type sheeting struct{ *Pipeline }

// sheets are the exports of an event that are remembered.
func (p sheeting) sheets(event string) (kept sheet.Kept) {
	if err := p.cache.Read(cachefile.Sheets(event), &kept); err != nil {
		return sheet.Kept{} // it can be made anew
	}
	return kept
}

// folder reads one event.
func (p sheeting) folder(ctx context.Context, event string) (*workspace.Folder, error) {
	contents, err := p.workspace.Load(ctx, event)
	if err != nil {
		return nil, err
	}
	if folder := contents.Folder(event); folder != nil {
		return folder, nil
	}
	_, err = p.workspace.Event(event) // says what is wrong with it, and where
	return nil, err
}

// AppliedSheet is what became of a spreadsheet.
type AppliedSheet struct {
	Outcomes []draft.Outcome
	Problems []error  // rows and cells that were refused, each draft as a whole
	Remarks  []string // on how the sheet was read
}

// ApplySheet makes the changes to drafts that somebody made in a spreadsheet that came from
// [Pipeline.ExportSheet], or tells with dryRun what it would do. What was changed in a
// draft since the export stays; where both have changed one field to different values
// nothing of that draft is changed.
func (p *Pipeline) ApplySheet(ctx context.Context, src []byte, dryRun bool) (AppliedSheet, error) {
	s, err := sheet.Read(src)
	if err != nil {
		return AppliedSheet{}, err
	}
	done := AppliedSheet{Problems: s.Problems, Remarks: s.Remarks}
	events, err := p.Events()
	if err != nil {
		return done, err
	}
	for _, event := range s.Events() {
		if !slices.Contains(events, event) {
			done.Problems = append(done.Problems, unknownRows(s.Of(event), &workspace.Folder{Slug: event})...)
			continue
		}
		if err := (sheeting{p}).applyRows(ctx, s, event, dryRun, &done); err != nil {
			return done, err
		}
	}
	sheet.SortProblems(done.Problems)
	return done, ctx.Err()
}

// applyRows applies the rows of one event.
func (p sheeting) applyRows(ctx context.Context, s *sheet.Sheet, event string, dryRun bool, done *AppliedSheet) error {
	folder, err := p.folder(ctx, event)
	if err != nil {
		return err
	}
	done.Problems = append(done.Problems, unknownRows(s.Of(event), folder)...)
	kept := p.sheets(event)
	at := kept.For(s)
	var was sheet.Cells
	if at >= 0 {
		was = kept.Exports[at]
	} else {
		done.Remarks = append(done.Remarks, fmt.Sprintf("no export of %s is remembered here: each cell that differs from its draft is taken for a change", event))
	}
	changes, problems := s.Plan(folder.Drafts, was)
	done.Problems = append(done.Problems, problems...)
	made := p.makeRows(ctx, folder, changes, dryRun, done)
	if dryRun || len(made) == 0 {
		return nil
	}
	if after := was.After(made); at >= 0 {
		kept.Exports[at] = after
	} else {
		kept = kept.With(after)
	}
	return p.cache.Write(cachefile.Sheets(event), kept)
}

// makeRows makes changes, and gives those that were made.
func (p sheeting) makeRows(ctx context.Context, folder *workspace.Folder, changes []sheet.Change, dryRun bool, done *AppliedSheet) (made []sheet.Change) {
	event := folder.Slug
	wanted := make([]draft.Change, len(changes))
	for i, c := range changes {
		wanted[i] = p.settled(folder, c.Change)
	}
	var outcomes []draft.Outcome
	if dryRun {
		outcomes = p.TryDrafts(ctx, event, wanted)
	} else {
		outcomes = p.SaveDrafts(ctx, event, "apply", wanted)
	}
	for i, out := range outcomes {
		done.Outcomes = append(done.Outcomes, out)
		switch {
		case out.Err != nil:
			done.Problems = append(done.Problems, changes[i].Row.Problem(out.Err))
		case len(out.Conflicts) > 0:
			for _, conflict := range out.Conflicts {
				done.Problems = append(done.Problems, changes[i].Conflict(conflict))
			}
		default:
			made = append(made, changes[i])
		}
	}
	return made
}

// settled is a change of a draft in a folder without stevie's notes, where it makes the
// draft ready. Without the base it is not known which notes those are, and all stay.
func (p sheeting) settled(folder *workspace.Folder, c draft.Change) draft.Change {
	at := slices.IndexFunc(folder.Drafts, func(d *draft.Draft) bool { return d.Path == c.Path })
	base, err := p.workspace.Base(folder.Drafts[at])
	if err != nil {
		return c
	}
	c.Set, c.Was = maps.Clone(c.Set), maps.Clone(c.Was)
	settle(&c, folder.Drafts[at], base)
	return c
}

// unknownRows are the errors of rows of an event whose draft it does not have, or of which
// the draft cannot be read.
func unknownRows(rows []sheet.Row, folder *workspace.Folder) (problems []error) {
	has, faults := map[string]bool{}, map[string]error{}
	for _, d := range folder.Drafts {
		has[d.Event+"/"+d.File] = true
	}
	for _, problem := range folder.Problems {
		if file, ok := FileOf(problem); ok {
			name := folder.Slug + "/" + path.Base(filepath.ToSlash(file))
			faults[name] = cmp.Or(faults[name], error(problem))
		}
	}
	for _, r := range rows {
		switch {
		case has[r.Draft]:
		case faults[r.Draft] != nil:
			problems = append(problems, r.Problem(faults[r.Draft]))
		default:
			problems = append(problems, r.Stray(ingest.WithHint(errors.New("there is no such draft"), "leave the column draft as it was exported")))
		}
	}
	return problems
}
