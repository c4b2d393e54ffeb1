package youtube

import (
	"context"

	api "google.golang.org/api/youtube/v3"
)

// Account is the name of the channel whose owner is signed in, "" for a person without one.
func (p *Provider) Account(ctx context.Context) (string, error) {
	found, err := p.client.channel(ctx, func(call *api.ChannelsListCall) { call.Mine(true) }, "the channel of who is signed in")
	if err != nil || found == nil || found.Snippet == nil {
		return "", err
	}
	return found.Snippet.Title, nil
}
