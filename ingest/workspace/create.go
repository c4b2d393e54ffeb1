package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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
	files files
	step  func(name string) error
	event string
	news  []NewDraft

	names []string // of the files, one for each
	texts [][]byte // that they are to hold
}

// prepare finds names for the drafts, and writes nothing.
func (c *creation) prepare() error {
	if len(c.news) == 0 {
		return nil
	}
	taken, err := c.takenNames()
	if err != nil {
		return err
	}
	for _, n := range c.news {
		file := draftFile(n.Stem, n.Next.Key(), taken)
		taken[file] = true
		c.names = append(c.names, file)
		c.texts = append(c.texts, draft.Encode(draft.New(n.Next)))
	}
	return nil
}

// create writes the drafts and, after them, their bases. What was written before ctx was
// cancelled is complete.
func (c *creation) create(ctx context.Context) ([]*draft.Draft, error) {
	if len(c.news) == 0 {
		return nil, nil
	}
	drafts, err := c.createDrafts(ctx)
	return drafts, errors.Join(err, c.createBases(drafts))
}

func (c *creation) createDrafts(ctx context.Context) (drafts []*draft.Draft, err error) {
	folder, err := c.files.root.OpenRoot(c.event)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	drafts = make([]*draft.Draft, len(c.news))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(writers)
	for i := range c.news {
		g.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			drafts[i], err = c.createDraft(folder, i)
			return err
		})
	}
	err = g.Wait()
	return drafts, errors.Join(err, atomicfile.SyncFolder(c.files.root, c.event), atomicfile.SyncFolder(c.files.root, "."))
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

// createDraft writes one draft into the event's folder. Should a person have made a file
// of its name meanwhile, it takes another name.
func (c *creation) createDraft(folder *os.Root, i int) (*draft.Draft, error) {
	file, src := c.names[i], c.texts[i]
	if err := c.step("create " + file); err != nil {
		return nil, err
	}
	stem := strings.TrimSuffix(file, draftExt)
	for n := 1; ; n++ {
		err := atomicfile.CreateUnsynced(folder, file, src)
		if errors.Is(err, fs.ErrExist) && n < 100 {
			file = fmt.Sprintf("%s-%s-%d%s", stem, plainName(c.news[i].Next.Video.ID), n, draftExt)
			continue
		}
		if err != nil {
			return nil, err
		}
		return draft.Parse(c.files.path(c.event, file), src)
	}
}

// createBases writes the bases of the drafts that were written, and goes on to the
// end whatever happens to single ones.
func (c *creation) createBases(drafts []*draft.Draft) (err error) {
	folder, err := c.files.root.OpenRoot(path.Join(c.event, baseDir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	var g errgroup.Group
	g.SetLimit(writers)
	for i, d := range drafts {
		if d == nil {
			continue
		}
		g.Go(func() error {
			if err := c.step("base of " + d.File); err != nil {
				return err
			}
			src, err := draft.NewBase(c.news[i].Next).Encode()
			if err != nil {
				return err
			}
			return atomicfile.WriteUnsynced(folder, baseFile(d.Source.Key()), src)
		})
	}
	return errors.Join(g.Wait(), atomicfile.SyncFolder(folder, "."))
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
