package audit

import (
	"cmp"
	"context"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/host"
)

// uploads lists channels, each once.
type uploads struct {
	a         *auditing
	byChannel map[ingest.Key][]ingest.Video // by provider and id of the channel
}

// find looks for other uploads of a talk in the channel of the video that is gone.
func (u *uploads) find(ctx context.Context, r published, gone ingest.Key) ([]ingest.Video, error) {
	channel := ingest.Key{Provider: gone.Provider, ID: u.a.channelOf(r, gone)}
	if channel.ID == "" {
		return nil, nil
	}
	videos, ok := u.byChannel[channel]
	if !ok {
		target, err := u.a.p.Hosts.Resolve(host.ChannelURL(channel.Provider, channel.ID))
		if err != nil {
			return nil, err
		}
		listings, err := gather.Gather(ctx, []ingest.Target{target}, gather.Options{Known: u.a.inTree})
		u.a.result.Requests += listings.Usage.Requests
		u.a.result.Quota += listings.Usage.Quota
		if err != nil && !gather.NotThere(err) {
			return nil, err
		}
		videos = listings.Videos
		u.byChannel[channel] = videos
	}
	title := u.a.titleBefore(gone)
	var found []ingest.Video
	for _, v := range videos {
		taken := v.Key() == gone || !v.Usable() || len(u.a.p.Tree.Lookup(v.Key())) > 0
		if !taken && (title != "" && v.Title == title || saysAll(v.Title, r.record)) {
			found = append(found, v)
		}
	}
	return found, nil
}

// inTree knows a video of which no more is needed than that pyvideo has it.
func (a *auditing) inTree(key ingest.Key) (ingest.Video, bool) {
	return ingest.Video{Provider: key.Provider, ID: key.ID}, len(a.p.Tree.Lookup(key)) > 0
}

// channelOf is the channel that a video was in when it was last seen, or else the
// one that has most of its event's videos.
func (a *auditing) channelOf(r published, key ingest.Key) string {
	if known := a.contents.Lookup(key, ""); known.Draft != nil {
		if b, err := a.p.Workspace.Base(known.Draft); err == nil && b != nil && b.Video.Channel.ID != "" {
			return b.Video.Channel.ID
		}
	}
	return cmp.Or(a.memory.Videos[key.String()].Channel, a.channelOfMost(r.place.Event, key.Provider))
}

// channelOfMost is the channel that has more than half of an event's videos on a
// host, as far as audits have seen them.
func (a *auditing) channelOfMost(event, provider string) string {
	entry, _ := a.p.Tree.Event(event)
	counts, seen, most := map[string]int{}, 0, ""
	for _, r := range entry.Records {
		for _, key := range r.Keys {
			channel := a.memory.Videos[key.String()].Channel
			if key.Provider != provider || channel == "" {
				continue
			}
			seen++
			if counts[channel]++; counts[channel] > counts[most] {
				most = channel
			}
		}
	}
	if 2*counts[most] <= seen {
		return ""
	}
	return most
}

// saysAll reports whether a host's title has the record's and every speaker in it.
func saysAll(hosts string, r ingest.Record) bool {
	return says(hosts, r.Title) && len(r.Speakers) > 0 &&
		!slices.ContainsFunc(r.Speakers, func(name string) bool { return !says(hosts, name) })
}
