package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
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
	"github.com/pyvideo/stevie/internal/cachefile"
)

// Auditor compares what is published with the hosts.
type Auditor struct {
	Workspace *workspace.Workspace
	Tree      *record.Index
	DataDir   string // the data tree's folder
	// Hosts are asked where their providers are an [ingest.Finder].
	Hosts ingest.Hosts
	Cache *cachefile.Dir
	Now   func() time.Time
}

// Options say what to audit, and with what.
type Options struct {
	// Paths are records and folders of the data tree; none is all of it.
	Paths []string
	Fix   bool // propose drafts for what is gone
	// Asked is told how many videos of all hosts have answered for; it may be nil.
	Asked func(videos, of int)
}

// State is what has become of a published video.
type State string

// The states of videos that are not as recorded. A host does not tell deleted
// videos from private ones with every key.
const (
	Missing       State = "missing" // not shown today; gone if it is not on another day either
	Gone          State = "gone"    // not shown on two days
	Private       State = "private"
	Unavailable   State = "unavailable" // shown to nobody, for another reason
	NotEmbeddable State = "not-embeddable"
	Retitled      State = "retitled"
	Longer        State = "longer" // than recorded
	Shorter       State = "shorter"
	Thumbnail     State = "thumbnail" // the record's is another video's, or one that does not exist
)

// order has what matters most first.
var order = []State{
	Gone, Private, Unavailable, Missing,
	NotEmbeddable, Retitled, Longer, Shorter, Thumbnail,
}

// Difference is one thing that is not as recorded.
type Difference struct {
	Path     string `json:"path"` // of the record
	Provider string `json:"provider"`
	ID       string `json:"id"`
	State    State  `json:"state"`
	Detail   string `json:"-"` // for people
	Draft    string `json:"-"` // path of the one that is about the video, "" if there is none
}

// Result is what an audit found.
type Result struct {
	Found    []Difference // what matters most first, then by path
	Records  int          // with a video that could be asked for
	Videos   int          // that the hosts answered for
	Of       int          // videos that there are to ask for
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
func (p *Auditor) Audit(ctx context.Context, opts Options) (Result, error) {
	a := &auditing{p: p, opts: opts, today: ingest.DateOf(p.Now().UTC()), answers: map[ingest.Key]*ingest.Video{}}
	wanted, left, unread, err := p.auditable(opts.Paths)
	if err != nil {
		return Result{}, err
	}
	a.result.Problems = unread
	for _, provider := range slices.Sorted(maps.Keys(left)) {
		a.result.Remarks = append(a.result.Remarks, fmt.Sprintf("not looked at, as audit cannot ask there: %d on %s", left[provider], provider))
	}
	if err := a.read(ctx, wanted); err != nil {
		return Result{}, err
	}
	a.result.Records = len(a.records)
	a.memory = loadMemory(p.Cache)
	if a.contents, err = p.Workspace.Load(ctx); err != nil {
		return Result{}, err
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
	p        *Auditor
	opts     Options
	today    ingest.Date
	memory   memory
	contents *workspace.Contents
	records  []published

	keyless bool         // a host could not be asked without a key
	refused []ingest.Key // by hosts that could be asked

	mu         sync.Mutex
	unanswered error                        // for some videos of a host, while the others count
	answers    map[ingest.Key]*ingest.Video // nil: the host answered, and does not show it
	all        int                          // videos to be asked for
	result     Result
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
// for, and counts by provider the videos that cannot. The errors name those records that
// could not be read.
func (p *Auditor) auditable(paths []string) (found []published, left map[string]int, unread []error, err error) {
	left = map[string]int{}
	wanted, err := p.within(paths)
	if err != nil {
		return nil, nil, nil, err
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
			asked := false
			for _, key := range e.AllKeys() {
				if p.finder(key.Provider) == nil {
					left[key.Provider]++
					continue
				}
				asked = true
			}
			if asked {
				found = append(found, published{place: place, entry: e})
			}
		}
	}
	for _, problem := range p.Tree.UnreadRecords() {
		at := slices.IndexFunc(wanted, func(w string) bool { return contains(w, problem.Path) })
		if at >= 0 {
			matched[at] = true
		}
		if at >= 0 || len(wanted) == 0 {
			unread = append(unread, problem.In(p.DataDir))
		}
	}
	if at := slices.Index(matched, false); at >= 0 {
		return nil, nil, nil, fmt.Errorf("%s: %w", paths[at], ErrNoRecords)
	}
	return found, left, unread, nil
}

// within makes paths slash-separated and relative to the data tree.
func (p *Auditor) within(paths []string) ([]string, error) {
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

func (p *Auditor) readRecord(r *published) error {
	r.path = filepath.Join(p.DataDir, filepath.FromSlash(r.place.Path()))
	src, err := os.ReadFile(r.path)
	if err != nil {
		return err
	}
	r.record, err = record.Decode(src)
	return err
}

func (p *Auditor) finder(provider string) ingest.Finder {
	finder, _ := p.Hosts.Provider(provider).(ingest.Finder)
	return finder
}
