package mapper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// manyTalks is more than one speaker gives at an event: whoever has more is the channel.
const manyTalks = 50

// twins notes the talks that may be one and the same: one speaker, one length, and
// titles that are a slip of the pen apart.
func (r *run) twins(proposals []ingest.Proposal) {
	bySpeaker := map[string][]perhapsTwin{}
	for i, p := range proposals {
		if len(p.Record.Speakers) > 0 && r.videos[i].Usable() {
			t := newPerhapsTwin(i, p.Record)
			bySpeaker[t.speakers[0]] = append(bySpeaker[t.speakers[0]], t)
		}
	}
	for _, talks := range bySpeaker {
		if len(talks) > manyTalks {
			continue
		}
		for i := range talks {
			for j := range talks {
				if i != j && talks[i].isTwinOf(&talks[j]) {
					noteTwin(&proposals[talks[i].index], proposals[talks[j].index])
				}
			}
		}
	}
}

func noteTwin(p *ingest.Proposal, other ingest.Proposal) {
	p.Notes = append(p.Notes, ingest.Note{
		Field: ingest.FieldVideos, Kind: "twin", Data: []string{other.Key().String()},
		Text: fmt.Sprintf("may be the same talk as %s (%s): one speaker, nearly one title; keep the better video", quote(other.Record.Title), other.Key()),
	})
	p.Cap("another video may be the same talk")
}

// longestGap is the number of seconds by which two uploads of one talk may differ.
const longestGap = 3

// perhapsTwin is a talk with what tells whether it is another one, too.
type perhapsTwin struct {
	index    int // of the proposal
	speakers []string
	duration int
	title    string
	digits   string // of the title
}

func newPerhapsTwin(index int, rec ingest.Record) perhapsTwin {
	t := perhapsTwin{index: index, duration: rec.Duration, title: bare.Words(rec.Title)}
	t.digits = onlyDigits(t.title)
	for _, name := range rec.Speakers {
		t.speakers = append(t.speakers, bare.Words(name))
	}
	return t
}

func (t *perhapsTwin) isTwinOf(o *perhapsTwin) bool {
	known := t.duration > 0 && o.duration > 0
	if gap := t.duration - o.duration; known && (gap > longestGap || gap < -longestGap) {
		return false
	}
	if t.title == o.title || t.digits != o.digits || len(t.title) < 10 { // parts of one talk; equal ones are one talk already
		return false
	}
	stranger := func(name string) bool { return !slices.Contains(o.speakers, name) }
	if len(t.speakers) != len(o.speakers) || slices.ContainsFunc(t.speakers, stranger) {
		return false
	}
	return edits(t.title, o.title, 1) || known && edits(t.title, o.title, 3)
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
