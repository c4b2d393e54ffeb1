package fakehost

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// serveVideo answers /videos/ID and /videos/ID:HASH.
func (v *Vimeo) serveVideo(w http.ResponseWriter, r *http.Request) {
	if video := v.shown(w, r); video != nil {
		writeVimeo(w, http.StatusOK, "video", pick(v.videoJSON(video), r.FormValue("fields")))
	}
}

// shown is the video that a path names, nil for one that is refused.
func (v *Vimeo) shown(w http.ResponseWriter, r *http.Request) *VimeoVideo {
	id, hash, _ := strings.Cut(r.PathValue("video"), ":")
	video, ok := v.videos[id]
	if !ok || !v.visible(r, video) || hash != "" && hash != video.Hash ||
		video.Privacy == "unlisted" && hash == "" {
		refuseVimeo(w, http.StatusNotFound, 5000, "The requested video couldn't be found.")
		return nil
	}
	return video
}

// serveTracks answers with the text tracks of a video.
func (v *Vimeo) serveTracks(w http.ResponseWriter, r *http.Request) {
	video := v.shown(w, r)
	if video == nil {
		return
	}
	data := []any{}
	for _, t := range video.Tracks {
		data = append(data, pick(map[string]any{
			"uri": "/videos/" + video.ID + "/texttracks/" + t.ID, "language": t.Language, "type": "captions", "active": true,
			"link": orNull(t.Link), "name": t.Language + ".vtt",
		}, r.FormValue("fields")))
	}
	writeVimeo(w, http.StatusOK, "texttrack", map[string]any{"total": len(data), "page": 1, "per_page": 100, "paging": map[string]any{"next": nil}, "data": data})
}

// serveCollection answers for a showcase, channel, group or user itself.
func (v *Vimeo) serveCollection(w http.ResponseWriter, r *http.Request) {
	c, ok := v.find(r)
	if !ok {
		notFoundOnVimeo(w, r)
		return
	}
	writeVimeo(w, http.StatusOK, "collection", pick(v.collectionJSON(c), r.FormValue("fields")))
}

// serveVideos answers with one page of a collection.
func (v *Vimeo) serveVideos(w http.ResponseWriter, r *http.Request) {
	c, ok := v.find(r)
	if !ok || c.Privacy == "password" {
		writeVimeo(w, http.StatusNotFound, "legacy-error", map[string]any{"error": "The requested page couldn't be found."})
		return
	}
	var listed []any
	for _, id := range c.Videos {
		if video, ok := v.videos[id]; ok && v.visible(r, video) {
			listed = append(listed, v.videoJSON(video))
		}
	}
	v.writePage(w, r, "video", listed)
}

// serveBatch answers for several videos at once. Those that the token may not see
// are left out.
func (v *Vimeo) serveBatch(w http.ResponseWriter, r *http.Request) {
	uris := r.URL.Query().Get("uris")
	if uris == "" {
		refuseVimeo(w, http.StatusBadRequest, 2204, "You have provided an invalid parameter.")
		return
	}
	var found []any
	for uri := range strings.SplitSeq(uris, ",") {
		id, isVideo := strings.CutPrefix(uri, "/videos/")
		video, ok := v.videos[id]
		if isVideo && ok && v.visible(r, video) && (video.Privacy != "unlisted" || v.owner(r)) {
			found = append(found, v.videoJSON(video))
		}
	}
	v.writePage(w, r, "video", found)
}

// serveAlbums lists the showcases of a user.
func (v *Vimeo) serveAlbums(w http.ResponseWriter, r *http.Request) {
	user, ok := v.userCollection(r.PathValue("id"))
	if !ok {
		notFoundOnVimeo(w, r)
		return
	}
	var albums []any
	for _, c := range v.Collections {
		if c.Kind == VimeoAlbum && c.Owner == user.ID {
			albums = append(albums, v.collectionJSON(c))
		}
	}
	v.writePage(w, r, "album", albums)
}

// visible reports whether a token may see a video in lists.
func (v *Vimeo) visible(r *http.Request, video *VimeoVideo) bool {
	return v.owner(r) || video.Privacy == "" || video.Privacy == "anybody" || video.Privacy == "unlisted"
}

// find looks up the collection that a path names. Users are collections of what
// they own.
func (v *Vimeo) find(r *http.Request) (VimeoCollection, bool) {
	id := r.PathValue("id")
	kind, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case strings.Contains(r.URL.Path, "/albums/"):
		kind = VimeoAlbum
	case kind == "users":
		return v.userCollection(id)
	}
	i := slices.IndexFunc(v.Collections, func(c VimeoCollection) bool {
		return c.Kind == kind && (c.ID == id || c.Slug == id && kind != VimeoAlbum)
	})
	if i < 0 {
		return VimeoCollection{}, false
	}
	return v.Collections[i], true
}

func (v *Vimeo) userCollection(id string) (VimeoCollection, bool) {
	i := slices.IndexFunc(v.Users, func(u VimeoUser) bool {
		return id == u.ID || id == "user"+u.ID || u.Slug != "" && id == u.Slug
	})
	if i < 0 {
		return VimeoCollection{}, false
	}
	u := v.Users[i]
	c := VimeoCollection{Kind: "users", ID: u.ID, Slug: u.Slug, Title: u.Name, Owner: u.ID}
	for _, video := range v.Videos {
		if video.Owner == u.ID {
			c.Videos = append(c.Videos, video.ID)
		}
	}
	return c, true
}

// writePage writes the page of all that a request asks for.
func (v *Vimeo) writePage(w http.ResponseWriter, r *http.Request, kind string, all []any) {
	query := r.URL.Query()
	page, size := number(query, "page", 1), number(query, "per_page", 25)
	if page < 1 || size < 1 || size > 100 || query.Has("direction") && query.Get("sort") == "default" {
		refuseVimeo(w, http.StatusBadRequest, 2204, "You have provided an invalid parameter.")
		return
	}
	last := max(1, (len(all)+size-1)/size)
	from := min((page-1)*size, len(all))
	data := []any{}
	for _, object := range all[from:min(from+size, len(all))] {
		data = append(data, pick(object, query.Get("fields")))
	}
	link := func(n int) any {
		if n < 1 || n > last {
			return nil
		}
		q := maps.Clone(query)
		q.Set("page", strconv.Itoa(n))
		q.Set("per_page", strconv.Itoa(size))
		return r.URL.Path + "?" + q.Encode()
	}
	writeVimeo(w, http.StatusOK, kind, map[string]any{
		"total": len(all), "page": page, "per_page": size, "data": data,
		"paging": map[string]any{
			"next": link(page + 1), "previous": link(page - 1), "first": link(1), "last": link(last),
		},
	})
}

func number(query url.Values, name string, otherwise int) int {
	if !query.Has(name) {
		return otherwise
	}
	n, _ := strconv.Atoi(query.Get(name))
	return n
}

// writeVimeo writes an answer of the given kind.
func writeVimeo(w http.ResponseWriter, status int, kind string, answer any) {
	body, err := json.Marshal(answer)
	if err != nil {
		panic(fmt.Sprintf("fakehost: %v", err)) // a Raw that is no JSON
	}
	w.Header().Set("Content-Type", "application/vnd.vimeo."+kind+"+json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away
}

// pick keeps the fields of an object that a comma list of dotted names asks for.
func pick(object any, fields string) any {
	full, ok := object.(map[string]any)
	if !ok || fields == "" {
		return object
	}
	picked := map[string]any{}
	for field := range strings.SplitSeq(fields, ",") {
		pickField(picked, full, strings.Split(field, "."))
	}
	return picked
}

// pickField copies what one dotted name stands for. Lists are looked into.
func pickField(to, from map[string]any, path []string) {
	value, ok := from[path[0]]
	if !ok {
		return
	}
	if len(path) == 1 {
		to[path[0]] = value
		return
	}
	switch value := value.(type) {
	case map[string]any:
		inner, ok := to[path[0]].(map[string]any)
		if !ok {
			inner = map[string]any{}
		}
		pickField(inner, value, path[1:])
		to[path[0]] = inner
	case []any:
		to[path[0]] = pickInList(to[path[0]], value, path[1:])
	default:
		to[path[0]] = value // null
	}
}

func pickInList(have any, list []any, path []string) []any {
	picked, _ := have.([]any)
	for i, element := range list {
		if i == len(picked) {
			picked = append(picked, map[string]any{})
		}
		from, _ := element.(map[string]any)
		pickField(picked[i].(map[string]any), from, path)
	}
	if picked == nil {
		picked = []any{}
	}
	return picked
}
