package fakehost

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// GoogleAuth is a fake of how Google signs people in as a desktop app: the page where they
// consent, tokens, and their end. Whoever opens the page consents at once, unless Deny is set.
// It looks at the last part of the path only: auth, token and revoke.
type GoogleAuth struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	// Deny has people refuse.
	Deny bool `json:"deny"`
	// Lifetime of access tokens in seconds; 0 is an hour, less than 0 are tokens that have
	// ended.
	Lifetime int `json:"lifetime"`
	// Rotates gives a new refresh token with each access token, and ends the old one, as
	// other hosts than Google do.
	Rotates bool `json:"rotates"`
	// RevokeFails has nothing taken back.
	RevokeFails bool `json:"revoke_fails"`
	// LateCodes have ended when they are traded.
	LateCodes bool `json:"late_codes"`
	// Refresh is a refresh token that was given long ago.
	Refresh string `json:"refresh"`

	mu      sync.Mutex
	made    int
	codes   map[string]consent
	access  map[string]string // refresh tokens by access token
	refresh map[string]bool   // false: ended
	log     []string
}

// consent is what a code stands for.
type consent struct{ redirect, challenge, scope string }

// ServeHTTP implements [http.Handler].
func (g *GoogleAuth) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.codes == nil {
		g.codes, g.access, g.refresh = map[string]consent{}, map[string]string{}, map[string]bool{}
		if g.Refresh != "" {
			g.refresh[g.Refresh] = true
		}
	}
	g.log = append(g.log, r.Method+" "+path.Base(r.URL.Path)+" "+r.FormValue("grant_type"))
	switch r.Method + " " + path.Base(r.URL.Path) {
	case "GET auth":
		g.consent(w, r)
	case "POST token":
		rendered(g.tokens(r)).ServeHTTP(w, r)
	case "POST revoke":
		rendered(g.revoke(r)).ServeHTTP(w, r)
	default:
		http.Error(w, "<html>not found</html>", http.StatusNotFound)
	}
}

// Log tells what was asked: method, what for, and the kind of grant.
func (g *GoogleAuth) Log() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.log)
}

// Allows reports whether an access token is one that counts.
func (g *GoogleAuth) Allows(token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	refresh, made := g.access[token]
	return made && g.refresh[refresh]
}

// EndAccess ends all access tokens before their time.
func (g *GoogleAuth) EndAccess() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.access)
}

// EndAll ends the refresh tokens too, as a person can at their account.
func (g *GoogleAuth) EndAll() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.access)
	clear(g.refresh)
}

func (g *GoogleAuth) consent(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	switch {
	case q.Get("client_id") != g.ClientID:
		http.Error(w, "<html>Error 401: invalid_client</html>", http.StatusUnauthorized)
		return
	case err != nil || back.Hostname() != "127.0.0.1" || q.Get("response_type") != "code":
		http.Error(w, "<html>Error 400: redirect_uri_mismatch</html>", http.StatusBadRequest)
		return
	case q.Get("code_challenge_method") != "S256" || q.Get("scope") == "" || q.Get("access_type") != "offline":
		http.Error(w, "<html>Error 400: invalid_request</html>", http.StatusBadRequest)
		return
	}
	answer := url.Values{"state": {q.Get("state")}}
	if g.Deny {
		answer.Set("error", "access_denied")
	} else {
		g.made++
		code := fmt.Sprintf("4/0Asecret-code-%d", g.made)
		g.codes[code] = consent{q.Get("redirect_uri"), q.Get("code_challenge"), q.Get("scope")}
		answer.Set("code", code)
		answer.Set("scope", q.Get("scope"))
	}
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

func (g *GoogleAuth) tokens(r *http.Request) (int, object) {
	if r.FormValue("client_id") != g.ClientID || r.FormValue("client_secret") != g.ClientSecret {
		return http.StatusUnauthorized, object{"error": "invalid_client", "error_description": "The OAuth client was not found."}
	}
	switch r.FormValue("grant_type") {
	case "authorization_code":
		return g.trade(r)
	case "refresh_token":
		old := r.FormValue("refresh_token")
		if !g.refresh[old] {
			return badGrant("Token has been expired or revoked.")
		}
		if !g.Rotates {
			return http.StatusOK, g.sell(old, "https://www.googleapis.com/auth/youtube.readonly")
		}
		g.refresh[old] = false
		return http.StatusOK, g.sellLasting("https://www.googleapis.com/auth/youtube.readonly")
	}
	return http.StatusBadRequest, object{"error": "unsupported_grant_type", "error_description": "Invalid grant_type: " + r.FormValue("grant_type")}
}

// trade gives tokens for a code, once.
func (g *GoogleAuth) trade(r *http.Request) (int, object) {
	code := r.FormValue("code")
	given, ok := g.codes[code]
	delete(g.codes, code)
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	switch {
	case !ok || g.LateCodes:
		return badGrant("Malformed auth code " + code + ".")
	case r.FormValue("redirect_uri") != given.redirect:
		return http.StatusBadRequest, object{"error": "redirect_uri_mismatch", "error_description": "Bad Request"}
	case r.FormValue("code_verifier") == "":
		return badGrant("Missing code verifier.")
	case base64.RawURLEncoding.EncodeToString(sum[:]) != given.challenge:
		return badGrant("Invalid code verifier.")
	}
	return http.StatusOK, g.sellLasting(given.scope)
}

func (g *GoogleAuth) sellLasting(scope string) object {
	g.made++
	refresh := fmt.Sprintf("1//0secret-refresh-%d", g.made)
	g.refresh[refresh] = true
	answer := g.sell(refresh, scope)
	answer["refresh_token"] = refresh
	return answer
}

func (g *GoogleAuth) sell(refresh, scope string) object {
	g.made++
	access := fmt.Sprintf("ya29.secret-access-%d", g.made)
	g.access[access] = refresh
	lifetime := g.Lifetime
	if lifetime == 0 {
		lifetime = int(time.Hour.Seconds())
	}
	return object{"access_token": access, "token_type": "Bearer", "expires_in": lifetime, "scope": scope}
}

func badGrant(why string) (int, object) {
	return http.StatusBadRequest, object{"error": "invalid_grant", "error_description": why}
}

func (g *GoogleAuth) revoke(r *http.Request) (int, object) {
	token := r.PostFormValue("token")
	if refresh, ok := g.access[token]; ok {
		token = refresh
	}
	switch {
	case g.RevokeFails:
		return http.StatusServiceUnavailable, object{"error": "backendError"}
	case strings.Contains(r.URL.RawQuery, "token"):
		return http.StatusBadRequest, object{"error": "invalid_request", "error_description": "tokens do not belong in addresses"}
	case !g.refresh[token]:
		return http.StatusBadRequest, object{"error": "invalid_token", "error_description": "Token expired or revoked"}
	}
	g.refresh[token] = false
	return http.StatusOK, object{}
}
