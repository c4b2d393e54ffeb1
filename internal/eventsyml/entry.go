package eventsyml

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// entryReader is one event under way.
type entryReader struct {
	*reader
	Entry

	dir      string
	dirLine  int
	has      map[string]bool // what isNew was asked about
	accounts []Note          // sources that list more than the event
	lists    bool            // some source is more than a single video
}

// isNew reports whether the event has not had this source, tag or link before.
func (e *entryReader) isNew(kind, value string) bool {
	key := kind + " " + value
	before := e.has[key]
	e.has[key] = true
	return !before
}

// eventKeys are the keys of an event.
func eventKeys() []string {
	return []string{
		"title", "dir", "youtube_list", "related_urls", "language", "dates", "issue", "tags",
		"minimal_download", "overwrite",
	}
}

func (e *entryReader) field(f field) {
	switch f.key {
	case "title":
		e.Event.Title = e.text(f.value, "a title")
	case "dir":
		e.dir, e.dirLine = e.text(f.value, "the name of a folder"), f.at.Line
	case "youtube_list", "youtube_lists":
		e.sources(f)
	case "related_urls":
		e.related(f)
	case "language":
		e.language(f)
	case "dates":
		e.dates(f)
	case "tags":
		e.tags(f)
	case "issue":
		e.issue(f)
	case "minimal_download":
		if e.truth(f.value) {
			e.note(f.value, f.key, "true", "stevie has no such mode: it proposes every field and says where it is not sure; `stevie publish EVENT --all` publishes without a review")
		}
	case "overwrite":
		e.overwrite(f)
	default:
		text := "no key of pyvideo_scrape: left out"
		if near := tomledit.Nearest(f.key, eventKeys()); near != "" {
			text += "; was " + near + " meant?"
		}
		e.warn(f.at, named(f.key), "", text)
	}
}

// note takes down what became something else, or is not needed.
func (e *entryReader) note(at *yaml.Node, key, value, text string) {
	e.Notes = append(e.Notes, Note{Line: at.Line, Key: key, Value: shown(value), Text: text})
}

// warn takes down what was left out, or is left to do.
func (e *entryReader) warn(at *yaml.Node, key, value, text string) {
	e.Notes = append(e.Notes, Note{Line: at.Line, Key: key, Value: shown(value), Text: text, Warn: true})
}

// shown is text of the file as a note quotes it.
func shown(s string) string { return termtext.Short(s, 120) }

// named is a key of the file as a note names it.
func named(key string) string { return cmp.Or(termtext.Short(key, 60), `""`) }

// conclude decides what depends on several keys.
func (e *entryReader) conclude(n *yaml.Node) {
	e.folder(n)
	ev := &e.Event
	if ev.Title == "" && ev.Slug != "" {
		ev.Title = strings.ReplaceAll(ev.Slug, "-", " ")
		e.warn(n, "title", "", `there is none: write it into event.toml, as "Name YYYY"`)
	}
	if len(ev.Sources) == 0 {
		e.warn(n, "youtube_list", "", "nothing of it can be listed: give the address to `stevie import URL --event EVENT`")
	}
}

// watch decides whether sync looks for new talks. What an event lists for itself
// grows by late ones. An account goes on with other events, and a video stays one.
func (e *entryReader) watch() {
	e.Event.Watch = e.lists
	if !e.Event.EndDate.IsZero() && len(e.accounts) > 0 {
		e.Event.Watch = false
		e.Notes = append(e.Notes, e.accounts...)
	}
}

// maxFolder is the length to which a proposed folder's name is cut.
const maxFolder = 80

var (
	foreign = regexp.MustCompile(`[^a-z0-9]+`)
	parts   = strings.NewReplacer("/", "-", `\`, "-", ".", "-")
)

// folder makes the slug of dir, or proposes one.
func (e *entryReader) folder(n *yaml.Node) {
	if draft.CheckSlug(e.dir) == nil {
		e.Event.Slug = e.dir
		return
	}
	slug := folderFor(cmp.Or(e.dir, e.Event.Title))
	if draft.CheckSlug(slug) != nil {
		e.wrong(n, `write dir: exconf-2024 and title: "ExConf 2024"`, "the event has no dir and no title that a folder could be named after")
		return
	}
	e.Event.Slug = slug
	note := Note{Line: n.Line, Key: "dir", Text: fmt.Sprintf("there is none: the folder is %s", slug), Warn: true}
	if e.dir != "" {
		note.Line, note.Value, note.Text = e.dirLine, shown(e.dir), fmt.Sprintf("cannot be a folder: %s is used instead", slug)
	}
	e.Notes = append(e.Notes, note)
}

// folderFor is the name of a folder after a text, "" or not fit for one where
// nothing of it can be used.
func folderFor(text string) string {
	slug := strings.Trim(foreign.ReplaceAllString(record.Slug(parts.Replace(text)), "-"), "-")
	if len(slug) > maxFolder {
		slug = strings.Trim(slug[:maxFolder], "-")
	}
	if slug != "" && draft.CheckSlug(slug) != nil {
		slug += "-event" // the name of a device
	}
	return slug
}
