package library

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest/draft"
)

// Library is what can be found. Its methods may be called concurrently.
type Library struct {
	sources Sources
	file    file

	refreshing sync.Mutex
	looked     atomic.Int64 // when the files were last looked at, in nanoseconds
	mu         sync.Mutex
	shelf      *shelf // nil until the first refresh
}

// Open returns the library of some folders, whose index is kept in a file, with "" nowhere.
// Nothing is read, and nothing found, before [Library.Refresh].
func Open(name string, sources Sources) *Library {
	return &Library{sources: sources, file: file{name: name}}
}

// Refresh brings the index up to date with the files. Where the index cannot be kept it
// works all the same, until the process ends, and [Library.NotKept] says why.
func (l *Library) Refresh(ctx context.Context) error {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	had := l.now()
	if had == nil {
		had = newShelf(l.file.read(l.sources))
	}
	roots, err := l.sources.open()
	if err != nil {
		return fmt.Errorf("read the library: %w", err)
	}
	defer roots.close()
	shards, changed, err := had.refreshed(ctx, roots)
	if err != nil {
		return fmt.Errorf("read the library: %w", err)
	}
	next := had
	if changed {
		next = newShelf(shards)
		l.file.write(l.sources, shards)
	}
	l.looked.Store(time.Now().UnixNano())
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shelf = next
	return nil
}

// RefreshSoon has a library that was last brought up to date longer ago than that brought up
// to date while others search it, so that nobody waits who types.
func (l *Library) RefreshSoon(ctx context.Context, age time.Duration) error {
	if l.now() == nil {
		return l.Refresh(ctx)
	}
	was := l.looked.Load()
	if now := time.Now().UnixNano(); now-was > int64(age) && l.looked.CompareAndSwap(was, now) {
		go func() { _ = l.Refresh(context.WithoutCancel(ctx)) }() // who looks next is told
	}
	return nil
}

// NotKept is why the index could not be written by the last refresh that had to, nil if it was.
func (l *Library) NotKept() error {
	l.refreshing.Lock()
	defer l.refreshing.Unlock()
	return l.file.fault
}

// File is where the file of a talk lies.
func (l *Library) File(t Talk) string {
	dir := l.sources.Data
	if t.IsDraft() {
		dir = l.sources.Drafts
	}
	return filepath.Join(dir, filepath.FromSlash(t.Path()))
}

// now is the library as it was at the last refresh, nil before the first.
func (l *Library) now() *shelf {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.shelf
}

// shelf are the events of a library as they were at one time. It does not change.
type shelf struct {
	shards []*shard
	hidden []map[int]bool // published drafts whose record is there, by shard
}

func newShelf(shards []*shard) *shelf {
	s := &shelf{shards: shards, hidden: make([]map[int]bool, len(shards))}
	var recorded map[string]bool
	for i, shard := range shards {
		for talk := range shard.talks.len() {
			keys := shard.published.at(talk)
			if keys == "" {
				continue
			}
			if recorded == nil {
				recorded = s.recorded()
			}
			if slices.ContainsFunc(strings.Fields(keys), func(key string) bool { return recorded[key] }) {
				if s.hidden[i] == nil {
					s.hidden[i] = map[int]bool{}
				}
				s.hidden[i][talk] = true
			}
		}
	}
	return s
}

// recorded are the keys of all videos that a record has.
func (s *shelf) recorded() map[string]bool {
	set := map[string]bool{}
	for _, shard := range s.shards {
		for _, key := range shard.records {
			set[key] = true
		}
	}
	return set
}

// refreshed are the events as they are now: those whose files have not changed as they were.
func (s *shelf) refreshed(ctx context.Context, roots roots) (shards []*shard, changed bool, err error) {
	events, err := roots.events()
	if err != nil {
		return nil, false, err
	}
	had := make(map[string]*shard, len(s.shards))
	for _, shard := range s.shards {
		had[shard.slug] = shard
	}
	shards = make([]*shard, len(events))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, slug := range events {
		group.Go(func() error {
			files := roots.list(slug)
			if shards[i] = had[slug]; shards[i] == nil || shards[i].stamp != files.stamp.Sum64() {
				shards[i] = unpack(files.read().pack())
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, false, err
	}
	return shards, !slices.Equal(shards, s.shards), nil
}

// isPublished tells the draft of a record.
func (t Talk) isPublished() bool { return t.Status == draft.Published }

// Events lists the events that have talks, those of the data tree and those of the workspace.
func (l *Library) Events() []Event {
	s := l.now()
	if s == nil {
		return nil
	}
	var list []Event
	for i, shard := range s.shards {
		e := Event{Slug: shard.slug, Title: shard.title, year: yearOf(shard.start)}
		for _, t := range s.talks(i) {
			e.count(t)
		}
		if e.Records+e.Drafts > 0 {
			list = append(list, e)
		}
	}
	return list
}

// Talks lists the talks of an event, records first.
func (l *Library) Talks(event string) []Talk {
	s := l.now()
	if s == nil {
		return nil
	}
	i, found := slices.BinarySearchFunc(s.shards, event, func(shard *shard, slug string) int { return strings.Compare(shard.slug, slug) })
	if !found {
		return nil
	}
	list := s.talks(i)
	slices.SortStableFunc(list, func(a, b Talk) int { return cmp.Compare(min(len(a.Status), 1), min(len(b.Status), 1)) })
	return list
}

// talks lists the talks of a shard that can be found.
func (s *shelf) talks(i int) []Talk {
	var list []Talk
	for t := range s.shards[i].talks.len() {
		if !s.hidden[i][t] {
			list = append(list, s.shards[i].talk(t))
		}
	}
	return list
}
