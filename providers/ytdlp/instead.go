package ytdlp

import (
	"context"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// Instead lists the collections of a host as the host's own adapter would.
func (p *Program) Instead() Instead { return Instead{p} }

// Instead is a program that is asked instead of a host.
type Instead struct{ program *Program }

// List lists what a ref of the host's adapter points at.
func (i Instead) List(ctx context.Context, ref ingest.Ref) (*ingest.Listing, error) {
	return i.Update(ctx, ref, func(string) (ingest.Video, bool) { return ingest.Video{}, false })
}

// Update lists it for less where videos are known, as [ingest.Updater] says.
func (i Instead) Update(ctx context.Context, ref ingest.Ref, known func(id string) (ingest.Video, bool)) (*ingest.Listing, error) {
	address := host.URL(ref)
	if address == "" {
		return nil, &ingest.HostError{Provider: ref.Provider, Op: string(ref.Kind), Err: ingest.ErrUnsupported}
	}
	lists, err := i.program.Lists(ctx, address)
	if err != nil {
		return nil, err
	}
	for _, l := range lists {
		if l.host == nil && l.Ref.Provider == ref.Provider {
			l.Ref, l.Collection.Kind, l.Collection.ID, l.Collection.URL = ref, ref.Kind, ref.ID, address
			return answer{l}.Update(ctx, ref, known)
		}
	}
	return nil, &ingest.HostError{Provider: ref.Provider, Op: address, Err: ingest.ErrHostFault, Message: "yt-dlp lists videos of another host"}
}
