package intake

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Outlook is what a run leaves to people, of the drafts that it has written or compared.
type Outlook struct {
	Open int // in review
	Sure int // of these, with title and speakers at [ingest.Sure] or more
	// Days counts the drafts whose day is known of the event only, by where it comes from.
	Days map[draft.GuessedDay]int
}

func (o *Outlook) add(d *draft.Draft, b *draft.Base) {
	if by := draft.DayGuessed(d, b); by != draft.OwnDay {
		if o.Days == nil {
			o.Days = map[draft.GuessedDay]int{}
		}
		o.Days[by]++
	}
	if d.Status == draft.Review {
		o.Open++
		if b != nil && b.IsSure() {
			o.Sure++
		}
	}
}

// Lesson is what people's corrections have changed in other drafts since the last run.
type Lesson struct {
	Corrected []string       // paths of the drafts whose title or speakers somebody has written
	Read      map[string]int // drafts that are read otherwise now, by the words for how
}

// learn takes down what an update tells of corrections: that it is one, or that its talk is
// read otherwise.
func (l *Lesson) learn(t *talk, u workspace.Updated) {
	was, now := t.draft.Record, u.Draft.Record
	switch {
	case t.base != nil && (t.base.Differs(ingest.FieldTitle, was) || t.base.Differs(ingest.FieldSpeakers, was)):
		l.Corrected = append(l.Corrected, t.draft.Path)
	case len(t.next.Proposal.Readings) > 0 && (was.Title != now.Title || !slices.Equal(was.Speakers, now.Speakers)):
		if l.Read == nil {
			l.Read = map[string]int{}
		}
		l.Read[t.next.Proposal.Readings[0].Reason]++
	}
}
