package download

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/diskspace"
	"github.com/pyvideo/stevie/internal/transfer"
)

// Downloader gets the videos of talks into a folder.
type Downloader struct {
	Hosts ingest.Hosts // asked where their providers are an [ingest.FileLister]
	// Program gets what has no file that could be got directly; nil is none.
	Program ingest.Downloader
	HTTP    *http.Client // for files: see [transfer.NewClient]
	Folder  string       // made when needed
	// Memory is the directory for what is remembered of folders and their parts, and for
	// their locks; it should be the same for all workspaces of a person.
	Memory string
	OnWait func(file string) // told of a lock that is waited for; may be nil
}

// Options say what is got.
type Options struct {
	MaxHeight int  // of the picture; 0 is any
	Audio     bool // the sound alone
	DryRun    bool // tell what would be got, and write nothing
	// Progress is told how many bytes of all talks are there, as far as it is known; nil
	// tells nobody.
	Progress func(done, of int64)
}

// State is what has become of a talk's file.
type State string

// The states.
const (
	Done    State = "done"
	Present State = "present" // it was there
	Planned State = "planned"
	Failed  State = "failed"
)

// Row is what has become of one talk. In JSON it is a line of `stevie download`.
type Row struct {
	Path  string `json:"path"` // of the draft or record
	URL   string `json:"url"`
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
	State State  `json:"state"`
	Error string `json:"error"`

	Err error `json:"-"` // of State Failed
}

// atOnce is how many videos are got at a time.
const atOnce = 2

// Get gets the videos of talks, and returns a row for each. The error is one that has kept
// all of them from being got.
func (d *Downloader) Get(ctx context.Context, list []talks.Talk, o Options) ([]Row, error) {
	run := &running{Downloader: d, Options: o, dead: map[string]error{}, progress: map[string][2]int64{}}
	if !o.DryRun {
		release, err := run.begin(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
	}
	root, err := os.OpenRoot(d.Folder)
	switch {
	case err == nil:
		defer root.Close()
		run.root = root
	case !o.DryRun:
		return nil, fmt.Errorf("open %s: %w", d.Folder, err)
	}
	rows := make([]Row, len(list))
	stems := run.stems(list)
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i, t := range list {
		group.Go(func() error {
			rows[i] = run.talk(ctx, t, stems[i])
			return nil
		})
	}
	_ = group.Wait() // each talk has its own error
	return rows, ctx.Err()
}

// begin makes the folder, locks it and reads what is remembered of it.
func (r *running) begin(ctx context.Context) (release func(), err error) {
	if err := atomicfile.MakeFolder(r.Folder, 0o755); err != nil {
		return nil, fmt.Errorf("make %s: %w", r.Folder, err)
	}
	dir, err := r.memory()
	if err != nil {
		return nil, err
	}
	if release, err = r.lock(ctx, dir); err != nil {
		return nil, err
	}
	r.cache = cachefile.Open(dir)
	_ = r.cache.Read(cachefile.Downloads, &r.parts) // without it parts are begun anew
	if r.parts == nil {
		r.parts = map[string]transfer.Resume{} // of none, or of null
	}
	return release, nil
}

// running is one run.
type running struct {
	*Downloader
	Options
	root  *os.Root       // nil: there is no folder yet
	cache *cachefile.Dir // of the folder; nil in a dry run

	mu       sync.Mutex
	parts    map[string]transfer.Resume // by the name of the file
	dead     map[string]error           // servers that are not asked any more
	progress map[string][2]int64        // by file
}

// stems are the names of the talks' files, without extension. What another talk has, of
// this run or of an earlier one, gets a number.
func (r *running) stems(list []talks.Talk) []string {
	names := naming{taken: map[string]bool{}, owners: owners(r.root)}
	stems := make([]string, len(list))
	for i, t := range list {
		name := stem(t)
		if r.Audio {
			name += " (audio)"
		}
		stems[i] = names.choose(name, idOf(t))
		names.taken[alike(stems[i])] = true
	}
	return stems
}

// talk gets one, and says what has become of it.
func (r *running) talk(ctx context.Context, t talks.Talk, stem string) Row {
	row := Row{Path: t.Path, URL: t.Address()}
	if name, size := r.present(stem); name != "" {
		row.File, row.Bytes, row.State = filepath.Join(r.Folder, name), size, Present
		stem = strings.TrimSuffix(name, filepath.Ext(name)) // as it is written there
	}
	var err error
	if row.State != Present {
		err = r.get(ctx, t, stem, &row)
	}
	if err == nil && !r.DryRun {
		err = writeNFO(r.root, stem, t)
	}
	if err != nil {
		row.File, row.Bytes, row.State, row.Error = "", 0, Failed, err.Error()
		row.Err = ingest.WithHint(fmt.Errorf("%s: %w", t.Path, err), ingest.Hint(err))
	}
	return row
}

// present finds the file of a talk that is there already.
func (r *running) present(stem string) (name string, size int64) {
	entries, _ := os.ReadDir(r.Folder) // none without the folder
	for _, e := range entries {
		ext := filepath.Ext(e.Name())
		kind := strings.ToLower(strings.TrimPrefix(ext, "."))
		if alike(strings.TrimSuffix(e.Name(), ext)) != alike(stem) || !slices.Contains(videoTypes, kind) && !slices.Contains(audioTypes, kind) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
			return e.Name(), info.Size()
		}
	}
	return "", 0
}

// get gets what is not there, or tells what it would get.
func (r *running) get(ctx context.Context, t talks.Talk, stem string, row *Row) error {
	p, err := r.plan(ctx, t, r.Options)
	if err != nil {
		return err
	}
	row.URL = p.url()
	if r.DryRun {
		return r.foresee(ctx, p, stem, row)
	}
	if p.page != "" {
		err = r.byProgram(ctx, p.page, stem)
	} else {
		err = r.direct(ctx, p.file, stem)
	}
	if err != nil {
		return err
	}
	name, size := r.present(stem)
	if name == "" {
		return &ingest.HostError{Provider: "yt-dlp", Op: p.url(), Err: ingest.ErrHostFault, Message: "it wrote no file"}
	}
	row.File, row.Bytes, row.State = filepath.Join(r.Folder, name), size, Done
	return nil
}

// foresee tells what would be got, without getting any of it.
func (r *running) foresee(ctx context.Context, p plan, stem string, row *Row) error {
	row.State = Planned
	if p.page != "" {
		if r.Program == nil {
			row.Error = errNoProgram.Error() // unless that is mended before
		}
		return nil
	}
	row.File, row.Bytes = filepath.Join(r.Folder, nameOf(p.file, stem)), p.file.Size
	if row.Bytes > 0 {
		return nil
	}
	size, err := transfer.Size(ctx, r.HTTP, p.file.URL)
	row.Bytes = size
	if err != nil {
		row.Error = err.Error() // as above
	}
	return ctx.Err()
}

func nameOf(f ingest.MediaFile, stem string) string {
	kind := strings.ToLower(f.Type)
	if !slices.Contains(videoTypes, kind) && !slices.Contains(audioTypes, kind) {
		kind = "mp4"
	}
	return stem + "." + kind
}

var errNoFile = errors.New("the host gives no file")

// errNoProgram tells that a video can be got from its page alone.
var errNoProgram = ingest.WithHint(&ingest.HostError{Provider: "download", Err: errNoFile, Message: "yt-dlp gets it from its page, and is not there"},
	"install yt-dlp, or name it by [ytdlp] command in stevie.toml")

func (r *running) byProgram(ctx context.Context, page, stem string) error {
	if r.Program == nil {
		return errNoProgram
	}
	dir, err := filepath.Abs(r.Folder)
	if err != nil {
		return err
	}
	return r.Program.Download(ctx, ingest.Download{
		URL: page, Path: filepath.Join(dir, stem), MaxHeight: r.MaxHeight, Audio: r.Audio,
		Progress: func(done, of int64) { r.tell(stem, done, of) },
	})
}

// direct gets a file.
func (r *running) direct(ctx context.Context, f ingest.MediaFile, stem string) error {
	name := nameOf(f, stem)
	if err := r.isDead(f.URL, name); err != nil {
		return err
	}
	r.mu.Lock()
	resume := r.parts[name]
	r.mu.Unlock()
	client := transfer.Client{HTTP: r.HTTP, Free: func(*os.Root) (int64, error) { return diskspace.Free(r.Folder) }}
	_, err := client.Get(ctx, r.root, transfer.File{
		URL: f.URL, Name: name, Size: promised(f), Hash: f.Hash, Resume: resume,
		Remember: func(of transfer.Resume) { r.remember(name, of) },
		Progress: func(done, of int64) { r.tell(stem, done, of) },
	})
	if err == nil {
		r.remember(name, transfer.Resume{})
	}
	if errors.Is(err, ingest.ErrUnreachable) || errors.Is(err, ingest.ErrRateLimit) {
		r.giveUp(f.URL, err)
	}
	return err
}

// promised is the size that a file must have. One of whole megabytes was rounded.
func promised(f ingest.MediaFile) int64 {
	if !f.Exact && f.Size%1_000_000 == 0 {
		return 0
	}
	return f.Size
}

// remember keeps what a part is a part of, for the next run.
func (r *running) remember(name string, of transfer.Resume) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if of == (transfer.Resume{}) {
		delete(r.parts, name)
	} else {
		r.parts[name] = of
	}
	_ = r.cache.Write(cachefile.Downloads, r.parts) // without it the part is begun anew
}

// tell adds up how far all files are.
func (r *running) tell(file string, done, of int64) {
	if r.Progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress[file] = [2]int64{done, max(done, of)}
	var sum, all int64
	for _, p := range r.progress {
		sum, all = sum+p[0], all+p[1]
	}
	r.Progress(sum, all)
}

// isDead is the error of a file whose server was given up for another one.
func (r *running) isDead(address, name string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	host, ok := errors.AsType[*ingest.HostError](r.dead[serverOf(address)])
	if !ok {
		return nil
	}
	own := *host
	own.Op = name
	return ingest.WithHint(&own, ingest.Hint(r.dead[serverOf(address)]))
}

// giveUp has a server not asked any more that does not answer, or wants to be left alone.
func (r *running) giveUp(address string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dead[serverOf(address)] = err
}

func serverOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
