package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/rst"
)

// pane is all that there is to know of the current talk, beside the list.
type pane struct {
	Event, Name string
	Token       string
	Title       string
	Compared    []compared
	Readings    []reading
	said
	RawDescription string
	Description    described
	Links          []link
	Watch, Player  string // addresses, "" for none
	Notes          []draft.Note
	Acts           []done // of this draft, newest first
}

// done is an act on a draft.
type done struct {
	ID, Verb, Fields string
	Time, Clock      string
	Undone           bool
}

// mostActs is how many acts the pane shows; the history page has all.
const mostActs = 6

// actsOf is the history of one draft, as far as it can be read.
func (s talkAnswers) actsOf(ctx context.Context, t *talk) []done {
	acts, err := s.pipeline.History(ctx, t.Event)
	if err != nil {
		s.log.Warn("web", "event", t.Event, "error", err)
		return nil
	}
	var list []done
	for _, act := range acts {
		for _, edit := range act.Drafts {
			if edit.File != t.Draft.File || len(list) == mostActs {
				continue
			}
			var fields []string
			for _, f := range edit.Fields {
				fields = append(fields, f.Field)
			}
			list = append(list, done{
				ID: act.ID, Verb: act.Verb, Fields: strings.Join(fields, ", "), Undone: act.Undone,
				Time: act.Time.Format(time.RFC3339), Clock: act.Time.Local().Format("2 Jan 15:04"),
			})
		}
	}
	return list
}

// described is the description of a talk in its form, and what it was when that was drawn.
type described struct{ Name, Was, Text string }

// compared is a field as the host has it, and as it will be.
type compared struct {
	Field, Posted, Will string
}

// Differs reports whether there is anything to compare.
func (c compared) Differs() bool { return c.Posted != c.Will }

// reading is one of the proposal's, with what differs from what stands there now.
type reading struct {
	Number          int
	Title, Speakers string
	SameTitle       bool
	SameSpeakers    bool
	Reason          string
}

// name is a speaker, and what is known of the name.
type name struct {
	Name, Class, Word string
}

// finding is what check says of a field.
type finding struct {
	Field, Level, Message string
	Line                  int // of the description, 0 for none
}

type link struct{ Label, URL string }

// pane draws a talk up for the work pane.
func (s talkAnswers) pane(ctx context.Context, t *talk) pane {
	d := t.Draft
	text := rst.Parse(d.Record.Description)
	p := pane{
		Event: t.Event, Name: t.Name, Token: s.guard.form, Title: d.Record.Title,
		Description: described{t.Name, d.Record.Description, d.Record.Description}, Notes: d.Notes,
		Watch: watchAddress(d), Player: playerOf(d.Keys()...),
	}
	p.Readings = readingsOf(t)
	p.Acts = s.actsOf(ctx, t)
	p.said = said{namesOf(t.Names), findingsOf(t.Findings, text), rendered(text)}
	if t.Base != nil {
		p.RawDescription = t.Base.Video.Description
		p.Compared = comparedOf(t.Base.Video, d)
	}
	for _, l := range d.Record.RelatedURLs {
		p.Links = append(p.Links, link{cmp.Or(l.Label, l.URL), l.URL})
	}
	for _, v := range d.Record.Videos {
		p.Links = append(p.Links, link{v.Type, v.URL})
	}
	p.Links = slices.DeleteFunc(p.Links, func(l link) bool { return !isWeb(l.URL) })
	return p
}

// said is what is found in a talk, as it is or as it is being typed.
type said struct {
	Names    []name
	Findings []finding
	Rendered template.HTML // the description
}

// rendered shows reStructuredText as it will look. The writer escapes all text, loads no
// image and lets no raw HTML through.
func rendered(text *rst.Document) template.HTML {
	return template.HTML(text.HTML()) //nolint:gosec // see above
}

// isWeb reports whether an address can be followed from a page.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func watchAddress(d *draft.Draft) string {
	address := host.WatchURL(d.Source.Key())
	if address == "" && len(d.Record.Videos) > 0 {
		address = d.Record.Videos[0].URL
	}
	if !isWeb(address) {
		return ""
	}
	return address
}

// playerOf is the address of a player for a frame, of the first of some videos that has one.
func playerOf(keys ...ingest.Key) string {
	for _, key := range keys {
		if address := host.EmbedURL(key); address != "" {
			return address
		}
	}
	return ""
}

func comparedOf(v ingest.Video, d *draft.Draft) []compared {
	list := []compared{{ingest.FieldTitle, v.Title, d.Record.Title}}
	list = append(list,
		compared{ingest.FieldSpeakers, "", formatField(d.Record.Speakers)},
		compared{ingest.FieldRecorded, cmp.Or(v.Recorded.String(), dayOf(v)), d.Record.Recorded},
		compared{ingest.FieldLanguage, v.Language, d.Record.Language},
		compared{ingest.FieldTags, strings.Join(v.Tags, "; "), formatField(d.Record.Tags)},
		compared{ingest.FieldDuration, duration(v.Duration), duration(d.Record.Duration)},
	)
	return slices.DeleteFunc(list, func(c compared) bool { return c.Posted == "" && c.Will == "" })
}

func dayOf(v ingest.Video) string {
	if v.Published.IsZero() {
		return ""
	}
	return "posted " + ingest.DateOf(v.Published).String()
}

func duration(seconds int) string {
	if seconds == 0 {
		return ""
	}
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

func readingsOf(t *talk) []reading {
	var list []reading
	now := formatField(t.Draft.Record.Speakers)
	for i, r := range t.Readings {
		speakers := formatField(r.Speakers)
		list = append(list, reading{
			Number: i + 1, Title: r.Title, Speakers: speakers, Reason: r.Reason,
			SameTitle: r.Title == t.Draft.Record.Title, SameSpeakers: speakers == now,
		})
	}
	return list
}

// findingsOf are what check says; what is wrong with the description is said line by line.
func findingsOf(found []pipeline.Finding, description *rst.Document) []finding {
	var list []finding
	for _, f := range found {
		if f.Rule != check.RuleRST && f.Rule != check.RuleRSTStrict || f.Field != ingest.FieldDescription {
			list = append(list, finding{f.Field, string(f.Level), f.Message, 0})
		}
	}
	verdict := description.Verdict()
	level := check.Warning
	if !verdict.Valid() {
		level = check.Error
	}
	for _, m := range verdict.Problems {
		list = append(list, finding{ingest.FieldDescription, string(level), strings.TrimSpace(m.Text + " " + m.Remedy), m.Line})
	}
	return list
}

// namesOf says what is known of each speaker.
func namesOf(names []pipeline.Name) []name {
	var list []name
	for _, n := range names {
		drawn := name{Name: n.Name, Class: string(n.State)}
		switch {
		case n.State == pipeline.NameKnown:
			drawn.Word = countOf(n.Talks, "talk")
		case n.Near != "":
			drawn.Word = fmt.Sprintf("new; did you mean %s?", n.Near)
		default:
			drawn.Word = "new"
		}
		list = append(list, drawn)
	}
	return list
}
