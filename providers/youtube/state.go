package youtube

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/ingest"
)

var _ ingest.Inspector = (*Provider)(nil)

// States tells the states of playlists, and of channels by id, for one request
// each fifty; a channel that is given by a name costs one of its own. What it
// learns of a collection is not asked for again by the next listing of it. See
// [ingest.Inspector].
//
// A playlist's state has the host's etag, which moves with its title and its
// entries, but not with what is changed about a video. A channel's has the number
// of its videos only: its etag moves with every new subscriber. One that tells no
// number has no state.
func (p *Provider) States(ctx context.Context, refs []ingest.Ref) (map[ingest.Ref]ingest.State, error) {
	states := map[ingest.Ref]ingest.State{}
	if err := p.client.keys.check(); err != nil {
		return states, err
	}
	playlists, channels := map[string][]ingest.Ref{}, map[string][]ingest.Ref{}
	var named []ingest.Ref
	for _, ref := range refs {
		uploads, isUploads := channelOfUploads(ref.ID)
		switch {
		case !valid(ref) || ref.Kind == ingest.KindVideo:
		case ref.Kind == KindPlaylist && isUploads:
			channels[uploads] = append(channels[uploads], ref)
		case ref.Kind == KindPlaylist:
			playlists[ref.ID] = append(playlists[ref.ID], ref)
		case ref.Kind == KindChannel:
			channels[ref.ID] = append(channels[ref.ID], ref)
		default:
			named = append(named, ref)
		}
	}
	if err := p.playlistStates(ctx, playlists, states); err != nil {
		return states, err
	}
	if err := p.channelStates(ctx, channels, states); err != nil {
		return states, err
	}
	return states, p.namedStates(ctx, named, states)
}

func (p *Provider) playlistStates(ctx context.Context, wanted map[string][]ingest.Ref, into map[ingest.Ref]ingest.State) error {
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), pageSize) {
		found, err := p.client.playlists(ctx, ids, "states of playlists")
		if err != nil {
			return err
		}
		for _, list := range found {
			state := ingest.State{Tag: list.Etag}
			if list.ContentDetails != nil {
				state.Size = int(list.ContentDetails.ItemCount)
			}
			for _, ref := range wanted[list.Id] {
				into[ref] = state
			}
			p.seen.playlist(list)
		}
	}
	return nil
}

func (p *Provider) channelStates(ctx context.Context, wanted map[string][]ingest.Ref, into map[ingest.Ref]ingest.State) error {
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(wanted)), pageSize) {
		found, err := p.client.channels(ctx, func(call *api.ChannelsListCall) { call.Id(ids...).MaxResults(pageSize) }, "states of channels")
		if err != nil {
			return err
		}
		for _, c := range found {
			for _, ref := range wanted[c.Id] {
				putChannel(into, ref, c)
				p.seen.channel(ref, c)
			}
		}
	}
	return nil
}

func (p *Provider) namedStates(ctx context.Context, named []ingest.Ref, into map[ingest.Ref]ingest.State) error {
	for _, ref := range named {
		if _, twice := into[ref]; twice {
			continue
		}
		c, err := p.findChannel(ctx, ref)
		if err != nil {
			return err
		}
		if c != nil {
			putChannel(into, ref, c)
			p.seen.channel(ref, c)
		}
	}
	return nil
}

// putChannel takes down the state of a channel. Without a count of its videos, which
// the client does not tell from a count of none, the state is unknown.
func putChannel(into map[ingest.Ref]ingest.State, ref ingest.Ref, c *api.Channel) {
	if c.Statistics != nil && c.Statistics.VideoCount > 0 {
		into[ref] = ingest.State{Size: int(c.Statistics.VideoCount)}
	}
}

// Collections lists the playlists that a channel has made: see [ingest.Owner]. A
// single video or a playlist owns none, which is [ingest.ErrUnsupported].
func (p *Provider) Collections(ctx context.Context, ref ingest.Ref) iter.Seq2[ingest.Collection, error] {
	return func(yield func(ingest.Collection, error) bool) {
		channel, err := p.ownerOf(ctx, ref)
		if err != nil {
			yield(ingest.Collection{}, err)
			return
		}
		token, seen, tokens := "", map[string]bool{}, map[string]bool{}
		for !tokens[token] {
			tokens[token] = true
			lists, next, err := p.client.playlistsOf(ctx, channel, token)
			if err != nil {
				yield(ingest.Collection{}, err)
				return
			}
			for _, list := range lists {
				if seen[list.Id] || !isPlaylistID(list.Id) {
					continue
				}
				seen[list.Id] = true
				if !yield(playlistCollection(ingest.Ref{Provider: Name, Kind: KindPlaylist, ID: list.Id}, list), nil) {
					return
				}
			}
			if token = next; token == "" {
				return
			}
		}
		yield(ingest.Collection{}, (&walk{playlist: "list of channel " + channel}).endless())
	}
}

var _ ingest.Owner = (*Provider)(nil)

// ownerOf is the id of the channel that a ref points at.
func (p *Provider) ownerOf(ctx context.Context, ref ingest.Ref) (string, error) {
	if err := p.client.keys.check(); err != nil {
		return "", err
	}
	if uploads, ok := channelOfUploads(ref.ID); ok && ref.Kind == KindPlaylist {
		return uploads, nil
	}
	if !valid(ref) || ref.Kind == ingest.KindVideo || ref.Kind == KindPlaylist {
		return "", ingest.WithHint(unowned(ref), channelHint)
	}
	if ref.Kind == KindChannel {
		return ref.ID, nil
	}
	found, err := p.findChannel(ctx, ref)
	if err != nil {
		return "", err
	}
	if found == nil || !isChannelID(found.Id) {
		return "", notFound("channel "+strings.TrimSpace(ref.ID), channelHint)
	}
	return found.Id, nil
}
