package web_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

const talk = "reading-a-traceback-from-the-bottom-up"

func TestGuardOnLoopback(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	action, form := w.get(t, eventAt).form(t, talk)
	form.Set("act", "save")
	wrong, without := maps.Clone(form), maps.Clone(form)
	wrong["token"] = []string{"guessed"}
	without.Del("token")
	port := w.origin[strings.LastIndex(w.origin, ":"):]
	for _, test := range []struct {
		name    string
		form    url.Values // nil: GET
		headers []string
		want    int
	}{
		{"its own page", nil, nil, 200},
		{"its own form", form, nil, 303},
		{"localhost", nil, []string{"Host: localhost" + port}, 200},
		{"a name that leads here", nil, []string{"Host: evil.example" + port}, 403},
		{"another port", nil, []string{"Host: 127.0.0.1:1"}, 403},
		{"an address of the network", nil, []string{"Host: 192.0.2.1" + port}, 403},
		{"no port", nil, []string{"Host: localhost"}, 403},
		{"another site", form, []string{"Origin: http://evil.example"}, 403},
		{"another port's page", form, []string{"Origin: http://127.0.0.1:1"}, 403},
		{"no origin to speak of", form, []string{"Origin: null"}, 403},
		{"no origin at all", form, []string{"Origin:"}, 303},
		{"another site asks", nil, []string{"Origin: http://evil.example"}, 403},
		{"cross-site", form, []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"same-site", form, []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 403},
		{"cross-site script", nil, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, 403},
		{"in a frame", nil, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}, 403},
		{"no navigation", nil, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: document"}, 403},
		{"typed", nil, []string{"Sec-Fetch-Site: none"}, 200},
		{"two origins", form, []string{"+Origin: http://evil.example"}, 403},
		{"a link followed", nil, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		{"same-origin", form, []string{"Sec-Fetch-Site: same-origin"}, 303},
		{"no form token", without, nil, 403},
		{"a wrong form token", wrong, nil, 403},
		{"too much", url.Values{"title": {strings.Repeat("a", 5<<20)}}, nil, 413},
	} {
		method, target := http.MethodGet, eventAt
		if test.form != nil {
			method, target = http.MethodPost, action
		}
		a := w.ask(t, method, target, test.form, test.headers...)
		if a.Code != test.want {
			t.Errorf("%s: %d, want %d: %s", test.name, a.Code, test.want, a.Body)
		}
		checkHeaders(t, test.name, a)
	}
}

// The form token is asked for whatever is done, and stands in the form.
func TestFormToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	action, form := w.get(t, eventAt).form(t, talk)
	inAddress := action + "?token=" + form.Get("token")
	form.Del("token")
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if a := w.ask(t, method, inAddress, form); a.Code != http.StatusForbidden {
			t.Errorf("%s with the token in the address: %d, want 403", method, a.Code)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, w.origin+action, strings.NewReader("title=%zz"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a := httptest.NewRecorder()
	if w.server.Handler().ServeHTTP(a, r); a.Code != http.StatusBadRequest {
		t.Errorf("what is no form: %d, want 400", a.Code)
	}
}

func checkHeaders(t *testing.T, name string, a answer) {
	t.Helper()
	for header, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY", "Cache-Control": "no-store",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := a.Header().Get(header); got != want {
			t.Errorf("%s: %s: %q, want %q", name, header, got, want)
		}
	}
	policy := a.Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'self'", "frame-src https://www.youtube-nocookie.com https://player.vimeo.com;", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%s: policy %q lacks %s", name, policy, want)
		}
	}
	if strings.Contains(policy, "unsafe") {
		t.Errorf("%s: policy %q", name, policy)
	}
}

func TestGuardElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start(t, "0.0.0.0:0")
	first, err := url.Parse(w.server.Addresses()[0])
	must(t, err)
	token := first.Query().Get("token")
	if len(token) < 26 { // 5 bits a letter
		t.Errorf("the token %q has less than 128 bits", token)
	}
	for _, target := range []string{"/", eventAt, "/static/stevie.css", "/nothing", "/?token=" + token[1:]} {
		if a := w.ask(t, http.MethodGet, target, nil); a.Code != http.StatusUnauthorized {
			t.Errorf("%s without a token: %d, want 401", target, a.Code)
		}
	}
	if a := w.ask(t, http.MethodPost, eventAt+"/draft/"+talk+"?token="+token, url.Values{"act": {"skip"}}); a.Code != http.StatusUnauthorized {
		t.Errorf("a form with the token in its address: %d, want 401", a.Code)
	}
	a := w.ask(t, http.MethodGet, "//evil.example/?token="+token, nil)
	if at := a.Header().Get("Location"); a.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/evil") {
		t.Errorf("two slashes: %d to %q, which may be another machine", a.Code, at)
	}
	a = w.ask(t, http.MethodGet, "/?token="+token, nil, "Host: evil.example:"+first.Port())
	if a.Code != http.StatusUnauthorized || a.Header().Get("Set-Cookie") != "" {
		t.Errorf("with the token, under a name that leads here: %d, cookie %q", a.Code, a.Header().Get("Set-Cookie"))
	}
	a = w.ask(t, http.MethodGet, "/?token="+token, nil)
	set := a.Header().Get("Set-Cookie")
	if a.Code != http.StatusSeeOther || a.Header().Get("Location") != "/" || !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Strict") {
		t.Fatalf("with the token: %d to %q, cookie %q", a.Code, a.Header().Get("Location"), set)
	}
	cookie, _, _ := strings.Cut(set, ";")
	cookie = "Cookie: " + cookie
	if a := w.ask(t, http.MethodGet, eventAt, nil, cookie[:len(cookie)-1]); a.Code != http.StatusUnauthorized {
		t.Errorf("with a cookie that is not quite it: %d, want 401", a.Code)
	}
	port := ":" + first.Port()
	for host, want := range map[string]int{"192.0.2.1": 200, "[2001:db8::1]": 200, "localhost": 200, "evil.example": 403} {
		if a := w.ask(t, http.MethodGet, eventAt, nil, cookie, "Host: "+host+port); a.Code != want {
			t.Errorf("as %s: %d, want %d", host, a.Code, want)
		}
	}
	before := token
	w.start(t, "0.0.0.0:0")
	if strings.Contains(w.server.Addresses()[0], before) {
		t.Error("the next start has the same token")
	}
}

func TestNamesAreNoPaths(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, form := w.get(t, eventAt).form(t, talk)
	form.Set("act", "skip")
	for _, name := range []string{"..%2f..%2fevent", "event", "%2e%2e", ".base", "x%00y"} {
		if a := w.ask(t, http.MethodPost, eventAt+"/draft/"+name, form); a.Code < 400 {
			t.Errorf("draft %s: %d", name, a.Code)
		}
	}
	for _, name := range []string{"..", "..%2fdata", "nothing", ".base"} {
		if a := w.ask(t, http.MethodGet, "/event/"+name, nil); a.Code == 200 {
			t.Errorf("event %s: %d", name, a.Code)
		}
	}
}
