package signin

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// Revoke has the host take back what was granted, at the address that the grant was made
// with. The token is in no address. The error wraps [ingest.ErrUnauthorized] for one that the
// host does not know any more.
func Revoke(ctx context.Context, c Client, g Grant) error {
	refused := &ingest.HostError{Provider: c.Provider, Op: "revoke the sign-in", Err: ingest.ErrHostFault}
	// With the refresh token the access tokens that it has brought end, too.
	req, err := c.revocation(ctx, g.RevokeURL, cmp.Or(g.Refresh, g.Access))
	if err != nil {
		return fmt.Errorf("%s: %s: %w", c.Provider, refused.Op, httpx.Cause(err))
	}
	answer, err := httpx.NewClient(c.transport(2)).Do(req)
	if err != nil {
		return c.failed(ctx, refused.Op, err, "", g.Secrets()...)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode < http.StatusBadRequest {
		return nil
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("%s: %s: %w", c.Provider, refused.Op, err)
	}
	refused.Status = answer.StatusCode
	if answer.StatusCode == http.StatusUnauthorized || bytes.Contains(body, []byte(`"invalid_token"`)) {
		refused.Err = ingest.ErrUnauthorized
	}
	return refused
}

// revokeInBody is RFC 7009 as Google has it.
func revokeInBody(ctx context.Context, address, token string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(url.Values{"token": {token}}.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req, nil
}

// revokeItself is a token that takes itself back, as Vimeo has it.
func revokeItself(ctx context.Context, address, token string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "bearer "+token)
	return req, nil
}
