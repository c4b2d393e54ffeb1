package pipeline

import (
	"slices"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/review"
)

// Piece is a run of a host's title.
type Piece = review.Piece

// The uses of pieces.
const (
	UseTitle   = review.UseTitle
	UseSpeaker = review.UseSpeaker
	UseDropped = review.UseDropped
)

// Pieces cuts the host's title into what became the draft's title and speakers, and what
// was left out.
func (v View) Pieces() []Piece {
	return review.Pieces(v.Draft.Source.Title, v.Draft.Record.Title, v.Draft.Record.Speakers)
}

// Likeness is a draft, and how it reads when it is read as another one was.
type Likeness struct {
	View
	Title    string
	Speakers []string
}

// Changes reports whether that is another reading than the draft has.
func (l Likeness) Changes() bool {
	return l.Title != l.Draft.Record.Title || !slices.Equal(l.Speakers, l.Draft.Record.Speakers)
}

// Alike finds the drafts in review whose host titles have the shape of one that a person
// has read.
func Alike(sample View, among []View) []Likeness {
	others := slices.DeleteFunc(slices.Clone(among), func(v View) bool {
		return v.Draft.Status != draft.Review || v.Draft.Source.IsZero() || v.Path == sample.Path
	})
	titles := make([]string, len(others))
	for i, v := range others {
		titles[i] = v.Draft.Source.Title
	}
	read := sample.Draft.Record
	var list []Likeness
	for _, s := range review.Alike(review.Sample{Raw: sample.Draft.Source.Title, Title: read.Title, Speakers: read.Speakers}, titles) {
		list = append(list, Likeness{others[s.Index], s.Title, s.Speakers})
	}
	return list
}
