package draft

import (
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// draftLayout is the order of a draft's keys, and the comments that explain them.
func draftLayout() tomledit.Layout {
	return tomledit.Layout{
		Order: []string{
			"status", "title", "speakers", "recorded", "language", "tags", "duration",
			"copyright_text", "thumbnail_url", "description", "related_urls", "videos", "notes",
			"source", "source.provider", "source.id", "source.hash", "source.title", "source.published",
		},
		Comments: map[string]string{
			"status": "# review | ready | skip | published",
			"notes":  "# what stevie is unsure of, or found out; remove once settled",
			"source": "# what the host said; never written to the record",
		},
	}
}

// setting is one key outside the arrays of tables, and its value.
type setting struct {
	path  []string
	value tomledit.Value
	empty bool // without a value: it may be missing
}

// settings lists the keys of a draft in the order of the layout.
func (d *Draft) settings() []setting {
	r, s := &d.Record, &d.Source
	return []setting{
		text(string(d.Status), "status"),
		text(r.Title, "title"),
		{[]string{"speakers"}, tomledit.Strings(r.Speakers), len(r.Speakers) == 0},
		{[]string{"recorded"}, tomledit.Date(r.Recorded), r.Recorded == ""},
		text(r.Language, "language"),
		{[]string{"tags"}, tomledit.Strings(r.Tags), len(r.Tags) == 0},
		{[]string{"duration"}, tomledit.Int(int64(r.Duration)), r.Duration == 0},
		text(r.CopyrightText, "copyright_text"),
		text(r.ThumbnailURL, "thumbnail_url"),
		{[]string{"description"}, tomledit.Text(r.Description), r.Description == ""},
		text(s.Provider, "source", "provider"),
		text(s.ID, "source", "id"),
		text(s.Hash, "source", "hash"),
		text(s.Title, "source", "title"),
		{[]string{"source", "published"}, tomledit.Date(timeText(s.Published)), s.Published.IsZero()},
	}
}

func text(s string, path ...string) setting {
	return setting{path, tomledit.String(s), s == ""}
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// arrays lists the arrays of tables of a draft in the order of the layout.
func (d *Draft) arrays() []array {
	return []array{
		{"related_urls", links(d.Record.RelatedURLs)},
		{"videos", locations(d.Record.Videos)},
		{"notes", noteTables(d.Notes)},
	}
}

type array struct {
	name   string
	tables []tomledit.Table
}

func links(list []ingest.Link) []tomledit.Table {
	var tables []tomledit.Table
	for _, l := range list {
		tables = append(tables, tomledit.Table{
			{Key: "label", Value: tomledit.String(l.Label)},
			{Key: "url", Value: tomledit.String(l.URL)},
		})
	}
	return tables
}

func locations(list []ingest.Location) []tomledit.Table {
	var tables []tomledit.Table
	for _, l := range list {
		t := tomledit.Table{
			{Key: "type", Value: tomledit.String(l.Type)},
			{Key: "url", Value: tomledit.String(l.URL)},
		}
		if l.Size != 0 {
			t = append(t, tomledit.Pair{Key: "size", Value: tomledit.Int(l.Size)})
		}
		tables = append(tables, t)
	}
	return tables
}

func noteTables(list []Note) []tomledit.Table {
	var tables []tomledit.Table
	for _, n := range list {
		t := tomledit.Table{{Key: "field", Value: tomledit.String(n.Field)}}
		if n.Confidence != 0 {
			t = append(t, tomledit.Pair{Key: "confidence", Value: tomledit.Float(n.Confidence)})
		}
		tables = append(tables, append(t, tomledit.Pair{Key: "note", Value: tomledit.String(n.Text)}))
	}
	return tables
}

// Encode returns the text of a new draft, made to be read top to bottom in an
// editor. The record's keys are all there, also those without a value, so that
// nobody has to look up their names. A draft that exists is changed with [Edit]
// instead.
func Encode(d *Draft) []byte {
	layout := draftLayout()
	var b strings.Builder
	for _, s := range d.settings() {
		if len(s.path) == 1 {
			b.WriteString(tomledit.Line(s.path[0], s.value, layout.Comments[s.path[0]]))
		}
	}
	for _, a := range d.arrays() {
		comment := layout.Comments[a.name]
		for _, t := range a.tables {
			b.WriteString("\n" + t.TOML(a.name, comment))
			comment = ""
		}
	}
	if !d.Source.IsZero() {
		b.WriteString("\n" + tomledit.Header("source", false, layout.Comments["source"]))
		for _, s := range d.settings() {
			if len(s.path) == 2 && !s.empty {
				b.WriteString(tomledit.Line(s.path[1], s.value, ""))
			}
		}
	}
	return []byte(b.String())
}
