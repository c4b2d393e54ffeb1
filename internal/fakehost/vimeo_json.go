package fakehost

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// videoJSON is the API's object for a video, with every key that an adapter may
// ask for.
func (v *Vimeo) videoJSON(video *VimeoVideo) any {
	if video.Raw != nil {
		return video.Raw
	}
	uri, link := "/videos/"+video.ID, "https://vimeo.com/"+video.ID
	if video.Hash != "" {
		uri, link = uri+":"+video.Hash, link+"/"+video.Hash
	}
	tags := []any{}
	for _, tag := range video.Tags {
		tags = append(tags, map[string]any{"name": tag, "tag": tag, "canonical": tag, "uri": "/tags/" + tag})
	}
	return map[string]any{
		"uri": uri, "link": link,
		"name":             orNull(video.Title),
		"description":      orNull(video.Description),
		"player_embed_url": "https://player.vimeo.com/video/" + video.ID,
		"duration":         video.Duration,
		"language":         orNull(video.Language),
		"license":          orNull(video.License),
		"created_time":     timeOrNull(video.Created),
		"release_time":     timeOrNull(video.Released),
		"modified_time":    timeOrNull(video.Created),
		"content_rating":   []any{"safe"},
		"privacy": map[string]any{
			"view":  cmp.Or(video.Privacy, "anybody"),
			"embed": cmp.Or(video.Embed, "public"), "download": false,
		},
		"status":     "available",
		"transcode":  map[string]any{"status": cmp.Or(video.Transcode, "complete")},
		"upload":     map[string]any{"status": cmp.Or(video.Upload, "complete")},
		"type":       cmp.Or(video.Type, "video"),
		"tags":       tags,
		"categories": []any{},
		"pictures":   pictures(video.ID),
		"user":       v.userJSON(video.Owner),
		"stats":      map[string]any{"plays": nil},
		"metadata": map[string]any{"connections": map[string]any{
			"texttracks": map[string]any{"uri": "/videos/" + video.ID + "/texttracks", "total": video.TextTracks},
		}},
	}
}

// pictures are the sizes of a still, in rising order.
func pictures(id string) any {
	base := "https://i.vimeocdn.com/video/" + id
	var sizes []any
	for _, size := range [][2]int{{100, 75}, {295, 166}, {640, 360}, {1280, 720}} {
		sizes = append(sizes, map[string]any{
			"width": size[0], "height": size[1],
			"link": fmt.Sprintf("%s_%dx%d?r=pad", base, size[0], size[1]),
		})
	}
	return map[string]any{"uri": "/videos/" + id + "/pictures/1", "base_link": base, "sizes": sizes}
}

func (v *Vimeo) userJSON(id string) any {
	i := slices.IndexFunc(v.Users, func(u VimeoUser) bool { return u.ID == id })
	if i < 0 {
		return nil
	}
	u := v.Users[i]
	return map[string]any{
		"uri": "/users/" + u.ID, "name": orNull(u.Name),
		"link": "https://vimeo.com/" + cmp.Or(u.Slug, "user"+u.ID),
	}
}

// collectionJSON is the API's object for a showcase, channel, group or user.
func (v *Vimeo) collectionJSON(c VimeoCollection) any {
	uri := "/" + c.Kind + "/" + c.ID
	if c.Kind == VimeoAlbum && c.Owner != "" {
		uri = "/users/" + c.Owner + uri
	}
	return map[string]any{
		"uri":           uri,
		"name":          orNull(c.Title),
		"description":   orNull(c.Description),
		"link":          "https://vimeo.com" + uri,
		"created_time":  timeOrNull(c.Created),
		"modified_time": timeOrNull(latest(c.Created, c.Modified)),
		"privacy":       map[string]any{"view": cmp.Or(c.Privacy, "anybody")},
		"user":          v.userJSON(c.Owner),
		"metadata": map[string]any{"connections": map[string]any{
			"videos": map[string]any{"uri": uri + "/videos", "options": []any{"GET"}, "total": len(c.Videos)},
		}},
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05+00:00")
}
