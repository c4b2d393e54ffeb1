package vimeo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/url"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

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
	video, ok := p.video(answer)
	if !ok || video.ID != ref.ID {
		return nil, p.client.nonsense(opOf(ref), "an answer about something else")
	}
	if video.Availability == ingest.Unlisted && video.Hash == "" {
		video.Hash = ref.Hash
		video.URL = host.URL(ingest.Ref{Provider: Name, Kind: ingest.KindVideo, ID: video.ID, Hash: video.Hash})
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

// walk yields the videos of a collection in the order of the list.
func (p *Provider) walk(ctx context.Context, op string, c ingest.Collection, link string) iter.Seq2[ingest.Video, error] {
	videos := list[ingest.Video]{p: p, op: op, link: link, fields: videoFields, read: p.entryOf(ctx, op)}
	return func(yield func(ingest.Video, error) bool) {
		position := 0
		for video, err := range videos.all(ctx) {
			if err == nil {
				video.Position = new(position)
				video.Collection = ingest.CollectionRef{ID: c.ID, Title: c.Title}
				position++
			}
			if !yield(video, err) || err != nil {
				return
			}
		}
		if position == 0 && c.Size > 0 {
			yield(ingest.Video{}, p.incomplete(op, fmt.Sprintf("the list is empty, though %d are counted", c.Size)))
		}
	}
}

// video is a video in ingest's words. A private one that is shown to its owner, who is signed
// in, lacks a reason.
func (p *Provider) video(answer videoJSON) (ingest.Video, bool) {
	video, ok := answer.video(time.Now())
	if p.client.auth.signedIn && video.Availability == ingest.Private {
		video.Reason = ""
		answer.finish(&video, time.Now())
	}
	return video, ok
}

// incomplete is the error of a list of which a part did not come. An empty page is
// not taken for an emptied collection.
func (*Provider) incomplete(op, message string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: op, Err: ingest.ErrIncomplete, Message: message,
	}, hintLater+"; if it stays so, the rest is shown to nobody else")
}

// entryOf reads the entries of a list of videos.
func (p *Provider) entryOf(ctx context.Context, op string) func(json.RawMessage) (ingest.Video, string, bool) {
	return func(raw json.RawMessage) (ingest.Video, string, bool) {
		var answer videoJSON
		err := decode(raw, &answer)
		video, ok := p.video(answer)
		if err != nil || !ok {
			p.logger.LogAttrs(ctx, slog.LevelWarn, "entry without an id left out",
				slog.String("provider", Name), slog.String("listing", op))
			return ingest.Video{}, "", false
		}
		return video, video.ID, true
	}
}
