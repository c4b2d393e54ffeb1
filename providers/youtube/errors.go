package youtube

import (
	"context"
	"errors"
	"net/http"

	"google.golang.org/api/googleapi"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
	"github.com/pyvideo/stevie/internal/quota"
)

const (
	keyHelp = "make a key at https://console.cloud.google.com/apis/credentials, in a project where " +
		"\"YouTube Data API v3\" is enabled, and put it into the environment as YOUTUBE_API_KEY"
	wrongKeyHelp = "compare your key (YOUTUBE_API_KEY, or api_key in stevie.toml) with the one at " +
		"https://console.cloud.google.com/apis/credentials, or make a new one there"
	enableHelp = "enable \"YouTube Data API v3\" in the key's project at " +
		"https://console.cloud.google.com/apis/library/youtube.googleapis.com, and wait a few minutes"
	restrictedHelp = "the key is restricted to certain callers or APIs: loosen that at " +
		"https://console.cloud.google.com/apis/credentials, or make a key for stevie alone"
	privateHelp = "check the address; a private playlist can be read by its owner, signed in with " +
		"`stevie auth youtube`, or once they make it unlisted or public"
	signInHelp = "sign in again: stevie auth youtube"
	scopeHelp  = "sign in again, and leave the box ticked that lets stevie see your YouTube account: stevie auth youtube"
	laterHelp  = "try again in a few minutes"
	reportHelp = "this looks like a fault of stevie: please report it with the output of -v"
)

// verdict is what a reason of the host means for whoever asked.
type verdict struct {
	cause  error
	remedy string
}

// verdicts are the reasons of both generations whose status does not tell enough.
// https://developers.google.com/youtube/v3/docs/errors has the older ones,
// https://cloud.google.com/apis/design/errors the newer.
var verdicts = map[string]verdict{
	"API_KEY_INVALID":                 {ingest.ErrUnauthorized, wrongKeyHelp},
	"API_KEY_EXPIRED":                 {ingest.ErrUnauthorized, wrongKeyHelp},
	"keyInvalid":                      {ingest.ErrUnauthorized, wrongKeyHelp},
	"keyExpired":                      {ingest.ErrUnauthorized, wrongKeyHelp},
	"authError":                       {ingest.ErrUnauthorized, wrongKeyHelp},
	"SERVICE_DISABLED":                {ingest.ErrForbidden, enableHelp},
	"accessNotConfigured":             {ingest.ErrForbidden, enableHelp},
	"API_KEY_SERVICE_BLOCKED":         {ingest.ErrForbidden, restrictedHelp},
	"API_KEY_IP_ADDRESS_BLOCKED":      {ingest.ErrForbidden, restrictedHelp},
	"API_KEY_HTTP_REFERRER_BLOCKED":   {ingest.ErrForbidden, restrictedHelp},
	"API_KEY_ANDROID_APP_BLOCKED":     {ingest.ErrForbidden, restrictedHelp},
	"API_KEY_IOS_APP_BLOCKED":         {ingest.ErrForbidden, restrictedHelp},
	"ipRefererBlocked":                {ingest.ErrForbidden, restrictedHelp},
	"ACCESS_TOKEN_SCOPE_INSUFFICIENT": {ingest.ErrForbidden, scopeHelp},
	"insufficientPermissions":         {ingest.ErrForbidden, scopeHelp},
	"playlistItemsNotAccessible":      {ingest.ErrForbidden, privateHelp},
	"watchHistoryNotAccessible":       {ingest.ErrForbidden, "the history cannot be read through the API: put the talks into a playlist"},
	"watchLaterNotAccessible":         {ingest.ErrForbidden, "watch later cannot be read through the API: put the talks into a playlist"},
	"playlistNotFound":                {ingest.ErrNotFound, privateHelp},
	"channelNotFound":                 {ingest.ErrNotFound, channelHint},
	"invalidPageToken":                {ingest.ErrHostFault, laterHelp}, // after a second walk
	"videoNotFound":                   {ingest.ErrNotFound, "check the address; a private video cannot be read"},
}

// failed turns what came out of the generated client into an error for people:
// the context's own, or *ingest.HostError with a remedy. What ingest promises for
// its text is kept here.
func (c *client) failed(ctx context.Context, op string, err error) error {
	if ctxErr := ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	op = httpx.Plain(op, 150)
	if below, ok := errors.AsType[*ingest.HostError](err); ok {
		named := *below
		named.Op = op
		named.Message = c.keys.redact(named.Message)
		return ingest.WithHint(&named, ingest.Hint(err))
	}
	answer, ok := errors.AsType[*googleapi.Error](err)
	if !ok {
		return ingest.WithHint(&ingest.HostError{
			Provider: Name, Op: op, Err: ingest.ErrHostFault,
			Message: httpx.Plain(c.keys.redact("the answer makes no sense: "+httpx.Cause(err).Error()), 200),
		}, laterHelp)
	}
	r := parseRefusal([]byte(answer.Body))
	v := c.judge(answer, r)
	refused := &ingest.HostError{
		Provider: Name, Op: op, Status: answer.Code, Err: v.cause,
		Message: httpx.Plain(c.keys.redact(r.message), 300),
	}
	if len(r.reasons) > 0 {
		refused.Code = httpx.Plain(c.keys.redact(r.reasons[0]), 60)
	}
	if pause, ok := httpx.RetryAfter(answer.Header, c.now()); ok {
		refused.RetryAfter = pause
	}
	return ingest.WithHint(refused, v.remedy)
}

// judge goes from what says most to what says least: limits, the reasons in their
// order, the status.
func (c *client) judge(answer *googleapi.Error, r refusal) verdict {
	switch {
	case r.noKeyCame():
		return verdict{ingest.ErrUnauthorized, "the key did not reach YouTube: a proxy may drop it; otherwise " + keyHelp}
	case r.isQuota():
		return verdict{ingest.ErrQuota, quota.Help(c.now())}
	case r.isPace():
		return verdict{ingest.ErrRateLimit, laterHelp}
	case c.keys.token != nil && answer.Code == http.StatusUnauthorized:
		return verdict{ingest.ErrUnauthorized, signInHelp}
	}
	for _, reason := range r.reasons {
		if v, ok := verdicts[reason]; ok {
			return v
		}
	}
	return judgeStatus(answer)
}

func judgeStatus(answer *googleapi.Error) verdict {
	switch status := answer.Code; {
	case status == http.StatusUnauthorized:
		return verdict{ingest.ErrUnauthorized, wrongKeyHelp}
	case status == http.StatusForbidden:
		return verdict{ingest.ErrForbidden, "the key may be restricted, or the video or playlist private: " +
			"check both, and make a private playlist unlisted or public"}
	case status == http.StatusNotFound && httpx.IsHTML(answer.Header, []byte(answer.Body)):
		return verdict{ingest.ErrNotTheHost, "check endpoint under [youtube] in stevie.toml; it is " + DefaultEndpoint + " by default"}
	case status == http.StatusNotFound:
		return verdict{ingest.ErrNotFound, privateHelp}
	case status == http.StatusTooManyRequests:
		return verdict{ingest.ErrRateLimit, laterHelp}
	case status >= 500, status == http.StatusRequestTimeout:
		return verdict{ingest.ErrHostFault, laterHelp}
	default:
		return verdict{ingest.ErrHostFault, reportHelp}
	}
}

// notFound is a look-up that found nothing, which the host calls a success.
func notFound(op, remedy string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: httpx.Plain(op, 150), Err: ingest.ErrNotFound,
	}, remedy)
}
