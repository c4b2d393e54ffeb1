package fakehost

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// playlists answers playlists.list. An id that is unknown or private is left out
// of the answer, which is no error.
func (y *YouTube) playlists(q query) (object, string) {
	ids := q.list("id")
	switch {
	case q.get("channelId") != "":
		return y.playlistsOf(q)
	case len(ids) == 0:
		return nil, "missingRequiredParameter"
	case len(ids) > 50:
		return nil, "invalidFilters"
	}
	var found []object
	for _, id := range ids {
		if p := y.playlist(id); p != nil && (p.Privacy != "private" || q.owner) {
			found = append(found, q.parts(y.playlistResource(p)))
		}
	}
	return answer("playlist", found, len(found), max(5, len(found))), ""
}

// playlistsOf answers playlists.list for the public playlists of a channel, which
// are paged. The uploads are not among them.
func (y *YouTube) playlistsOf(q query) (object, string) {
	channel, size := q.get("channelId"), q.maxResults()
	if y.channel(channel) == nil {
		return nil, "channelNotFound"
	}
	if size < 0 {
		return nil, "invalidParameter"
	}
	var all []object
	for i := range y.Playlists {
		if p := &y.Playlists[i]; p.ChannelID == channel && cmp.Or(p.Privacy, "public") == "public" {
			all = append(all, q.parts(y.playlistResource(p)))
		}
	}
	from, ok := offset(channel, q.get("pageToken"))
	if !ok || from > len(all) {
		return nil, "invalidPageToken"
	}
	to := min(from+size, len(all))
	list := answer("playlist", all[from:to], len(all), size)
	if to < len(all) {
		list["nextPageToken"] = pageToken(channel, to)
	}
	return list, ""
}

// playlist finds a playlist, the channels' uploads included.
func (y *YouTube) playlist(id string) *YouTubePlaylist {
	for i := range y.Playlists {
		if y.Playlists[i].ID == id {
			return &y.Playlists[i]
		}
	}
	for _, c := range y.Channels {
		if uploadsOf(c.ID) == id {
			return &YouTubePlaylist{
				ID: id, Title: "Uploads from " + c.Title, ChannelID: c.ID, Published: c.Published,
				Videos: y.available(c.Uploads),
			}
		}
	}
	return nil
}

func uploadsOf(channel string) string { return "UU" + strings.TrimPrefix(channel, "UC") }

// available leaves out the videos that an uploads playlist does not show.
func (y *YouTube) available(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		v := y.video(id)
		return v == nil || !v.listed()
	})
}

func (y *YouTube) playlistResource(p *YouTubePlaylist) object {
	snippet := object{
		"title": p.Title, "description": p.Description,
		"localized":  object{"title": p.Title, "description": p.Description},
		"thumbnails": object{},
	}
	snippet.set("channelId", p.ChannelID)
	snippet.set("publishedAt", p.Published)
	snippet.set("defaultLanguage", p.Language)
	if c := y.channel(p.ChannelID); c != nil {
		snippet["channelTitle"] = c.Title
	}
	return object{
		"kind": "youtube#playlist", "id": p.ID, "etag": etag(*p),
		"snippet":        snippet,
		"status":         object{"privacyStatus": cmp.Or(p.Privacy, "public")},
		"contentDetails": object{"itemCount": len(p.Videos)},
	}
}

// channels answers channels.list.
func (y *YouTube) channels(q query) (object, string) {
	var found []object
	for i := range y.Channels {
		if c := &y.Channels[i]; c.answersTo(q) || q.owner && q.get("mine") == "true" && c.ID == y.Mine {
			found = append(found, q.parts(c.resource()))
		}
	}
	if len(q.list("id"))+len(q.list("forHandle"))+len(q.list("forUsername"))+len(q.list("mine")) == 0 {
		return nil, "missingRequiredParameter"
	}
	return answer("channel", found, len(found), 5), ""
}

func (c *YouTubeChannel) answersTo(q query) bool {
	handle := strings.TrimPrefix(c.Handle, "@")
	return slices.Contains(q.list("id"), c.ID) ||
		handle != "" && strings.EqualFold(strings.TrimPrefix(q.get("forHandle"), "@"), handle) ||
		c.User != "" && strings.EqualFold(q.get("forUsername"), c.User)
}

func (c *YouTubeChannel) resource() object {
	snippet := object{"title": c.Title, "description": c.Description, "thumbnails": object{}}
	snippet.set("customUrl", c.Handle)
	snippet.set("publishedAt", c.Published)
	snippet.set("defaultLanguage", c.Language)
	return object{
		"kind": "youtube#channel", "id": c.ID, "etag": etag(*c),
		"snippet":        snippet,
		"statistics":     object{"videoCount": strconv.Itoa(len(c.Uploads)), "hiddenSubscriberCount": false},
		"contentDetails": object{"relatedPlaylists": object{"likes": "", "uploads": uploadsOf(c.ID)}},
	}
}

func (y *YouTube) channel(id string) *YouTubeChannel {
	for i := range y.Channels {
		if y.Channels[i].ID == id {
			return &y.Channels[i]
		}
	}
	return nil
}

// playlistItems answers playlistItems.list.
func (y *YouTube) playlistItems(q query) (object, string) {
	p := y.playlist(q.get("playlistId"))
	size := q.maxResults()
	switch {
	case q.get("playlistId") == "":
		return nil, "missingRequiredParameter"
	case p == nil || p.Privacy == "private" && !q.owner:
		return nil, "playlistNotFound"
	case size < 0:
		return nil, "invalidParameter"
	}
	from, ok := offset(p.ID, q.get("pageToken"))
	if !ok || from > len(p.Videos) {
		return nil, "invalidPageToken"
	}
	to := min(from+size, len(p.Videos))
	var found []object
	for i := from; i < to; i++ {
		found = append(found, q.parts(y.entry(p, i, q.owner)))
	}
	list := answer("playlistItem", found, len(p.Videos), size)
	if to < len(p.Videos) {
		list["nextPageToken"] = pageToken(p.ID, to)
	}
	if from > 0 {
		list["prevPageToken"] = pageToken(p.ID, max(0, from-size))
	}
	return list, ""
}

// pageToken encodes where a page of a playlist begins; another playlist does not
// take it.
func pageToken(playlist string, from int) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "PT:%s:%d", etag(playlist), from))
}

func offset(playlist, token string) (int, bool) {
	if token == "" {
		return 0, true
	}
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return 0, false
	}
	rest, ok := strings.CutPrefix(string(text), "PT:"+etag(playlist)+":")
	from, err := strconv.Atoi(rest)
	return from, ok && err == nil
}

// entry is the i-th place of a playlist.
func (y *YouTube) entry(p *YouTubePlaylist, i int, owner bool) object {
	id := p.Videos[i]
	entry := object{
		"kind": "youtube#playlistItem", "etag": etag(id),
		"id":             base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s.%04X", p.ID, i)),
		"contentDetails": object{"videoId": id},
	}
	v := y.video(id)
	if v != nil && v.Bare {
		return entry
	}
	snippet := object{
		"playlistId": p.ID, "position": i, "thumbnails": object{},
		"resourceId": object{"kind": "youtube#video", "videoId": id},
	}
	snippet.set("publishedAt", p.Published) // when it was added
	snippet.set("channelId", p.ChannelID)
	entry["snippet"] = snippet
	privacy := "public"
	switch {
	case v == nil || v.Deleted:
		snippet["title"], snippet["description"] = "Deleted video", "This video is unavailable."
		privacy = "privacyStatusUnspecified"
	case v.Privacy == "private" && !owner:
		snippet["title"], snippet["description"] = "Private video", "This video is private."
		privacy = "private"
	default:
		y.describe(entry, snippet, v)
		privacy = cmp.Or(v.Privacy, privacy)
	}
	entry["status"] = object{"privacyStatus": privacy}
	return entry
}

// describe copies into an entry what only videos that can be seen have there.
func (y *YouTube) describe(entry, snippet object, v *YouTubeVideo) {
	snippet["title"], snippet["description"] = v.Title, v.Description
	snippet["thumbnails"] = v.thumbnails()
	snippet.set("videoOwnerChannelId", v.ChannelID)
	snippet.set("videoOwnerChannelTitle", y.ownerTitle(v))
	entry["contentDetails"] = object{
		"videoId": v.ID, "videoPublishedAt": cmp.Or(v.Published, "2024-01-01T00:00:00Z"),
	}
}
