package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Events lists the events of the workspace, sorted.
func (p *Pipeline) Events() ([]string, error) { return p.workspace.Events() }

// Event reads the event.toml of an event. An event that the workspace does not have gives
// an error that wraps [io/fs.ErrNotExist].
func (p *Pipeline) Event(slug string) (ingest.Event, error) { return p.workspace.Event(slug) }

// CreateEvent writes the event.toml of a new event, with remarks for its readers at the
// head. One that exists is an error that wraps [io/fs.ErrExist].
func (p *Pipeline) CreateEvent(ev ingest.Event, remarks ...string) error {
	return p.workspace.CreateEvent(ev, remarks...)
}

// EventStatus is what a person should know about an event.
type EventStatus struct {
	Event  string
	Drafts []DraftStatus // those with most doubts first, and last those that nobody needs to look at
	// Problems are drafts and records that cannot be used, or say why it is not known
	// which of the published ones have a record.
	Problems []error
	// Sessions counts those of the event's programme, as far as it was read, and Unfilmed
	// those that no draft has.
	Sessions, Unfilmed int
}

// Status tells what is left for people to look at.
func (p *Pipeline) Status(ctx context.Context, events ...string) ([]EventStatus, error) {
	publisher, err := p.publisher(ctx)
	if err != nil {
		return nil, err
	}
	contents, err := p.workspace.Load(ctx)
	if err != nil {
		return nil, err
	}
	var list []EventStatus
	for _, event := range events {
		lines, problems := publisher.Status(ctx, contents, event)
		status := EventStatus{Event: event, Drafts: lines, Problems: problems}
		if folder := contents.Folder(event); folder != nil {
			status.Sessions, status.Unfilmed = len(folder.Sessions), folder.Unfilmed()
		}
		list = append(list, status)
	}
	return list, nil
}

// View is all that there is to see of one draft.
type View struct {
	Draft *draft.Draft
	Base  *draft.Base // what was proposed, nil for a person's own draft
	DraftStatus
	// Findings are what check says of the draft.
	Findings []check.Finding
}

// Drafts returns the drafts of an event in the order of [Pipeline.Status]. The errors are
// files that cannot be used; the drafts beside them are there all the same.
func (p *Pipeline) Drafts(ctx context.Context, event string) ([]View, []error) {
	publisher, err := p.publisher(ctx)
	if err != nil {
		return nil, []error{err}
	}
	contents, err := p.workspace.Load(ctx)
	if err != nil {
		return nil, []error{err}
	}
	folder := contents.Folder(event)
	if folder == nil {
		_, err := p.workspace.Event(event) // says what is wrong with it, and where
		return nil, []error{err}
	}
	lines, problems := publisher.Status(ctx, contents, event)
	findings := check.Drafts([]*workspace.Folder{folder}, publisher.Tree, check.Options{})
	views := make([]View, len(lines))
	for i, line := range lines {
		at := slices.IndexFunc(folder.Drafts, func(d *draft.Draft) bool { return d.Path == line.Path })
		v := View{Draft: folder.Drafts[at], DraftStatus: line}
		v.Base, _ = p.workspace.Base(v.Draft) // an error is among the problems
		for _, f := range findings {
			if f.Path == filepath.ToSlash(line.Path) {
				v.Findings = append(v.Findings, f)
			}
		}
		views[i] = v
	}
	return views, problems
}

// Check checks the drafts of events, or of all without any, by the rules for the records
// that they shall become, against each other and against the data tree.
func (p *Pipeline) Check(ctx context.Context, events ...string) ([]check.Finding, error) {
	tree, err := p.tree(ctx)
	if err != nil {
		return nil, err
	}
	contents, err := p.workspace.Load(ctx, events...)
	if err != nil {
		return nil, err
	}
	return check.Drafts(contents.Folders, tree, check.Options{}), nil
}

// FileOf is the file of the workspace that a problem of [Pipeline.Status] is about, as
// long as it is there.
func FileOf(problem error) (path string, ok bool) {
	p, ok := errors.AsType[workspace.Problem](problem)
	if !ok {
		return "", false
	}
	_, err := os.Stat(p.Path)
	return p.Path, err == nil
}
