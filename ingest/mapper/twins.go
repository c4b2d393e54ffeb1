package mapper

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

// manyTalks is more than one speaker gives at an event: whoever has more is the channel.
const manyTalks = 50

// twins notes the talks that may be one and the same: one speaker, one length, and
// titles that are a slip of the pen apart.
func (r *run) twins(proposals []ingest.Proposal) {
	bySpeaker := map[string][]int{}
	for i, p := range proposals {
		if len(p.Record.Speakers) > 0 && r.videos[i].Usable() {
			first := bare.Words(p.Record.Speakers[0])
			bySpeaker[first] = append(bySpeaker[first], i)
		}
	}
	for _, same := range bySpeaker {
		if len(same) > manyTalks {
			continue
		}
		for _, i := range same {
			for _, j := range same {
				if i != j && areTwins(proposals[i].Record, proposals[j].Record) {
					noteTwin(&proposals[i], proposals[j])
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

func areTwins(a, b ingest.Record) bool {
	if !sameNames(a.Speakers, b.Speakers) {
		return false
	}
	if gap := a.Duration - b.Duration; a.Duration > 0 && b.Duration > 0 && (gap > longestGap || gap < -longestGap) {
		return false
	}
	x, y := bare.Words(a.Title), bare.Words(b.Title)
	if x == y || onlyDigits(x) != onlyDigits(y) || len(x) < 10 { // parts of one talk; equal ones are one talk already
		return false
	}
	known := a.Duration > 0 && b.Duration > 0
	return edits(x, y, 1) || known && edits(x, y, 3)
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
