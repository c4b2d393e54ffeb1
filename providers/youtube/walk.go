package youtube

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"sync"

	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/ingest"
)

// maxPages ends a walk that a broken host would make endless. The longest lists,
// a channel's uploads, have about 400 pages.
const maxPages = 1000

// maxLooks bounds the looks at the same videos.
const maxLooks = 5

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
			// A list that is short has come to its end all the same.
			if !errors.Is(b.err, ingest.ErrIncomplete) || len(waiting) == 0 || w.look(ctx, waiting, yield) {
				yield(ingest.Video{}, b.err)
			}
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
	doubtful := false
	if len(ids) > 0 {
		var err error
		if found, doubtful, err = w.details(ctx, ids, entries); err != nil {
			yield(ingest.Video{}, err)
			return false
		}
	}
	for _, e := range entries {
		var v ingest.Video
		if d, ok := found[e.id]; ok {
			v = d.toVideo()
		} else if e.known != nil {
			v = *e.known
		} else {
			v = e.unavailable()
			if doubtful && e.isPublic() {
				v.Doubtful, v.Reason = true, "listed as public, but not shown: to be looked at again"
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
// between two pages, or fewer came than the host counts, the walk starts again from
// the first page, once.
func (w *walk) fetch(ctx context.Context, out chan<- batch) {
	var p pass
	again := false
	for range maxPages {
		page, err := w.client.page(ctx, w.playlist, p.token)
		if isStaleToken(err) && p.token != "" && !again {
			p, again = pass{total: p.total}, true
			continue
		}
		if err != nil {
			send(ctx, out, batch{err: err})
			return
		}
		entries := numbered(page.entries, p.position)
		if !send(ctx, out, batch{entries: entries, total: page.total}) {
			return
		}
		switch p.turn(page, len(entries)); {
		case p.repeats:
			send(ctx, out, batch{err: w.incomplete("its pages go round in a circle")})
			return
		case p.token != "":
		case !again && (p.shrank || p.isShort()):
			p, again = pass{total: p.total}, true
		case p.isShort():
			send(ctx, out, batch{err: w.incomplete(p.fault())})
			return
		default:
			return
		}
	}
	send(ctx, out, batch{err: w.endless()})
}

// pass is what is known of one pass through the pages.
type pass struct {
	token    string // of the next page, "" at the end
	tokens   map[string]bool
	position int   // of the next entry
	listed   int64 // entries that name a video
	total    int64 // of the last page that told one
	empty    bool  // the last page had no entries
	shrank   bool
	repeats  bool // the next page was there before
}

// turn takes down a page with so many entries that name a video.
func (p *pass) turn(page page, named int) {
	p.shrank = p.shrank || page.total < p.total
	if page.total > 0 {
		p.total = page.total
	}
	p.position += len(page.entries)
	p.listed += int64(named)
	p.empty = len(page.entries) == 0
	if p.tokens == nil {
		p.tokens = map[string]bool{}
	}
	p.token, p.repeats = page.next, p.tokens[page.next]
	if page.next != "" {
		p.tokens[page.next] = true
	}
}

// isShort reports whether a pass that has come to its end has not seen the list. A
// few entries may be hidden; more than a tenth, or the whole last page, are not. An
// entry that names no video makes no sense at all.
func (p *pass) isShort() bool {
	missing := p.total - p.listed
	return missing > 0 && (p.empty || 10*missing > p.total) || p.listed < int64(p.position)
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
		if id := videoIDOf(item); isID(id) {
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

// details looks at videos, and again at those that are not shown though their
// entries call them public, as long as that brings more. It reports whether those
// that are still not shown are doubtful: when the host has shown some only when asked
// again, or when they are many. That several are for members only, or were removed a
// moment ago, is less likely than a look that failed and was not called a failure.
func (w *walk) details(ctx context.Context, ids []string, entries []entry) (found map[string]details, doubtful bool, err error) {
	op := "videos of playlist " + w.playlist
	if found, err = w.client.videos(ctx, ids, op); err != nil {
		return nil, false, err
	}
	hidden := hiddenPublic(entries, found)
	for tries := 1; len(hidden) > 0 && tries < maxLooks; tries++ {
		more, err := w.client.videos(ctx, hidden, op)
		if err != nil {
			return nil, false, err
		}
		maps.Copy(found, more)
		rest := hiddenPublic(entries, found)
		if len(rest) == len(hidden) {
			break
		}
		hidden, doubtful = rest, true
	}
	many := len(hidden) > 1 && 4*len(hidden) >= len(ids)
	return found, doubtful || many, nil
}

// hiddenPublic are the ids of entries that are to be looked at, are called public,
// and were not found.
func hiddenPublic(entries []entry, found map[string]details) []string {
	var ids []string
	for _, e := range entries {
		if _, ok := found[e.id]; !ok && e.known == nil && e.isPublic() {
			ids = append(ids, e.id)
		}
	}
	return ids
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

// fault says what is wrong with a short list.
func (p *pass) fault() string {
	if p.listed < int64(p.position) {
		return "the list has entries that name no video"
	}
	return fmt.Sprintf("the list has %d entries, though %d are counted", p.listed, p.total)
}

// incomplete is the error of a list of which a part did not come.
func (w *walk) incomplete(message string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: "videos of playlist " + w.playlist, Err: ingest.ErrIncomplete, Message: message,
	}, laterHelp)
}

func (w *walk) endless() error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: "videos of playlist " + w.playlist, Err: ingest.ErrHostFault,
		Message: "the list does not end",
	}, laterHelp)
}
