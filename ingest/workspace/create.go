package workspace

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// NewDraft is a draft to be created.
type NewDraft struct {
	Stem string // of the file's name: the slug of the title; reduced, cut and numbered as needed
	Next draft.Proposed
}

// writers is the number of files that are written at the same time. Waiting for
// the disk is what takes the time, and it syncs many as fast as one.
const writers = 8

// creation is the creation of an event's drafts under way.
type creation struct {
	files  files
	step   func(name string) error
	event  string
	news   []NewDraft
	drafts []*draft.Draft // as they are to be, one for each; nil once one could not be written
}

// prepare makes the drafts and finds names for them, and writes nothing.
func (c *creation) prepare() error {
	if len(c.news) == 0 {
		return nil
	}
	taken, err := c.takenNames()
	if err != nil {
		return err
	}
	c.drafts = make([]*draft.Draft, len(c.news))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, n := range c.news {
		file := draftFile(n.Stem, n.Next.Key(), taken)
		taken[file] = true
		g.Go(func() error {
			c.drafts[i] = draft.NewAt(c.files.path(c.event, file), n.Next)
			return nil
		})
	}
	return g.Wait()
}

// create writes the drafts and, after them, their bases. What was written before ctx was
// cancelled is complete.
func (c *creation) create(ctx context.Context) ([]*draft.Draft, error) {
	if len(c.news) == 0 {
		return nil, nil
	}
	err := c.createDrafts(ctx)
	return c.drafts, errors.Join(err, c.createBases(ctx))
}

// createDrafts writes all drafts in one go, since waiting for the disk is what takes
// the time.
func (c *creation) createDrafts(ctx context.Context) (err error) {
	folder, err := c.files.root.OpenRoot(c.event)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	files := make([]atomicfile.File, len(c.drafts))
	for i, d := range c.drafts {
		files[i] = atomicfile.File{Name: d.File, Data: func() ([]byte, error) { return d.Bytes(), c.step("create " + d.File) }}
	}
	for i, failed := range atomicfile.CreateAll(ctx, folder, files) {
		if errors.Is(failed, fs.ErrExist) {
			failed = c.createBeside(folder, i)
		}
		if failed != nil {
			c.drafts[i], err = nil, cmp.Or(err, failed)
		}
	}
	return errors.Join(err, atomicfile.SyncFolder(c.files.root, "."))
}

// createBeside writes a draft under another name, since a person has just made a file
// of the one that was meant for it.
func (c *creation) createBeside(folder *os.Root, i int) (err error) {
	stem := strings.TrimSuffix(c.drafts[i].File, draftExt)
	for n := 1; n < 100; n++ {
		d := draft.NewAt(c.files.path(c.event, fmt.Sprintf("%s-%s-%d%s", stem, plainName(c.drafts[i].Source.ID), n, draftExt)), c.news[i].Next)
		if err = atomicfile.Create(folder, d.File, d.Bytes()); !errors.Is(err, fs.ErrExist) {
			c.drafts[i] = d
			return err
		}
	}
	return err
}

// takenNames lists the names in an event's folder in lower case, since file
// systems differ in whether case matters.
func (c *creation) takenNames() (map[string]bool, error) {
	names, err := c.files.names(c.event)
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, name := range names {
		taken[strings.ToLower(name)] = true
	}
	return taken, nil
}

// createBases writes the bases of the drafts that were written, and goes on to the
// end whatever happens to single ones.
func (c *creation) createBases(ctx context.Context) error {
	var list []baseToWrite
	for i, d := range c.drafts {
		if d != nil {
			list = append(list, baseToWrite{"base of " + d.File, draft.NewBase(c.news[i].Next)})
		}
	}
	return c.files.writeBases(context.WithoutCancel(ctx), c.event, list, c.step)
}

// CreateEvent writes the event.toml of a new event, whose slug names its folder,
// with remarks as [draft.EncodeEvent] has them. One that exists is an error that wraps
// [fs.ErrExist].
func (w *Workspace) CreateEvent(ev ingest.Event, remarks ...string) error {
	release, err := w.locks.hold(ev.Slug)
	if err != nil {
		return err
	}
	err = w.createEvent(ev, remarks)
	return errors.Join(err, release())
}

func (w *Workspace) createEvent(ev ingest.Event, remarks []string) error {
	if err := w.files.root.MkdirAll(ev.Slug, 0o755); err != nil {
		return fmt.Errorf("create event %s: %w", ev.Slug, err)
	}
	name := path.Join(ev.Slug, draft.EventFile)
	if err := atomicfile.CreateUnsynced(w.files.root, name, draft.EncodeEvent(ev, remarks...)); err != nil {
		return fmt.Errorf("create event %s: %w", ev.Slug, err)
	}
	return errors.Join(atomicfile.SyncFolder(w.files.root, ev.Slug), atomicfile.SyncFolder(w.files.root, "."))
}
