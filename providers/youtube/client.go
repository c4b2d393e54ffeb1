package youtube

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"google.golang.org/api/option"
	api "google.golang.org/api/youtube/v3"

	"github.com/pyvideo/stevie/internal/httpx"
)

// The parts of an answer that are worth their bytes. Without these lists a page of
// a playlist repeats every description, and so does the look at its videos in
// translated form: three times as much to send and to read.
const (
	playlistFields = "nextPageToken,items(id,etag,snippet(title,description,channelId,channelTitle,publishedAt,defaultLanguage),contentDetails/itemCount)"
	channelFields  = "items(id,snippet(title,description,publishedAt,defaultLanguage),statistics/videoCount,contentDetails/relatedPlaylists/uploads)"
	entryFields    = "nextPageToken,pageInfo/totalResults,items(contentDetails(videoId,videoPublishedAt),status/privacyStatus," +
		"snippet(title,videoOwnerChannelId,videoOwnerChannelTitle,resourceId/videoId))"
	videoFields = "items(id,contentDetails(duration,regionRestriction,contentRating/ytRating),recordingDetails/recordingDate,liveStreamingDetails/actualStartTime," +
		"status(privacyStatus,uploadStatus,failureReason,rejectionReason,license,embeddable)," +
		"snippet(title,description,publishedAt,channelId,channelTitle,tags,defaultAudioLanguage,liveBroadcastContent,thumbnails))"
)

// pageSize is the most that one request gives, of entries and of videos alike.
const pageSize = 50

// client asks the API. The generated client stays behind it, and so do the shapes
// of errors.
type client struct {
	service *api.Service
	meter   *httpx.Meter
	keys    *keyring
	now     func() time.Time
}

// newClient makes one and asks nobody.
func newClient(cfg Config, endpoint *url.URL, key string) (*client, error) {
	c := &client{meter: new(httpx.Meter), keys: &keyring{key: key, token: cfg.Token}, now: cfg.Now}
	if c.now == nil {
		c.now = time.Now
	}
	hc := httpx.NewClient(httpx.Config{
		Provider:  Name,
		UserAgent: cfg.UserAgent,
		Origin:    endpoint,
		Authorize: c.keys.authorize,
		Base:      cfg.HTTP,
		Logger:    cfg.Logger,
		Meter:     c.meter,
		Units:     1,
		Spend:     cfg.Spend,
		JSON:      true,
		Retry:     c.keys.retry,
	})
	hc.Transport = keepBodies{hc.Transport}
	var err error
	// The generated client sends no key of its own through an HTTP client that it
	// is given, and looks for Google's credentials on the machine unless told not to.
	c.service, err = api.NewService(context.Background(),
		option.WithHTTPClient(hc),
		option.WithEndpoint(endpoint.String()),
		option.WithoutAuthentication(),
	)
	if err != nil {
		return nil, fmt.Errorf("make the client: %w", err)
	}
	return c, nil
}

// playlist looks a playlist up; nil is one that is unknown or private.
func (c *client) playlist(ctx context.Context, id string) (*api.Playlist, error) {
	found, err := c.playlists(ctx, []string{id}, "playlist "+id)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// playlists looks up to 50 playlists up. Those that are unknown or private are
// missing from the result.
func (c *client) playlists(ctx context.Context, ids []string, op string) ([]*api.Playlist, error) {
	list, err := c.service.Playlists.List([]string{"snippet", "contentDetails"}).
		Id(ids...).MaxResults(pageSize).Fields(playlistFields).Context(ctx).Do()
	if err != nil {
		return nil, c.failed(ctx, op, err)
	}
	return slices.DeleteFunc(list.Items, func(p *api.Playlist) bool { return p == nil }), nil
}

// playlistsOf gives one page of the playlists that a channel has made, and the
// token of the next.
func (c *client) playlistsOf(ctx context.Context, channel, token string) (found []*api.Playlist, next string, err error) {
	list, err := c.service.Playlists.List([]string{"snippet", "contentDetails"}).
		ChannelId(channel).MaxResults(pageSize).PageToken(token).Fields(playlistFields).Context(ctx).Do()
	if err != nil {
		return nil, "", c.failed(ctx, "playlists of channel "+channel, err)
	}
	return slices.DeleteFunc(list.Items, func(p *api.Playlist) bool { return p == nil }), list.NextPageToken, nil
}

// channel looks a channel up by its id, handle or user name, as by says; nil is
// one that is unknown.
func (c *client) channel(ctx context.Context, by func(*api.ChannelsListCall), op string) (*api.Channel, error) {
	found, err := c.channels(ctx, by, op)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// channels looks channels up. Those that are unknown are missing from the result.
func (c *client) channels(ctx context.Context, by func(*api.ChannelsListCall), op string) ([]*api.Channel, error) {
	call := c.service.Channels.List([]string{"snippet", "contentDetails", "statistics"}).Fields(channelFields).Context(ctx)
	by(call)
	list, err := call.Do()
	if err != nil {
		return nil, c.failed(ctx, op, err)
	}
	return slices.DeleteFunc(list.Items, func(found *api.Channel) bool { return found == nil }), nil
}

// page is one page of a playlist.
type page struct {
	entries []*api.PlaylistItem
	next    string // token of the page after it
	total   int64  // entries, hidden ones included
}

func (c *client) page(ctx context.Context, playlist, token string) (page, error) {
	list, err := c.service.PlaylistItems.List([]string{"snippet", "contentDetails", "status"}).
		PlaylistId(playlist).MaxResults(pageSize).PageToken(token).Fields(entryFields).Context(ctx).Do()
	if err != nil {
		return page{}, c.failed(ctx, "videos of playlist "+playlist, err)
	}
	p := page{entries: list.Items, next: list.NextPageToken}
	if list.PageInfo != nil {
		p.total = list.PageInfo.TotalResults
	}
	return p, nil
}

// videos looks at up to 50 videos. Those that the host shows to nobody with a
// key are missing from the result.
func (c *client) videos(ctx context.Context, ids []string, op string) (map[string]details, error) {
	ctx, body := keepBody(ctx)
	list, err := c.service.Videos.List([]string{"snippet", "contentDetails", "status", "recordingDetails", "liveStreamingDetails"}).
		Id(ids...).Fields(videoFields).Context(ctx).Do()
	if err != nil {
		return nil, c.failed(ctx, op, err)
	}
	found := make(map[string]details, len(list.Items))
	for _, v := range list.Items {
		if v != nil { // their order is not promised
			found[v.Id] = details{Video: v}
		}
	}
	if err := addUnknown(found, body.Bytes()); err != nil {
		return nil, c.failed(ctx, op, err)
	}
	return found, nil
}
