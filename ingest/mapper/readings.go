package mapper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/internal/bare"
)

// readings gives the proposal its rivals: what else the title may mean, the talk as it was
// given earlier, which comes first where nobody else says who speaks, and at last the title
// as it was posted.
func (w *writer) readings() {
	p := w.proposal
	t, ok := w.run.talks[w.index]
	if !ok {
		p.Level = ingest.LevelNone
		return
	}
	c := w.run.choices[w.index]
	score := p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers)
	p.Readings = []ingest.Reading{{Title: p.Record.Title, Speakers: p.Record.Speakers, Score: score, Reason: w.origin(&c.candidate)}}
	if t.correct != nil {
		p.Readings[0].Reason = "settled by a person"
	}
	sum := 0.0
	for _, r := range c.rivals {
		sum += r.p
	}
	earlier, given := w.earlier()
	most := ingest.MaxReadings - 1
	switch {
	case given && len(p.Record.Speakers) == 0:
		earlier.Score = (1 - score) / 2
		addReading(p, earlier)
	case given:
		most--
	}
	for _, r := range c.rivals {
		if len(p.Readings) == most {
			break
		}
		addReading(p, ingest.Reading{Title: r.title, Speakers: w.run.opt.spelled(r.names), Score: (1 - score) * r.p / max(sum, 1e-9), Reason: w.origin(r.candidate)})
	}
	if given {
		addReading(p, earlier)
	}
	addReading(p, ingest.Reading{Title: t.raw, Reason: "as posted"})
}

// addReading adds a reading that says something that none before does, as long as there
// is room.
func addReading(p *ingest.Proposal, next ingest.Reading) {
	if len(p.Readings) == ingest.MaxReadings || slices.ContainsFunc(p.Readings, func(r ingest.Reading) bool {
		return bare.Words(r.Title) == bare.Words(next.Title) && sameNames(r.Speakers, next.Speakers)
	}) {
		return
	}
	if len(p.Readings) > 0 {
		next.Score = min(next.Score, p.Readings[len(p.Readings)-1].Score)
	}
	next.Speakers = append([]string{}, next.Speakers...)
	p.Readings = append(p.Readings, next)
}

// Reconsider gives a proposal for which a session was found the readings and the level
// that it has with what the session gives: that is what is proposed now, and what the
// video tells are its rivals. What capped the video's own reading does so no more.
func Reconsider(p *ingest.Proposal) {
	score, rivals := p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers), p.Readings
	p.Readings, p.Reasons, p.Level = nil, nil, ingest.LevelOf(score)
	addReading(p, ingest.Reading{Title: p.Record.Title, Speakers: p.Record.Speakers, Session: p.Session, Score: score, Reason: "from the programme"})
	for _, r := range rivals {
		addReading(p, r)
	}
	if len(p.Record.Speakers) == 0 && !IsWithoutSpeaker(p.Record.Title) {
		capAt(p, ingest.FieldSpeakers, noSpeaker())
	}
}

// origin says how a reading came about.
func (w *writer) origin(c *candidate) string {
	reason := c.shape.String()
	switch {
	case c.restored:
		reason += ", title completed from the description"
	case c.extended:
		reason += ", subtitle from the description"
	}
	return reason
}

// level says how sure the proposal is as a whole, and what forbids more.
func (w *writer) level() {
	p := w.proposal
	if p.Level == ingest.LevelNone {
		p.Cap("the video cannot be read now")
		return
	}
	p.Level = ingest.LevelOf(p.Readings[0].Score)
	w.caps()
}

// caps are the facts about a video for which a person should look, however sure the
// numbers are. Those about other talks and the event are for those who see them.
func (w *writer) caps() {
	p, t := w.proposal, w.run.talks[w.index]
	if t.correct != nil {
		return
	}
	if w.left.Text != "" && p.Level != ingest.LevelSure {
		p.Cap(w.left.Text)
	}
	if len(p.Record.Speakers) == 0 && !IsWithoutSpeaker(p.Record.Title) {
		capAt(p, ingest.FieldSpeakers, noSpeaker())
	}
	for _, s := range p.Record.Speakers {
		if !w.run.opt.Known.hasLoosely(bare.Words(s)) && unlikeName(s) {
			capAt(p, ingest.FieldSpeakers, because("name-unlike", fmt.Sprintf("%s is a new speaker, and looks unlike a name", quote(s)), s))
		}
	}
	if host.MayBeCut(t.raw) {
		capAt(p, ingest.FieldTitle, because("title-may-be-cut", "the host's title may be cut"))
	}
}

// capAt forbids a proposal to be sure. Where its fields are beyond doubt otherwise, the
// reason is a note on one of them, lest nobody look.
func capAt(p *ingest.Proposal, field string, r Reason) {
	if p.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers) >= ingest.Sure {
		p.Notes = append(p.Notes, r.note(field))
	}
	p.Cap(r.Text)
}

func noSpeaker() Reason { return because("no-speaker", "no speaker") }

// unlikeName tells names that are rather something else.
func unlikeName(s string) bool {
	return !nameShaped(s) || len(strings.Fields(s)) == 1 && hasCase(s) || len(strings.Fields(s)) > 4
}
