package draft

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// NewDraft is a draft to be created.
type NewDraft struct {
	Stem string // of the file's name: the slug of the title; reduced, cut and numbered as needed
	Next Proposed
}

// Create writes new drafts and, after them, their bases. No file that exists is
// overwritten. The drafts are returned in the order of news, nil where one could
// not be written; the error is then the first. What was written before ctx was
// cancelled is complete.
func (w *Workspace) Create(ctx context.Context, event string, news []NewDraft) ([]*Draft, error) {
	if len(news) == 0 {
		return nil, nil
	}
	_, release, err := w.holdOn(event)
	if err != nil {
		return nil, err
	}
	if err := w.root.MkdirAll(path.Join(event, baseDir), 0o755); err != nil {
		return nil, errors.Join(fmt.Errorf("create drafts of %s: %w", event, err), release())
	}
	drafts, err := w.createDrafts(ctx, event, news)
	err = errors.Join(err, w.createBases(ctx, event, news, drafts))
	if err != nil {
		err = fmt.Errorf("create drafts of %s: %w", event, err)
	}
	return drafts, errors.Join(err, release())
}

// createDrafts writes all drafts in one go, since waiting for the disk is what takes
// the time.
func (w *Workspace) createDrafts(ctx context.Context, event string, news []NewDraft) (drafts []*Draft, err error) {
	taken, err := w.takenNames(event)
	if err != nil {
		return nil, err
	}
	folder, err := w.root.OpenRoot(event)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	drafts = make([]*Draft, len(news))
	files := make([]atomicfile.File, len(news))
	for i, n := range news {
		d := New(n.Next)
		d.Event, d.File = event, draftFile(n.Stem, n.Next.Key(), taken)
		taken[d.File] = true
		drafts[i] = d
		files[i] = atomicfile.File{Name: d.File, Data: func() ([]byte, error) {
			d.text = Encode(d)
			return d.text, w.step("create " + d.File)
		}}
	}
	for i, failed := range atomicfile.CreateAll(ctx, folder, files) {
		d := drafts[i]
		if errors.Is(failed, fs.ErrExist) {
			failed = createBeside(folder, d)
		}
		if failed != nil {
			drafts[i], err = nil, cmp.Or(err, failed)
			continue
		}
		d.Path = w.path(event, d.File)
	}
	return drafts, errors.Join(err, atomicfile.SyncFolder(w.root, "."))
}

// createBeside writes a draft under another name, since a person has just made a file
// of the one that was meant for it.
func createBeside(folder *os.Root, d *Draft) (err error) {
	stem := strings.TrimSuffix(d.File, draftExt)
	for n := 1; n < 100; n++ {
		d.File = fmt.Sprintf("%s-%s-%d%s", stem, plainName(d.Source.ID), n, draftExt)
		if err = atomicfile.Create(folder, d.File, d.text); !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return err
}

// takenNames lists the names in an event's folder in lower case, since file
// systems differ in whether case matters.
func (w *Workspace) takenNames(event string) (map[string]bool, error) {
	names, err := w.names(event)
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
func (w *Workspace) createBases(ctx context.Context, event string, news []NewDraft, drafts []*Draft) (err error) {
	folder, err := w.root.OpenRoot(path.Join(event, baseDir))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	var files []atomicfile.File
	for i, d := range drafts {
		if d == nil {
			continue
		}
		files = append(files, atomicfile.File{Name: baseFile(d.Source.Key()), Data: func() ([]byte, error) {
			if err := w.step("base of " + d.File); err != nil {
				return nil, err
			}
			return NewBase(news[i].Next).Encode()
		}})
	}
	return cmp.Or(atomicfile.WriteAll(context.WithoutCancel(ctx), folder, files)...)
}

// CreateEvent writes the event.toml of a new event, whose slug names its folder,
// with remarks as [EncodeEvent] has them. One that exists is an error that wraps
// [fs.ErrExist].
func (w *Workspace) CreateEvent(ev ingest.Event, remarks ...string) error {
	_, release, err := w.holdOn(ev.Slug)
	if err != nil {
		return err
	}
	err = w.createEvent(ev, remarks)
	return errors.Join(err, release())
}

func (w *Workspace) createEvent(ev ingest.Event, remarks []string) error {
	if err := w.root.MkdirAll(ev.Slug, 0o755); err != nil {
		return fmt.Errorf("create event %s: %w", ev.Slug, err)
	}
	name := path.Join(ev.Slug, EventFile)
	if err := atomicfile.CreateUnsynced(w.root, name, EncodeEvent(ev, remarks...)); err != nil {
		return fmt.Errorf("create event %s: %w", ev.Slug, err)
	}
	return errors.Join(atomicfile.SyncFolder(w.root, ev.Slug), atomicfile.SyncFolder(w.root, "."))
}
