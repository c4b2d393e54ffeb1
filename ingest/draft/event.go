package draft

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// EventFile is the name of an event's own file in its folder.
const EventFile = "event.toml"

// fileEvent is the shape of event.toml.
type fileEvent struct {
	Title     string   `toml:"title"`
	URL       string   `toml:"url"`
	StartDate any      `toml:"start_date"`
	EndDate   any      `toml:"end_date"`
	TimeZone  string   `toml:"time_zone"`
	Language  string   `toml:"language"`
	Tags      []string `toml:"tags"`
	Schedule  any      `toml:"schedule"`
	Watch     bool     `toml:"watch"`
	// ScheduleFields stand in a table of their own.
	ScheduleFields map[string]string `toml:"schedule_fields"`
	RelatedURLs    []ingest.Link     `toml:"related_urls"`
	Source         []fileCollection  `toml:"source"`
}

// fileCollection is one [[source]].
type fileCollection struct {
	URL    string `toml:"url"`
	Only   string `toml:"only"`
	Except string `toml:"except"`
	Since  any    `toml:"since"`
}

// ParseEvent reads an event.toml. Slug is the name of its folder; path is for
// messages. Errors are as for [Parse].
func ParseEvent(slug, path string, src []byte) (ingest.Event, error) {
	var f fileEvent
	if err := tomledit.Decode(src, &f); err != nil {
		return ingest.Event{}, located(path, err)
	}
	ev := ingest.Event{
		Slug: slug, Title: f.Title, URL: f.URL, TimeZone: f.TimeZone, Language: f.Language,
		Tags: f.Tags, RelatedURLs: f.RelatedURLs, Watch: f.Watch,
	}
	var err error
	if ev.Schedule, err = oneOrMore(f.Schedule); err != nil {
		return ingest.Event{}, misplaced(path, src, "schedule: "+err.Error(), "schedule")
	}
	for field, column := range f.ScheduleFields {
		if err := checkSessionField(field); err != nil {
			return ingest.Event{}, misplaced(path, src, err.Error(), "schedule_fields", field)
		}
		if column == "" {
			delete(f.ScheduleFields, field)
		}
	}
	ev.ScheduleFields = f.ScheduleFields
	if ev.StartDate, err = day(f.StartDate); err != nil {
		return ingest.Event{}, misplaced(path, src, "start_date: "+err.Error(), "start_date")
	}
	if ev.EndDate, err = day(f.EndDate); err != nil {
		return ingest.Event{}, misplaced(path, src, "end_date: "+err.Error(), "end_date")
	}
	if !ev.EndDate.IsZero() && ev.EndDate.Compare(ev.StartDate) < 0 {
		return ingest.Event{}, misplaced(path, src, fmt.Sprintf("end_date: %s is before start_date", ev.EndDate), "end_date")
	}
	for i, c := range f.Source {
		since, err := day(c.Since)
		if err != nil {
			return ingest.Event{}, misplaced(path, src, "source.since: "+err.Error(), "source", i, "since")
		}
		ev.Sources = append(ev.Sources, ingest.Source{URL: c.URL, Only: c.Only, Except: c.Except, Since: since})
	}
	if fault, at := faultOf(ev); fault != "" {
		return ingest.Event{}, misplaced(path, src, fault, at...)
	}
	return ev, nil
}

// oneOrMore reads a value that may be text or a list of texts. Empty ones are none.
func oneOrMore(v any) ([]string, error) {
	var list []string
	switch v := v.(type) {
	case nil:
	case string:
		if v != "" {
			list = append(list, v)
		}
	case []any:
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, errors.New("give a path or an address, or a list of them")
			}
			if s != "" {
				list = append(list, s)
			}
		}
	default:
		return nil, errors.New("give a path or an address, or a list of them")
	}
	return list, nil
}

func checkSessionField(field string) error {
	if slices.Contains(ingest.SessionFields(), field) {
		return nil
	}
	if near := tomledit.Nearest(field, ingest.SessionFields()); near != "" {
		return fmt.Errorf("schedule_fields: sessions have no field %q; did you mean %q?", field, near)
	}
	return fmt.Errorf("schedule_fields: sessions have no field %q; they have %s", field, strings.Join(ingest.SessionFields(), ", "))
}

// faultOf finds a value that can mean nothing, and the key that holds it.
func faultOf(ev ingest.Event) (message string, at []any) {
	if ev.Language != "" && !slices.Contains(ingest.Languages(), ev.Language) {
		return fmt.Sprintf("language: %q is not accepted by pyvideo/data; it takes %s",
			ev.Language, strings.Join(ingest.Languages(), " ")), []any{"language"}
	}
	if _, err := ingest.LoadZone(ev.TimeZone); ev.TimeZone != "" && err != nil {
		return fmt.Sprintf("time_zone: %v; %s", err, ingest.Hint(err)), []any{"time_zone"}
	}
	if u, err := url.Parse(ev.URL); ev.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Sprintf("url: %q is not an address that begins with https://", ev.URL), []any{"url"}
	}
	for i, s := range ev.Sources {
		for _, c := range []struct{ key, pattern string }{{"only", s.Only}, {"except", s.Except}} {
			if _, err := regexp.Compile(c.pattern); err != nil {
				return fmt.Sprintf(`source.%s: %v; a plain bracket is written \(`, c.key, err), []any{"source", i, c.key}
			}
		}
	}
	return "", nil
}

// eventLayout is the order of the keys of event.toml, and the comments that
// explain them.
func eventLayout() tomledit.Layout {
	return tomledit.Layout{
		Order: []string{
			"title", "url", "start_date", "end_date", "time_zone", "language", "tags",
			"schedule", "watch", "schedule_fields", "related_urls", "source",
		},
		Comments: map[string]string{
			"title":           `# "Name YYYY": the site groups a series by it`,
			"start_date":      "# first day of talks",
			"end_date":        "# leave empty for a group without an end",
			"time_zone":       `# "Europe/Vienna": in which its days begin and its times are`,
			"language":        "# of talks that do not say, as in ISO 639-3",
			"tags":            "# given to every talk",
			"schedule":        "# file or address of the programme",
			"schedule_fields": "# the columns or keys of a home-made programme",
			"watch":           "# true: sync looks for new talks",
			"related_urls":    "# given to every talk",
			"source":          "# one for each playlist, channel or showcase; may have only, except, since",
		},
	}
}

func eventSettings(ev ingest.Event) []setting {
	list := []setting{
		line(ev.Title, "title"),
		line(ev.URL, "url"),
		{path: []string{"start_date"}, value: tomledit.Date(ev.StartDate.String())},
		{path: []string{"end_date"}, value: tomledit.Date(ev.EndDate.String())},
		line(ev.TimeZone, "time_zone"),
		line(ev.Language, "language"),
		{path: []string{"tags"}, value: tomledit.Strings(ev.Tags)},
		{path: []string{"schedule"}, value: scheduleValue(ev.Schedule)},
		{path: []string{"watch"}, value: tomledit.Bool(ev.Watch)},
	}
	for _, field := range ingest.SessionFields() {
		list = append(list, optional(ev.ScheduleFields[field], "schedule_fields", field))
	}
	return list
}

// scheduleValue is a list where it has to be one.
func scheduleValue(places []string) tomledit.Value {
	switch len(places) {
	case 0:
		return tomledit.String("")
	case 1:
		return tomledit.String(places[0])
	}
	return tomledit.Strings(places)
}

func eventArrays(ev ingest.Event) []array {
	return []array{
		{"related_urls", tablesOf(ev.RelatedURLs, linkTable)},
		{"source", tablesOf(ev.Sources, collectionTable)},
	}
}

func collectionTable(c ingest.Source) tomledit.Table {
	t := tomledit.Table{{Key: "url", Value: tomledit.String(c.URL), Same: sameAddress(c.URL)}}
	if c.Only != "" {
		t = append(t, tomledit.Pair{Key: "only", Value: tomledit.String(c.Only)})
	}
	if c.Except != "" {
		t = append(t, tomledit.Pair{Key: "except", Value: tomledit.String(c.Except)})
	}
	if !c.Since.IsZero() {
		t = append(t, tomledit.Pair{Key: "since", Value: tomledit.Date(c.Since.String())})
	}
	return t
}

// EncodeEvent returns the text of a new event.toml, with a comment behind each
// key that needs one. Remarks for its readers stand above, a line each.
func EncodeEvent(ev ingest.Event, remarks ...string) []byte {
	layout := eventLayout()
	var b strings.Builder
	for _, remark := range remarks {
		b.WriteString("# " + termtext.Line(remark) + "\n")
	}
	writeSettings(&b, eventSettings(ev), layout)
	writeTable(&b, "schedule_fields", eventSettings(ev), layout)
	for _, a := range eventArrays(ev) {
		comment := layout.Comments[a.name]
		for _, t := range a.tables {
			b.WriteString("\n" + t.TOML(a.name, comment))
			comment = ""
		}
	}
	return []byte(b.String())
}

// EditEvent returns the text of an event.toml with new's values where old and new
// differ, as [Edit] does for drafts.
func EditEvent(src []byte, old, new ingest.Event) ([]byte, error) {
	path := old.Slug + "/" + EventFile
	doc, err := tomledit.Parse(src, eventLayout())
	if err != nil {
		return nil, located(path, err)
	}
	if err := edit(doc, eventSettings(old), eventSettings(new), eventArrays(old), eventArrays(new)); err != nil {
		return nil, unfit(path, err)
	}
	got, err := ParseEvent(new.Slug, path, doc.Bytes())
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", path, err)
	}
	if !bytes.Equal(EncodeEvent(got), EncodeEvent(new)) {
		return nil, fmt.Errorf("edit %s: the file does not hold what it was read as", path)
	}
	return doc.Bytes(), nil
}
