package intake

import (
	"reflect"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/record"
)

// pairing is what a run does with the event's programme: it reads it, gives each talk
// its session and tells what of that is news.
type pairing struct{ *Run }

// pair matches the talks of the event with the sessions of its programme.
func (r pairing) pair() {
	r.pairs, r.unfilmed = nil, nil
	if len(r.programme.Stored.Sessions) == 0 {
		return
	}
	r.sortTalks()
	opt := match.Options{
		Confirmed: map[ingest.Key]string{}, None: map[ingest.Key]bool{}, Speakers: map[ingest.Key][]string{}, Spell: r.in.Mapping.Speakers,
	}
	videos := make([]ingest.Video, len(r.talks))
	for i, t := range r.talks {
		key := t.video.Key()
		videos[i] = t.video
		if t.draft == nil {
			continue
		}
		session, said := t.pairing()
		switch {
		case said && session == "":
			opt.None[key] = true
		case said:
			opt.Confirmed[key] = session
		}
		if t.draft.IsCorrected(t.base) {
			opt.Speakers[key] = t.draft.Record.Speakers
		}
	}
	found := match.Match(r.ev, videos, r.programme.Stored.Sessions, opt)
	for r.opts.Accept && accept(found, opt.Confirmed) { // what is confirmed may make more sure
		found = match.Match(r.ev, videos, r.programme.Stored.Sessions, opt)
	}
	r.pairs, r.unfilmed, r.doubts = map[ingest.Key]match.Pair{}, found.Unfilmed, found.Remarks
	for _, p := range found.Pairs {
		r.pairs[p.Video] = p
	}
}

// accept confirms the pairs that are sure, and reports whether there were any.
func accept(found match.Result, confirmed map[ingest.Key]string) (some bool) {
	for _, p := range found.Pairs {
		if p.State == match.Sure && p.Session.ID != "" {
			confirmed[p.Video], some = p.Session.ID, true
		}
	}
	return some
}

// pairing is what a person says of a drafted talk's session.
func (t *talk) pairing() (session string, said bool) {
	if t.confirmed {
		return t.draft.Source.Session.ID, true
	}
	return t.draft.Pairing(t.base)
}

// taught are what the mapper may learn from the sessions of talks that nobody has
// corrected.
func (r pairing) taught(corrected map[ingest.Key]mapper.Correction) {
	for i := range r.talks {
		t := &r.talks[i]
		key := t.video.Key()
		if _, done := corrected[key]; done {
			continue
		}
		if c, ok := teaches(r.ev, t.video, r.pairs[key]); ok {
			corrected[key] = c
		}
	}
}

// teaches is what the mapper may learn from a pair: how the event's titles are built.
func teaches(ev ingest.Event, v ingest.Video, p match.Pair) (mapper.Correction, bool) {
	if p.Session == nil || p.State == match.Doubtful {
		return mapper.Correction{}, false
	}
	best := match.Contribute(ev, v, "", *p.Session, p.Score).Readings[0]
	return mapper.Correction{Title: best.Title, Speakers: best.Speakers}, best.Title != "" && len(best.Speakers) > 0
}

// withSession puts into a talk's proposal what its session gives, beside what is proposed
// without it. A session that a person gave stays, also where the programme has it no longer.
func (r pairing) withSession(t *talk, without ingest.Proposal) {
	said := false
	if t.draft != nil {
		t.next.Proposal.Session, said = t.pairing()
		t.next.Confirmed = said
	}
	p := r.pairs[t.video.Key()]
	if said && (p.Session == nil || p.Session.ID != t.next.Proposal.Session) {
		return
	}
	next, ok := withPair(r.ev, t.video, p, t.next.Proposal)
	if !ok {
		return
	}
	alone := ingest.Proposal{
		Provider: without.Provider, ID: without.ID, Confidence: without.Confidence, Notes: without.Notes,
		Record: ingest.Record{Title: without.Record.Title, Speakers: without.Record.Speakers},
	}
	t.next.Alone, t.next.Proposal, t.next.Session = &alone, next, p.Session
	t.next.Confirmed = p.State == match.Confirmed
	if p.Session.DoNotRecord {
		t.next.Proposal.Notes = append(t.next.Proposal.Notes, ingest.Note{
			Field: ingest.FieldVideos, Kind: check.RuleDoNotRecord, Data: []string{p.Session.ID},
			Text: "the programme says that this session is not to be recorded: ask its speakers before you publish it",
		})
	}
}

// refine makes the titles of what is proposed unequal, and notes what publish would
// refuse, now that sessions have changed them. What somebody has settled counts as they
// have it, and is left as it is.
func (r pairing) refine(settled map[ingest.Key]mapper.Correction) {
	var videos []ingest.Video
	var proposals []ingest.Proposal
	var of []*talk
	for i := range r.talks {
		t := &r.talks[i]
		if t.isFromRecord() {
			continue
		}
		p := t.next.Proposal
		if c, ok := settled[t.video.Key()]; ok {
			p.Record.Title, p.Record.Speakers = c.Title, c.Speakers
			p.Confidence = ingest.Confidence{}
		}
		p.Notes = slices.DeleteFunc(slices.Clone(p.Notes), func(n ingest.Note) bool { return n.Kind == noteRefused })
		videos, proposals, of = append(videos, t.video), append(proposals, p), append(of, t)
	}
	opts := *r.mapping
	opts.Taken = r.takenSlugs()
	opts.Slug = record.Slug
	mapper.Distinguish(videos, proposals, opts)
	r.noteRefusals(proposals)
	for i, t := range of {
		if _, ok := settled[t.video.Key()]; !ok {
			t.next.Proposal = proposals[i]
		}
	}
}

// noteRefused is the kind of the note about what publish would refuse.
const noteRefused = "refused"

func (r pairing) noteRefusals(proposals []ingest.Proposal) {
	for i, findings := range check.Proposals(r.ev, proposals, r.in.Tree) {
		for _, f := range findings {
			if f.Level == check.Error {
				proposals[i].Notes = append(proposals[i].Notes, ingest.Note{Field: f.Field, Kind: noteRefused, Data: []string{f.Rule}, Text: "publish would refuse it: " + f.Message})
			}
		}
	}
}

// hasNewSession reports whether a draft's session is another one, or not as it was when
// the draft was last proposed. One that is only in doubt is no news.
func (r pairing) hasNewSession(t talk) bool {
	if t.base == nil || t.isFromRecord() || len(r.programme.Stored.Sessions) == 0 {
		return false
	}
	p := r.pairs[t.video.Key()]
	if id, said := t.pairing(); said && (p.Session == nil || p.Session.ID != id) {
		return false // the programme has it no longer, or it is none
	}
	if p.State == match.Doubtful {
		return t.base.Session != nil && t.base.Session.ID == p.Session.ID && !sameSession(t.base.Session, p.Session)
	}
	return !sameSession(t.base.Session, p.Session)
}

// sameSession reports whether a programme says the same of a session.
func sameSession(a, b *ingest.Session) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, y := *a, *b
	if !x.Start.Equal(y.Start) || ingest.DateOf(x.Start) != ingest.DateOf(y.Start) {
		return false
	}
	x.Start = y.Start
	for _, s := range []*ingest.Session{&x, &y} {
		if len(s.Speakers) == 0 {
			s.Speakers = nil
		}
		if len(s.Links) == 0 {
			s.Links = nil
		}
	}
	return reflect.DeepEqual(x, y)
}

// alone is a proposal's part for title and speakers that no session has changed.
func alone(p draft.Proposed) ingest.Proposal {
	if p.Alone != nil {
		return *p.Alone
	}
	return p.Proposal
}
