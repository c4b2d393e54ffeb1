package pipeline

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

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

// SaveEvent brings an event.toml from old to new, and its drafts to what follows from it.
func (p *Pipeline) SaveEvent(ctx context.Context, old, new ingest.Event) (Summary, error) {
	if err := p.workspace.SaveEvent(old, new); err != nil {
		return Summary{}, err
	}
	return p.Remap(ctx, old.Slug)
}

// EventStatus is what a person should know about an event.
type EventStatus struct {
	Event  string
	Drafts []View // those with most doubts first, and last those that nobody needs to look at
	// Problems are drafts and records that cannot be used, or say why it is not known
	// which of the published ones have a record.
	Problems []error
	// Sessions counts those of the event's programme, as far as it was read, and Unfilmed
	// those that no draft has.
	Sessions, Unfilmed int
	// NoSessions is why it is not known what the programme has, nil if it is.
	NoSessions error
}

// View is all that there is to see of one draft. Its lists are never nil. In JSON it is
// a line of `stevie status`.
type View struct {
	Draft *draft.Draft `json:"-"`
	Base  *draft.Base  `json:"-"` // what was proposed, nil for a person's own draft
	DraftStatus
	Level    ingest.Level     `json:"level"`
	Reasons  []string         `json:"reasons"`  // why the level is not sure
	ByScore  bool             `json:"-"`        // they only word that the score is low: what notes say tells more
	Readings []ingest.Reading `json:"readings"` // the first is what was proposed
	Names    []Name           `json:"names"`    // of the speakers, in their order
	Findings []Finding        `json:"findings"` // what check says, with the fix where there is one
}

// Status tells what is left for people to look at.
func (p *Pipeline) Status(ctx context.Context, events ...string) ([]EventStatus, error) {
	contents, err := p.workspace.Load(ctx)
	if err != nil {
		return nil, err
	}
	var list []EventStatus
	for _, event := range events {
		status := EventStatus{Event: event}
		if folder := contents.Folder(event); folder != nil {
			status.Sessions, status.Unfilmed, status.NoSessions = len(folder.Sessions), folder.Unfilmed(), folder.NoSessions
			if status.Drafts, status.Problems, err = (steps{p}).views(ctx, folder); err != nil {
				return nil, err
			}
		}
		list = append(list, status)
	}
	return list, nil
}

// Drafts returns the drafts of an event in the order of [Pipeline.Status]. The errors are
// files that cannot be used; the drafts beside them are there all the same.
func (p *Pipeline) Drafts(ctx context.Context, event string) ([]View, []error) {
	contents, err := p.workspace.Load(ctx)
	if err != nil {
		return nil, []error{err}
	}
	folder := contents.Folder(event)
	if folder == nil {
		_, err := p.workspace.Event(event) // says what is wrong with it, and where
		return nil, []error{err}
	}
	views, problems, err := steps{p}.views(ctx, folder)
	if err != nil {
		return nil, []error{err}
	}
	return views, problems
}

// views looks at the drafts in an event's folder.
func (p steps) views(ctx context.Context, folder *workspace.Folder) ([]View, []error, error) {
	publisher, err := p.publisher(ctx)
	if err != nil {
		return nil, nil, err
	}
	event, err := p.review(ctx, folder)
	if err != nil {
		return nil, nil, err
	}
	bases, unread := p.bases(folder)
	lines, problems := publisher.Status(ctx, folder, bases)
	reviews := event.Drafts(bases)
	index := make(map[string]int, len(lines))
	for i, d := range folder.Drafts {
		index[d.Path] = i
	}
	views := make([]View, len(lines))
	for i, line := range lines {
		at := index[line.Path]
		r := reviews[at]
		views[i] = View{
			Draft: folder.Drafts[at], Base: bases[at], DraftStatus: line,
			Level: r.Level, Reasons: r.Reasons, ByScore: r.ByScore, Readings: r.Readings, Names: r.Names, Findings: r.Findings,
		}
	}
	return views, append(problems, unread...), nil
}

// bases reads the bases of the drafts in a folder. The errors are those that cannot be
// read.
func (p steps) bases(folder *workspace.Folder) ([]*draft.Base, []error) {
	bases, failed := make([]*draft.Base, len(folder.Drafts)), make([]error, len(folder.Drafts))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, d := range folder.Drafts {
		group.Go(func() error {
			bases[i], failed[i] = p.workspace.Base(d)
			return nil
		})
	}
	_ = group.Wait() // each has its own error
	return bases, slices.DeleteFunc(failed, func(err error) bool { return err == nil })
}

// Check checks the drafts of events, or of all without any, by the rules for the records
// that they shall become, against each other and against the data tree.
func (p *Pipeline) Check(ctx context.Context, events ...string) ([]check.Finding, error) {
	reviewer, err := steps{p}.reviewing(ctx)
	if err != nil {
		return nil, err
	}
	contents, err := p.workspace.Load(ctx, events...)
	if err != nil {
		return nil, err
	}
	return reviewer.Check(contents.Folders), nil
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
