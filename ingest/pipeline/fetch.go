package pipeline

import (
	"context"
	"errors"
	"path"
	"strconv"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/review"
	"github.com/pyvideo/stevie/ingest/workspace"
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

// Mapped is what is proposed for one video, with what a person should know about it. Its
// lists are never nil. In JSON it is a line of `stevie map`.
type Mapped struct {
	ingest.Proposal
	Readings []ingest.Reading `json:"readings"`
	Names    []Name           `json:"names"`
	Findings []Finding        `json:"findings"`
}

// Map proposes records for the videos of one event, in the same order. The sessions of its
// programme, which may be none, tell what the videos do not; the tree, which may be nil,
// which people are known. The remarks are on that programme.
func Map(ev ingest.Event, videos []ingest.Video, sessions []ingest.Session, m Mapping, tree *record.Index) ([]Mapped, []match.Remark) {
	proposals, remarks := intake.Map(ev, videos, sessions, m, tree)
	folder := &workspace.Folder{Slug: slugIn(tree, ev), Event: ev, Sessions: sessions}
	bases := make([]*draft.Base, len(videos))
	for i, v := range videos {
		next := draft.Proposed{Video: v, Proposal: proposals[i]}
		d := draft.New(next)
		d.Path, d.Event = path.Join(strconv.Itoa(i), v.Key().String()), folder.Slug
		folder.Drafts, bases[i] = append(folder.Drafts, d), draft.NewBase(next)
	}
	mapped := make([]Mapped, len(videos))
	for i, r := range review.New(tree).Event(folder).Drafts(bases) {
		p := proposals[i]
		p.Level, p.Reasons = r.Level, r.Reasons
		mapped[i] = Mapped{Proposal: p, Readings: r.Readings, Names: r.Names, Findings: r.Findings}
	}
	return mapped, remarks
}

// slugIn is the slug of an event in a data tree, "" if it is not there.
func slugIn(tree *record.Index, ev ingest.Event) string {
	if ev.Slug != "" || tree == nil || ev.Title == "" {
		return ev.Slug
	}
	for _, entry := range tree.Events() {
		if entry.Title == ev.Title {
			return entry.Slug
		}
	}
	return ""
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
