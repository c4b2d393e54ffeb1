package pipeline

import (
	"context"
	"errors"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/record"
)

// Fetch asks hosts for collections and videos, and tells progress of each distinct video.
// It needs no workspace. An address that cannot be understood is a [*RequestError].
func Fetch(ctx context.Context, hosts Hosts, addresses []string, progress Progress) error {
	targets, err := targetsOf(hosts, addresses)
	if err != nil {
		return err
	}
	listings, err := gather.Gather(ctx, targets, gather.Options{Progress: progress})
	return errors.Join(err, listings.Doubt())
}

// Map proposes records for the videos of one event, in the same order. The sessions of its
// programme, which may be none, tell what the videos do not; the tree, which may be nil,
// which people are known. The remarks are on that programme.
func Map(ev ingest.Event, videos []ingest.Video, sessions []ingest.Session, m Mapping, tree *record.Index) ([]ingest.Proposal, []match.Remark) {
	return intake.Map(ev, videos, sessions, m, tree)
}

// targetsOf understands every address before the first request is made.
func targetsOf(hosts Hosts, addresses []string) ([]ingest.Target, error) {
	var targets []ingest.Target
	for _, address := range addresses {
		target, err := hosts.Resolve(address)
		if err != nil {
			return nil, &RequestError{Err: err}
		}
		targets = append(targets, target)
	}
	return targets, nil
}
