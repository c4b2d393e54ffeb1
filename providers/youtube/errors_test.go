package youtube_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/providers/youtube"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	const makeKey = "console.cloud.google.com/apis/credentials"
	tests := map[string]struct {
		want     error
		code     string
		hint     string
		requests int
	}{
		"quotaExceeded":         {ingest.ErrQuota, "quotaExceeded", "00:00", 1},
		"dailyLimitExceeded":    {ingest.ErrQuota, "dailyLimitExceeded", "midnight Pacific", 1},
		"dailyQuota429":         {ingest.ErrQuota, "RATE_LIMIT_EXCEEDED", "midnight Pacific", 1},
		"rateLimitExceeded":     {ingest.ErrRateLimit, "rateLimitExceeded", "few minutes", 5},
		"userRateLimitExceeded": {ingest.ErrRateLimit, "userRateLimitExceeded", "few minutes", 5},
		"RATE_LIMIT_EXCEEDED":   {ingest.ErrRateLimit, "RATE_LIMIT_EXCEEDED", "few minutes", 5},

		"missingKey":              {ingest.ErrUnauthorized, "forbidden", makeKey, 2},
		"missingKey403":           {ingest.ErrUnauthorized, "forbidden", makeKey, 2},
		"dailyLimitExceededUnreg": {ingest.ErrUnauthorized, "dailyLimitExceededUnreg", makeKey, 2},
		"twoCredentials":          {ingest.ErrHostFault, "badRequest", "report", 1},
		"keyInvalid":              {ingest.ErrUnauthorized, "keyInvalid", makeKey, 1},
		"keyExpired":              {ingest.ErrUnauthorized, "keyExpired", makeKey, 1},
		"API_KEY_INVALID":         {ingest.ErrUnauthorized, "API_KEY_INVALID", makeKey, 1},
		"API_KEY_EXPIRED":         {ingest.ErrUnauthorized, "API_KEY_EXPIRED", makeKey, 1},
		"authError":               {ingest.ErrUnauthorized, "authError", makeKey, 1},

		"accessNotConfigured":           {ingest.ErrForbidden, "accessNotConfigured", "enable", 1},
		"SERVICE_DISABLED":              {ingest.ErrForbidden, "SERVICE_DISABLED", "enable", 1},
		"ipRefererBlocked":              {ingest.ErrForbidden, "ipRefererBlocked", "restricted", 1},
		"API_KEY_IP_ADDRESS_BLOCKED":    {ingest.ErrForbidden, "API_KEY_IP_ADDRESS_BLOCKED", "restricted", 1},
		"API_KEY_HTTP_REFERRER_BLOCKED": {ingest.ErrForbidden, "API_KEY_HTTP_REFERRER_BLOCKED", "restricted", 1},
		"API_KEY_SERVICE_BLOCKED":       {ingest.ErrForbidden, "API_KEY_SERVICE_BLOCKED", "restricted", 1},
		"forbidden":                     {ingest.ErrForbidden, "forbidden", "unlisted or public", 1},
		"playlistItemsNotAccessible":    {ingest.ErrForbidden, "playlistItemsNotAccessible", "unlisted or public", 1},
		"watchHistoryNotAccessible":     {ingest.ErrForbidden, "watchHistoryNotAccessible", "into a playlist", 1},
		"watchLaterNotAccessible":       {ingest.ErrForbidden, "watchLaterNotAccessible", "into a playlist", 1},

		"playlistNotFound": {ingest.ErrNotFound, "playlistNotFound", "unlisted or public", 1},
		"channelNotFound":  {ingest.ErrNotFound, "channelNotFound", "/@handle", 1},
		"videoNotFound":    {ingest.ErrNotFound, "videoNotFound", "check the address", 1},

		"missingRequiredParameter": {ingest.ErrHostFault, "missingRequiredParameter", "report", 1},
		"invalidParameter":         {ingest.ErrHostFault, "invalidParameter", "report", 1},
		"invalidFilters":           {ingest.ErrHostFault, "invalidFilters", "report", 1},
		"invalidPageToken":         {ingest.ErrHostFault, "invalidPageToken", "few minutes", 1},
		"backendError":             {ingest.ErrHostFault, "backendError", "few minutes", 5},
		"internalError":            {ingest.ErrHostFault, "internalError", "few minutes", 5},
		"SERVICE_UNAVAILABLE":      {ingest.ErrHostFault, "SERVICE_UNAVAILABLE", "few minutes", 5},

		"html200":   {ingest.ErrNotTheHost, "", "login", 1},
		"html403":   {ingest.ErrForbidden, "", "restricted", 1},
		"html404":   {ingest.ErrNotTheHost, "", "endpoint", 1},
		"html503":   {ingest.ErrHostFault, "", "few minutes", 5},
		"empty403":  {ingest.ErrForbidden, "", "restricted", 1},
		"empty429":  {ingest.ErrRateLimit, "", "few minutes", 5},
		"empty500":  {ingest.ErrHostFault, "", "few minutes", 5},
		"truncated": {ingest.ErrHostFault, "", "later", 5},
	}
	for _, reason := range fakehost.YouTubeReasons() {
		tt, ok := tests[reason]
		if !ok {
			t.Errorf("%s is not in the table", reason)
			continue
		}
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				host := conference(1)
				host.Faults = []fakehost.YouTubeFault{{Reason: reason}}
				pacific := time.FixedZone("PST", -8*60*60) // synctest begins in winter
				p := newProvider(t, youtube.Config{
					APIKey: apiKey, HTTP: inMemory{host}, Now: func() time.Time { return time.Now().In(pacific) },
				})
				_, err := walk(t, p, playlistURL)
				refused, ok := errors.AsType[*ingest.HostError](err)
				if !ok || !errors.Is(err, tt.want) {
					t.Fatalf("%v, want %v", err, tt.want)
				}
				if refused.Code != tt.code || refused.Provider != "youtube" || refused.Op != "playlist "+playlistID {
					t.Errorf("%+v, want code %s", refused, tt.code)
				}
				if hint := ingest.Hint(err); !strings.Contains(hint, tt.hint) {
					t.Errorf("hint %q, want %q in it", hint, tt.hint)
				}
				if got := p.Usage(); got != (ingest.Usage{Requests: tt.requests, Quota: tt.requests}) {
					t.Errorf("spent %+v, want %d", got, tt.requests)
				}
				if strings.ContainsAny(err.Error(), "<>?") {
					t.Errorf("tags or a query in %q", err)
				}
			})
		})
	}
}

// What is used up in the middle leaves what came before it, and says so.
func TestQuotaEndsInTheMiddle(t *testing.T) {
	t.Parallel()
	for method, after := range map[string]int{"videos": 1, "playlistItems": 1, "": 3} {
		host := conference(120)
		host.Faults = []fakehost.YouTubeFault{{Method: method, After: after, Reason: "quotaExceeded"}}
		videos, err := walk(t, newFor(t, host), playlistURL)
		if !errors.Is(err, ingest.ErrQuota) || len(videos)%50 != 0 || len(videos) > 50 {
			t.Errorf("%s: %d videos, %v", method, len(videos), err)
		}
	}
}

// When the host does not see keys in headers, one request more finds out, and
// the key is still nowhere to be read.
func TestKeyFallsBackToTheQuery(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		host := conference(60)
		host.IgnoreHeader = true
		var log bytes.Buffer
		p := newProvider(t, youtube.Config{
			APIKey: apiKey, HTTP: inMemory{host},
			Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		})
		for _, requests := range []int{6, 11} {
			videos, err := walk(t, p, playlistURL)
			if err != nil || len(videos) != 60 || p.Usage().Requests != requests {
				t.Errorf("%d videos for %d requests, want %d; %v", len(videos), p.Usage().Requests, requests, err)
			}
		}
		if strings.Contains(log.String(), apiKey) || !strings.Contains(log.String(), "status=403") {
			t.Errorf("log:\n%s", &log)
		}
		if all := strings.Join(host.Requests(), "\n"); strings.Contains(all, apiKey) || strings.Count(all, "key=[redacted]") != 10 {
			t.Errorf("requests:\n%s", all)
		}
		host.Faults = []fakehost.YouTubeFault{{Reason: "API_KEY_INVALID"}}
		if _, err := walk(t, p, playlistURL); err == nil || strings.Contains(err.Error(), apiKey) {
			t.Error(err)
		}
	})
}

func TestKeyIsInNoURL(t *testing.T) {
	t.Parallel()
	var seen []*http.Request
	host := conference(60)
	host.Fault = func(r *http.Request) http.Handler {
		seen = append(seen, r)
		return nil
	}
	if _, err := walk(t, newFor(t, host), watchURL(1)); err != nil {
		t.Fatal(err)
	}
	for _, r := range seen {
		if r.Header.Get("X-Goog-Api-Key") != apiKey || strings.Contains(r.URL.String(), "key=") {
			t.Errorf("%s with %v", r.URL, r.Header)
		}
		if agent := r.Header.Get("User-Agent"); !strings.HasPrefix(agent, "stevie") {
			t.Errorf("User-Agent %q", agent)
		}
	}
}

// A key of any shape is taken out of the host's words.
func TestHostRepeatsTheKey(t *testing.T) {
	t.Parallel()
	host := conference(1)
	host.Fault = func(*http.Request) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`[{"error":{"message":"bad key <b>` + apiKey + `</b>","errors":[{"reason":"` + apiKey + `"}],"details":[{"reason":7}]}}]`))
		})
	}
	_, err := walk(t, newFor(t, host), playlistURL)
	refused, ok := errors.AsType[*ingest.HostError](err)
	if !ok || refused.Message != "bad key [redacted]" || strings.Contains(refused.Code, apiKey) {
		t.Errorf("%#v", err)
	}
}

func TestEndpoint(t *testing.T) {
	t.Parallel()
	for _, endpoint := range []string{"https://h.example", "https://h.example/", "https://h.example/sub", "https://h.example/sub/"} {
		host := conference(1)
		p := newProvider(t, youtube.Config{APIKey: apiKey, Endpoint: endpoint, HTTP: inMemory{host}})
		if _, err := walk(t, p, watchURL(0)); err != nil {
			t.Error(err)
		}
		prefix := "GET " + strings.TrimSuffix(strings.TrimPrefix(endpoint, "https://h.example"), "/") + "/youtube/v3/videos?"
		if !slices.ContainsFunc(host.Requests(), func(r string) bool { return strings.HasPrefix(r, prefix) }) {
			t.Errorf("%s: %q", endpoint, host.Requests())
		}
	}
	for _, endpoint := range []string{"h.example", "ftp://h.example/", "https://", "https://h.example/?key=x", "https://me:hush@h.example/", "https://h.example/#x", ":"} {
		_, err := youtube.New(youtube.Config{Endpoint: endpoint})
		if err == nil || ingest.Hint(err) == "" || strings.Contains(err.Error(), "hush") {
			t.Errorf("New with endpoint %q: %v", endpoint, err)
		}
	}
}
