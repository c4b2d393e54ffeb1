package mapper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// readings gives the proposal its rivals: what else the title may mean, and at last
// the title as it was posted.
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
	for _, r := range c.rivals {
		if len(p.Readings) == ingest.MaxReadings-1 {
			break
		}
		w.addReading(r.title, w.run.opt.spelled(r.names), (1-score)*r.p/max(sum, 1e-9), w.origin(r.candidate))
	}
	w.addReading(t.raw, nil, 0, "as posted")
}

// addReading adds a reading that says something that none before does.
func (w *writer) addReading(title string, speakers []string, score float64, reason string) {
	p := w.proposal
	if speakers == nil {
		speakers = []string{}
	}
	if slices.ContainsFunc(p.Readings, func(r ingest.Reading) bool {
		return bare.Words(r.Title) == bare.Words(title) && sameNames(r.Speakers, speakers)
	}) {
		return
	}
	p.Readings = append(p.Readings, ingest.Reading{Title: title, Speakers: speakers, Score: min(score, p.Readings[len(p.Readings)-1].Score), Reason: reason})
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
	if len(p.Record.Speakers) == 0 && !speakerless(p.Record.Title) {
		w.cap(ingest.FieldSpeakers, because("no-speaker", "no speaker"))
	}
	for _, s := range p.Record.Speakers {
		if !w.run.opt.Known.hasLoosely(bare.Words(s)) && unlikeName(s) {
			w.cap(ingest.FieldSpeakers, because("name-unlike", fmt.Sprintf("%s is a new speaker, and looks unlike a name", quote(s)), s))
		}
	}
	if mayBeCut(t.raw) {
		w.cap(ingest.FieldTitle, because("title-may-be-cut", "the host's title may be cut"))
	}
}

// cap forbids the proposal to be sure. Where its fields are beyond doubt otherwise, the
// reason is a note on one of them, lest nobody look.
func (w *writer) cap(field string, r Reason) {
	if w.proposal.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers) >= ingest.Sure {
		w.note(field, r)
	}
	w.proposal.Cap(r.Text)
}

// speakerless are the words of titles that no speaker is missing beside.
var withoutSpeaker = set("lightning", "panel", "opening", "closing", "welcome", "announcements", "announcement", "ceremony", "award", "awards", "discussion", "q&a", "trailer", "intro", "introduction", "sprint", "sprints", "roundtable", "social", "introducción", "apertura", "cierre", "clausura", "bienvenida", "anuncios", "premios", "panel", "mesa", "relámpago", "preguntas",
	"abertura", "encerramento", "boas-vindas", "relâmpago", "ouverture", "clôture", "bienvenue", "annonces", "éclair", "ronde", "eröffnung", "abschluss", "begrüßung", "verabschiedung", "otwarcie", "zamknięcie", "открытие", "закрытие", "オープニング", "クロージング", "ライトニングトーク", "개회", "폐회", "开幕", "闭幕", "apertura", "chiusura", "benvenuto")

// speakerless tells whether a title says that nobody in particular speaks.
func speakerless(title string) bool {
	low := strings.ToLower(title)
	for w := range strings.FieldsSeq(low) {
		if withoutSpeaker[strings.Trim(w, ".,:;!?()[]\"'-–—")] {
			return true
		}
	}
	return strings.Contains(low, "round table")
}

// unlikeName tells names that are rather something else.
func unlikeName(s string) bool {
	return !nameShaped(s) || len(strings.Fields(s)) == 1 && hasCase(s) || len(strings.Fields(s)) > 4
}
