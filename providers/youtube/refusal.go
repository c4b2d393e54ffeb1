package youtube

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
)

// refusal is what an error answer says, in either of the generations that live
// side by side: errors[].reason in camelCase, details[].reason in UPPER_SNAKE.
// A body without any of it, HTML or empty, is an empty refusal.
type refusal struct {
	reasons []string // the newer, more specific ones first
	message string   // as it came, with tags
	perDay  bool     // the limit that was met is a daily one
}

// errorBody has every field that may be of another type as raw JSON, so that one
// odd field does not hide the others.
type errorBody struct {
	Error struct {
		Message string `json:"message"`
		Errors  []struct {
			Reason  string `json:"reason"`
			Message string `json:"message"`
		} `json:"errors"`
		Details []struct {
			Reason   string          `json:"reason"`
			Metadata json.RawMessage `json:"metadata"`
		} `json:"details"`
	} `json:"error"`
}

func parseRefusal(body []byte) refusal {
	var parsed errorBody
	if trimmed := bytes.TrimSpace(body); bytes.HasPrefix(trimmed, []byte("[")) {
		list := []*errorBody{&parsed} // some front ends wrap the object in a list
		_ = json.Unmarshal(trimmed, &list)
	} else {
		// What could be read before a misfit counts; the status tells the rest.
		_ = json.Unmarshal(trimmed, &parsed)
	}
	r := refusal{message: parsed.Error.Message}
	for _, d := range parsed.Error.Details {
		r.reasons = append(r.reasons, d.Reason)
		r.perDay = r.perDay || bytes.Contains(d.Metadata, []byte("PerDay"))
	}
	for _, e := range parsed.Error.Errors {
		r.reasons = append(r.reasons, e.Reason)
		if r.message == "" {
			r.message = e.Message
		}
	}
	r.reasons = slices.DeleteFunc(r.reasons, func(reason string) bool { return reason == "" })
	r.perDay = r.perDay || perDay.MatchString(r.message)
	return r
}

var (
	perDay = regexp.MustCompile(`(?i)\bper day\b`)
	noKey  = regexp.MustCompile(`(?i)unregistered callers|without established identity|missing a valid API key|API key (?:is )?missing`)
)

func (r refusal) has(reasons ...string) bool {
	return slices.ContainsFunc(r.reasons, func(reason string) bool { return slices.Contains(reasons, reason) })
}

// noKeyCame reports whether the host says that the request had no key at all.
func (r refusal) noKeyCame() bool {
	return r.has("dailyLimitExceededUnreg", "keyMissing", "API_KEY_MISSING") || noKey.MatchString(r.message)
}

func (r refusal) isQuota() bool {
	return r.has("quotaExceeded", "dailyLimitExceeded") || r.perDay
}

func (r refusal) isPace() bool {
	return r.has("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED")
}
