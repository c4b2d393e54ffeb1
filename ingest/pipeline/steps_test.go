package pipeline_test

import (
	"context"
	"net/url"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	stepsync "github.com/pyvideo/stevie/ingest/sync"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// steps are the steps on one workspace and data tree, for tests that change these
// between two of them.
type steps struct {
	Workspace *workspace.Workspace
	// Tree is the data tree as it stands; nil when there is none yet.
	Tree    *record.Index
	DataDir string // the data tree's folder, which Publish writes to
	Mapping intake.Mapping
	Hosts   ingest.Hosts
	Cache   *cachefile.Dir
	Now     func() time.Time
}

func (p *steps) intake() *intake.Intake {
	return &intake.Intake{Workspace: p.Workspace, Tree: p.Tree, DataDir: p.DataDir, Mapping: p.Mapping, Hosts: p.Hosts, Cache: p.Cache, Now: p.Now}
}

func (p *steps) publisher() *publish.Publisher {
	return &publish.Publisher{Workspace: p.Workspace, Tree: p.Tree, DataDir: p.DataDir}
}

func (p *steps) auditor() *audit.Auditor {
	return &audit.Auditor{Workspace: p.Workspace, Tree: p.Tree, DataDir: p.DataDir, Hosts: p.Hosts, Cache: p.Cache, Now: p.Now}
}

func (p *steps) ProposeEvent(listings gather.Listings, title string) ingest.Event {
	return gather.NewEvent(p.Tree, listings, title)
}

func (p *steps) EventOf(listings gather.Listings) (ingest.Event, bool, error) {
	return p.intake().EventOf(listings)
}

func (p *steps) AddSources(ev *ingest.Event, listings gather.Listings) {
	gather.AddSources(p.Hosts, ev, listings)
}

func (p *steps) Status(ctx context.Context, contents *workspace.Contents, event string) ([]publish.DraftStatus, []error) {
	folder := contents.Folder(event)
	if folder == nil {
		return nil, nil
	}
	var unread []error
	bases := make([]*draft.Base, len(folder.Drafts))
	for i, d := range folder.Drafts {
		var err error
		if bases[i], err = p.Workspace.Base(d); err != nil {
			unread = append(unread, err)
		}
	}
	lines, problems := p.publisher().Status(ctx, folder, bases)
	return lines, append(problems, unread...)
}

func (p *steps) Elsewhere(ctx context.Context, event string, listings gather.Listings) (intake.Overlap, bool, error) {
	return p.intake().Elsewhere(ctx, event, listings)
}

func (p *steps) Import(ctx context.Context, ev ingest.Event, listings gather.Listings, opts intake.Options) (intake.Summary, error) {
	return p.intake().ImportInto(ctx, ev, listings, opts)
}

func (p *steps) Remap(ctx context.Context, event string) (intake.Summary, error) {
	return p.intake().Remap(ctx, event)
}

func (p *steps) Sync(ctx context.Context, opts stepsync.Options) (stepsync.Summary, error) {
	return stepsync.Run(ctx, p.intake(), opts)
}

func (p *steps) Publish(ctx context.Context, event string, opts publish.Options) (publish.Publication, error) {
	return p.publisher().Publish(ctx, event, opts)
}

func (p *steps) Commit(ctx context.Context, g *publish.Repository, event string, opts publish.Options) (publish.Publication, error) {
	return p.publisher().Commit(ctx, g, event, opts)
}

func (p *steps) Audit(ctx context.Context, opts audit.Options) (audit.Result, error) {
	return p.auditor().Audit(ctx, opts)
}

// oneHost is the only host that there is.
type oneHost struct{ provider ingest.Provider }

func (h oneHost) Resolve(address string) (ingest.Target, error) {
	u, err := url.Parse(address)
	if err != nil {
		return ingest.Target{}, err
	}
	ref, err := h.provider.Match(u)
	return ingest.Target{URL: address, Provider: h.provider, Ref: ref}, err
}

func (h oneHost) Provider(name string) ingest.Provider {
	if name == h.provider.Name() {
		return h.provider
	}
	return nil
}
