package pipeline

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/sync"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Pipeline is a workspace with the data tree that it feeds.
type Pipeline struct {
	Workspace *workspace.Workspace
	// Tree is the data tree as it stands; nil when there is none yet.
	Tree    *record.Index
	DataDir string // the data tree's folder, which Publish writes to
	Mapping intake.Mapping
	// Resolve understands an address of event.toml; nil leaves addresses to be
	// compared as they are written.
	Resolve func(address string) (ingest.Ref, error)
}

func (p *Pipeline) intake() *intake.Intake {
	return &intake.Intake{Workspace: p.Workspace, Tree: p.Tree, DataDir: p.DataDir, Mapping: p.Mapping, Resolve: p.Resolve}
}

func (p *Pipeline) publisher() *publish.Publisher {
	return &publish.Publisher{Workspace: p.Workspace, Tree: p.Tree, DataDir: p.DataDir}
}

func (p *Pipeline) auditor() *audit.Auditor {
	return &audit.Auditor{Workspace: p.Workspace, Tree: p.Tree, DataDir: p.DataDir}
}

// ProposeEvent makes an event of a title, or else of what the listings's collections
// are called, as [NewEvent] does.
func (p *Pipeline) ProposeEvent(listings gather.Listings, title string) ingest.Event {
	return gather.NewEvent(p.Tree, listings, title)
}

// EventOf returns the event of the workspace that one of the listed collections
// is a source of.
func (p *Pipeline) EventOf(listings gather.Listings) (ingest.Event, bool, error) {
	return p.intake().EventOf(listings)
}

// AddSources makes the listed collections sources of the event.
func (p *Pipeline) AddSources(ev *ingest.Event, listings gather.Listings) {
	gather.Resolver(p.Resolve).AddSources(ev, listings)
}

// Elsewhere finds the other event that has at least half of the listings' videos.
func (p *Pipeline) Elsewhere(ctx context.Context, event string, listings gather.Listings) (intake.Overlap, bool, error) {
	return p.intake().Elsewhere(ctx, event, listings)
}

// Import brings the listed videos into the drafts of an event.
func (p *Pipeline) Import(ctx context.Context, ev ingest.Event, listings gather.Listings, opts intake.Options) (intake.Summary, error) {
	return p.intake().Import(ctx, ev, listings, opts)
}

// Remap proposes an event's drafts anew from the videos as they were last fetched.
func (p *Pipeline) Remap(ctx context.Context, event string) (intake.Summary, error) {
	return p.intake().Remap(ctx, event)
}

// Sync imports again what is watched, where the hosts say that something has changed.
func (p *Pipeline) Sync(ctx context.Context, opts sync.Options) (sync.Summary, error) {
	return sync.Run(ctx, p.intake(), opts)
}

// Publish writes an event's drafts that are ready into the data tree.
func (p *Pipeline) Publish(ctx context.Context, event string, opts publish.Options) (publish.Publication, error) {
	return p.publisher().Publish(ctx, event, opts)
}

// Commit is Publish with the records in a commit instead of the checkout.
func (p *Pipeline) Commit(ctx context.Context, g *publish.Repository, event string, opts publish.Options) (publish.Publication, error) {
	return p.publisher().Commit(ctx, g, event, opts)
}

// Audit asks the hosts what has become of published videos.
func (p *Pipeline) Audit(ctx context.Context, opts audit.Options) (audit.Result, error) {
	return p.auditor().Audit(ctx, opts)
}
