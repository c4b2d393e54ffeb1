package fakehost

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
)

// YouTubeFault makes requests fail.
type YouTubeFault struct {
	Method     string `json:"method"`      // "videos", "playlistItems", …; "" is every one
	After      int    `json:"after"`       // requests of the method that still pass
	Times      int    `json:"times"`       // how many fail then; 0 is all
	Reason     string `json:"reason"`      // one of [YouTubeReasons]
	RetryAfter string `json:"retry_after"` // the header, if any
}

// fault finds what a request shall meet instead of the host, nil for nothing.
func (y *YouTube) fault(r *http.Request, method string) http.Handler {
	if y.Fault != nil {
		if answer := y.Fault(r); answer != nil {
			return answer
		}
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, f := range y.Faults {
		if f.Method != "" && f.Method != method {
			continue
		}
		n := y.seen[f.Method] - f.After
		if n < 1 || f.Times > 0 && n > f.Times {
			continue
		}
		failure := YouTubeFailure(f.Reason)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if f.RetryAfter != "" {
				w.Header().Set("Retry-After", f.RetryAfter)
			}
			failure.ServeHTTP(w, r)
		})
	}
	return nil
}

// refusal is an error body of either generation. The newer has a status, and
// mostly a detail beside the older one's reason.
type refusal struct {
	code     int
	domain   string
	reason   string
	message  string
	status   string
	detail   string
	metadata object
	body     string // instead of all these
}

const (
	usage       = "usageLimits"
	denied      = "PERMISSION_DENIED"
	webPage     = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Please sign in</body></html>"
	notFoundWeb = "<!DOCTYPE html>\n<html lang=en><title>Error 404 (Not Found)!!1</title><p>The requested URL was not found."
)

// refusals are the bodies by the reason that names them. Those whose name is no
// reason of the host are shapes without one.
var refusals = map[string]refusal{
	"quotaExceeded": {
		code: 403, domain: "youtube.quota", reason: "quotaExceeded",
		message: `The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.`,
	},
	"dailyLimitExceeded": {code: 403, domain: usage, reason: "dailyLimitExceeded", message: "Daily Limit Exceeded"},
	"dailyQuota429": {
		code: 429, domain: "global", reason: "rateLimitExceeded", status: "RESOURCE_EXHAUSTED", detail: "RATE_LIMIT_EXCEEDED",
		message:  "Quota exceeded for quota metric 'Queries' and limit 'Queries per day' of service 'youtube.googleapis.com'.",
		metadata: object{"quota_limit": "defaultPerDayPerProject", "service": "youtube.googleapis.com"},
	},
	"rateLimitExceeded":     {code: 403, domain: usage, reason: "rateLimitExceeded", message: "Rate Limit Exceeded"},
	"userRateLimitExceeded": {code: 403, domain: usage, reason: "userRateLimitExceeded", message: "User Rate Limit Exceeded"},
	"RATE_LIMIT_EXCEEDED": {
		code: 429, domain: "global", reason: "rateLimitExceeded", status: "RESOURCE_EXHAUSTED", detail: "RATE_LIMIT_EXCEEDED",
		message:  "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service 'youtube.googleapis.com'.",
		metadata: object{"quota_limit": "defaultPerMinutePerProject", "service": "youtube.googleapis.com"},
	},

	"missingKey": {
		code: 403, domain: "global", reason: "forbidden", status: denied,
		message: "Method doesn't allow unregistered callers (callers without established identity). " +
			"Please use API Key or other form of API consumer identity to call this API.",
	},
	"missingKey403": {
		code: 403, domain: "global", reason: "forbidden", status: denied,
		message: "The request is missing a valid API key.",
	},
	"dailyLimitExceededUnreg": {
		code: 403, domain: usage, reason: "dailyLimitExceededUnreg",
		message: "Daily Limit for Unauthenticated Use Exceeded. Continued use requires signup.",
	},
	"twoCredentials": {code: 400, domain: "global", reason: "badRequest", message: "An API key and an access token are of different projects."},
	"keyInvalid":     {code: 400, domain: usage, reason: "keyInvalid", message: "Bad Request"},
	"keyExpired":     {code: 400, domain: usage, reason: "keyExpired", message: "Bad Request"},
	"API_KEY_INVALID": {
		code: 400, domain: "global", reason: "badRequest", status: "INVALID_ARGUMENT", detail: "API_KEY_INVALID",
		message: "API key not valid. Please pass a valid API key.",
	},
	"API_KEY_EXPIRED": {
		code: 400, domain: "global", reason: "badRequest", status: "INVALID_ARGUMENT", detail: "API_KEY_EXPIRED",
		message: "API key expired. Please renew the API key.",
	},
	"accessNotConfigured": {
		code: 403, domain: usage, reason: "accessNotConfigured",
		message: "Access Not Configured. YouTube Data API has not been used in project 0 before or it is disabled.",
	},
	"SERVICE_DISABLED": {
		code: 403, domain: usage, reason: "accessNotConfigured", status: denied, detail: "SERVICE_DISABLED",
		message: "YouTube Data API v3 has not been used in project 0 before or it is disabled.",
	},
	"ipRefererBlocked": {
		code: 403, domain: usage, reason: "ipRefererBlocked",
		message: "The request did not specify any referer. Please ensure that the client is sending referer or use the API Console to remove the referer restrictions.",
	},
	"API_KEY_IP_ADDRESS_BLOCKED": {
		code: 403, domain: "global", reason: "forbidden", status: denied, detail: "API_KEY_IP_ADDRESS_BLOCKED",
		message: "The provided API key has an IP address restriction.",
	},
	"API_KEY_HTTP_REFERRER_BLOCKED": {
		code: 403, domain: "global", reason: "forbidden", status: denied, detail: "API_KEY_HTTP_REFERRER_BLOCKED",
		message: "Requests from referer <empty> are blocked.",
	},
	"API_KEY_SERVICE_BLOCKED": {
		code: 403, domain: "global", reason: "forbidden", status: denied, detail: "API_KEY_SERVICE_BLOCKED",
		message: "Requests to this API youtube method are blocked.",
	},
	"authError": {code: 401, domain: "global", reason: "authError", status: "UNAUTHENTICATED", message: "Invalid Credentials"},

	"forbidden": {code: 403, domain: "global", reason: "forbidden", message: "Access forbidden. The request may not be properly authorized."},
	"playlistItemsNotAccessible": {
		code: 403, domain: "youtube.playlistItem", reason: "playlistItemsNotAccessible",
		message: "The request is not properly authorized to retrieve the specified playlist.",
	},
	"watchHistoryNotAccessible": {
		code: 403, domain: "youtube.playlistItem", reason: "watchHistoryNotAccessible",
		message: "Watch history data cannot be retrieved through the API.",
	},
	"watchLaterNotAccessible": {
		code: 403, domain: "youtube.playlistItem", reason: "watchLaterNotAccessible",
		message: "Items in watch later playlists cannot be retrieved through the API.",
	},
	"playlistNotFound": {
		code: 404, domain: "youtube.playlistItem", reason: "playlistNotFound",
		message: "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.",
	},
	"channelNotFound": {
		code: 404, domain: "youtube.channel", reason: "channelNotFound",
		message: "The channel specified in the <code>id</code> parameter cannot be found.",
	},
	"videoNotFound": {
		code: 404, domain: "youtube.video", reason: "videoNotFound",
		message: "The video that you are trying to retrieve cannot be found.",
	},
	"invalidPageToken": {
		code: 400, domain: "youtube.parameter", reason: "invalidPageToken",
		message: "The request specifies an invalid page token.",
	},
	"missingRequiredParameter": {
		code: 400, domain: "youtube.parameter", reason: "missingRequiredParameter",
		message: "The request is missing a required parameter.",
	},
	"invalidParameter": {code: 400, domain: "youtube.parameter", reason: "invalidParameter", message: "Invalid value."},
	"invalidFilters":   {code: 400, domain: "youtube.parameter", reason: "invalidFilters", message: "The request specifies invalid filters."},

	"backendError":  {code: 503, domain: "global", reason: "backendError", message: "Backend Error"},
	"internalError": {code: 500, domain: "global", reason: "internalError", message: "Internal Error"},
	"SERVICE_UNAVAILABLE": {
		code: 503, domain: "global", reason: "backendError", status: "UNAVAILABLE", detail: "SERVICE_UNAVAILABLE",
		message: "The service is currently unavailable.",
	},

	"html200":   {code: 200, body: webPage},
	"html403":   {code: 403, body: webPage},
	"html404":   {code: 404, body: notFoundWeb},
	"html503":   {code: 503, body: webPage},
	"empty403":  {code: 403},
	"empty429":  {code: 429},
	"empty500":  {code: 500},
	"truncated": {code: 200, body: `{"kind":"youtube#videoListResponse","items":[{"id":"AAAA`},
}

// YouTubeReasons lists the reasons that [YouTubeFailure] knows, sorted.
func YouTubeReasons() []string { return slices.Sorted(maps.Keys(refusals)) }

// YouTubeFailure answers with the error that the host gives for a reason. Reasons
// that it does not know give a plain 500.
func YouTubeFailure(reason string) http.Handler {
	f, ok := refusals[reason]
	if ok && f.reason != "" {
		return rendered(f.code, object{"error": f.render()})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if !ok {
			http.Error(w, "no such reason: "+reason, http.StatusInternalServerError)
			return
		}
		w.WriteHeader(f.code)
		_, _ = w.Write([]byte(f.body))
	})
}

func (f refusal) render() object {
	rendered := object{
		"code": f.code, "message": f.message,
		"errors": []object{{"message": f.message, "domain": f.domain, "reason": f.reason}},
	}
	rendered.set("status", f.status)
	if f.detail != "" {
		metadata := f.metadata
		if metadata == nil {
			metadata = object{"service": "youtube.googleapis.com"}
		}
		rendered["details"] = []object{{
			"@type":  "type.googleapis.com/google.rpc.ErrorInfo",
			"reason": cmp.Or(f.detail, f.reason), "domain": "googleapis.com", "metadata": metadata,
		}}
	}
	return rendered
}
