package match

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// The kinds of the notes that a session brings to a proposal.
const (
	NoteOtherTitle = "programme-title" // the programme calls it otherwise; Data is how
	NoteDoubtful   = "session-doubtful"
)

// speakersRight is how often the speakers of a pair beyond doubt are as curators have them.
const speakersRight = 0.98

// Apply returns the proposal for a video with what its session gives, and false, with the
// proposal as it was, where the pair is no basis for that: there is no session, or a
// doubtful one and the video alone tells title or speakers surely.
func (p Pair) Apply(event ingest.Event, v ingest.Video, was ingest.Proposal) (ingest.Proposal, bool) {
	if p.Session == nil {
		return was, false
	}
	next := was
	next.Confidence, next.Notes = maps.Clone(was.Confidence), slices.Clone(was.Notes)
	if next.Confidence == nil {
		next.Confidence = ingest.Confidence{}
	}
	next.Session = p.Session.ID
	a := applying{pair: p, gives: Contribute(event, v, was.Record.Description, *p.Session, p.Score), next: &next}
	a.talk()
	if p.State == Doubtful {
		if next.Confidence[ingest.FieldTitle] >= sureScore || next.Confidence[ingest.FieldSpeakers] >= sureScore {
			return was, false
		}
		next.Notes = append(next.Notes, p.doubt())
		return next, true
	}
	a.dayAndLanguage()
	a.rest()
	return next, true
}

// doubt is the note about a pair that a person should decide on.
func (p Pair) doubt() ingest.Note {
	return ingest.Note{
		Field: ingest.FieldTitle, Kind: NoteDoubtful, Data: []string{p.Session.ID},
		Text: fmt.Sprintf("it may be the session %q (%s) of the programme: %s", p.Session.Title, p.Session.ID, strings.Join(p.Reasons(), ", ")),
	}
}

// applying is one call of Apply under way.
type applying struct {
	pair  Pair
	gives Contribution
	next  *ingest.Proposal
}

// talk gives title and speakers. Of a doubtful pair only what is surer than what the
// video tells is taken.
func (a applying) talk() {
	best := a.gives.Readings[0]
	if a.isSurer(ingest.FieldTitle, best.Confidence) && best.Title != "" {
		a.forget(ingest.FieldTitle)
		a.trust(ingest.FieldTitle, best.Confidence, a.next.Record.Title == best.Title)
		a.next.Record.Title = best.Title
		if title := strings.TrimSpace(a.pair.Session.Title); best.Source == FromVideo && title != "" {
			a.next.Notes = append(a.next.Notes, ingest.Note{
				Field: ingest.FieldTitle, Kind: NoteOtherTitle, Data: []string{title}, Text: best.Reason,
			})
		}
	}
	sure := speakersRight * a.pair.Score
	if len(best.Speakers) > 0 && a.isSurer(ingest.FieldSpeakers, sure) {
		a.forget(ingest.FieldSpeakers)
		a.trust(ingest.FieldSpeakers, sure, slices.Equal(a.next.Record.Speakers, best.Speakers))
		a.next.Record.Speakers = slices.Clone(best.Speakers)
	}
}

func (a applying) isSurer(field string, confidence float64) bool {
	return a.pair.State != Doubtful || confidence > a.next.Confidence[field]
}

// trust sets a field's confidence. Where video and programme agree the surer one counts.
func (a applying) trust(field string, confidence float64, agree bool) {
	if agree {
		confidence = max(confidence, a.next.Confidence[field])
	}
	a.next.Confidence[field] = confidence
}

// forget drops what was noted about a field that gets a new value.
func (a applying) forget(field string) {
	a.next.Notes = slices.DeleteFunc(a.next.Notes, func(n ingest.Note) bool { return n.Field == field })
}

func (a applying) dayAndLanguage() {
	rec := &a.next.Record
	if day := a.gives.Recorded; !day.Value.IsZero() && (day.Confidence >= a.next.Confidence[ingest.FieldRecorded] || day.Value.String() == rec.Recorded) {
		a.forget(ingest.FieldRecorded)
		a.trust(ingest.FieldRecorded, day.Confidence, day.Value.String() == rec.Recorded)
		rec.Recorded = day.Value.String()
	}
	language := a.gives.Language
	if language.Value != "" && slices.Contains(ingest.Languages(), language.Value) {
		a.forget(ingest.FieldLanguage)
		a.trust(ingest.FieldLanguage, language.Confidence, language.Value == rec.Language)
		rec.Language = language.Value
	}
}

// rest gives the fields that nobody has to infer.
func (a applying) rest() {
	rec := &a.next.Record
	rec.Tags = slices.Clone(rec.Tags)
	for _, tag := range a.gives.Tags {
		if !slices.ContainsFunc(rec.Tags, func(t string) bool { return strings.EqualFold(t, tag) }) {
			rec.Tags = append(rec.Tags, tag)
		}
	}
	rec.RelatedURLs = slices.Clone(rec.RelatedURLs)
	for _, link := range a.gives.RelatedURLs {
		if !slices.ContainsFunc(rec.RelatedURLs, func(l ingest.Link) bool { return pageOf(l.URL) == pageOf(link.URL) }) {
			rec.RelatedURLs = append(rec.RelatedURLs, link)
		}
	}
	if rec.CopyrightText == "" {
		rec.CopyrightText = a.gives.CopyrightText
	}
	if text := a.gives.Description; text != "" {
		a.forget(ingest.FieldDescription)
		rec.Description = text
	}
}
