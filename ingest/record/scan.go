package record

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/pyjson"
)

// Index reads the whole tree. Broken files and folders end up in the index's
// Problems and stop nothing; the error is the context's, or that of the tree's own
// folder.
func (t *Tree) Index(ctx context.Context) (*Index, error) {
	root, err := os.OpenRoot(t.dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // only read from: nothing can be lost
	entries, err := os.ReadDir(t.dir)
	if err != nil {
		return nil, err
	}
	events := make(chan string)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(events)
		for _, e := range entries {
			if !isEvent(e) {
				continue
			}
			if err := send(ctx, events, e.Name()); err != nil {
				return err
			}
		}
		return nil
	})
	var found results
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			s := scanner{root: root, texts: make(map[string]string)}
			for slug := range events {
				s.event(slug)
			}
			found.add(s)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return newIndex(found.events, found.problems), nil
}

// send hands an event over unless ctx has ended, even if someone waits for it.
func send(ctx context.Context, events chan<- string, slug string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case events <- slug:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// isEvent tells events from the tree's files and from folders like .git. The
// folder tools belongs to the repository.
func isEvent(e fs.DirEntry) bool {
	folder := e.IsDir() || e.Type()&fs.ModeSymlink != 0
	return folder && isEventName(e.Name())
}

func isEventName(name string) bool {
	return name != "" && !strings.HasPrefix(name, ".") && name != "tools" && !strings.ContainsAny(name, `/\`)
}

// results gathers what the scanners found.
type results struct {
	mu       sync.Mutex
	events   []EventEntry
	problems []Problem
}

func (r *results) add(s scanner) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, s.events...)
	r.problems = append(r.problems, s.problems...)
}

// scanner reads events one after the other and reuses its memory.
type scanner struct {
	root     *os.Root
	doc      pyjson.Doc
	buf      []byte
	texts    map[string]string // texts that come often: names, dates, languages
	events   []EventEntry
	problems []Problem
}

func (s *scanner) problem(name string, err error) {
	s.problems = append(s.problems, Problem{Path: name, Err: err})
}

// event reads one folder. A folder without a category.json is an event too,
// without a title.
func (s *scanner) event(slug string) {
	folder, err := confined.Open(s.root, slug)
	if err != nil {
		s.problem(slug, err)
		return
	}
	defer folder.Close()
	entries, err := folder.Entries()
	if err != nil {
		s.problem(slug, err)
		return
	}
	ev := EventEntry{Slug: slug}
	for _, e := range entries {
		switch e.Name() {
		case CategoryFile:
			if root, ok := s.read(folder, slug, e); ok {
				category(root, &ev)
			}
		case VideosFolder:
			ev.Records = s.records(path.Join(slug, VideosFolder))
		}
	}
	ev.Language = commonLanguage(ev.Records)
	s.events = append(s.events, ev)
}

func (s *scanner) records(name string) []Entry {
	folder, err := confined.Open(s.root, name)
	if err != nil {
		s.problem(name, err)
		return nil
	}
	defer folder.Close()
	entries, err := folder.Entries()
	if err != nil {
		s.problem(name, err)
		return nil
	}
	records := make([]Entry, 0, len(entries))
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), extension) {
			continue
		}
		if root, ok := s.read(folder, name, e); ok {
			records = append(records, s.record(e.Name(), root))
		}
	}
	return records
}

// read parses one file. The value is good until the next call.
func (s *scanner) read(folder *confined.Folder, dir string, e fs.DirEntry) (pyjson.Value, bool) {
	buf, err := folder.Read(e, s.buf)
	s.buf = buf
	if err == nil {
		err = s.doc.Parse(buf)
	}
	if err == nil && s.doc.Root().Kind() != pyjson.Object {
		err = errNoObject
	}
	if err != nil {
		s.problem(path.Join(dir, e.Name()), err)
		return pyjson.Value{}, false
	}
	return s.doc.Root(), true
}

var errNoObject = errors.New("the file must hold an object in braces")

func category(root pyjson.Value, ev *EventEntry) {
	ev.Title = textOf(root, "title")
	ev.URL = textOf(root, "url")
	// An unreadable date is as good as none here; ingest/check reports it.
	ev.StartDate, _ = ingest.ParseDate(textOf(root, "start_date"))
	ev.EndDate, _ = ingest.ParseDate(textOf(root, "end_date"))
}

func (s *scanner) record(file string, root pyjson.Value) Entry {
	entry := Entry{File: file}
	for key, value := range root.Members() {
		switch string(key.Raw()) {
		case ingest.FieldTitle:
			entry.Title = value.Text()
		case "slug":
			entry.Slug = value.Text()
		case ingest.FieldSpeakers:
			entry.Speakers = s.names(value)
		case ingest.FieldRecorded:
			entry.Recorded = s.text(value)
		case ingest.FieldLanguage:
			entry.Language = s.text(value)
		case ingest.FieldVideos:
			entry.Keys, entry.URLs = s.places(value)
		}
	}
	if entry.Slug == "" {
		entry.Slug = Slug(entry.Title)
	}
	return entry
}

// text returns a text that other records have too, so that all share one copy.
func (s *scanner) text(v pyjson.Value) string {
	if v.Kind() != pyjson.String {
		return ""
	}
	if text, ok := s.texts[string(v.Raw())]; ok {
		return text
	}
	text := v.Text()
	s.texts[string(v.Raw())] = text
	return text
}

func (s *scanner) names(list pyjson.Value) []string {
	names := make([]string, 0, list.Len())
	for e := range list.Elems() {
		if name := s.text(e); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (s *scanner) places(list pyjson.Value) (keys []ingest.Key, urls []string) {
	keys = make([]ingest.Key, 0, list.Len())
	for e := range list.Elems() {
		l := decodeLocation(e)
		if key, ok := KeyOf(l); ok {
			keys = append(keys, key)
		} else if url := strings.TrimSpace(l.URL); url != "" {
			urls = append(urls, url)
		}
	}
	return keys, urls
}

// commonLanguage returns the language of most records, of equals the first in
// the alphabet.
func commonLanguage(records []Entry) string {
	count := make(map[string]int)
	best := ""
	for _, r := range records {
		if r.Language == "" {
			continue
		}
		count[r.Language]++
	}
	for language, n := range count {
		if best == "" || n > count[best] || n == count[best] && language < best {
			best = language
		}
	}
	return best
}
