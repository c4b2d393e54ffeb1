package vimeo

import (
	"context"
	"net/url"
)

// Account is the name of the person whose token it is.
func (p *Provider) Account(ctx context.Context) (string, error) {
	const op = "who is signed in"
	body, err := p.client.get(ctx, op, "/me", url.Values{"fields": {"name"}})
	if err != nil {
		return "", err
	}
	var me struct {
		Name string `json:"name"`
	}
	if err := decode(body, &me); err != nil {
		return "", p.client.nonsense(op, "an answer that names nobody")
	}
	return me.Name, nil
}
