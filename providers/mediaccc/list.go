package mediaccc

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/url"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/jsonhost"
	"github.com/pyvideo/stevie/internal/paging"
)

// atOnce is how many talks are asked for at a time.
const atOnce = 4

type conferenceJSON struct {
	Acronym     string            `json:"acronym"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Events      []json.RawMessage `json:"events"`
}

// talk asks for one talk, by its guid or the name in its address.
func talk(ctx context.Context, c *jsonhost.Client, id string) (talkJSON, error) {
	var answer talkJSON
	op := "talk " + id
	if err := c.Get(ctx, op, "/public/events/"+url.PathEscape(id), nil, &answer); err != nil {
		return talkJSON{}, err
	}
	if answer.id() == "" || answer.GUID != id && answer.Slug != id {
		return talkJSON{}, c.Nonsense(op, "it is about something else")
	}
	return answer, nil
}

func (p *Provider) single(ctx context.Context, c *jsonhost.Client, site, id string) (*ingest.Listing, error) {
	answer, err := talk(ctx, c, id)
	if err != nil {
		return nil, err
	}
	v := watchable(answer.video(site))
	return &ingest.Listing{
		Collection: ingest.Collection{
			Provider: Name, Kind: ingest.KindVideo, ID: v.ID, URL: v.URL, Title: v.Title, Description: v.Description,
			Language: v.Language, Published: v.Published, Size: 1,
		},
		Videos: func(yield func(ingest.Video, error) bool) { yield(v, nil) },
	}, nil
}

// watchable says of a talk without a video that it cannot be watched yet.
func watchable(v ingest.Video) ingest.Video {
	if len(v.Files) == 0 {
		v.Availability, v.Reason = ingest.Unavailable, "no video recording yet"
	}
	return v
}

// conference looks a conference up and gives the way to its talks.
func (p *Provider) conference(ctx context.Context, c *jsonhost.Client, ref ingest.Ref, site, id string) (*ingest.Listing, error) {
	op := "conference " + ref.ID
	var answer conferenceJSON
	if err := c.Get(ctx, op, "/public/conferences/"+url.PathEscape(id), nil, &answer); err != nil {
		return nil, err
	}
	if answer.Events == nil || answer.Acronym == "" && answer.Title == "" {
		return nil, c.Nonsense(op, "it is no conference with talks")
	}
	found := ingest.Collection{
		Provider: Name, Kind: KindConference, ID: ref.ID, URL: host.URL(ref),
		Title: cmp.Or(answer.Title, answer.Acronym), Description: answer.Description, Size: len(answer.Events),
	}
	found.Channel = ingest.Channel{ID: ref.ID, Title: found.Title}
	w := &walk{p: p, c: c, site: site, op: op, collection: found, events: answer.Events}
	return &ingest.Listing{Collection: found, Videos: w.videos(ctx)}, nil
}

// walk is the way through the talks of a conference, which came in one answer.
type walk struct {
	p          *Provider
	c          *jsonhost.Client
	site, op   string
	collection ingest.Collection
	events     []json.RawMessage
	misses     paging.Misses
}

func (w *walk) videos(ctx context.Context) iter.Seq2[ingest.Video, error] {
	list := paging.List[talkJSON]{
		Get:        w.page,
		ID:         talkJSON.id,
		Incomplete: w.c.Incomplete(w.op),
	}
	return func(yield func(ingest.Video, error) bool) {
		position := 0
		for v, err := range paging.InOrder(ctx, list.All(ctx), atOnce, w.details) {
			if err == nil {
				v.Collection, v.Position = ingest.CollectionRef{ID: w.collection.ID, Title: w.collection.Title}, new(position)
				v.Channel = w.collection.Channel
				position++
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

func (w *walk) page(ctx context.Context, _ string, _ int) (paging.Page[talkJSON], error) {
	out := paging.Page[talkJSON]{Total: len(w.events)}
	for _, raw := range w.events {
		var t talkJSON
		_ = jsonhost.Decode(raw, &t) // without a guid it makes no sense
		out.Entries = append(out.Entries, t)
	}
	return out, ctx.Err()
}

// details asks for a talk of a conference, unless it is known as it is listed.
func (w *walk) details(ctx context.Context, listed talkJSON) (ingest.Video, error) {
	if w.p.known != nil {
		known, ok := w.p.known(listed.GUID)
		if ok && known.Title == "" {
			return listed.video(w.site), nil
		}
		if ok && listed.sameAs(known) {
			return known, nil
		}
	}
	answer, err := talk(ctx, w.c, listed.GUID)
	gone := errors.Is(err, ingest.ErrNotFound)
	if !w.misses.TooMany(gone) && gone {
		v := listed.video(w.site)
		v.Availability, v.Reason = ingest.Unavailable, "listed, but not there"
		return v, nil
	}
	if err == nil && answer.GUID != listed.GUID {
		err = w.c.Nonsense(w.op, "a talk has another guid in the list")
	}
	if err != nil {
		return ingest.Video{}, err
	}
	return watchable(answer.video(w.site)), nil
}
