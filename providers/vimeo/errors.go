package vimeo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/oauth2"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

const (
	hintLater = "try again later; if it stays, Vimeo's API may have changed: report it with the output of -v"
	hintToken = "check vimeo.token (VIMEO_TOKEN): it may be mistyped, revoked, or without the scope public; " +
		"make a new one at https://developer.vimeo.com/apps"
	hintSignIn = "sign in again: stevie auth vimeo"
	hintClient = "check vimeo.client_id and vimeo.client_secret (VIMEO_CLIENT_ID, VIMEO_CLIENT_SECRET) " +
		"against your app at https://developer.vimeo.com/apps"
	hintNotFound = "check the address in a browser where you are not logged in; what is private needs a token of its owner, " +
		"an unlisted video its whole address, https://vimeo.com/ID/HASH"
	hintForbidden = "the token may lack the scope for it: make one with the scopes public and private, " +
		"or ask the owner to make it public"
	hintPassword = "ask the owner to take the password off, or give the addresses of the videos themselves"
)

// errorJSON is the API's error object. The "legacy-error" of some paths has its
// first field alone.
type errorJSON struct {
	Error            string `json:"error"`
	DeveloperMessage string `json:"developer_message"`
	Code             int    `json:"error_code"`
}

// refusal is the error for an answer that is no success.
func (c *client) refusal(op string, status int, header http.Header, body []byte) error {
	e := &ingest.HostError{Provider: Name, Op: op, Status: status}
	var words errorJSON
	_ = json.Unmarshal(body, &words) // what it could not read stays empty: bodies may be web pages
	e.Message = c.plain(cmp.Or(words.Error, words.DeveloperMessage))
	if words.Code != 0 {
		e.Code = strconv.Itoa(words.Code)
	}
	switch status {
	case http.StatusUnauthorized:
		e.Err = ingest.ErrUnauthorized
		return ingest.WithHint(e, c.auth.hint())
	case http.StatusForbidden:
		e.Err = ingest.ErrForbidden
		return ingest.WithHint(e, hintForbidden)
	case http.StatusNotFound, http.StatusGone:
		e.Err = ingest.ErrNotFound
		return ingest.WithHint(e, hintNotFound)
	case http.StatusTooManyRequests:
		e.Err = ingest.ErrRateLimit
		e.RetryAfter = pause(header, time.Now())
		return rateLimited(e)
	}
	e.Err = ingest.ErrHostFault
	return ingest.WithHint(e, hintLater)
}

// hint names the settings that a refused token comes from.
func (a *auth) hint() string {
	switch {
	case a.signedIn:
		return hintSignIn
	case a.app != nil:
		return hintClient
	}
	return hintToken
}

func rateLimited(e *ingest.HostError) error {
	return ingest.WithHint(e, fmt.Sprintf("Vimeo limits requests per minute: run the same again in %v", e.RetryAfter))
}

// failed is the error for a request that got no answer. httpx has typed it.
func (c *client) failed(ctx context.Context, op string, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("vimeo: %s: %w", op, ctx.Err())
	}
	err = httpx.Cause(err)
	if e, ok := errors.AsType[*ingest.HostError](err); ok {
		e.Op = op
		return err
	}
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: op, Message: c.plain(err.Error()), Err: ingest.ErrUnreachable,
	}, "check the network connection and try again")
}

// tokenError is the error for client credentials that bought no token.
func (c *client) tokenError(ctx context.Context, err error) error {
	const op = "token for the app"
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok && refused.Response.StatusCode/100 != 2 {
		return c.refusal(op, refused.Response.StatusCode, refused.Response.Header, refused.Body)
	}
	if _, ok := errors.AsType[*ingest.HostError](err); ok || ctx.Err() != nil {
		return c.failed(ctx, op, err)
	}
	return c.nonsense(op, "an answer without a token")
}

// nonsense is the error for a success that makes no sense.
func (c *client) nonsense(op, what string) error {
	return ingest.WithHint(&ingest.HostError{
		Provider: Name, Op: op, Message: what, Err: ingest.ErrHostFault,
	}, hintLater)
}

// plain makes a host's words fit for a message.
func (c *client) plain(s string) string { return httpx.Plain(c.auth.conceal(s), 200) }
