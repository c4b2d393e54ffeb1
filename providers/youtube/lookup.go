package youtube

import (
	"context"
	"fmt"
	"slices"
	"sync"

	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

var _ ingest.Finder = (*Provider)(nil)

// Find looks up to fifty videos up with one request: see [ingest.Finder]. What is
// no video's id is not asked for.
func (p *Provider) Find(ctx context.Context, ids []string) (map[string]ingest.Video, error) {
	if err := p.client.keys.check(); err != nil {
		return nil, err
	}
	if len(ids) > ingest.FindAtOnce {
		return nil, fmt.Errorf("youtube: find %d videos: at most %d at once", len(ids), ingest.FindAtOnce)
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !isVideoID(id) })
	if len(ids) == 0 {
		return map[string]ingest.Video{}, nil
	}
	found, err := p.client.videos(ctx, ids, fmt.Sprintf("look-up of %d videos", len(ids)))
	if err != nil {
		return nil, err
	}
	videos := make(map[string]ingest.Video, len(found))
	for id, d := range found {
		videos[id] = d.toVideo()
	}
	return videos, nil
}

// unowned is the answer to who asks for the playlists of something else than a
// channel.
func unowned(ref ingest.Ref) error {
	return fmt.Errorf("youtube: %w: %s %q is no channel", ingest.ErrUnsupported, ref.Kind, httpx.Plain(ref.ID, 60))
}

// headers keeps what [Provider.States] has learned of collections until they are
// listed: once, so that a later listing asks again.
type headers struct {
	mu        sync.Mutex
	playlists map[string]*api.Playlist
	channels  map[ingest.Ref]*api.Channel
}

func (h *headers) playlist(list *api.Playlist) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.playlists == nil {
		h.playlists = map[string]*api.Playlist{}
	}
	h.playlists[list.Id] = list
}

func (h *headers) channel(ref ingest.Ref, c *api.Channel) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.channels == nil {
		h.channels = map[ingest.Ref]*api.Channel{}
	}
	h.channels[ref] = c
}

func (h *headers) takePlaylist(id string) *api.Playlist {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.playlists[id]
	delete(h.playlists, id)
	return list
}

func (h *headers) takeChannel(ref ingest.Ref) *api.Channel {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := h.channels[ref]
	delete(h.channels, ref)
	return c
}
