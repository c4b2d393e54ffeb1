package intake

import (
	"encoding/json"
	"maps"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/match"
	"github.com/pyvideo/stevie/ingest/record"
)

// Mapping says how proposals are made.
type Mapping struct {
	Description  mapper.Mode
	KeepHostTags bool
	// ReadyAbove is the confidence in title and in speakers from which a new
	// draft starts as ready; 0 is never.
	ReadyAbove float64
	Speakers   map[string]string // spelling on the left, always written as on the right
	// PlaylistLabel is what a link to the playlist is called that a new event's talks get;
	// "" for none.
	PlaylistLabel string
}

// MapperOptions are the mapper's settings with the people and talks that the data tree
// has; tree may be nil.
func MapperOptions(m Mapping, tree *record.Index) mapper.Options {
	if tree == nil {
		return m.options(nil, nil)
	}
	return m.options(mapper.NewKnown(tree.Speakers()), talksOf(tree))
}

// Map proposes records for the videos of one event, in the same order, with what the
// sessions of its programme give, and tells what is odd about that. The tree may be nil.
func Map(ev ingest.Event, videos []ingest.Video, sessions []ingest.Session, m Mapping, tree *record.Index) ([]ingest.Proposal, []match.Remark) {
	if len(sessions) == 0 {
		return mapper.Map(ev, videos, MapperOptions(m, tree)), nil
	}
	opts := m.options(peopleOf(tree, "", sessions), talksOf(tree))
	found := match.Match(ev, videos, sessions, match.Options{Spell: m.Speakers})
	opts.Corrections = map[ingest.Key]mapper.Correction{}
	for i, v := range videos {
		if c, ok := teaches(ev, v, found.Pairs[i]); ok {
			opts.Corrections[v.Key()] = c
		}
	}
	proposals := mapper.Map(ev, videos, opts)
	for i, v := range videos {
		proposals[i], _ = withPair(ev, v, found.Pairs[i], proposals[i])
	}
	mapper.Distinguish(videos, proposals, opts)
	return proposals, found.Remarks
}

// withPair gives a proposal what a session gives, and judges it anew; false, and nothing
// changed, where the pair is no basis for that.
func withPair(ev ingest.Event, v ingest.Video, pair match.Pair, was ingest.Proposal) (ingest.Proposal, bool) {
	next, ok := pair.Apply(ev, v, was)
	if ok {
		mapper.Reconsider(&next)
	}
	return next, ok
}

// peopleOf are the people whom the data tree has beside an event, and those of its
// programme; nil without a tree, since then it is not known who is new to it.
func peopleOf(tree *record.Index, event string, sessions []ingest.Session) *mapper.Known {
	if tree == nil {
		return nil
	}
	people := tree.SpeakersBeside(event)
	for _, s := range sessions {
		for _, name := range s.Speakers {
			people[name]++
		}
	}
	return mapper.NewKnown(people)
}

// talksOf are those of the data tree; nil without one.
func talksOf(tree *record.Index) *mapper.Earlier {
	if tree == nil {
		return nil
	}
	return mapper.NewEarlier(func(yield func(mapper.EarlierTalk) bool) {
		for _, ev := range tree.Events() {
			for _, r := range ev.Records {
				if !yield(mapper.EarlierTalk{Event: ev.Slug, Title: r.Title, Speakers: r.Speakers}) {
					return
				}
			}
		}
	})
}

func (m Mapping) options(known *mapper.Known, earlier *mapper.Earlier) mapper.Options {
	spell := check.Spellings()
	maps.Copy(spell, m.Speakers)
	return mapper.Options{Description: m.Description, KeepHostTags: m.KeepHostTags, Spell: spell, Known: known, Earlier: earlier}
}

// startsAs is the status that a proposal's confidence earns.
func (m Mapping) startsAs(p ingest.Proposal) draft.Status {
	sure := p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers)
	if m.ReadyAbove > 0 && sure >= m.ReadyAbove {
		return draft.Ready
	}
	return draft.Review
}

// Settings tells apart the settings that an event's proposals depend on.
func (in *Intake) Settings(ev ingest.Event) string {
	ev.Watch, ev.Sources = false, nil
	src, err := json.Marshal(struct {
		Event   string
		Mapping Mapping
	}{string(draft.EncodeEvent(ev)), in.Mapping})
	if err != nil {
		return "" // a number that JSON has no form for: then nothing is told apart
	}
	return draft.Fingerprint(src)
}
