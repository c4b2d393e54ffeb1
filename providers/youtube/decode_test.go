package youtube

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"google.golang.org/api/googleapi"

	"github.com/pyvideo/stevie/ingest"
)

func TestSeconds(t *testing.T) {
	t.Parallel()
	for iso, want := range map[string]int{
		"PT15M51S":      951,
		"PT1H1M17S":     3677,
		"PT45S":         45,
		"PT1H":          3600,
		"P1DT2H3M4S":    93784,
		"P2D":           172800,
		"P1W":           604800,
		"PT0.6S":        1,
		"P0D":           0,
		"PT0S":          0,
		"":              0,
		"PT":            0,
		"-PT5M":         0,
		"28:14":         0,
		"PT5X":          0,
		"P999999999Y":   0,
		"PT1H\x00":      0,
		"P1Y2M3DT4H5M6": 0,
	} {
		if got := seconds(iso); got != want {
			t.Errorf("seconds(%q) = %d, want %d", iso, got, want)
		}
	}
}

func FuzzSeconds(f *testing.F) {
	for _, iso := range []string{"PT15M51S", "P1DT2H3M4S", "P0D", "-P1D", "PT1e9H", "P99999999999999999999W"} {
		f.Add(iso)
	}
	f.Fuzz(func(t *testing.T, iso string) {
		if got := seconds(iso); got < 0 || float64(got) > math.MaxInt64/1e9 {
			t.Errorf("seconds(%q) = %d", iso, got)
		}
	})
}

func TestDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2024-05-18T00:00:00Z":      "2024-05-18",
		"2024-05-18T23:59:00-10:00": "2024-05-18",
		"2024-05-18":                "2024-05-18",
		"2024-05-18junk":            "",
		"2024-02-30T00:00:00Z":      "",
		"":                          "",
		"yesterday":                 "",
	} {
		if got := day(text).String(); got != want {
			t.Errorf("day(%q) = %s, want %s", text, got, want)
		}
	}
}

// A daily limit is told by any of its marks, in either generation.
func TestQuotaOrPace(t *testing.T) {
	t.Parallel()
	for body, quota := range map[string]bool{
		`{"error":{"errors":[{"reason":"rateLimitExceeded"}],"message":"limit 'Queries per day' of service"}}`:                     true,
		`{"error":{"details":[{"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit":"defaultPerDayPerProject"}}]}}`:            true,
		`{"error":{"errors":[{"reason":"rateLimitExceeded"}],"details":[{"metadata":{"quota_limit":"defaultPerMinutePerUser"}}]}}`: false,
		`{"error":{"errors":[{"reason":"quotaExceeded"}],"details":"odd"}}`:                                                        true,
	} {
		c, err := New(Config{})
		if err != nil {
			t.Fatal(err)
		}
		for _, status := range []int{403, 429} {
			again := c.client.keys.retry(status, nil, []byte(body))
			err := c.client.failed(t.Context(), "x", &googleapi.Error{Code: status, Body: body})
			if again == quota || errors.Is(err, ingest.ErrQuota) != quota || errors.Is(err, ingest.ErrRateLimit) == quota {
				t.Errorf("%d %s: %v, asked again: %t", status, body, err, again)
			}
		}
	}
}

// Whatever the host answers, the error is typed, has a remedy, and is one line of
// harmless text.
func FuzzRefusal(f *testing.F) {
	f.Add(403, `{"error":{"message":"<a href=\"x\">quota</a>","errors":[{"reason":"quotaExceeded"}]}}`)
	f.Add(429, `{"error":{"details":[{"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit":"xPerDay"}}]}}`)
	f.Add(400, `[{"error":{"message":"API key not valid"}}]`)
	f.Add(400, `{"error":"invalid_request","error_description":"no"}`)
	f.Add(500, `{"error":{"errors":"none","message":7}}`)
	f.Add(404, "<html>")
	f.Add(503, "")
	f.Add(404, "null")
	c, err := New(Config{APIKey: "HUSHHUSH"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, body string) {
		c.client.keys.retry(status, nil, []byte(body))
		err := c.client.failed(t.Context(), "video x", &googleapi.Error{Code: status, Body: body})
		text := err.Error()
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) ||
			!utf8.ValidString(text) || utf8.RuneCountInString(text) > 500 || strings.Contains(text, "HUSHHUSH") {
			t.Errorf("%q", text)
		}
		if ingest.Hint(err) == "" {
			t.Errorf("%v has no remedy", err)
		}
	})
}
