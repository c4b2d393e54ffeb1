package fakehost

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// consent is the page where a person lets the client see what is theirs, which they do at
// once. Like Vimeo it sends people back to registered addresses only.
func (v *Vimeo) consent(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || q.Get("client_id") != v.ClientID || q.Get("response_type") != "code" || !slices.Contains(v.Redirects, q.Get("redirect_uri")) {
		http.Error(w, "<html>The redirect URI does not match</html>", http.StatusBadRequest)
		return
	}
	answer := url.Values{"state": {q.Get("state")}}
	if v.Deny {
		answer.Set("error", "access_denied")
		answer.Set("error_description", "The user has denied access.")
	} else {
		v.mu.Lock()
		code := fmt.Sprintf("vimeo-secret-code-%d", len(v.codes)+1)
		v.codes[code] = q.Get("redirect_uri")
		v.mu.Unlock()
		answer.Set("code", code)
	}
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// tradeCode gives a token for a code, once. It takes the client's credentials as they are, as
// sellToken does.
func (v *Vimeo) tradeCode(w http.ResponseWriter, r *http.Request) {
	if id, secret, ok := r.BasicAuth(); !ok || v.ClientID == "" || id != v.ClientID || secret != v.ClientSecret {
		refuseVimeo(w, http.StatusUnauthorized, 8001, "The app's client ID or client secret is wrong.")
		return
	}
	v.mu.Lock()
	code := r.FormValue("code")
	back, ok := v.codes[code]
	if ok {
		v.codes[code] = "" // it stays counted
	}
	if !ok || back == "" || back != r.FormValue("redirect_uri") || r.FormValue("grant_type") != "authorization_code" {
		v.mu.Unlock()
		refuseVimeo(w, http.StatusBadRequest, 2205, "The authorization code is wrong or has expired.")
		return
	}
	token := fmt.Sprintf("vimeo-secret-token-%d", len(v.signed)+1)
	v.signed[token] = true
	v.mu.Unlock()
	writeVimeo(w, http.StatusOK, "auth", map[string]any{
		"access_token": token, "token_type": "bearer", "scope": "public private",
		"user": map[string]any{"name": v.Me, "uri": "/users/1"}, "app": map[string]any{"name": "stevie"},
	})
}

// revoke ends the token that asks for it.
func (v *Vimeo) revoke(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	v.signed[bearer(r)] = false // it stays counted
	v.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

func (v *Vimeo) serveMe(w http.ResponseWriter, r *http.Request) {
	if !v.owner(r) {
		refuseVimeo(w, http.StatusForbidden, 8000, "A token of a person is wanted.")
		return
	}
	writeVimeo(w, http.StatusOK, "user", map[string]any{"name": v.Me, "uri": "/users/1"})
}
