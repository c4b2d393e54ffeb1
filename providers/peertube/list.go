package peertube

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"strconv"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/jsonhost"
	"github.com/pyvideo/stevie/internal/paging"
)

// api has, by kind, where an instance keeps its objects.
var api = map[ingest.Kind]string{
	ingest.KindVideo: "/api/v1/videos/",
	KindPlaylist:     "/api/v1/video-playlists/",
	KindChannel:      "/api/v1/video-channels/",
	KindAccount:      "/api/v1/accounts/",
}

const (
	pageSize = 100 // the most that an instance gives
	atOnce   = 4   // videos that are asked for at a time
)

// single lists one video.
func (p *Provider) single(ctx context.Context, c *jsonhost.Client, instance, id string) (*ingest.Listing, error) {
	v, err := p.video(ctx, c, instance, id)
	if err != nil {
		return nil, err
	}
	return &ingest.Listing{
		Collection: ingest.Collection{
			Provider: Name, Kind: ingest.KindVideo, ID: v.ID, URL: v.URL, Title: v.Title, Description: v.Description,
			Channel: v.Channel, Language: v.Language, Published: v.Published, Size: 1,
		},
		Videos: func(yield func(ingest.Video, error) bool) { yield(v, nil) },
	}, nil
}

func (p *Provider) video(ctx context.Context, c *jsonhost.Client, instance, uuid string) (ingest.Video, error) {
	op := "video " + instance + "/" + uuid
	var answer videoJSON
	if err := c.Get(ctx, op, api[ingest.KindVideo]+url.PathEscape(uuid), nil, &answer); err != nil {
		return ingest.Video{}, err
	}
	if host.UUID(answer.UUID) != uuid {
		return ingest.Video{}, c.Nonsense(op, "it is about something else")
	}
	return answer.video(instance), nil
}

// collection looks a collection up and gives the way to its videos.
func (p *Provider) collection(ctx context.Context, c *jsonhost.Client, ref ingest.Ref, instance, id string) (*ingest.Listing, error) {
	op := fmt.Sprintf("%s %s", ref.Kind, ref.ID)
	var answer collectionJSON
	if err := c.Get(ctx, op, api[ref.Kind]+url.PathEscape(id), nil, &answer); err != nil {
		return nil, err
	}
	if answer.Name == "" && answer.DisplayName == "" && answer.UUID == "" {
		return nil, c.Nonsense(op, "it names no "+string(ref.Kind))
	}
	found := ingest.Collection{
		Provider: Name, Kind: ref.Kind, ID: ref.ID, URL: host.URL(ref), Title: cmp.Or(answer.DisplayName, answer.Name),
		Description: answer.Description, Published: answer.Created, Size: max(0, answer.Length),
	}
	if ref.Kind == KindPlaylist {
		found.Channel = cmp.Or(answer.Channel.channel(instance), answer.Owner.channel(instance))
	} else {
		found.Channel = ingest.Channel{ID: ref.ID, Title: found.Title}
	}
	w := &walk{p: p, c: c, ref: ref, instance: instance, id: id, op: op, in: ingest.CollectionRef{ID: found.ID, Title: found.Title}}
	return &ingest.Listing{Collection: found, Videos: w.videos(ctx)}, nil
}

// walk is the way through the videos of a collection.
type walk struct {
	p            *Provider
	c            *jsonhost.Client
	ref          ingest.Ref
	instance, id string
	op           string
	in           ingest.CollectionRef
	misses       paging.Misses
}

func (w *walk) videos(ctx context.Context) iter.Seq2[ingest.Video, error] {
	list := paging.List[entry]{Get: w.page, ID: func(e entry) string { return e.id }, Incomplete: w.c.Incomplete(w.op)}
	return func(yield func(ingest.Video, error) bool) {
		position := 0
		for v, err := range paging.InOrder(ctx, list.All(ctx), atOnce, w.details) {
			if err == nil {
				v.Collection, v.Position = w.in, new(position)
				position++
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

func (w *walk) page(ctx context.Context, at string, _ int) (paging.Page[entry], error) {
	var out paging.Page[entry]
	start, _ := strconv.Atoi(at) // the first page is at ""
	query := url.Values{"start": {strconv.Itoa(start)}, "count": {strconv.Itoa(pageSize)}, "nsfw": {"both"}}
	if w.ref.Kind != KindPlaylist {
		query.Set("sort", "-publishedAt")
	}
	var answer pageJSON
	if err := w.c.Get(ctx, w.op, api[w.ref.Kind]+url.PathEscape(w.id)+"/videos", query, &answer); err != nil {
		return out, err
	}
	if answer.Total == nil || answer.Data == nil {
		return out, w.c.Nonsense(w.op, "it has no list or no count")
	}
	for _, raw := range answer.Data {
		out.Entries = append(out.Entries, readEntry(raw, w.instance, w.ref.Kind == KindPlaylist))
	}
	out.Total = *answer.Total
	if next := start + pageSize; next < out.Total && len(answer.Data) > 0 {
		out.Next = strconv.Itoa(next)
	}
	return out, nil
}

// details asks for a video of a list, unless it is known as it is listed. One that is
// no longer there, or not for us, does not keep the others from being listed.
func (w *walk) details(ctx context.Context, e entry) (ingest.Video, error) {
	if e.gone != "" {
		return e.unavailable(), nil
	}
	if w.p.known != nil {
		known, ok := w.p.known(e.id)
		if ok && known.Title == "" {
			return e.listed.video(w.instance), nil
		}
		if ok && e.listed.sameAs(known) {
			return known, nil
		}
	}
	v, err := w.p.video(ctx, w.c, w.instance, host.UUID(e.listed.UUID))
	gone := errors.Is(err, ingest.ErrNotFound)
	refused := errors.Is(err, ingest.ErrForbidden) || errors.Is(err, ingest.ErrUnauthorized)
	switch {
	case w.misses.TooMany(gone || refused):
	case gone:
		v, err = e.listed.video(w.instance), nil
		v.Availability, v.Reason = ingest.Unavailable, "listed, but not there"
	case refused:
		v, err = e.listed.video(w.instance), nil
		v.Availability, v.Reason = ingest.Unavailable, "refused by the instance: private, or blocked there"
	case err == nil && v.ID != e.id:
		err = w.c.Nonsense(w.op, "a video has another address in the list")
	}
	return v, err
}
