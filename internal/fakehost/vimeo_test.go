package fakehost_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/fakehost"
)

// vimeoFromJSON is described the way a script would do it.
func vimeoFromJSON(t *testing.T) *fakehost.Vimeo {
	t.Helper()
	v := new(fakehost.Vimeo)
	if err := json.Unmarshal([]byte(`{
		"token": "personal", "client_id": "app", "client_secret": "a/b+c=",
		"users": [{"id": "9", "slug": "exconf", "name": "ExampleConf"}],
		"videos": [
			{"id": "1", "title": "One", "owner": "9", "tags": ["python"], "created": "2024-05-30T08:00:00Z", "duration": 60},
			{"id": "2", "title": "Two", "owner": "9", "privacy": "unlisted", "hash": "0a1b2c3d4e"},
			{"id": "3", "title": "Three", "owner": "9", "privacy": "nobody"}
		],
		"collections": [
			{"kind": "albums", "id": "4242", "title": "All", "owner": "9", "videos": ["3", "2", "1"]},
			{"kind": "albums", "id": "4343", "privacy": "password", "videos": ["1"]},
			{"kind": "channels", "id": "77", "slug": "exchan", "videos": ["1"]}
		]
	}`), v); err != nil {
		t.Fatal(err)
	}
	return v
}

// askVimeo sends a request and decodes the answer.
func askVimeo(t *testing.T, v http.Handler, target, token string) (*httptest.ResponseRecorder, map[string]any) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	v.ServeHTTP(w, r)
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v in %s", target, err, w.Body)
	}
	return w, answer
}

func TestVimeoStatuses(t *testing.T) {
	t.Parallel()
	v := vimeoFromJSON(t)
	for target, want := range map[string]int{
		"/videos/1":                        200,
		"/videos/2":                        404, // unlisted, without its hash
		"/videos/2:0a1b2c3d4e":             200,
		"/videos/2:ffffffffff":             404,
		"/videos/3":                        200, // the owner's token sees it
		"/videos/4":                        404,
		"/albums/4242":                     200,
		"/albums/4242/videos":              200,
		"/users/9/albums/4242/videos":      200,
		"/me/albums/4242":                  200,
		"/albums/4343":                     200,
		"/albums/4343/videos":              404, // behind a password
		"/albums/exconf":                   404,
		"/channels/77":                     200,
		"/channels/exchan/videos":          200,
		"/channels/4242":                   404,
		"/groups/77":                       404,
		"/users/9":                         200,
		"/users/user9":                     200,
		"/users/exconf/videos":             200,
		"/users/nobody":                    404,
		"/nonsense":                        404,
		"/albums/4242/videos?per_page=101": 400,
		"/albums/4242/videos?per_page=x":   400,
		"/albums/4242/videos?page=0":       400,
		"/albums/4242/videos?page=9":       200,
		"/channels/77/videos?sort=default&direction=asc": 400,
	} {
		if w, _ := askVimeo(t, v, target, "personal"); w.Code != want {
			t.Errorf("%s: %d, want %d: %s", target, w.Code, want, w.Body)
		}
	}
	for _, token := range []string{"", "wrong"} {
		w, answer := askVimeo(t, v, "/videos/1", token)
		if w.Code != http.StatusUnauthorized || answer["error_code"] != 8003.0 {
			t.Errorf("token %q: %d %v", token, w.Code, answer)
		}
	}
	if _, answer := askVimeo(t, v, "/albums/4343/videos", "personal"); len(answer) != 1 || answer["error"] == "" {
		t.Errorf("a legacy error is %v, want its text alone", answer)
	}
}

func TestVimeoPages(t *testing.T) {
	t.Parallel()
	v := vimeoFromJSON(t)
	_, got := askVimeo(t, v, "/albums/4242/videos?per_page=2&fields=uri,tags.name,privacy.view,user.link,pictures.sizes.link,created_time", "personal")
	page := func(n string) string {
		return "/albums/4242/videos?fields=uri%2Ctags.name%2Cprivacy.view%2Cuser.link%2Cpictures.sizes.link%2Ccreated_time&page=" + n + "&per_page=2"
	}
	user := map[string]any{"link": "https://vimeo.com/exconf"}
	video := func(uri, view string) map[string]any {
		still := "https://i.vimeocdn.com/video/" + uri[len("/videos/"):][:1]
		return map[string]any{
			"uri": uri, "tags": []any{}, "privacy": map[string]any{"view": view}, "user": user, "created_time": nil,
			"pictures": map[string]any{"sizes": []any{
				map[string]any{"link": still + "_100x75?r=pad"},
				map[string]any{"link": still + "_295x166?r=pad"},
				map[string]any{"link": still + "_640x360?r=pad"},
				map[string]any{"link": still + "_1280x720?r=pad"},
			}},
		}
	}
	want := map[string]any{
		"total": 3.0, "page": 1.0, "per_page": 2.0,
		"paging": map[string]any{"next": page("2"), "previous": nil, "first": page("1"), "last": page("2")},
		"data":   []any{video("/videos/3", "nobody"), video("/videos/2:0a1b2c3d4e", "unlisted")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page 1 (-want +got):\n%s", diff)
	}
	_, got = askVimeo(t, v, page("2"), "personal")
	want = map[string]any{
		"uri": "/videos/1", "tags": []any{map[string]any{"name": "python"}}, "privacy": map[string]any{"view": "anybody"},
		"user": user, "created_time": "2024-05-30T08:00:00+00:00",
	}
	last := got["data"].([]any)[0].(map[string]any)
	delete(last, "pictures")
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("page 2 (-want +got):\n%s", diff)
	}
	if next := got["paging"].(map[string]any)["next"]; next != nil {
		t.Errorf("after the last page comes %v", next)
	}
}

func TestVimeoSellsTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := vimeoFromJSON(t)
		v.TokenLifetime = time.Hour
		buy := func(secret, form string) *httptest.ResponseRecorder {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/oauth/authorize/client", strings.NewReader(form))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.SetBasicAuth("app", secret)
			w := httptest.NewRecorder()
			v.ServeHTTP(w, r)
			return w
		}
		const form = "grant_type=client_credentials&scope=public"
		if w := buy("a%2Fb%2Bc%3D", form); w.Code != 401 || !strings.Contains(w.Body.String(), "8001") {
			t.Errorf("percent-encoded secret: %d %s", w.Code, w.Body)
		}
		if w := buy("a/b+c=", "grant_type=password"); w.Code != 400 {
			t.Errorf("another grant: %d %s", w.Code, w.Body)
		}
		w := buy("a/b+c=", form)
		var token struct {
			AccessToken string `json:"access_token"`
			ExpiresIn   int    `json:"expires_in"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &token); err != nil || w.Code != 200 || token.ExpiresIn != 3600 {
			t.Fatalf("%d %s, %v", w.Code, w.Body, err)
		}
		_, page := askVimeo(t, v, "/albums/4242/videos", token.AccessToken)
		if total := page["total"]; total != 2.0 {
			t.Errorf("an app sees %v videos, want the public and the unlisted one", total)
		}
		time.Sleep(time.Hour)
		if w, _ := askVimeo(t, v, "/videos/1", token.AccessToken); w.Code != 401 {
			t.Errorf("after its end a token gets %d", w.Code)
		}
	})
}

func TestVimeoRateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := vimeoFromJSON(t)
		v.RateLimit = 2
		for i, want := range []struct {
			status    int
			remaining string
		}{{200, "1"}, {200, "0"}, {429, "0"}, {429, "0"}} {
			w, _ := askVimeo(t, v, "/videos/1", "personal")
			if got := w.Header().Get("X-RateLimit-Remaining"); w.Code != want.status || got != want.remaining {
				t.Errorf("request %d: %d, %s remaining; want %d, %s", i, w.Code, got, want.status, want.remaining)
			}
			if got := w.Header().Get("X-RateLimit-Reset"); got != "2000-01-01T00:01:00+00:00" {
				t.Errorf("reset %q", got)
			}
		}
		time.Sleep(time.Minute)
		v.UnixReset = true
		w, _ := askVimeo(t, v, "/videos/1", "personal")
		if got := w.Header().Get("X-RateLimit-Reset"); w.Code != 200 || got != "946684920" {
			t.Errorf("a minute later: %d, reset %q", w.Code, got)
		}
	})
}

func TestVimeoLatencyAndFaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := vimeoFromJSON(t)
		v.Latency = time.Second
		v.Fault = func(r *http.Request) http.Handler {
			if r.URL.Path != "/videos/2" {
				return nil
			}
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"fault": true}`) })
		}
		start := time.Now()
		if _, answer := askVimeo(t, v, "/videos/1", "personal"); answer["name"] != "One" || time.Since(start) != time.Second {
			t.Errorf("%v after %v", answer["name"], time.Since(start))
		}
		if _, answer := askVimeo(t, v, "/videos/2", ""); answer["fault"] != true {
			t.Errorf("the fault answered %v", answer)
		}
	})
}

func TestVimeoZeroValue(t *testing.T) {
	t.Parallel()
	v := &fakehost.Vimeo{Videos: []fakehost.VimeoVideo{{ID: "1", Privacy: "nobody"}}}
	if w, _ := askVimeo(t, v, "/videos/1", ""); w.Code != 200 {
		t.Errorf("a host without tokens refuses: %s", w.Body)
	}
}
