package youtube

import (
	"cmp"
	"context"
	"strings"

	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// listVideo makes a collection of one video.
func (p *Provider) listVideo(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	op := "video " + ref.ID
	found, err := p.client.videos(ctx, []string{ref.ID}, op)
	if err != nil {
		return nil, err
	}
	d, ok := found[ref.ID]
	if !ok {
		return nil, notFound(op, "check the address: the video may have been removed, or be private or for members only")
	}
	v := d.toVideo()
	return &ingest.Listing{
		Collection: ingest.Collection{
			Provider: Name, Kind: ingest.KindVideo, ID: v.ID, URL: v.URL,
			Title: v.Title, Description: v.Description, Channel: v.Channel, Published: v.Published, Size: 1,
		},
		Videos: func(yield func(ingest.Video, error) bool) { yield(v, nil) },
	}, nil
}

// listPlaylist looks the playlist up and gives the way to its videos.
func (p *Provider) listPlaylist(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	if id, ok := channelOfUploads(ref.ID); ok {
		return p.listUploads(ctx, ref, id)
	}
	found := p.seen.takePlaylist(ref.ID)
	if found == nil {
		var err error
		if found, err = p.client.playlist(ctx, ref.ID); err != nil {
			return nil, err
		}
	}
	if found == nil {
		return nil, notFound("playlist "+ref.ID, privateHelp)
	}
	return p.listing(ctx, playlistCollection(ref, found), ref.ID), nil
}

// playlistCollection says in ingest's words what the host says about a playlist.
func playlistCollection(ref ingest.Ref, found *api.Playlist) ingest.Collection {
	c := ingest.Collection{Provider: Name, Kind: KindPlaylist, ID: ref.ID, URL: host.URL(ref)}
	if s := found.Snippet; s != nil {
		c.Title, c.Description = s.Title, s.Description
		c.Channel = ingest.Channel{ID: s.ChannelId, Title: s.ChannelTitle}
		c.Language = s.DefaultLanguage
		c.Published = parseTime(s.PublishedAt)
	}
	if found.ContentDetails != nil {
		c.Size = int(found.ContentDetails.ItemCount)
	}
	return c
}

// listUploads lists one of the playlists that YouTube makes of a channel's
// uploads. They have no names of their own worth showing: the channel has.
func (p *Provider) listUploads(ctx context.Context, ref ingest.Ref, channel string) (*ingest.Listing, error) {
	found := p.seen.takeChannel(ref)
	if found == nil {
		var err error
		found, err = p.client.channel(ctx, func(call *api.ChannelsListCall) { call.Id(channel) }, "channel "+channel)
		if err != nil {
			return nil, err
		}
	}
	if found == nil {
		return nil, notFound("playlist "+ref.ID, privateHelp)
	}
	c := toCollection(found)
	c.Kind, c.ID, c.URL = KindPlaylist, ref.ID, host.URL(ref)
	if ref.ID != uploadsOf(channel) {
		c.Size = 0 // a part of the uploads, of which the channel's count says nothing
	}
	return p.listing(ctx, c, ref.ID), nil
}

// listChannel finds a channel and gives the way to its uploads.
func (p *Provider) listChannel(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	found := p.seen.takeChannel(ref)
	if found == nil {
		var err error
		if found, err = p.findChannel(ctx, ref); err != nil {
			return nil, err
		}
	}
	if found == nil || !isChannelID(found.Id) {
		return nil, notFound("channel "+ref.ID, channelHint)
	}
	uploads := uploadsOf(found.Id)
	if d := found.ContentDetails; d != nil && d.RelatedPlaylists != nil {
		uploads = cmp.Or(d.RelatedPlaylists.Uploads, uploads)
	}
	return p.listing(ctx, toCollection(found), uploads), nil
}

// uploadsOf is the playlist of all that a channel has uploaded.
func uploadsOf(channel string) string { return "UU" + strings.TrimPrefix(channel, "UC") }

// findChannel asks once, or twice for a name of which the address does not tell
// what kind of name it is.
func (p *Provider) findChannel(ctx context.Context, ref ingest.Ref) (*api.Channel, error) {
	op := "channel " + ref.ID
	byID := func(call *api.ChannelsListCall) { call.Id(ref.ID) }
	byHandle := func(call *api.ChannelsListCall) { call.ForHandle("@" + strings.TrimPrefix(ref.ID, "@")) }
	byUser := func(call *api.ChannelsListCall) { call.ForUsername(ref.ID) }
	switch ref.Kind {
	case KindChannel:
		return p.client.channel(ctx, byID, op)
	case KindHandle:
		return p.client.channel(ctx, byHandle, op)
	case KindUser:
		return p.client.channel(ctx, byUser, op)
	}
	found, err := p.client.channel(ctx, byHandle, op)
	if found != nil || err != nil {
		return found, err
	}
	return p.client.channel(ctx, byUser, op)
}

// toCollection describes a channel as the collection of its uploads.
func toCollection(found *api.Channel) ingest.Collection {
	ref := ingest.Ref{Provider: Name, Kind: KindChannel, ID: found.Id}
	c := ingest.Collection{Provider: Name, Kind: KindChannel, ID: found.Id, URL: host.URL(ref)}
	if s := found.Snippet; s != nil {
		c.Title, c.Description = s.Title, s.Description
		c.Language = s.DefaultLanguage
		c.Published = parseTime(s.PublishedAt)
	}
	c.Channel = ingest.Channel{ID: found.Id, Title: c.Title}
	if found.Statistics != nil {
		c.Size = int(found.Statistics.VideoCount)
	}
	return c
}

// listing joins a collection with the playlist that has its videos.
func (p *Provider) listing(ctx context.Context, c ingest.Collection, playlist string) *ingest.Listing {
	w := &walk{client: p.client, playlist: playlist, collection: ingest.CollectionRef{ID: c.ID, Title: c.Title}, size: c.Size, known: p.known}
	return &ingest.Listing{Collection: c, Videos: w.videos(ctx)}
}
