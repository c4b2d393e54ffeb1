package youtube

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/ingest"
)

// maxPages ends a walk that a broken host would make endless. The longest lists,
// a channel's uploads, have about 400 pages.
const maxPages = 1000

// walk is the way through the videos of one playlist.
type walk struct {
	client     *client
	playlist   string
	collection ingest.CollectionRef
	size       int                                  // entries, as far as the host tells beforehand; 0 is unknown
	known      func(id string) (ingest.Video, bool) // nil: nothing is known
}

// entry is a place in the playlist.
type entry struct {
	*api.PlaylistItem
	id       string // of the video
	position int
	known    *ingest.Video // nil: to be looked at
}

// batch is what one page contributes, or the error in its place.
type batch struct {
	entries []entry
	total   int64 // entries of the whole list, as the page says
	err     error
}

// videos yields each distinct video once, where it is first listed.
//
// A goroutine fetches pages and is one page ahead of the look at the videos, so
// that both take the time of one. It ends with the range.
func (w *walk) videos(ctx context.Context) iter.Seq2[ingest.Video, error] {
	return func(yield func(ingest.Video, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		batches := make(chan batch)
		var fetching sync.WaitGroup
		fetching.Go(func() {
			defer close(batches)
			w.fetch(ctx, batches)
		})
		defer fetching.Wait()
		defer cancel()
		w.consume(ctx, batches, yield)
	}
}

// consume looks at the videos in lots of 50, whatever the pages were cut into, so
// that no request is wasted on half a lot.
func (w *walk) consume(ctx context.Context, batches <-chan batch, yield func(ingest.Video, error) bool) {
	seen := map[string]bool{}
	var waiting []entry
	unknown, counted := 0, int64(w.size)
	for b := range batches {
		if b.err != nil {
			yield(ingest.Video{}, b.err)
			return
		}
		counted = max(counted, b.total)
		for _, e := range b.entries {
			if seen[e.id] {
				continue
			}
			seen[e.id] = true
			if e.known = w.recall(e); e.known == nil {
				unknown++
			}
			waiting = append(waiting, e)
			if unknown == pageSize {
				if !w.look(ctx, waiting, yield) {
					return
				}
				waiting, unknown = nil, 0
			}
		}
		if unknown == 0 { // no reason to wait for the next page
			if !w.look(ctx, waiting, yield) {
				return
			}
			waiting = nil
		}
	}
	// The channel is closed by a cancelled context, too: that is not the end.
	if err := ctx.Err(); err != nil {
		yield(ingest.Video{}, err)
		return
	}
	if len(seen) == 0 && counted > 0 {
		yield(ingest.Video{}, w.hollow(counted))
		return
	}
	if len(waiting) > 0 {
		w.look(ctx, waiting, yield)
	}
}

// look asks for the details of the entries that are not known, 50 at most, and
// yields all of them. It reports whether to go on.
func (w *walk) look(ctx context.Context, entries []entry, yield func(ingest.Video, error) bool) bool {
	var ids []string
	for _, e := range entries {
		if e.known == nil {
			ids = append(ids, e.id)
		}
	}
	var found map[string]details
	if len(ids) > 0 {
		var err error
		if found, err = w.client.videos(ctx, ids, "videos of playlist "+w.playlist); err != nil {
			yield(ingest.Video{}, err)
			return false
		}
	}
	doubtful := len(found) == 0 && severalPublic(entries)
	for _, e := range entries {
		var v ingest.Video
		if d, ok := found[e.id]; ok {
			v = d.toVideo()
		} else if e.known != nil {
			v = *e.known
		} else {
			v = e.unavailable()
			if doubtful && e.isPublic() {
				v.Reason = ingest.Doubtful
			}
		}
		v.Collection, v.Position = w.collection, new(e.position)
		if !yield(v, nil) {
			return false
		}
	}
	return true
}

// fetch sends the pages of the playlist until it ends, fails, or ctx does.
//
// Page tokens are offsets in disguise. When the host no longer takes one, or the
// list became shorter on the way, so that an entry may have slipped over the edge
// between two pages, the walk starts again from the first page, once.
func (w *walk) fetch(ctx context.Context, out chan<- batch) {
	var token string
	var position int
	var total int64
	again, shrank := false, false
	restart := func() { again, token, position, total = true, "", 0, 0 }
	for range maxPages {
		p, err := w.client.page(ctx, w.playlist, token)
		if isStaleToken(err) && token != "" && !again {
			restart()
			continue
		}
		if err != nil {
			send(ctx, out, batch{err: err})
			return
		}
		if !send(ctx, out, batch{entries: numbered(p.entries, position), total: p.total}) {
			return
		}
		shrank = shrank || p.total < total
		token, total = p.next, p.total
		position += len(p.entries)
		if token != "" {
			continue
		}
		if again || !shrank {
			return
		}
		restart()
	}
	send(ctx, out, batch{err: w.endless()})
}

func send(ctx context.Context, out chan<- batch, b batch) bool {
	select {
	case out <- b:
		return true
	case <-ctx.Done():
		return false
	}
}

// numbered gives entries their places. They are counted here: the host's own
// positions have gaps where it hides entries, and may be missing.
func numbered(items []*api.PlaylistItem, first int) []entry {
	entries := make([]entry, 0, len(items))
	for i, item := range items {
		if id := videoIDOf(item); id != "" {
			entries = append(entries, entry{PlaylistItem: item, id: id, position: first + i})
		}
	}
	return entries
}

func videoIDOf(item *api.PlaylistItem) string {
	switch {
	case item == nil:
		return ""
	case item.ContentDetails != nil && item.ContentDetails.VideoId != "":
		return item.ContentDetails.VideoId
	case item.Snippet != nil && item.Snippet.ResourceId != nil:
		return item.Snippet.ResourceId.VideoId
	}
	return ""
}

func isStaleToken(err error) bool {
	refused, ok := errors.AsType[*ingest.HostError](err)
	return ok && refused.Code == "invalidPageToken"
}

// severalPublic reports whether entries that are to be looked at are said to be
// public, more than one of them. Of a single one nothing can be told; but that
// several are all for members only, or were removed a moment ago, is less likely
// than a look that failed and was not called a failure.
func severalPublic(entries []entry) bool {
	public := 0
	for _, e := range entries {
		if e.known == nil && e.isPublic() {
			public++
		}
	}
	return public > 1
}

// isPublic reports whether anybody can watch the video, as the playlist has it.
func (e entry) isPublic() bool {
	return e.ContentDetails != nil && e.ContentDetails.VideoPublishedAt != "" &&
		e.Status != nil && ingest.Availability(e.Status.PrivacyStatus) == ingest.Public
}

// hollow is the error of a list that came without entries although it has some. An
// empty page is not taken for an emptied playlist.
func (w *walk) hollow(counted int64) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: "videos of playlist " + w.playlist, Err: ingest.ErrIncomplete,
		Message: fmt.Sprintf("the list is empty, though %d are counted", counted),
	}, laterHelp+"; if it stays so, its videos are shown to nobody else")
}

func (w *walk) endless() error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: "videos of playlist " + w.playlist, Err: ingest.ErrHostFault,
		Message: "the list does not end",
	}, laterHelp)
}
