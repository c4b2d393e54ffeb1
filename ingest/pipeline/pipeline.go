package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/journal"
	"github.com/pyvideo/stevie/ingest/library"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/review"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// Config says what a [Pipeline] works with.
type Config struct {
	Drafts string // the workspace's folder of drafts; it is made if it does not exist
	Cache  string // its cache directory, for what can be made anew; made when needed
	// Data is the data tree's folder. One that does not exist counts as none: drafts can
	// be made without.
	Data     string
	Captions string // the captions folder; made when needed
	// Downloads is the directory for what is remembered of the folders that videos are got
	// into, of whatever workspace; "" is one in Cache. It is made when needed.
	Downloads string
	Hosts     Hosts // nil where no host is to be asked
	// Programmes asks for the programmes of events; nil is a client without a name.
	Programmes *http.Client
	// Program is asked for captions and videos of hosts that no provider gets them from; nil
	// is none.
	Program Program
	Mapping Mapping
	// Watch are channels whose new collections Sync proposes as new events.
	Watch []Channel
	// QuotaLeft tells how many units of a provider's daily quota are left, false when
	// that is not known. Nil knows of none.
	QuotaLeft func(ctx context.Context, provider string) (units int, ok bool)
	// OnWait is told of a lock file that another process is waited for longer than a moment;
	// it may be nil.
	OnWait func(file string)
	// OnWarning is told what a person should know of, although all that was asked for is
	// done; nil logs it.
	OnWarning func(error)
	// Prompt lets git ask for a password when it pushes.
	Prompt bool
	// Version of the program, for the texts of pull requests.
	Version string
	// UserAgent tells those whose files are fetched who asks; "" is stevie without a version.
	UserAgent string
	Now       func() time.Time // nil is [time.Now]
	Logger    *slog.Logger     // nil discards
}

// Program is a program of somebody else's that knows many hosts. ytdlp.Program is one.
type Program interface {
	ingest.Captioner
	ingest.TrackReader
	ingest.Downloader
}

// Hosts finds the provider for an address or a name. providers.Registry is one.
type Hosts = ingest.Hosts

// Pipeline is a workspace with the data tree that it feeds. The tree is read once, when
// it is first needed, and again after what Publish has written there or [Pipeline.Refresh].
// Its methods may be called concurrently.
type Pipeline struct {
	config    Config
	workspace *workspace.Workspace
	cache     *cachefile.Dir
	dataTree  *record.Tree // nil: there is none yet
	library   *library.Library

	mu       sync.Mutex
	index    *record.Index // of dataTree, once read
	intake   *intake.Intake
	repo     *publish.Repository
	reviewer *review.Reviewer
	reviewed map[string]*review.Event // by event, as last looked at

	acts    sync.Mutex // one at a time
	journal *journal.Journal
	watches map[string]*workspace.Watch // by event
}

// Open opens a workspace and the data tree. A folder that is no data tree is an error
// that wraps [record.ErrNotTree]. The caller closes the pipeline.
func Open(_ context.Context, c Config) (*Pipeline, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	cache := cachefile.Open(c.Cache)
	p := &Pipeline{config: c, cache: cache, journal: journal.Open(cache), watches: map[string]*workspace.Watch{}}
	if _, err := os.Stat(c.Data); !errors.Is(err, fs.ErrNotExist) {
		if p.dataTree, err = record.OpenTree(c.Data); err != nil {
			return nil, err
		}
	}
	var err error
	if p.workspace, err = workspace.Open(c.Drafts, c.Cache); err != nil {
		return nil, err
	}
	p.library = OpenLibrary(filepath.Join(c.Cache, cachefile.Library), library.Sources{Data: c.Data, Drafts: c.Drafts, Captions: c.Captions})
	if c.OnWait != nil {
		p.workspace.OnWait(c.OnWait)
	}
	return p, nil
}

// Close ends the work on the workspace.
func (p *Pipeline) Close() error { return p.workspace.Close() }

// HasData reports whether there is a data tree.
func (p *Pipeline) HasData() bool { return p.dataTree != nil }

// DataDir is the folder of the data tree, which may be missing.
func (p *Pipeline) DataDir() string { return p.config.Data }

// steps are what the use cases are made of: what is read once, and the packages that do
// the work.
type steps struct{ *Pipeline }

// tree is the index of the data tree, nil where there is none.
func (p steps) tree(ctx context.Context) (*record.Index, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dataTree == nil || p.index != nil {
		return p.index, nil
	}
	index, err := p.dataTree.Index(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the data tree: %w", err)
	}
	for _, problem := range index.Problems {
		p.config.Logger.Debug("data tree", "path", problem.Path, "error", problem.Err)
	}
	p.index = index
	return index, nil
}

// Refresh has the data tree read anew when it is needed next: others may have changed it.
func (p *Pipeline) Refresh() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.index, p.intake, p.repo, p.reviewer, p.reviewed = nil, nil, nil, nil, nil
}

// imports is the step that imports.
func (p steps) imports(ctx context.Context) (*intake.Intake, error) {
	tree, err := p.tree(ctx)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.intake == nil {
		p.intake = &intake.Intake{
			Workspace: p.workspace, Tree: tree, DataDir: p.config.Data, Mapping: p.config.Mapping,
			Hosts: p.config.Hosts, Cache: p.cache, Now: p.config.Now, Programmes: p.config.Programmes,
		}
	}
	return p.intake, nil
}

// reviewing is what the data tree says about drafts.
func (p steps) reviewing(ctx context.Context) (*review.Reviewer, error) {
	tree, err := p.tree(ctx)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reviewer == nil {
		p.reviewer = review.New(tree)
	}
	return p.reviewer, nil
}

// review looks at an event's folder, and remembers it for [Desk.Preview].
func (p steps) review(ctx context.Context, folder *workspace.Folder) (*review.Event, error) {
	reviewer, err := p.reviewing(ctx)
	if err != nil {
		return nil, err
	}
	event := reviewer.Event(folder)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reviewed == nil {
		p.reviewed = make(map[string]*review.Event)
	}
	p.reviewed[folder.Slug] = event
	return event, nil
}

// publisher is the step that publishes.
func (p steps) publisher(ctx context.Context) (*publish.Publisher, error) {
	tree, err := p.tree(ctx)
	if err != nil {
		return nil, err
	}
	return &publish.Publisher{Workspace: p.workspace, Tree: tree, DataDir: p.config.Data}, nil
}

// auditor is the step that audits.
func (p steps) auditor(ctx context.Context) (*audit.Auditor, error) {
	tree, err := p.tree(ctx)
	if err != nil {
		return nil, err
	}
	if tree == nil {
		return nil, &RequestError{Err: fmt.Errorf("there is no data tree at %s", p.config.Data)}
	}
	return &audit.Auditor{
		Workspace: p.workspace, Tree: tree, DataDir: p.config.Data,
		Hosts: p.config.Hosts, Cache: p.cache, Now: p.config.Now,
	}, nil
}
