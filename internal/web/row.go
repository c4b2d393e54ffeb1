package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// row is a talk in the list of an event's page: what it will be, out of what, how sure
// that is, and the form to change it with.
type row struct {
	Event, Name string
	Token       string
	Fingerprint string
	Was         string // the values that the form was filled with, as JSON
	Status      draft.Status
	Mark        mark
	Stage       stage
	Title       string
	Speakers    string
	Recorded    string
	Language    string
	Tags        string
	Posted      string           // the title as the host has it
	Raw         []pipeline.Piece // that in pieces
	Day         string           // where it is none of the event's
	Tongue      string           // where it is not the event's
	Reasons     []string
	Errors      int // that check finds
	OnDisk      bool
	Current     bool
	Chips       string // identifiers of the chips that it belongs to
	Conflicts   []conflict
	Fault       string // why it could not be saved
}

// mark says in shape, colour and word how it stands with a talk.
type mark struct {
	Class, Sign, Word string
}

// markOf is by status for what is settled and by level for what is not.
func markOf(t *talk) mark {
	switch t.Draft.Status {
	case draft.Ready:
		return mark{"ready", "✓", "ready"}
	case draft.Published:
		return mark{"published", "★", "published"}
	case draft.Skip:
		return mark{"skip", "✕", "skipped"}
	}
	switch t.Level {
	case ingest.LevelSure:
		return mark{"sure", "●", "sure"}
	case ingest.LevelLikely:
		return mark{"likely", "◕", "likely"}
	case ingest.LevelNone:
		return mark{"none", "○", "to type"}
	}
	return mark{"unsure", "◑", "unsure"}
}

// drawnRow is the row of a talk as it stands in the list.
func (s *Server) drawnRow(t *talk, current bool) (template.HTML, error) {
	if current {
		r := s.row(t)
		r.Current = true
		text, err := s.drawn("row", r)
		return template.HTML(text), err //nolint:gosec // the template has escaped it
	}
	return t.drawn.get(func() (template.HTML, error) {
		text, err := s.drawn("row", s.row(t))
		return template.HTML(text), err //nolint:gosec // the template has escaped it
	})
}

// drawnRows are those of talks, one of which is the current one.
func (s *Server) drawnRows(talks []*talk, current *talk) ([]template.HTML, error) {
	rows := make([]template.HTML, len(talks))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range talks {
		group.Go(func() (err error) {
			rows[i], err = s.drawnRow(t, t == current)
			return err
		})
	}
	return rows, group.Wait()
}

// rowFields are the fields that a row's form has.
func rowFields() []string {
	return []string{ingest.FieldTitle, ingest.FieldSpeakers, ingest.FieldRecorded, ingest.FieldLanguage, ingest.FieldTags}
}

// row draws a talk up for the list.
func (s *Server) row(t *talk) row {
	d, event := t.Draft, t.event
	texts := textsOf(d)
	was, _ := json.Marshal(texts) // texts by name cannot fail
	r := row{
		Event: event.Slug, Name: t.Name, Token: s.guard.form,
		Fingerprint: draft.Fingerprint(d.Bytes()), Was: string(was),
		Status: d.Status, Mark: markOf(t), Stage: stageOf(t),
		Title: d.Record.Title, Speakers: texts[ingest.FieldSpeakers], Recorded: d.Record.Recorded,
		Language: d.Record.Language, Tags: texts[ingest.FieldTags],
		Posted: d.Source.Title, Raw: t.Pieces(),
		OnDisk: t.OnDisk, Chips: strings.Join(chipsOf(t), " "), Errors: t.errors(),
	}
	r.Reasons = reasonsOf(t)
	if otherDay(event, d.Record.Recorded) {
		r.Day = d.Record.Recorded
	}
	if d.Record.Language != event.Language {
		r.Tongue = d.Record.Language
	}
	return r
}

// mostNotes is how many of a draft's notes a row says; the work pane has all.
const mostNotes = 3

// reasonsOf is why somebody has to look at a talk: why stevie is not sure of it and, where
// that is only its score, what the draft's notes say.
func reasonsOf(t *talk) []string {
	switch {
	case t.IsSettled():
		return nil
	case len(t.Reasons) > 0 && !t.ByScore:
		return t.Reasons
	}
	var said []string
	for _, n := range t.Draft.Notes {
		if n.Text != "" && !slices.Contains(said, n.Text) {
			said = append(said, n.Text)
		}
	}
	if more := len(said) - mostNotes; more > 0 {
		said = append(said[:mostNotes], fmt.Sprintf("and %d more", more))
	}
	return append(slices.Clone(t.Reasons), said...)
}

// Address is where the row's form goes.
func (r row) Address() string { return talkAddress(r.Event, r.Name) }

// Skipped reports whether it is no talk.
func (r row) Skipped() bool { return r.Status == draft.Skip }

// Ready reports whether it waits to be published.
func (r row) Ready() bool { return r.Status == draft.Ready }

// textsOf are the fields of a row's form, and the status that its buttons change.
func textsOf(d *draft.Draft) map[string]string {
	r := d.Record
	return map[string]string{
		ingest.FieldTitle: r.Title, ingest.FieldSpeakers: formatField(r.Speakers), ingest.FieldRecorded: r.Recorded,
		ingest.FieldLanguage: r.Language, ingest.FieldTags: formatField(r.Tags), draft.FieldStatus: string(d.Status),
	}
}

// otherDay reports whether a day is none of the event's. Of an event without days any
// is worth being shown.
func otherDay(event ingest.Event, recorded string) bool {
	if recorded == "" || event.StartDate.IsZero() {
		return true
	}
	last := event.EndDate
	if last.IsZero() {
		return true
	}
	day := recorded[:min(len(recorded), len("2024-05-18"))]
	return day < event.StartDate.String() || day > last.String() || event.StartDate != last
}

func (t *talk) errors() int {
	n := 0
	for _, f := range t.Findings {
		if f.Level == check.Error {
			n++
		}
	}
	return n
}

// ErrorsInWords counts what check refuses.
func (r row) ErrorsInWords() string { return countOf(r.Errors, "error") }
