package library

import (
	"cmp"
	"errors"
	"hash"
	"hash/fnv"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/confined"
)

// Sources are the folders that the library is made of. One that is "" or missing has nothing.
type Sources struct {
	Data     string // the data tree
	Drafts   string // the workspace's folder of drafts
	Captions string // the captions folder
}

// The names of files.
const (
	recordExtension = ".json"
	draftExtension  = ".toml"
)

// roots are the opened sources, nil where there is nothing.
type roots struct{ data, drafts, captions *os.Root }

func (s Sources) open() (r roots, err error) {
	for _, one := range []struct {
		dir  string
		into **os.Root
	}{{s.Data, &r.data}, {s.Drafts, &r.drafts}, {s.Captions, &r.captions}} {
		if one.dir == "" {
			continue
		}
		if *one.into, err = os.OpenRoot(one.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			r.close()
			return roots{}, err
		}
	}
	return r, nil
}

func (r roots) close() {
	for _, root := range []*os.Root{r.data, r.drafts, r.captions} {
		if root != nil {
			_ = root.Close() // only read from
		}
	}
}

// events lists the events of the data tree and of the workspace, sorted.
func (r roots) events() ([]string, error) {
	var list []string
	for _, root := range []*os.Root{r.data, r.drafts} {
		if root == nil {
			continue
		}
		entries, err := os.ReadDir(root.Name())
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			folder := e.IsDir() || e.Type()&fs.ModeSymlink != 0
			if name := e.Name(); folder && name[0] != '.' && (name != "tools" || root == r.drafts) {
				list = append(list, name)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// files are the files of one event, as they are listed.
type files struct {
	roots
	slug  string
	parts []part
	stamp hash.Hash64
	last  time.Time // when one of them was changed
}

// part is one folder of an event.
type part struct {
	root  *os.Root
	name  string // slash-separated, from root
	isOne func(name string) bool
	files []fs.DirEntry
}

// list lists the files of an event.
func (r roots) list(slug string) *files {
	f := &files{roots: r, slug: slug, stamp: fnv.New64a()}
	isRecord := func(name string) bool { return strings.HasSuffix(name, recordExtension) }
	for _, p := range []part{
		{root: r.data, name: slug, isOne: func(name string) bool { return name == record.CategoryFile }},
		{root: r.data, name: path.Join(slug, record.VideosFolder), isOne: isRecord},
		{root: r.drafts, name: slug, isOne: func(name string) bool { return name[0] != '.' && strings.HasSuffix(name, draftExtension) }},
		{root: r.captions, name: slug, isOne: isTranscript},
	} {
		f.parts = append(f.parts, f.listed(p))
	}
	return f
}

// listed fills in the files of a part. A folder that cannot be read has none.
func (f *files) listed(p part) part {
	_, _ = f.stamp.Write([]byte{0}) // hashes take everything
	if p.root == nil {
		return p
	}
	folder, err := confined.Open(p.root, p.name)
	if err != nil {
		return p
	}
	defer folder.Close()
	entries, _ := folder.Entries() // as much as can be read
	for _, e := range entries {
		if e.IsDir() || !p.isOne(e.Name()) {
			continue
		}
		if info, err := stat(p, e); err == nil {
			p.files = append(p.files, e)
			f.note(info)
		}
	}
	return p
}

func stat(p part, e fs.DirEntry) (fs.FileInfo, error) {
	if e.Type()&fs.ModeSymlink != 0 {
		return p.root.Stat(path.Join(p.name, e.Name()))
	}
	return e.Info()
}

// note adds a file to what the event's files are known by.
func (f *files) note(info fs.FileInfo) {
	var p packed
	p.text(info.Name())
	p.fixed(uint64(info.Size()))
	p.fixed(uint64(info.ModTime().UnixNano()))
	p.number(int(info.Mode()))
	_, _ = f.stamp.Write(p)
	if info.ModTime().After(f.last) {
		f.last = info.ModTime()
	}
}

// What file systems take from one time of a file to the next: two changes within it may have
// the same. Those that know no parts of a second take up to two.
const (
	clockTick  = 100 * time.Millisecond
	coarseTick = 2 * time.Second
)

// isFresh reports whether a file may be changed again without getting another time.
func (f *files) isFresh() bool {
	tick := clockTick
	if f.last.Nanosecond() == 0 {
		tick = coarseTick
	}
	return time.Since(f.last).Abs() < tick
}

// read reads the event. A file that cannot be read is left out: check tells of it.
func (f *files) read() *content {
	c := &content{slug: f.slug, stamp: f.stamp.Sum64()}
	if f.isFresh() {
		c.stamp = 0 // to be read again
	}
	category, records, drafts, captions := f.parts[0], f.parts[1], f.parts[2], f.parts[3]
	category.each(func(_ string, src []byte) { c.addCategory(src) })
	records.each(func(name string, src []byte) { c.addRecord(name, src) })
	drafts.each(func(name string, src []byte) { c.addDraft(name, src) })
	c.addTranscripts(captions)
	c.named(c.slug, ingest.Date{})
	return c
}

// each reads the files of a part.
func (p part) each(do func(name string, src []byte)) {
	if len(p.files) == 0 {
		return
	}
	folder, err := confined.Open(p.root, p.name)
	if err != nil {
		return
	}
	defer folder.Close()
	var src []byte
	for _, e := range p.files {
		if src, err = folder.Read(e, src); err == nil {
			do(e.Name(), src)
		}
	}
}

// named takes over what is not known of the event yet.
func (c *content) named(title string, start ingest.Date) {
	c.title, c.start = cmp.Or(c.title, title), cmp.Or(c.start, start)
}

func (c *content) addCategory(src []byte) {
	if e, err := record.DecodeCategory(src); err == nil {
		c.named(e.Title, e.StartDate)
	}
}

func (c *content) addRecord(name string, src []byte) {
	if rec, err := record.Decode(src); err == nil {
		c.add(strings.TrimSuffix(name, recordExtension), "", rec)
	}
}

func (c *content) addDraft(name string, src []byte) {
	if name == draft.EventFile {
		if e, err := draft.ParseEvent(c.slug, name, src); err == nil {
			c.named(e.Title, e.StartDate)
		}
		return
	}
	d, err := draft.Parse(path.Join(c.slug, name), slices.Clone(src))
	if err != nil || d.Status == draft.Skip {
		return
	}
	c.add(strings.TrimSuffix(name, draftExtension), d.Status, d.Record)
	c.texts[len(c.texts)-1].keys = d.Keys()
}

func (c *content) add(name string, status draft.Status, rec ingest.Record) {
	t := Talk{
		Name: name, Status: status, Title: rec.Title, Speakers: rec.Speakers, Recorded: rec.Recorded, Language: rec.Language,
		Tags: rec.Tags, Duration: rec.Duration,
	}
	for _, v := range rec.Videos {
		t.URLs = append(t.URLs, v.URL)
	}
	c.texts = append(c.texts, texts{Talk: t, keys: record.Keys(rec), description: rec.Description})
}
