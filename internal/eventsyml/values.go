package eventsyml

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/termtext"
)

// placeholder stands in pyvideo_scrape's pattern for what is to be filled in.
const placeholder = "xxx"

// sources reads youtube_list.
func (e *entryReader) sources(f field) {
	for _, n := range e.list(f.value) {
		address := e.text(n, "an address")
		if address == "" {
			continue
		}
		c, err := e.find(address)
		if err != nil {
			e.warn(n, f.key, "", termtext.Line(err.Error())+"; left out")
			continue
		}
		if !e.isNew("source", c.URL) {
			continue
		}
		e.Event.Sources = append(e.Event.Sources, ingest.Source{URL: c.URL})
		e.lists = e.lists || c.Kind != OneVideo
		if c.Kind == Account {
			e.accounts = append(e.accounts, Note{
				Line: n.Line, Key: f.key, Value: shown(c.URL), Warn: true,
				Text: "may list other years too: narrow the source with only, except or since in event.toml; until you set watch = true it is not watched",
			})
		}
	}
}

// related reads related_urls.
func (e *entryReader) related(f field) {
	for _, n := range e.list(f.value) {
		var link ingest.Link
		if n = resolved(n); n.Kind == yaml.ScalarNode {
			link.URL = e.text(n, "an address")
		} else {
			link = e.link(n)
		}
		if link == (ingest.Link{}) || !e.isNew("link", link.URL) {
			continue
		}
		if !isWeb(link.URL) {
			e.warn(n, f.key, strings.TrimSpace(link.Label+" "+link.URL), "no address that begins with https://: left out")
			continue
		}
		if link.Label == "" {
			e.warn(n, f.key, link.URL, "has no label: say in event.toml what it leads to")
		}
		e.Event.RelatedURLs = append(e.Event.RelatedURLs, link)
	}
}

func (e *entryReader) link(n *yaml.Node) (link ingest.Link) {
	for _, f := range e.fields(n, "an address, or label and url,") {
		switch f.key {
		case "label":
			link.Label = e.text(f.value, "a label")
		case "url":
			link.URL = e.text(f.value, "an address")
		default:
			e.warn(f.at, "related_urls."+named(f.key), "", "no key of pyvideo_scrape: left out")
		}
	}
	return link
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// language reads the language, a code of ISO 639-3.
func (e *entryReader) language(f field) {
	given := e.text(f.value, "a language")
	code := strings.ToLower(given)
	if code != "" && !slices.Contains(ingest.Languages(), code) {
		e.warn(f.value, f.key, given, "left out, pyvideo/data takes "+strings.Join(ingest.Languages(), " ")+"; without one it is found out for each talk")
		code = ""
	}
	e.Event.Language = code
}

// dates reads the days of the event.
func (e *entryReader) dates(f field) {
	ev := &e.Event
	var end, other *field
	for _, d := range e.fields(f.value, "begin and end") {
		switch d.key {
		case "begin":
			ev.StartDate = e.day(d)
		case "end":
			end = &d
		case "default":
			other = &d
		default:
			e.warn(d.at, "dates."+named(d.key), "", "no key of pyvideo_scrape: left out")
		}
	}
	switch {
	case end != nil:
		if ev.EndDate = e.day(*end); !ev.EndDate.IsZero() && ev.EndDate.Compare(ev.StartDate) < 0 {
			e.warn(end.value, "dates.end", ev.EndDate.String(), "lies before the first day: left out")
			ev.EndDate = ingest.Date{}
		}
	case !ev.StartDate.IsZero():
		ev.EndDate = ev.StartDate
		e.note(f.at, "dates.end", "", "there is none: the first day is the last one, too, as pyvideo_scrape has it")
	}
	if other != nil {
		e.defaultDay(other.value, e.day(*other))
	}
}

// defaultDay tells what becomes of dates.default.
func (e *entryReader) defaultDay(at *yaml.Node, day ingest.Date) {
	ev := e.Event
	switch {
	case day.IsZero() || day == ev.StartDate:
		// What stevie proposes, too, where nothing tells the day of a talk.
	case !ev.EndDate.IsZero() && day.Compare(ev.EndDate) > 0:
		e.warn(at, "dates.default", day.String(), "lies behind the last day: if it is the last one, make it end_date in event.toml")
	default:
		e.note(at, "dates.default", day.String(), "where nothing tells the day of a talk, stevie proposes the first one and says so")
	}
}

// day reads one day, with or without a time behind it.
func (e *entryReader) day(f field) ingest.Date {
	given := e.text(f.value, "a day")
	var d ingest.Date
	if err := d.UnmarshalText([]byte(given)); err != nil {
		if given != placeholder {
			e.warn(f.value, "dates."+f.key, given, "no day like 2024-05-17: left out")
		}
		return ingest.Date{}
	}
	return d
}

// tags reads the tags, or one line of them.
func (e *entryReader) tags(f field) {
	for _, n := range e.list(f.value) {
		text := e.text(n, "a tag")
		for tag := range strings.SplitSeq(text, ",") {
			if tag = strings.TrimSpace(tag); tag != "" && e.isNew("tag", tag) {
				e.Event.Tags = append(e.Event.Tags, tag)
			}
		}
	}
}

func (e *entryReader) issue(f field) {
	for _, n := range e.list(f.value) {
		if number := e.text(n, "the number of an issue"); number != "" && number != placeholder {
			e.note(n, f.key, strings.TrimPrefix(number, "#"), `write "Fixes #" and the number into the pull request: stevie's text for it names no issue`)
		}
	}
}

// overwrite tells why none of it is needed.
func (e *entryReader) overwrite(f field) {
	if resolved(f.value).Kind == yaml.ScalarNode {
		if e.truth(f.value) {
			e.note(f.value, f.key, "true", notNeeded)
		}
		return
	}
	for _, o := range e.fields(f.value, "all, add_new_files or existing_files_fields") {
		if !e.truth(o.value) {
			continue
		}
		key := f.key + "." + named(o.key)
		switch o.key {
		case "all":
			e.note(o.value, key, "true", "stevie removes no record; "+notNeeded)
		case "add_new_files":
			e.note(o.value, key, "true", notNeeded)
		case "existing_files_fields":
			e.note(o.at, key, e.words(o.value), "records that stevie did not write stay as they are; `stevie audit` lists what has changed on the host since")
		default:
			e.warn(o.at, key, "", "no key of pyvideo_scrape: left out")
		}
	}
}

const notNeeded = "every sync adds what is new and keeps what is there"

func (e *entryReader) words(n *yaml.Node) string {
	var words []string
	for _, w := range e.list(n) {
		words = append(words, e.text(w, "the name of a field"))
	}
	return fmt.Sprintf("[%s]", strings.Join(words, ", "))
}
