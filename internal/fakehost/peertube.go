package fakehost

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// PeerTube is one instance, as far as its public API lists videos. The fields must not
// change while it serves.
type PeerTube struct {
	Instance  string             `json:"instance"` // "tube.example"
	Playlists []PeerTubePlaylist `json:"playlists"`
	Channels  []PeerTubeActor    `json:"channels"`
	Accounts  []PeerTubeActor    `json:"accounts"`
	Videos    []PeerTubeVideo    `json:"videos"`
	// Latency passes before each answer.
	Latency time.Duration `json:"latency"`

	mu  sync.Mutex
	log []string
}

// PeerTubePlaylist is a playlist. An id that no video has stands for one that was
// deleted.
type PeerTubePlaylist struct {
	UUID    string   `json:"uuid"`
	Title   string   `json:"title"`
	Channel string   `json:"channel"`
	Videos  []string `json:"videos"` // uuids
}

// PeerTubeActor is a channel or an account. Its videos are those whose Channel or
// Account is its name.
type PeerTubeActor struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// PeerTubeVideo is a video. What is left empty is null in answers, or what most have.
type PeerTubeVideo struct {
	UUID        string   `json:"uuid"`
	Origin      string   `json:"origin"` // instance that it is a copy from
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Duration    int      `json:"duration"`
	Published   string   `json:"published"`
	Originally  string   `json:"originally"`
	Updated     string   `json:"updated"`
	Language    string   `json:"language"`
	Licence     string   `json:"licence"` // its label
	Tags        []string `json:"tags"`
	Channel     string   `json:"channel"`
	Account     string   `json:"account"`
	Privacy     int      `json:"privacy"` // 0 is public
	State       int      `json:"state"`   // 0 is published
	Live        bool     `json:"live"`
	OnlyStream  bool     `json:"only_stream"` // has files of the stream only
	Refused     int      `json:"refused"`     // the status with which it is refused by itself
	Bare        bool     `json:"bare"`        // has its uuid and nothing else

	Captions []PeerTubeCaption `json:"captions"`
}

// PeerTubeCaption is a track of a video. Its file is on the instance.
type PeerTubeCaption struct {
	Language  string `json:"language"`
	Automatic bool   `json:"automatic"`
	Text      string `json:"text"`
	// URL is the address of the file elsewhere; "" gives its path, as old instances do.
	URL string `json:"url"`
}

// ServeHTTP implements [http.Handler].
func (p *PeerTube) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.log = append(p.log, r.Method+" "+r.URL.RequestURI())
	p.mu.Unlock()
	if !pause(r.Context(), p.Latency) {
		return
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if name, ok := strings.CutPrefix(r.URL.Path, captionsPath); ok {
		p.serveCaption(w, r, name)
		return
	}
	if len(parts) < 4 || parts[0] != "api" || parts[1] != "v1" {
		problem(http.StatusNotFound, "no such page").ServeHTTP(w, r)
		return
	}
	switch kind, id := parts[2], parts[3]; {
	case kind == "videos" && len(parts) == 4:
		p.serveVideo(id).ServeHTTP(w, r)
	case kind == "videos" && len(parts) == 5 && parts[4] == "captions":
		p.serveCaptions(id).ServeHTTP(w, r)
	case len(parts) == 4:
		p.serveCollection(kind, id).ServeHTTP(w, r)
	case len(parts) == 5 && parts[4] == "videos":
		p.serveList(kind, id, r.URL.Query()).ServeHTTP(w, r)
	default:
		problem(http.StatusNotFound, "no such page").ServeHTTP(w, r)
	}
}

// Requests returns what was asked so far, "GET /path?query" each.
func (p *PeerTube) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.log)
}

// problem is a refusal as RFC 7807 has it.
func problem(status int, detail string) http.Handler {
	return rendered(status, object{"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail, "error": detail})
}

func (p *PeerTube) video(uuid string) *PeerTubeVideo {
	for i := range p.Videos {
		if p.Videos[i].UUID == uuid {
			return &p.Videos[i]
		}
	}
	return nil
}

func (p *PeerTube) serveVideo(uuid string) http.Handler {
	v := p.video(uuid)
	switch {
	case v == nil:
		return problem(http.StatusNotFound, "Video not found")
	case v.Refused != 0:
		return problem(v.Refused, "Video is not for you")
	case v.Privacy >= 3:
		return problem(http.StatusUnauthorized, "Cannot get this private video")
	}
	return rendered(http.StatusOK, p.resource(v, true))
}

// captionsPath is where the files of captions are.
const captionsPath = "/lazy-static/video-captions/"

func (p *PeerTube) serveCaptions(uuid string) http.Handler {
	v := p.video(uuid)
	if v == nil {
		return problem(http.StatusNotFound, "Video not found")
	}
	data := []object{}
	for _, c := range v.Captions {
		data = append(data, object{
			"language": labelled(c.Language, c.Language), "automaticallyGenerated": c.Automatic, "captionPath": captionsPath + uuid + "-" + c.Language + ".vtt",
			"fileUrl": orNull(c.URL), "updatedAt": "2024-06-01T08:00:00.000Z",
		})
	}
	return rendered(http.StatusOK, object{"total": len(data), "data": data})
}

func (p *PeerTube) serveCaption(w http.ResponseWriter, r *http.Request, name string) {
	for _, v := range p.Videos {
		for _, c := range v.Captions {
			if name == v.UUID+"-"+c.Language+".vtt" {
				w.Header().Set("Content-Type", "text/vtt")
				_, _ = w.Write([]byte(c.Text)) // whoever asked may have gone
				return
			}
		}
	}
	http.NotFound(w, r)
}

func (p *PeerTube) serveCollection(kind, id string) http.Handler {
	switch kind {
	case "video-playlists":
		for _, list := range p.Playlists {
			if list.UUID == id {
				return rendered(http.StatusOK, object{
					"id": 3, "uuid": list.UUID, "displayName": list.Title, "description": nil, "videosLength": len(list.Videos),
					"updatedAt": "2024-06-01T10:00:00.000Z", "createdAt": "2024-05-01T10:00:00.000Z",
					"privacy": object{"id": 1, "label": "Public"}, "videoChannel": p.actor(list.Channel),
					"ownerAccount": p.actor("owner"),
				})
			}
		}
	case "video-channels", "accounts":
		for _, a := range p.actors(kind) {
			if a.Name == id {
				return rendered(http.StatusOK, p.actor(a.Name))
			}
		}
	}
	return problem(http.StatusNotFound, "not found")
}

func (p *PeerTube) actors(kind string) []PeerTubeActor {
	if kind == "accounts" {
		return p.Accounts
	}
	return p.Channels
}

func (p *PeerTube) actor(name string) object {
	title := name
	for _, a := range slices.Concat(p.Channels, p.Accounts) {
		if a.Name == name {
			title = a.Title
		}
	}
	return object{"id": 5, "name": name, "displayName": title, "host": p.Instance, "url": "https://" + p.Instance + "/c/" + name}
}

// serveList answers with the part of a list that start and count ask for.
func (p *PeerTube) serveList(kind, id string, query url.Values) http.Handler {
	all, ok := p.list(kind, id)
	start, count := number(query, "start", 0), number(query, "count", 15)
	switch {
	case !ok:
		return problem(http.StatusNotFound, "not found")
	case start < 0 || count < 1 || count > 100:
		return problem(http.StatusBadRequest, "Incorrect request parameters: count")
	case query.Get("nsfw") != "both":
		return problem(http.StatusBadRequest, "this fake wants nsfw=both, as it hides videos otherwise")
	}
	data := slices.Clone(all[min(start, len(all)):min(start+count, len(all))])
	return rendered(http.StatusOK, object{"total": len(all), "data": data})
}

func (p *PeerTube) list(kind, id string) (all []object, ok bool) {
	all = []object{}
	if kind == "video-playlists" {
		i := slices.IndexFunc(p.Playlists, func(list PeerTubePlaylist) bool { return list.UUID == id })
		if i < 0 {
			return nil, false
		}
		for n, uuid := range p.Playlists[i].Videos {
			all = append(all, p.element(n, uuid))
		}
		return all, true
	}
	ok = slices.ContainsFunc(p.actors(kind), func(a PeerTubeActor) bool { return a.Name == id })
	for i := range p.Videos {
		v := &p.Videos[i]
		if owner := map[string]string{"video-channels": v.Channel, "accounts": v.Account}[kind]; owner == id && v.Privacy <= 1 {
			all = append(all, p.resource(v, false))
		}
	}
	return all, ok
}

// element is a place of a playlist, with no video where that is private or deleted.
func (p *PeerTube) element(n int, uuid string) object {
	element := object{"id": 1000 + n, "position": n + 1, "startTimestamp": nil, "stopTimestamp": nil, "type": 0, "video": nil}
	switch v := p.video(uuid); {
	case v == nil:
		element["type"] = 1
	case v.Privacy >= 3:
		element["type"] = 2
	default:
		element["video"] = p.resource(v, false)
	}
	return element
}

// labelled is an entry of one of the tables of codes, or null.
func labelled(id any, label string) object {
	if label == "" {
		return object{"id": nil, "label": "Unknown"}
	}
	return object{"id": id, "label": label}
}

// resource is a video, in full or as lists have it.
func (p *PeerTube) resource(v *PeerTubeVideo, full bool) object {
	if v.Bare {
		return object{"uuid": v.UUID}
	}
	privacy := max(1, v.Privacy)
	resource := object{
		"id": 12, "uuid": v.UUID, "shortUUID": "…", "url": "https://" + cmp.Or(v.Origin, p.Instance) + "/videos/watch/" + v.UUID,
		"name": v.Title, "description": v.Description, "truncatedDescription": v.Description, "duration": v.Duration,
		"publishedAt": cmp.Or(v.Published, "2024-05-30T08:00:00.000Z"), "originallyPublishedAt": nil,
		"updatedAt": cmp.Or(v.Updated, "2024-06-01T08:00:00.000Z"),
		"language":  labelled(v.Language, v.Language), "licence": labelled(2, v.Licence),
		"privacy": object{"id": privacy, "label": []string{"", "Public", "Unlisted", "Private", "Internal", "Password protected"}[privacy]},
		"state":   object{"id": max(1, v.State), "label": "…"}, "isLive": v.Live, "isLocal": v.Origin == "", "nsfw": false,
		"channel": p.actor(cmp.Or(v.Channel, "talks")), "account": p.actor(cmp.Or(v.Account, "owner")),
		"previewPath": "/lazy-static/previews/" + v.UUID + ".jpg", "thumbnailPath": "/lazy-static/thumbnails/" + v.UUID + ".jpg",
	}
	if v.Originally != "" {
		resource["originallyPublishedAt"] = v.Originally
	}
	if !full {
		if cut := []rune(v.Description); len(cut) > 250 {
			resource["description"] = string(cut[:247]) + "..."
		}
		return resource
	}
	resource["tags"] = append([]string{}, v.Tags...)
	var files []object
	for _, height := range []int{1080, 480} {
		name := "https://" + p.Instance + "/static/web-videos/" + v.UUID + "-" + strconv.Itoa(height) + ".mp4"
		files = append(files, object{"resolution": object{"id": height, "label": strconv.Itoa(height) + "p"}, "height": height, "size": 1000 * height, "fileUrl": name})
	}
	resource["files"], resource["streamingPlaylists"] = files, []object{}
	if v.OnlyStream {
		resource["files"], resource["streamingPlaylists"] = []object{}, []object{{"type": 1, "files": files}}
	}
	return resource
}
