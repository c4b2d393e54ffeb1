package review

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/mapper"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/bare"
)

// The reasons that are found here. Those that a video gives stand in its base.
const (
	reasonOwn       = "written by a person"
	reasonRecord    = "it follows the record in the data tree"
	reasonTitle     = "another talk has this title"
	reasonDay       = "the day is outside the event"
	reasonDuplicate = "another record has this video"
	reasonNoRecord  = "the programme asks not to record it"
)

// The reasons where nothing but the score is low. Notes, where there are any, tell more.
const (
	reasonRival     = "another reading is as likely"
	reasonNearRival = "another reading is nearly as likely"
	reasonAsRead    = "nothing confirms how it was read"
	reasonTitleRead = "nothing confirms the title as it was read"
	reasonNamesRead = "nothing confirms the speakers as they were read"
)

// judgment is a level in the making.
type judgment struct {
	level   ingest.Level
	reasons []string
}

// proposedAs is how sure a draft's proposal was, by the video alone.
func proposedAs(b *draft.Base) judgment {
	switch {
	case b == nil:
		return judgment{ingest.LevelNone, []string{reasonOwn}}
	case b.FromRecord():
		return judgment{ingest.LevelNone, []string{reasonRecord}}
	}
	p := b.Proposal
	j := judgment{p.Level, slices.Clone(p.Reasons)}
	byScore := ingest.LevelOf(p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers))
	if j.level == "" { // of an earlier version
		j.level = byScore
	}
	if byScore != ingest.LevelSure {
		j.notSure()
	}
	return j
}

func (j *judgment) notSure() {
	if j.level == ingest.LevelSure {
		j.level = ingest.LevelLikely
	}
}

// cap forbids to be sure, for a reason in words.
func (j *judgment) cap(reason string) {
	j.notSure()
	if !slices.Contains(j.reasons, reason) {
		j.reasons = append(j.reasons, reason)
	}
}

// wordScore gives a judgment that has no reason the one that its score is for, and reports
// whether it has.
func (j *judgment) wordScore(b *draft.Base, readings []ingest.Reading) bool {
	if j.level == ingest.LevelSure || len(j.reasons) > 0 {
		return false
	}
	const near, far = 0.9, 0.5 // of the first reading's score
	unsure := func(field string) bool {
		c, ok := b.Proposal.Confidence.Of(field)
		return ok && c < ingest.Sure
	}
	title, names := unsure(ingest.FieldTitle), unsure(ingest.FieldSpeakers)
	reason := reasonAsRead
	switch {
	case len(readings) > 1 && readings[1].Score > 0 && readings[1].Score >= near*readings[0].Score:
		reason = reasonRival
	case len(readings) > 1 && readings[1].Score > 0 && readings[1].Score >= far*readings[0].Score:
		reason = reasonNearRival
	case title && !names:
		reason = reasonTitleRead
	case names && !title:
		reason = reasonNamesRead
	}
	j.reasons = []string{reason}
	return true
}

// capAll adds what a draft as it is now gives reason to look at.
func (j *judgment) capAll(ev ingest.Event, d *draft.Draft, titleShared bool, findings []Finding) {
	if titleShared {
		j.cap(reasonTitle)
	}
	if outside(ev, d.Record.Recorded) {
		j.cap(reasonDay)
	}
	for _, f := range findings {
		switch {
		case f.Rule == check.RuleSlugUnique:
			j.cap(reasonTitle)
		case f.Rule == check.RuleDuplicateVideo:
			j.cap(reasonDuplicate)
		case f.Rule == check.RuleDoNotRecord:
			j.cap(reasonNoRecord)
		case f.Level == check.Error:
			j.cap("check refuses it: " + f.Message)
		}
	}
}

// outside reports whether a day is none of the event's, as far as its days are known.
func outside(ev ingest.Event, recorded string) bool {
	day, err := ingest.ParseDate(recorded)
	return err == nil && !day.IsZero() && !ev.Holds(day)
}

// titles counts the talks of an event by their titles.
type titles map[string]int

// titlesOf counts those of an event's drafts, and of its records that are no draft's.
func titlesOf(f *workspace.Folder, bases []*draft.Base, tree *record.Index) titles {
	all := make(titles)
	drafted := make(map[ingest.Key]bool)
	for i, d := range f.Drafts {
		for _, l := range d.Record.Videos {
			if key, ok := record.KeyOf(l); ok {
				drafted[key] = true
			}
		}
		if d.Status != draft.Skip {
			for _, title := range titlesFor(d, bases[i]) {
				all[title]++
			}
		}
	}
	if tree == nil {
		return all
	}
	entry, _ := tree.Event(f.Slug)
	for _, r := range entry.Records {
		if !slices.ContainsFunc(r.Keys, func(key ingest.Key) bool { return drafted[key] }) {
			all[bare.Words(r.Title)]++
		}
	}
	return all
}

// titlesFor are the titles by which a draft is compared: its own, and the one that it
// would have if another talk had not got it.
func titlesFor(d *draft.Draft, b *draft.Base) []string {
	own := []string{bare.Words(d.Record.Title)}
	if b == nil {
		return own
	}
	for _, n := range b.Proposal.Notes {
		if n.Kind != mapper.NoteUnequalTitle || b.Differs(ingest.FieldTitle, d.Record) {
			continue
		}
		for _, title := range n.Data {
			if title = bare.Words(title); !slices.Contains(own, title) {
				own = append(own, title)
			}
		}
	}
	return own
}

// shared reports whether another talk has a title of the draft's.
func (t titles) shared(d *draft.Draft, b *draft.Base) bool {
	return d.Status != draft.Skip && slices.ContainsFunc(titlesFor(d, b), func(title string) bool { return title != "" && t[title] > 1 })
}
