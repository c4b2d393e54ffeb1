package httpx_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/httpx"
)

// A key of the right shape that opens nothing.
const inventedKey = "AIza" + "SyINVENTED-invented_0123456789abcdef"

func TestRedact(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"nothing to hide": "nothing to hide",
		"https://h.example/videos?alt=json&key=" + inventedKey + "&part=id": "https://h.example/videos?alt=json&key=[redacted]&part=id",
		"?pageToken=EAAaBlBUOkNESQ&monkey=1":                                "?pageToken=EAAaBlBUOkNESQ&monkey=1",
		"?ACCESS_TOKEN=abc#frag":                                            "?ACCESS_TOKEN=[redacted]#frag",
		"q=https%3A%2F%2Fh.example%3Fkey%3D" + inventedKey:                  "q=https%3A%2F%2Fh.example%3Fkey%3D[redacted]",
		"Authorization: Bearer 0123456789abcdef0123\nHost: h.example":       "Authorization: [redacted]\nHost: h.example",
		"X-Goog-Api-Key: short":                                             "X-Goog-Api-Key: [redacted]",
		`{"access_token":"0123","scope":"public"}`:                          `{"access_token":"[redacted]","scope":"public"}`,
		"sent bearer 0123456789abcdef0123 along":                            "sent bearer [redacted] along",
		"the bearer of news":                                                "the bearer of news",
		"https://jane:hush@h.example/":                                      "https://[redacted]@h.example/",
		"API key " + inventedKey + " is not valid":                          "API key [redacted] is not valid",
	}
	for in, want := range tests {
		if got := httpx.Redact(in); got != want {
			t.Errorf("Redact(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func FuzzRedact(f *testing.F) {
	for _, s := range []string{"", "?key=", "Authorization:", "://@", `"key":"`, "cookie=a'b", "bearer "} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		once := httpx.Redact(before + " key=" + inventedKey + "&" + after)
		if strings.Contains(once, inventedKey) {
			t.Errorf("the key is in %q", once)
		}
		if twice := httpx.Redact(once); twice != once {
			t.Errorf("%q became %q", once, twice)
		}
	})
}

func TestPlain(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		`exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.`: "exceeded your quota.",
		"the <code>playlistId</code> parameter":                                "the playlistId parameter",
		"1 < 2 and 3 > 2":                                                      "1 < 2 and 3 > 2",
		"AT&amp;T":                                                             "AT&T",
		"a\r\nb\tc\u2028d":                                                     "a b c d",
		"\x1b[31mred\x1b[0m\x00":                                               "[31mred[0m",
		"\u202egnp.exe\u2069\u200b":                                            "gnp.exe",
		"bad \xff byte":                                                        "bad byte",
		strings.Repeat("long ", 20):                                            "long long long long long long long lo…",
		"ünïcödé " + "日本語の話を四十文字より短く": "ünïcödé 日本語の話を四十文字より短く",
	}
	for in, want := range tests {
		if got := httpx.Plain(in, 38); got != want {
			t.Errorf("Plain(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("<b>&lt;\x00\u202e", 3)
	f.Add("&#27;[31m", 100)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = min(max(limit, 1), 500)
		got := httpx.Plain(s, limit)
		if utf8.RuneCountInString(got) > limit || !utf8.ValidString(got) {
			t.Errorf("%q is longer than %d or no text", got, limit)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Errorf("%q would reach a terminal", got)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		want time.Duration
		ok   bool
	}{
		"":                              {},
		"0":                             {ok: true},
		" 12 ":                          {want: 12 * time.Second, ok: true},
		"-1":                            {},
		"1.5":                           {},
		"99999999999999999999":          {},
		"soon":                          {},
		"Fri, 20 Nov 2026 12:01:30 GMT": {want: 90 * time.Second, ok: true},
		"Fri, 20 Nov 2026 11:00:00 GMT": {ok: true},
	}
	for value, want := range tests {
		got, ok := httpx.RetryAfter(http.Header{"Retry-After": {value}}, now)
		if got != want.want || ok != want.ok {
			t.Errorf("Retry-After %q: %s, %t; want %s, %t", value, got, ok, want.want, want.ok)
		}
	}
}
