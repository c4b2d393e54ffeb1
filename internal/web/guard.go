package web

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// guard decides who may ask. On loopback whoever is at this machine may: but the pages of
// other sites, which the same browser shows, may not, whatever name they have for this
// address. Elsewhere one has to know the token, which is a new one at each start.
type guard struct {
	token  string // "" on loopback
	form   string // stands in every form, where no page of another site can read it
	cookie string // its name: cookies do not go by ports
	port   string
	host   string // that it was told to listen at, "" for all of this machine
	all    bool   // it listens at all addresses of this machine
}

// The limits of what is read of a request.
const maxBody = 4 << 20

// Errors of requests that are refused.
var (
	errToken  = errors.New("this editor needs the token that it printed when it was started: open the whole address")
	errHost   = errors.New("the editor does not answer under that name")
	errOrigin = errors.New("another site wanted this; the editor does only what is asked from its own pages")
	errForm   = errors.New("this page is of an earlier start of the editor, or of none: load it again, and repeat")
)

// newGuard makes the guard for an address to listen at, as it was given, and what became of it.
func newGuard(address string, at net.Addr) (guard, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return guard{}, err
	}
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return guard{}, err
	}
	g := guard{form: rand.Text(), cookie: "stevie-" + port, port: port, host: host}
	ip, err := netip.ParseAddr(host)
	g.all = host == "" || err == nil && ip.IsUnspecified()
	if loopback := strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback(); !loopback {
		g.token = rand.Text() + rand.Text() // 256 bits
	}
	return g, nil
}

// addresses are those of the start page.
func (g guard) addresses() []string {
	hosts := []string{g.host}
	if g.all {
		hosts = append([]string{"127.0.0.1"}, machineAddresses()...)
	}
	for i, host := range hosts {
		at := url.URL{Scheme: "http", Host: net.JoinHostPort(host, g.port), Path: "/"}
		if g.token != "" {
			at.RawQuery = url.Values{"token": {g.token}}.Encode()
		}
		hosts[i] = at.String()
	}
	return hosts
}

// machineAddresses are those by which other machines may reach this one.
func machineAddresses() []string {
	var list []string
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil // loopback is known without asking
	}
	for _, a := range all {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().IsGlobalUnicast() {
			list = append(list, p.Addr().String())
		}
	}
	return list
}

// protect lets through what may be asked, with limits, and has the rest refused.
func (g guard) protect(next http.Handler, refuse func(http.ResponseWriter, *http.Request, int, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header())
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if g.admit(w, r) {
			return
		}
		if status, err := g.verdict(r); err != nil {
			refuse(w, r, status, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// admit takes the token of an address for a cookie, so that it does not stay in the
// address: there it would be seen, and remembered.
func (g guard) admit(w http.ResponseWriter, r *http.Request) (answered bool) {
	given := r.URL.Query().Get("token")
	if g.token == "" || r.Method != http.MethodGet || !same(given, g.token) || !g.ownHost(r.Host) {
		return false
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie, Value: g.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	rest := *r.URL
	query := rest.Query()
	query.Del("token")
	rest.RawQuery = query.Encode()
	http.Redirect(w, r, localTarget(&rest), http.StatusSeeOther)
	return true
}

// localTarget is an address of this server without its host. Two slashes at the beginning would
// name another.
func localTarget(u *url.URL) string {
	path := "/" + strings.TrimLeft(u.EscapedPath(), `/\`)
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// verdict says why a request is refused.
func (g guard) verdict(r *http.Request) (int, error) {
	if g.token != "" {
		if c, err := r.Cookie(g.cookie); err != nil || !same(c.Value, g.token) {
			return http.StatusUnauthorized, errToken
		}
	}
	if !g.ownHost(r.Host) {
		return http.StatusForbidden, errHost
	}
	if !ownOrigin(r) {
		return http.StatusForbidden, errOrigin
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return 0, nil
	}
	if err := r.ParseForm(); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return http.StatusRequestEntityTooLarge, fmt.Errorf("that is more than %d bytes", maxBody)
		}
		return http.StatusBadRequest, fmt.Errorf("read the form: %w", err)
	}
	if !same(r.PostForm.Get("token"), g.form) {
		return http.StatusForbidden, errForm
	}
	return 0, nil
}

// ownHost reports whether the server goes by the name that a request has for it. A page
// of another site can have any name lead here, but no numeral that is not ours.
func (g guard) ownHost(given string) bool {
	host, port, err := net.SplitHostPort(given)
	if err != nil {
		host, port = strings.Trim(given, "[]"), "80"
	}
	if port != g.port {
		return false
	}
	ip, err := netip.ParseAddr(host)
	switch {
	case strings.EqualFold(host, "localhost"), strings.EqualFold(host, g.host):
		return true
	case err != nil:
		return false
	case g.all:
		return true
	}
	return ip.Unmap().IsLoopback()
}

// ownOrigin reports whether a request comes from a page of this server, or from the
// person: typed, or a link that they have followed.
func ownOrigin(r *http.Request) bool {
	if origin, given := r.Header["Origin"]; given && (len(origin) != 1 || !strings.EqualFold(origin[0], "http://"+r.Host)) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// policy lets a page load nothing but what this server has, and show players of the two
// hosts that have one, in a frame that is made when somebody asks for it.
const policy = "default-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com; " +
	"object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "same-origin") // with no-referrer browsers send "Origin: null" with forms
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}
