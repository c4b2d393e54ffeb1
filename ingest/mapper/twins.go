package mapper

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
)

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
	for i := range proposals {
		p := &proposals[i]
		if len(p.Record.Speakers) == 0 || !r.videos[i].Usable() {
			continue
		}
		for _, j := range bySpeaker[bare.Words(p.Record.Speakers[0])] {
			if i != j && r.areTwins(proposals, i, j) {
				p.Notes = append(p.Notes, ingest.Note{
					Field: ingest.FieldVideos, Kind: "twin", Data: []string{proposals[j].Key().String()},
					Text: fmt.Sprintf("may be the same talk as %s (%s): one speaker, nearly one title; keep the better video", quote(proposals[j].Record.Title), proposals[j].Key()),
				})
				p.Cap("another video may be the same talk")
			}
		}
	}
}

// longestGap is the number of seconds by which two uploads of one talk may differ.
const longestGap = 3

func (r *run) areTwins(proposals []ingest.Proposal, i, j int) bool {
	a, b := proposals[i].Record, proposals[j].Record
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
