package fakehost_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/fakehost"
)

const youTubeDescription = `{
  "key": "invented-key",
  "channels": [{"id": "UCinvented00000000000000", "title": "ExampleConf", "handle": "@exconf", "user": "old", "uploads": ["v2", "v1", "v0", "hidden", "gone"]}],
  "playlists": [
    {"id": "PLshort", "title": "2025", "channel_id": "UCinvented00000000000000", "videos": ["v0", "hidden", "gone", "members", "v1", "v2", "v0"]},
    {"id": "PLsecret", "privacy": "private", "videos": ["v0"]}
  ],
  "videos": [
    {"id": "v0", "title": "Zero", "duration": "PT1M", "published": "2025-01-02T03:04:05Z"},
    {"id": "v1", "title": "One", "allowed_in": []},
    {"id": "v2", "bare": true},
    {"id": "hidden", "title": "Secret", "privacy": "private"},
    {"id": "members", "title": "For members", "members_only": true}
  ]
}`

func newYouTube(t *testing.T) *fakehost.YouTube {
	t.Helper()
	y := new(fakehost.YouTube)
	if err := json.Unmarshal([]byte(youTubeDescription), y); err != nil {
		t.Fatal(err)
	}
	return y
}

// ask makes a request with the right key and decodes the answer.
func ask(t *testing.T, y *fakehost.YouTube, target string) (int, map[string]any) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/youtube/v3/"+target, nil)
	r.Header.Set("X-Goog-Api-Key", "invented-key")
	rec := httptest.NewRecorder()
	y.ServeHTTP(rec, r)
	var answer map[string]any
	if err := json.Unmarshal(rec.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v in %q", target, err, rec.Body)
	}
	return rec.Code, answer
}

// at walks into an answer by keys and indexes; nil is a key that is not there.
func at(v any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

func TestYouTubeAnswers(t *testing.T) {
	t.Parallel()
	y := newYouTube(t)
	type check struct {
		path []any
		want any
	}
	tests := map[string][]check{
		"playlists?part=snippet&part=contentDetails&id=PLshort": {
			{[]any{"items", 0, "snippet", "title"}, "2025"},
			{[]any{"items", 0, "snippet", "channelTitle"}, "ExampleConf"},
			{[]any{"items", 0, "contentDetails", "itemCount"}, 7.0},
			{[]any{"items", 0, "status"}, nil}, // not asked for
		},
		"playlists?part=snippet&id=PLsecret,PLunknown": {{[]any{"items"}, []any{}}, {[]any{"pageInfo", "totalResults"}, 0.0}},
		"channels?part=contentDetails,statistics&forHandle=EXCONF": {
			{[]any{"items", 0, "contentDetails", "relatedPlaylists", "uploads"}, "UUinvented00000000000000"},
			{[]any{"items", 0, "statistics", "videoCount"}, "5"},
		},
		"channels?part=id&forUsername=old":                                        {{[]any{"items", 0, "id"}, "UCinvented00000000000000"}},
		"channels?part=id&id=UCunknown":                                           {{[]any{"items"}, nil}},
		"playlistItems?part=snippet&playlistId=PLshort":                           {{[]any{"items", 4, "snippet", "position"}, 4.0}, {[]any{"pageInfo", "resultsPerPage"}, 5.0}},
		"playlistItems?part=id&playlistId=UUinvented00000000000000&maxResults=50": {{[]any{"pageInfo", "totalResults"}, 3.0}, {[]any{"nextPageToken"}, nil}},
		"playlistItems?part=snippet,contentDetails,status&playlistId=PLshort": {
			{[]any{"items", 0, "snippet", "position"}, 0.0},
			{[]any{"items", 0, "contentDetails", "videoPublishedAt"}, "2025-01-02T03:04:05Z"},
			{[]any{"items", 1, "snippet", "title"}, "Private video"},
			{[]any{"items", 1, "status", "privacyStatus"}, "private"},
			{[]any{"items", 1, "contentDetails", "videoPublishedAt"}, nil},
			{[]any{"items", 2, "snippet", "title"}, "Deleted video"},
			{[]any{"items", 2, "status", "privacyStatus"}, "privacyStatusUnspecified"},
			{[]any{"items", 3, "snippet", "title"}, "For members"},
			{[]any{"items", 3, "status", "privacyStatus"}, "public"},
		},
		"videos?part=snippet,contentDetails&id=v0,v1&id=hidden&id=gone,members": {
			{[]any{"pageInfo", "totalResults"}, 2.0},
			{[]any{"items", 0, "id"}, "v1"}, // in no promised order
			{[]any{"items", 0, "contentDetails", "duration"}, "P0D"},
			{[]any{"items", 0, "contentDetails", "regionRestriction", "allowed"}, []any{}},
			{[]any{"items", 1, "contentDetails", "duration"}, "PT1M"},
			{[]any{"items", 1, "status"}, nil},
		},
		"videos?part=snippet&id=v2":  {{[]any{"items", 0, "snippet"}, nil}},
		"videos?part=snippet&id=%20": {{[]any{"items"}, []any{}}},
		"videos?part=snippet,status&id=v0&fields=items(id,snippet/thumbnails/maxres(width),status)": {
			{[]any{"items", 0, "snippet"}, map[string]any{"thumbnails": map[string]any{"maxres": map[string]any{"width": 1280.0}}}},
			{[]any{"items", 0, "status", "license"}, "youtube"},
			{[]any{"pageInfo"}, nil},
		},
	}
	for target, checks := range tests {
		code, answer := ask(t, y, target)
		if code != http.StatusOK {
			t.Errorf("%s: %d %v", target, code, answer)
			continue
		}
		for _, c := range checks {
			if diff := cmp.Diff(c.want, at(answer, c.path...)); diff != "" {
				t.Errorf("%s: %v: %s", target, c.path, diff)
			}
		}
	}
}

func TestYouTubeRefuses(t *testing.T) {
	t.Parallel()
	y := newYouTube(t)
	tests := map[string]struct {
		code   int
		reason string
	}{
		"videos?id=v0":          {400, "missingRequiredParameter"},
		"videos?part=id":        {400, "missingRequiredParameter"},
		"channels?part=id":      {400, "missingRequiredParameter"},
		"playlists?part=id":     {400, "missingRequiredParameter"},
		"playlistItems?part=id": {400, "missingRequiredParameter"},
		"videos?part=id&id=" + strings.Repeat("x,", 51):               {400, "invalidFilters"},
		"playlistItems?part=id&playlistId=PLshort&maxResults=51":      {400, "invalidParameter"},
		"playlistItems?part=id&playlistId=PLshort&pageToken=nonsense": {400, "invalidPageToken"},
		"playlistItems?part=id&playlistId=PLunknown":                  {404, "playlistNotFound"},
		"playlistItems?part=id&playlistId=PLsecret":                   {404, "playlistNotFound"},
		"videos?part=id&id=v0&fields=items(id":                        {400, "invalidParameter"},
		"videos?part=id&id=v0&fields=items)":                          {400, "invalidParameter"},
		"videos?part=id&id=v0&fields=,":                               {400, "invalidParameter"},
	}
	for target, want := range tests {
		code, answer := ask(t, y, target)
		if code != want.code || at(answer, "error", "errors", 0, "reason") != want.reason {
			t.Errorf("%s: %d %v, want %d %s", target, code, answer, want.code, want.reason)
		}
	}
}

func TestYouTubePages(t *testing.T) {
	t.Parallel()
	y := newYouTube(t)
	var got []string
	token := ""
	for range 10 {
		_, page := ask(t, y, "playlistItems?part=contentDetails&playlistId=PLshort&maxResults=3&pageToken="+token)
		for i := range at(page, "items").([]any) {
			got = append(got, at(page, "items", i, "contentDetails", "videoId").(string))
		}
		if token, _ = page["nextPageToken"].(string); token == "" {
			break
		}
	}
	if diff := cmp.Diff(y.Playlists[0].Videos, got); diff != "" {
		t.Error(diff)
	}
	_, page := ask(t, y, "playlistItems?part=id&playlistId=PLshort&maxResults=1")
	foreign, _ := page["nextPageToken"].(string)
	if code, _ := ask(t, y, "playlistItems?part=id&playlistId=UUinvented00000000000000&pageToken="+foreign); code != 400 {
		t.Errorf("a token of another playlist: %d", code)
	}
}

func TestYouTubeKeys(t *testing.T) {
	t.Parallel()
	tests := []struct {
		header, query string
		ignoreHeader  bool
		code          int
	}{
		{code: 403},
		{header: "invented-key", code: 200},
		{query: "invented-key", code: 200},
		{header: "wrong", code: 400},
		{query: "wrong", code: 400},
		{header: "invented-key", ignoreHeader: true, code: 403},
		{query: "invented-key", ignoreHeader: true, code: 200},
	}
	for _, tt := range tests {
		y := newYouTube(t)
		y.IgnoreHeader = tt.ignoreHeader
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v3/videos?part=id&id=v0&key="+tt.query, nil)
		r.Header.Set("X-Goog-Api-Key", tt.header)
		rec := httptest.NewRecorder()
		y.ServeHTTP(rec, r)
		if rec.Code != tt.code {
			t.Errorf("%+v: %d %s", tt, rec.Code, rec.Body)
		}
		if slices.ContainsFunc(y.Requests(), func(s string) bool { return strings.Contains(s, "invented-key") }) {
			t.Errorf("the key is in %q", y.Requests())
		}
	}
}

func TestYouTubeFaults(t *testing.T) {
	t.Parallel()
	y := newYouTube(t)
	faults := `[{"method": "videos", "after": 1, "times": 2, "reason": "backendError", "retry_after": "7"}]`
	if err := json.Unmarshal([]byte(faults), &y.Faults); err != nil {
		t.Fatal(err)
	}
	y.Latency = 5 * time.Millisecond
	start := time.Now()
	var codes []int
	for range 4 {
		code, _ := ask(t, y, "videos?part=id&id=v0")
		codes = append(codes, code)
		ask(t, y, "channels?part=id&id=x")
	}
	if diff := cmp.Diff([]int{200, 503, 503, 200}, codes); diff != "" {
		t.Error(diff)
	}
	if took := time.Since(start); took < 8*5*time.Millisecond {
		t.Errorf("8 answers in %s", took)
	}
	if n := len(y.Requests()); n != 8 || y.Requests()[0] != "GET /youtube/v3/videos?part=id&id=v0" {
		t.Errorf("%q", y.Requests())
	}
	y.Fault = func(*http.Request) http.Handler { return fakehost.YouTubeFailure("RATE_LIMIT_EXCEEDED") }
	code, answer := ask(t, y, "videos?part=id&id=v0")
	if code != 429 || at(answer, "error", "details", 0, "reason") != "RATE_LIMIT_EXCEEDED" ||
		at(answer, "error", "errors", 0, "reason") != "rateLimitExceeded" {
		t.Errorf("%d %v", code, answer)
	}
}
