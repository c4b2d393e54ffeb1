package fakehost

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"path"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/pyvideo/stevie/internal/httpx"
)

// YouTube is a fake of the YouTube Data API v3, as far as reading playlists,
// channels and videos goes. Its zero value knows nothing. The fields must not
// change while it serves.
type YouTube struct {
	// Key is the only API key that is let in; "" lets any in, but not none.
	Key       string            `json:"key"`
	Playlists []YouTubePlaylist `json:"playlists"`
	Channels  []YouTubeChannel  `json:"channels"`
	Videos    []YouTubeVideo    `json:"videos"`
	Faults    []YouTubeFault    `json:"faults"`
	// IgnoreHeader makes the host see keys in the query only.
	IgnoreHeader bool `json:"ignore_header"`
	// Auth signs people in: auth, token and revoke are its paths. Whoever has a token of it
	// owns the channel Mine, and sees what is private. nil signs in nobody.
	Auth *GoogleAuth `json:"auth"`
	Mine string      `json:"mine"` // the channel's id
	// Latency is how long each answer takes, at least.
	Latency time.Duration `json:"latency"`
	// Fault may answer a request in the host's place; nil, or a nil handler,
	// leaves it to the host.
	Fault func(*http.Request) http.Handler `json:"-"`

	once sync.Once
	byID map[string]*YouTubeVideo

	mu   sync.Mutex
	log  []string
	seen map[string]int // requests by method
}

// YouTubePlaylist is a list of videos. An id that no video has stands for a
// video that was deleted.
type YouTubePlaylist struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	ChannelID   string   `json:"channel_id"`
	Published   string   `json:"published"`
	Language    string   `json:"language"` // BCP-47, of the texts
	Privacy     string   `json:"privacy"`  // "" is public
	Videos      []string `json:"videos"`
}

// YouTubeChannel is a channel. The videos that are its uploads are also served
// as the playlist with UU in place of the id's UC.
type YouTubeChannel struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Handle      string   `json:"handle"` // "@exampleconf"
	User        string   `json:"user"`   // of the old addresses /user/NAME
	Published   string   `json:"published"`
	Language    string   `json:"language"`
	Uploads     []string `json:"uploads"`
}

// ServeHTTP implements [http.Handler]. It looks at the last part of the path
// only, so that it may be served from any endpoint.
func (y *YouTube) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	method := path.Base(r.URL.Path)
	if y.Auth != nil && slices.Contains([]string{"auth", "token", "revoke"}, method) {
		y.Auth.ServeHTTP(w, r)
		return
	}
	y.record(r, method)
	answer := y.fault(r, method)
	if answer == nil {
		answer = y.answer(r, method)
	}
	if pause(r.Context(), y.Latency-time.Since(start)) {
		answer.ServeHTTP(w, r)
	}
}

// answer is what the host itself says to a request.
func (y *YouTube) answer(r *http.Request, method string) http.Handler {
	q := query{r.URL.Query(), bearer(r) != ""}
	reason := y.checkKey(r)
	if reason == "" && len(q.list("part")) == 0 {
		reason = "missingRequiredParameter"
	}
	if reason != "" {
		return YouTubeFailure(reason)
	}
	var found object
	switch method {
	case "playlists":
		found, reason = y.playlists(q)
	case "playlistItems":
		found, reason = y.playlistItems(q)
	case "channels":
		found, reason = y.channels(q)
	case "videos":
		found, reason = y.videos(q)
	default:
		reason = "html404"
	}
	if reason == "" {
		found, reason = q.fields(found)
	}
	if reason != "" {
		return YouTubeFailure(reason)
	}
	return rendered(http.StatusOK, found)
}

// Requests returns what was asked so far, "GET /path?query" each, without keys.
func (y *YouTube) Requests() []string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return slices.Clone(y.log)
}

func (y *YouTube) record(r *http.Request, method string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.log = append(y.log, r.Method+" "+httpx.Redact(r.URL.RequestURI()))
	if y.seen == nil {
		y.seen = map[string]int{}
	}
	y.seen[method]++
	y.seen[""]++
}

// checkKey gives the reason for which a request is refused, "" when it is not.
func (y *YouTube) checkKey(r *http.Request) string {
	key := r.URL.Query().Get("key")
	if !y.IgnoreHeader && key == "" {
		key = r.Header.Get("X-Goog-Api-Key")
	}
	switch token := bearer(r); {
	case token != "" && key != "":
		return "twoCredentials"
	case token != "" && (y.Auth == nil || !y.Auth.Allows(token)):
		return "authError"
	case token != "":
		return ""
	case key == "":
		return "missingKey"
	case y.Key != "" && key != y.Key:
		return "API_KEY_INVALID"
	}
	return ""
}

// object is a JSON object whose keys are only there when they have a value.
type object map[string]any

// set adds a key unless the value is the empty string.
func (o object) set(key, value string) {
	if value != "" {
		o[key] = value
	}
}

// answer wraps the resources of one page. Where there are none, the host gives
// an empty list, except for channels: there it leaves the key out.
func answer(kind string, resources []object, total, size int) object {
	list := object{
		"kind":     "youtube#" + kind + "ListResponse",
		"etag":     etag(resources),
		"pageInfo": object{"totalResults": total, "resultsPerPage": size},
		"items":    resources,
	}
	switch {
	case len(resources) > 0:
	case kind == "channel":
		delete(list, "items")
	default:
		list["items"] = []object{}
	}
	return list
}

func etag(v any) string {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, v) // a hash takes everything
	return strconv.FormatUint(h.Sum64(), 36)
}

// rendered is an answer in JSON, made before it is asked for.
func rendered(status int, v any) http.Handler {
	body, err := json.Marshal(v)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=UTF-8")
		w.WriteHeader(status)
		_, _ = w.Write(body) // a client that left misses nothing
	})
}

// pause waits, and reports whether the client did too.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
