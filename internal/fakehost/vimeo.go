package fakehost

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// Vimeo is Vimeo's API (version 3.4) as far as listing videos goes: single
// videos, showcases, channels, groups and users, their pages, the fields
// parameter, both ways to authenticate, rate limits and errors. Its zero value
// serves nothing to everybody; fill it in before the first request.
type Vimeo struct {
	// Token is a personal access token. It sees every video. ClientID and
	// ClientSecret buy tokens that see public and unlisted ones. With none of
	// them set every request is let in.
	Token        string `json:"token"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	// TokenLifetime is that of bought tokens, 0 for ever.
	TokenLifetime time.Duration `json:"token_lifetime"`
	// Redirects are the addresses that people who sign in may be sent back to, as they are
	// registered for the client; with none nobody can. Me is the name of who does, and Deny
	// has them refuse. Their tokens see every video.
	Redirects []string `json:"redirects"`
	Me        string   `json:"me"`
	Deny      bool     `json:"deny"`

	Users       []VimeoUser       `json:"users"`
	Collections []VimeoCollection `json:"collections"`
	Videos      []VimeoVideo      `json:"videos"`

	// RateLimit is the number of requests let through per minute. 0 is no limit
	// and no headers about one. UnixReset gives the end of the minute as a Unix
	// time instead of ISO 8601; Vimeo has done both.
	RateLimit int  `json:"rate_limit"`
	UnixReset bool `json:"unix_reset"`

	// Latency passes before each answer.
	Latency time.Duration `json:"latency"`
	// Fault is asked for each request first. A handler that it returns answers
	// in Vimeo's place.
	Fault func(*http.Request) http.Handler `json:"-"`

	build  sync.Once
	routes *http.ServeMux
	videos map[string]*VimeoVideo

	mu     sync.Mutex
	bought map[string]time.Time // tokens and when they end
	codes  map[string]string    // where those who have consented were sent back to
	signed map[string]bool      // tokens of people
	minute time.Time            // begin of the running minute
	used   int                  // requests in it
}

// VimeoUser is an account. Its /videos are those whose Owner is its ID.
type VimeoUser struct {
	ID   string `json:"id"`   // number
	Slug string `json:"slug"` // name in its address; "" is "user" and the number
	Name string `json:"name"`
}

// The kinds of a VimeoCollection, as they stand in the API's paths.
const (
	VimeoAlbum   = "albums" // what the site calls a showcase
	VimeoChannel = "channels"
	VimeoGroup   = "groups"
)

// VimeoCollection is a showcase, a channel or a group.
type VimeoCollection struct {
	Kind        string `json:"kind"`
	ID          string `json:"id"`
	Slug        string `json:"slug"` // channels and groups answer to it too
	Title       string `json:"title"`
	Description string `json:"description"`
	Owner       string `json:"owner"` // a user's ID
	// Privacy is "anybody" unless set; a showcase with "password" hides its videos.
	Privacy string    `json:"privacy"`
	Created time.Time `json:"created,omitzero"`
	// Modified is when it was changed last; a zero one is Created.
	Modified time.Time `json:"modified,omitzero"`
	Videos   []string  `json:"videos"` // IDs in order
}

// VimeoVideo is one video. Empty fields are null in answers, or what most videos
// have.
type VimeoVideo struct {
	ID          string    `json:"id"`
	Hash        string    `json:"hash"` // of an unlisted one
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Duration    int       `json:"duration"` // seconds
	Language    string    `json:"language"` // BCP-47
	License     string    `json:"license"`
	Created     time.Time `json:"created,omitzero"`
	Released    time.Time `json:"released,omitzero"`
	Tags        []string  `json:"tags"`
	Owner       string    `json:"owner"` // a user's ID
	TextTracks  int       `json:"text_tracks"`
	// Tracks are the text tracks; without any there are only so many as TextTracks counts.
	Tracks []VimeoTrack `json:"tracks"`

	Privacy   string `json:"privacy"`   // who may view it; "" is "anybody"
	Embed     string `json:"embed"`     // where it may be embedded; "" is "public"
	Transcode string `json:"transcode"` // "" is "complete"
	Upload    string `json:"upload"`    // "" is "complete"
	Type      string `json:"type"`      // "" is "video"

	// Raw replaces the whole answer for this video, whatever fields are asked for.
	Raw json.RawMessage `json:"raw,omitempty"`
}

// VimeoTrack is a text track of a video.
type VimeoTrack struct {
	ID       string `json:"id"`
	Language string `json:"language"` // "en", "en-x-autogen"
	Link     string `json:"link"`     // of the file, on another host; "" while it is made
}

// ServeHTTP implements [http.Handler].
func (v *Vimeo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.build.Do(v.prepare)
	if v.Fault != nil {
		if answer := v.Fault(r); answer != nil {
			answer.ServeHTTP(w, r)
			return
		}
	}
	if v.Latency > 0 {
		select {
		case <-time.After(v.Latency):
		case <-r.Context().Done():
			return
		}
	}
	if !v.takeTurn(w.Header()) {
		refuseVimeo(w, http.StatusTooManyRequests, 9000, "Too many API requests. Wait a minute, then try again.")
		return
	}
	v.routes.ServeHTTP(w, r)
}

func (v *Vimeo) prepare() {
	v.videos = map[string]*VimeoVideo{}
	for i := range v.Videos {
		v.videos[v.Videos[i].ID] = &v.Videos[i]
	}
	v.bought, v.codes, v.signed = map[string]time.Time{}, map[string]string{}, map[string]bool{}
	v.routes = http.NewServeMux()
	v.routes.HandleFunc("POST /oauth/authorize/client", v.sellToken)
	v.routes.HandleFunc("GET /oauth/authorize", v.consent)
	v.routes.HandleFunc("POST /oauth/access_token", v.tradeCode)
	v.routes.HandleFunc("DELETE /tokens", v.withToken(v.revoke))
	v.routes.HandleFunc("GET /me", v.withToken(v.serveMe))
	v.routes.HandleFunc("GET /videos", v.withToken(v.serveBatch))
	v.routes.HandleFunc("GET /videos/{video}", v.withToken(v.serveVideo))
	v.routes.HandleFunc("GET /videos/{video}/texttracks", v.withToken(v.serveTracks))
	v.routes.HandleFunc("GET /users/{id}/albums", v.withToken(v.serveAlbums))
	for _, path := range []string{
		"/users/{id}", "/channels/{id}", "/groups/{id}",
		"/albums/{id}", "/users/{user}/albums/{id}", "/me/albums/{id}",
	} {
		v.routes.HandleFunc("GET "+path, v.withToken(v.serveCollection))
		v.routes.HandleFunc("GET "+path+"/videos", v.withToken(v.serveVideos))
	}
	v.routes.HandleFunc("/", v.withToken(notFoundOnVimeo))
}

// refuseVimeo writes an error in the form of the API.
func refuseVimeo(w http.ResponseWriter, status, code int, message string) {
	writeVimeo(w, status, "error", map[string]any{
		"error": message, "link": nil, "developer_message": message, "error_code": code,
	})
}

func notFoundOnVimeo(w http.ResponseWriter, _ *http.Request) {
	refuseVimeo(w, http.StatusNotFound, 5000, "The requested resource couldn't be found.")
}
