package bulkedit

import (
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// Shown is what the file said of the talks when it was written, by the drafts' files.
type Shown map[string]ShownTalk

// ShownTalk is what the file said of one talk.
type ShownTalk struct {
	Status   string           `json:"status"`
	Title    string           `json:"title"`
	Speakers []string         `json:"speakers"`
	Recorded string           `json:"recorded"`
	Language string           `json:"language"`
	Readings []ingest.Reading `json:"readings"`
}

// ShownOf is what [Encode] shows of talks.
func ShownOf(talks []pipeline.View) Shown {
	s := Shown{}
	for _, t := range talks {
		r := t.Draft.Record
		s[t.Draft.File] = ShownTalk{string(t.Draft.Status), r.Title, r.Speakers, r.Recorded, r.Language, t.Readings}
	}
	return s
}

// values are the fields by their names.
func (t ShownTalk) values() map[string]draft.Value {
	return map[string]draft.Value{
		draft.FieldStatus:    t.Status,
		ingest.FieldTitle:    t.Title,
		ingest.FieldSpeakers: slices.Clone(t.Speakers),
		ingest.FieldRecorded: t.Recorded,
		ingest.FieldLanguage: t.Language,
	}
}

// Told is what counts as shown once the person knows of a conflict in a draft: should the
// file still say otherwise, it is meant.
func (s Shown) Told(file string, c draft.FieldConflict) {
	t, ok := s[file]
	if !ok {
		return
	}
	text, _ := c.Theirs.(string)
	switch c.Field {
	case draft.FieldStatus:
		t.Status = text
	case ingest.FieldTitle:
		t.Title = text
	case ingest.FieldSpeakers:
		t.Speakers, _ = c.Theirs.([]string)
	case ingest.FieldRecorded:
		t.Recorded = text
	case ingest.FieldLanguage:
		t.Language = text
	}
	s[file] = t
}
