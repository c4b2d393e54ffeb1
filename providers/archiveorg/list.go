package archiveorg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"slices"
	"strconv"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/jsonhost"
	"github.com/pyvideo/stevie/internal/paging"
)

const (
	pageSize = 200 // between 100 and 10,000; each item is asked for anyway
	atOnce   = 4   // items that are asked for at a time
)

// item asks for one item.
func (p *Provider) item(ctx context.Context, identifier string) (*itemJSON, error) {
	op := "item " + identifier
	answer := new(itemJSON)
	if err := p.client.Get(ctx, op, "/metadata/"+url.PathEscape(identifier), nil, answer); err != nil {
		return nil, err
	}
	switch got := string(answer.Metadata.Identifier); {
	case answer.Dark:
		return nil, p.client.NotFound(op, "it was taken out of the Archive")
	case got == "" && answer.Files == nil && string(answer.Metadata.MediaType) == "":
		return nil, p.client.NotFound(op, "the Archive has nothing of this name")
	case got != identifier:
		return nil, p.client.Nonsense(op, "it is about something else")
	}
	answer.Files = slices.DeleteFunc(answer.Files, fileJSON.isOutside)
	return answer, nil
}

// isOutside reports whether the name of a file leads out of its item: nothing is asked there.
func (f fileJSON) isOutside() bool { return !fs.ValidPath(string(f.Name)) }

// mediaTypes are those of items.
var mediaTypes = []string{"movies", "audio", "etree", "texts", "image", "software", "data", "web"}

// single lists the talks of an item, or the one that a file is of.
func (p *Provider) single(ref ingest.Ref, it *itemJSON, file string) (*ingest.Listing, error) {
	if len(it.talks()) == 0 && !slices.Contains(mediaTypes, string(it.Metadata.MediaType)) {
		return nil, p.client.Nonsense("item "+ref.ID, "it does not say what the item is") // perhaps a collection
	}
	videos := it.videos()
	if file != "" && len(videos) > 1 {
		videos = of(videos, ref.ID, host.DownloadURL(string(it.Metadata.Identifier), file))
		if videos == nil {
			return nil, p.client.NotFound("file "+ref.ID, "the item has no such talk")
		}
	}
	whole := it.video(ref.ID)
	c := ingest.Collection{
		Provider: Name, Kind: KindItem, ID: ref.ID, URL: host.URL(ref), Title: cmp.Or(whole.Title, ref.ID), Description: whole.Description,
		Channel: whole.Channel, Language: whole.Language, Published: whole.Published, Size: len(videos),
	}
	return &ingest.Listing{Collection: c, Videos: func(yield func(ingest.Video, error) bool) {
		for i, v := range videos {
			if len(videos) > 1 {
				v.Collection, v.Position = ingest.CollectionRef{ID: c.ID, Title: c.Title}, new(i)
			}
			if !yield(v, nil) {
				return
			}
		}
	}}, nil
}

// of finds the video with an id or a file.
func of(videos []ingest.Video, id, file string) []ingest.Video {
	for _, v := range videos {
		if v.ID == id {
			return []ingest.Video{v}
		}
		for _, f := range v.Files {
			if f.URL == file {
				return []ingest.Video{v}
			}
		}
	}
	return nil
}

// collection gives the way to the items of a collection.
func (p *Provider) collection(ctx context.Context, ref ingest.Ref, it *itemJSON) *ingest.Listing {
	about := it.video(ref.ID)
	c := ingest.Collection{
		Provider: Name, Kind: KindItem, ID: ref.ID, URL: host.URL(ref), Title: cmp.Or(about.Title, ref.ID), Description: about.Description,
		Channel: about.Channel, Published: about.Published,
	}
	return &ingest.Listing{Collection: c, Videos: (&walk{p: p, collection: c}).videos(ctx)}
}

// walk is the way through the items of a collection.
type walk struct {
	p          *Provider
	collection ingest.Collection
	misses     paging.Misses
}

func (w *walk) op() string { return "collection " + w.collection.ID }

func (w *walk) videos(ctx context.Context) iter.Seq2[ingest.Video, error] {
	list := paging.List[listedJSON]{
		Get:        w.page,
		ID:         listedJSON.id,
		Incomplete: w.p.client.Incomplete(w.op()),
	}
	return func(yield func(ingest.Video, error) bool) {
		position := 0
		for videos, err := range paging.InOrder(ctx, list.All(ctx), atOnce, w.details) {
			if err != nil {
				yield(ingest.Video{}, err)
				return
			}
			for _, v := range videos {
				v.Collection, v.Position = ingest.CollectionRef{ID: w.collection.ID, Title: w.collection.Title}, new(position)
				position++
				if !yield(v, nil) {
					return
				}
			}
		}
	}
}

// id is the identifier, "" for what can be none.
func (l listedJSON) id() string {
	if !idShape.MatchString(string(l.Identifier)) {
		return ""
	}
	return string(l.Identifier)
}

func (w *walk) page(ctx context.Context, cursor string, _ int) (paging.Page[listedJSON], error) {
	var out paging.Page[listedJSON]
	query := url.Values{
		"q":      {fmt.Sprintf("collection:%s AND mediatype:movies", w.collection.ID)},
		"fields": {"identifier,title"}, "sorts": {"identifier asc"}, "count": {strconv.Itoa(pageSize)},
	}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	var answer scrapeJSON
	if err := w.p.client.Get(ctx, w.op(), "/services/search/v1/scrape", query, &answer); err != nil {
		return out, err
	}
	if answer.Error != "" { // with a status of success
		return out, w.p.client.Nonsense(w.op(), "the search says: "+answer.Error)
	}
	if answer.Items == nil || answer.Total == nil {
		return out, w.p.client.Nonsense(w.op(), "it has no list or no count")
	}
	for _, raw := range answer.Items {
		var listed listedJSON
		_ = jsonhost.Decode(raw, &listed) // without an identifier it makes no sense
		out.Entries = append(out.Entries, listed)
	}
	out.Total, out.Next = *answer.Total, answer.Cursor
	return out, nil
}

// details asks for an item of a collection, unless its one video is known as it is
// listed.
func (w *walk) details(ctx context.Context, listed listedJSON) ([]ingest.Video, error) {
	bare := &itemJSON{Metadata: metadataJSON{Identifier: listed.Identifier, Title: listed.Title}}
	if w.p.known != nil {
		known, ok := w.p.known(listed.id())
		if ok && known.Title == "" {
			return []ingest.Video{bare.video(listed.id())}, nil
		}
		if ok && len(known.Files) > 0 && known.Title == string(listed.Title) {
			return []ingest.Video{known}, nil
		}
	}
	it, err := w.p.item(ctx, listed.id())
	gone := errors.Is(err, ingest.ErrNotFound)
	if !w.misses.TooMany(gone) && gone {
		v := bare.video(listed.id())
		v.Availability, v.Reason = ingest.Unavailable, "listed, but taken out of the Archive"
		return []ingest.Video{v}, nil
	}
	if err != nil {
		return nil, err
	}
	return it.videos(), nil
}
