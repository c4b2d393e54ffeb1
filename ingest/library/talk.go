package library

import (
	"cmp"
	"time"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// Talk is a record or a draft as it is found and listed.
type Talk struct {
	Event      string // slug
	EventTitle string
	Name       string       // of its file, without the extension
	Status     draft.Status // of a draft, "" of a record
	Title      string
	Speakers   []string
	Recorded   string
	Language   string
	Tags       []string
	URLs       []string
	Duration   int // seconds

	start string // of its event
	files []string
}

// IsDraft tells a draft from a record.
func (t Talk) IsDraft() bool { return t.Status != "" }

// Path is where the talk lies in the data tree, or in the folder of drafts.
func (t Talk) Path() string {
	if t.IsDraft() {
		return t.Event + "/" + t.Name + draftExtension
	}
	return record.Place{Event: t.Event, File: t.Name + recordExtension}.Path()
}

// Day is when the talk was given, "" when nobody knows.
func (t Talk) Day() string { return t.Recorded[:min(len(t.Recorded), len(time.DateOnly))] }

// Year is that of the talk, else of its event; "" when neither is known.
func (t Talk) Year() string {
	return yearOf(cmp.Or(t.Recorded, t.start))
}

func yearOf(day string) string { return day[:min(len(day), len("2006"))] }

func (p *packed) talk(t Talk) {
	p.each([]string{t.Recorded, t.Language})
	p.texts(t.Speakers)
	p.each([]string{t.Name, string(t.Status), t.Title})
	p.texts(t.Tags)
	p.texts(t.URLs)
	p.texts(t.files)
	p.number(max(t.Duration, 0))
}

func (u *unpacked) talk() Talk {
	return Talk{
		Recorded: u.text(), Language: u.text(), Speakers: u.texts(),
		Name: u.text(), Status: draft.Status(u.text()), Title: u.text(),
		Tags: u.texts(), URLs: u.texts(), files: u.texts(), Duration: u.number(),
	}
}
