package vimeo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/url"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

const perPage = "100" // the most that the API gives

// collectionPaths has, for each kind, where the API keeps its collections.
// /albums/ID is not in Vimeo's own description of the API, but it is the one
// path that needs no number of the owner, and yt-dlp goes by it.
var collectionPaths = map[ingest.Kind]string{
	KindShowcase: "/albums/",
	KindChannel:  "/channels/",
	KindGroup:    "/groups/",
	KindUser:     "/users/",
}

// candidates are the paths to ask for a ref, in order, while the answer is "not
// found".
func candidates(ref ingest.Ref) []string {
	id := url.PathEscape(ref.ID)
	switch {
	case ref.Kind == ingest.KindVideo && ref.Hash != "":
		// Once it is public an unlisted video may do without its hash.
		return []string{"/videos/" + id + ":" + ref.Hash, "/videos/" + id}
	case ref.Kind == ingest.KindVideo:
		return []string{"/videos/" + id}
	case ref.Kind == KindShowcase:
		return []string{"/albums/" + id, "/me/albums/" + id}
	}
	return []string{collectionPaths[ref.Kind] + id}
}

// lookUp asks the candidates for the object itself. It returns the path that
// answered.
func (p *Provider) lookUp(ctx context.Context, ref ingest.Ref, fields string, into any) (path string, err error) {
	op := opOf(ref)
	query := url.Values{"fields": {fields}}
	var first error
	for _, path := range candidates(ref) {
		body, err := p.client.get(ctx, op, path, query)
		if err == nil {
			if decode(body, into) != nil {
				return "", p.client.nonsense(op, "an answer that is not a JSON object")
			}
			return path, nil
		}
		if first == nil {
			first = err
		}
		if !errors.Is(err, ingest.ErrNotFound) {
			return "", first
		}
	}
	return "", first
}

func opOf(ref ingest.Ref) string { return fmt.Sprintf("%s %s", ref.Kind, ref.ID) }

// single lists one video.
func (p *Provider) single(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	var answer videoJSON
	if _, err := p.lookUp(ctx, ref, videoFields, &answer); err != nil {
		return nil, err
	}
	video, ok := answer.video(time.Now())
	if !ok || video.ID != ref.ID {
		return nil, p.client.nonsense(opOf(ref), "an answer about something else")
	}
	if video.Availability == ingest.Unlisted && video.Hash == "" {
		video.Hash = ref.Hash
		video.URL = address(ingest.Ref{Kind: ingest.KindVideo, ID: video.ID, Hash: video.Hash})
	}
	return &ingest.Listing{
		Collection: ingest.Collection{
			Provider: Name, Kind: ref.Kind, ID: video.ID, URL: video.URL,
			Title: video.Title, Description: video.Description, Channel: video.Channel,
			Language: video.Language, Published: video.Published, Size: 1,
		},
		Videos: func(yield func(ingest.Video, error) bool) { yield(video, nil) },
	}, nil
}

// collection lists a showcase, channel, group or user.
func (p *Provider) collection(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	found, ok := p.seen.take(ref)
	if !ok {
		var err error
		if found.path, err = p.lookUp(ctx, ref, collectionFields, &found.answer); err != nil {
			return nil, err
		}
	}
	answer := found.answer
	if answer.Privacy.View == "password" {
		return nil, ingest.WithHint(&ingest.HostError{
			Provider: Name, Op: opOf(ref), Message: "it is behind a password", Err: ingest.ErrForbidden,
		}, hintPassword)
	}
	c := answer.collection(ref)
	videos := answer.Metadata.Connections.Videos.URI
	if videos == "" {
		videos = found.path + "/videos"
	}
	return &ingest.Listing{Collection: c, Videos: p.walk(ctx, opOf(ref), c, videos)}, nil
}

// maxStalePages bounds the pages in a row that bring no new video, so that
// paging which leads nowhere ends.
const maxStalePages = 10

// walk yields the videos of a collection, page by page.
func (p *Provider) walk(ctx context.Context, op string, c ingest.Collection, link string) iter.Seq2[ingest.Video, error] {
	return func(yield func(ingest.Video, error) bool) {
		seen := map[string]bool{}
		listed, stale := 0, 0
		for link != "" {
			page, err := p.page(ctx, op, link)
			if err != nil {
				yield(ingest.Video{}, err)
				return
			}
			before := len(seen)
			for video := range p.entries(ctx, op, page) {
				if seen[video.ID] {
					continue // the list moved while it was read
				}
				video.Position = new(len(seen))
				video.Collection = ingest.CollectionRef{ID: c.ID, Title: c.Title}
				seen[video.ID] = true
				if !yield(video, nil) {
					return
				}
			}
			if stale++; len(seen) > before {
				stale = 0
			}
			listed += len(page.Data)
			if link, err = page.next(listed); err == nil && stale > maxStalePages {
				err = errors.New("its pages do not end")
			}
			if err != nil {
				yield(ingest.Video{}, p.client.nonsense(op, err.Error()))
				return
			}
		}
	}
}

// page asks for one page of videos.
func (p *Provider) page(ctx context.Context, op, link string) (*pageJSON, error) {
	return p.pageOf(ctx, op, link, videoFields)
}

// pageOf asks for one page of a list. The API may drop parameters from the links between
// pages, so that they are given again.
func (p *Provider) pageOf(ctx context.Context, op, link, fields string) (*pageJSON, error) {
	path, query, err := p.client.follow(link)
	if err != nil {
		return nil, p.client.badLink(op, err)
	}
	query.Set("fields", fields)
	query.Set("per_page", perPage)
	body, err := p.client.get(ctx, op, path, query)
	if err != nil {
		return nil, err
	}
	// Here nothing is forgiven: a page misread would make the listing look
	// complete.
	page := new(pageJSON)
	if err := decodeStrictly(body, page); err != nil {
		return nil, p.client.nonsense(op, err.Error())
	}
	return page, nil
}

// entries yields the videos of a page.
func (p *Provider) entries(ctx context.Context, op string, page *pageJSON) iter.Seq[ingest.Video] {
	return func(yield func(ingest.Video) bool) {
		now := time.Now()
		for _, raw := range page.Data {
			var answer videoJSON
			err := decode(raw, &answer)
			video, ok := answer.video(now)
			if err != nil || !ok {
				p.logger.LogAttrs(ctx, slog.LevelWarn, "entry without an id left out",
					slog.String("provider", Name), slog.String("listing", op))
				continue
			}
			if !yield(video) {
				return
			}
		}
	}
}
