package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// AuditOptions say what to audit, and with what.
type AuditOptions struct {
	// Paths are records and folders of the data tree; none is all of it.
	Paths []string
	// Provider finds the provider for a video's host, nil where there is none. Only
	// those that are an [ingest.Finder] are asked.
	Provider func(name string) ingest.Provider
	// Channel understands the id of a provider's channel, for Fix.
	Channel func(provider, id string) (Target, error)
	State   string           // the folder for what may be thrown away
	Now     func() time.Time // nil is [time.Now]
	Fix     bool             // propose drafts for what is gone
	// Asked is told how many videos of all hosts have answered for; it may be nil.
	Asked func(videos, of int)
}

// AuditState is what has become of a published video.
type AuditState string

// The states of videos that are not as recorded. A host does not tell deleted
// videos from private ones with every key.
const (
	AuditMissing       AuditState = "missing" // not shown today; gone if it is not on another day either
	AuditGone          AuditState = "gone"    // not shown on two days
	AuditPrivate       AuditState = "private"
	AuditUnavailable   AuditState = "unavailable" // shown to nobody, for another reason
	AuditNotEmbeddable AuditState = "not-embeddable"
	AuditRetitled      AuditState = "retitled"
	AuditLonger        AuditState = "longer" // than recorded
	AuditShorter       AuditState = "shorter"
	AuditThumbnail     AuditState = "thumbnail" // the record's is another video's, or one that does not exist
)

// auditOrder has what matters most first.
var auditOrder = []AuditState{
	AuditGone, AuditPrivate, AuditUnavailable, AuditMissing,
	AuditNotEmbeddable, AuditRetitled, AuditLonger, AuditShorter, AuditThumbnail,
}

// Audited is one thing that is not as recorded.
type Audited struct {
	Path     string     `json:"path"` // of the record
	Provider string     `json:"provider"`
	ID       string     `json:"id"`
	State    AuditState `json:"state"`
	Detail   string     `json:"-"` // for people
	Draft    string     `json:"-"` // path of the one that is about the video, "" if there is none
}

// Audit is what an audit found.
type Audit struct {
	Found    []Audited // what matters most first, then by path
	Records  int       // with a video that could be asked for
	Videos   int       // that the hosts answered for
	Of       int       // videos that there are to ask for
	Requests int
	Quota    int
	Complete bool     // all hosts answered for all
	Drafts   []string // paths of the drafts proposed
	Remarks  []string
	Problems []error
}

// Audit asks the hosts what has become of published videos. Only complete answers
// count: when a host fails, what it said before stands, the error tells, and the
// next run begins with the videos that nobody has looked at for longest.
func (p *Pipeline) Audit(ctx context.Context, opts AuditOptions) (Audit, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	a := &auditing{p: p, opts: opts, today: ingest.DateOf(opts.Now().UTC()), answers: map[ingest.Key]*ingest.Video{}}
	wanted, unread, err := p.auditable(opts)
	if err != nil {
		return Audit{}, err
	}
	a.result.Problems = unread
	if err := a.read(ctx, wanted); err != nil {
		return Audit{}, err
	}
	a.result.Records = len(a.records)
	if a.store, err = openStates(opts.State); err != nil {
		return Audit{}, err
	}
	defer a.store.close()
	a.memory = loadAuditMemory(a.store)
	if a.contents, err = p.Workspace.Load(ctx); err != nil {
		return Audit{}, err
	}
	failed := a.ask(ctx)
	a.judge()
	if opts.Fix && ctx.Err() == nil {
		failed = errors.Join(failed, a.fix(ctx))
	}
	a.result.Complete = failed == nil && !a.keyless
	return a.result, errors.Join(failed, a.save())
}

// auditing is one audit under way.
type auditing struct {
	p        *Pipeline
	opts     AuditOptions
	today    ingest.Date
	store    *stateStore
	memory   auditMemory
	contents *workspace.Contents
	records  []published

	keyless bool // a host could not be asked without a key

	mu      sync.Mutex
	answers map[ingest.Key]*ingest.Video // nil: the host answered, and does not show it
	all     int                          // videos to be asked for
	result  Audit
}

// published is a record of the data tree.
type published struct {
	place  record.Place
	path   string
	entry  record.Entry
	record ingest.Record
}

// ErrNoRecords tells that a path to be audited has no records.
var ErrNoRecords = errors.New("no records of the data tree")

// auditable lists the records to be audited that have a video which can be asked
// for. The errors name those that could not be read.
func (p *Pipeline) auditable(opts AuditOptions) (found []published, unread []error, err error) {
	wanted, err := p.within(opts.Paths)
	if err != nil {
		return nil, nil, err
	}
	matched := make([]bool, len(wanted))
	for _, ev := range p.Tree.Events() {
		for _, e := range ev.Records {
			place := record.Place{Event: ev.Slug, File: e.File}
			at := slices.IndexFunc(wanted, func(w string) bool { return contains(w, place.Path()) })
			if at < 0 && len(wanted) > 0 {
				continue
			}
			if at >= 0 {
				matched[at] = true
			}
			if slices.ContainsFunc(e.Keys, func(k ingest.Key) bool { return opts.finder(k.Provider) != nil }) {
				found = append(found, published{place: place, entry: e})
			}
		}
	}
	for _, problem := range p.unreadRecords() {
		at := slices.IndexFunc(wanted, func(w string) bool { return contains(w, problem.Path) })
		if at >= 0 {
			matched[at] = true
		}
		if at >= 0 || len(wanted) == 0 {
			unread = append(unread, p.unreadError(problem))
		}
	}
	if at := slices.Index(matched, false); at >= 0 {
		return nil, nil, fmt.Errorf("%s: %w", opts.Paths[at], ErrNoRecords)
	}
	return found, unread, nil
}

// within makes paths slash-separated and relative to the data tree.
func (p *Pipeline) within(paths []string) ([]string, error) {
	dir, err := filepath.Abs(p.DataDir)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		rel, err := filepath.Rel(dir, abs)
		if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return nil, fmt.Errorf("%s: %w", path, ErrNoRecords)
		}
		list = append(list, filepath.ToSlash(rel))
	}
	return list, nil
}

func contains(folder, path string) bool {
	return folder == "." || folder == path || strings.HasPrefix(path, folder+"/")
}

// read reads the records. One that is gone since the data tree was indexed is no
// longer published; one that cannot be read keeps no other from being audited.
func (a *auditing) read(ctx context.Context, list []published) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	failed := make([]error, len(list))
	for from := 0; from < len(list); from += readAtOnce {
		g.Go(func() error {
			for i := from; i < min(from+readAtOnce, len(list)); i++ {
				failed[i] = a.p.readRecord(&list[i])
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, err := range failed {
		switch {
		case err == nil:
			a.records = append(a.records, list[i])
		case !errors.Is(err, fs.ErrNotExist):
			a.result.Problems = append(a.result.Problems, fmt.Errorf("%s: %w", list[i].place.Path(), err))
		}
	}
	return nil
}

const readAtOnce = 200

func (p *Pipeline) readRecord(r *published) error {
	r.path = filepath.Join(p.DataDir, filepath.FromSlash(r.place.Path()))
	src, err := os.ReadFile(r.path)
	if err != nil {
		return err
	}
	r.record, err = record.Decode(src)
	return err
}

func (o AuditOptions) finder(provider string) ingest.Finder {
	finder, _ := o.Provider(provider).(ingest.Finder)
	return finder
}
