package intake

import (
	"encoding/json"
	"maps"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
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
}

// MapperOptions are the mapper's settings for an event with the people whom the data
// tree knows beside it; tree may be nil. What the tree has of the event itself is for
// corrections to tell: that stevie's own records stand there now is no news.
func MapperOptions(m Mapping, tree *record.Index, event string) mapper.Options {
	spell := check.Spellings()
	maps.Copy(spell, m.Speakers)
	opts := mapper.Options{Description: m.Description, KeepHostTags: m.KeepHostTags, Spell: spell}
	if tree != nil {
		opts.Known = mapper.NewKnown(tree.SpeakersBeside(event))
	}
	return opts
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
