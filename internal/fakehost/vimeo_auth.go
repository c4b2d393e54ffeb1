package fakehost

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// sellToken answers client credentials with a token. Like Vimeo it takes them as
// they are, not percent-encoded as RFC 6749 has it.
func (v *Vimeo) sellToken(w http.ResponseWriter, r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if !ok || v.ClientID == "" || id != v.ClientID || secret != v.ClientSecret {
		refuseVimeo(w, http.StatusUnauthorized, 8001, "The app's client ID or client secret is wrong.")
		return
	}
	if r.FormValue("grant_type") != "client_credentials" {
		refuseVimeo(w, http.StatusBadRequest, 2204, "The grant type is unknown.")
		return
	}
	v.mu.Lock()
	token := fmt.Sprintf("bought-token-%d", len(v.bought)+1)
	v.bought[token] = time.Time{}
	answer := map[string]any{
		"access_token": token, "token_type": "bearer",
		"scope": r.FormValue("scope"), "app": map[string]any{"name": "stevie"},
	}
	if v.TokenLifetime > 0 {
		v.bought[token] = time.Now().Add(v.TokenLifetime)
		answer["expires_in"] = int(v.TokenLifetime.Seconds())
	}
	v.mu.Unlock()
	writeVimeo(w, http.StatusOK, "auth", answer)
}

// withToken lets requests with a token through.
func (v *Vimeo) withToken(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !v.open() && !v.owner(r) && !v.buyer(r) {
			refuseVimeo(w, http.StatusUnauthorized, 8003, "Something strange occurred. Please contact the app owners.")
			return
		}
		next(w, r)
	}
}

// open reports whether no token is wanted.
func (v *Vimeo) open() bool { return v.Token == "" && v.ClientID == "" }

// owner reports whether a request has the personal token, which sees everything.
func (v *Vimeo) owner(r *http.Request) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.open() || v.Token != "" && bearer(r) == v.Token || v.signed[bearer(r)]
}

func (v *Vimeo) buyer(r *http.Request) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	end, ok := v.bought[bearer(r)]
	return ok && (end.IsZero() || time.Now().Before(end))
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return token
}

// takeTurn counts a request and writes what is left of the minute. It reports
// false when nothing is.
func (v *Vimeo) takeTurn(header http.Header) bool {
	if v.RateLimit == 0 {
		return true
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	now := time.Now()
	if now.Sub(v.minute) >= time.Minute {
		v.minute, v.used = now, 0
	}
	v.used++
	reset := v.minute.Add(time.Minute)
	header.Set("X-RateLimit-Limit", strconv.Itoa(v.RateLimit))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, v.RateLimit-v.used)))
	header.Set("X-RateLimit-Reset", reset.UTC().Format("2006-01-02T15:04:05+00:00"))
	if v.UnixReset {
		header.Set("X-RateLimit-Reset", strconv.FormatInt(reset.Unix(), 10))
	}
	return v.used <= v.RateLimit
}
